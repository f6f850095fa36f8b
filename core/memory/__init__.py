"""What is kept in memory, and how long."""
