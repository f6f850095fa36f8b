"""The value grid: all values of an indicator in one table to type in, periods down, groups across."""
