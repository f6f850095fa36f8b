"""Work on entries that cannot be lost: whole entries as values, merged, put back, kept as versions."""
