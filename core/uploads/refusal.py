"""Why a file is not read at all."""


class RefusedError(Exception):
    """The file cannot be read, or more stands in it than can be meant; the message says so to staff."""
