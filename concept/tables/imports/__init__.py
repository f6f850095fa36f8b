"""Importing values and targets: first what a file would change is shown, then all is done or nothing."""
