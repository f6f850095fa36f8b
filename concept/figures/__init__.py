"""From stored numbers to what is shown: one way, so that nothing hidden gets past it."""
