"""Where uploaded files are kept."""

import secrets
from typing import Any

from django.utils.deconstruct import deconstructible


@deconstructible
class Unguessable:
    """For `upload_to`: a folder of its own for each file, so that nobody guesses those of drafts."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def __call__(self, _instance: Any, name: str) -> str:
        return f"{self.folder}/{secrets.token_urlsafe(12)}/{name}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Unguessable) and other.folder == self.folder

    def __hash__(self) -> int:
        return hash(self.folder)
