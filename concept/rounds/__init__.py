"""The yearly round: organisations tell what became of their measures, the KI decides about it."""
