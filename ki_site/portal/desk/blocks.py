"""What the blocks of the desk are made of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AbstractUser
from django.db.models import Model
from django.utils import formats, timezone

# So many rows stand in a block; its link leads to all of them.
ROWS = 5


@dataclass(frozen=True)
class Row:
    text: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Block:
    """A heading with rows; `count` is the number of all, "" where a number says nothing."""

    title: str
    rows: Sequence[Row] = field(default_factory=list)
    count: str = ""
    more: str = ""
    add: str = ""
    empty: str = ""


def day(value: Any) -> str:
    return formats.date_format(value, "SHORT_DATE_FORMAT")


def moment(value: datetime | None) -> str:
    if value is None:
        return ""
    return formats.date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")


class Blocks:
    """What a member of the staff may see; the parts of the desk build on it."""

    def __init__(self, user: AbstractUser) -> None:
        self.user = user
        self.today = timezone.localdate()

    def may(self, model: type[Model], action: str = "change") -> bool:
        return self.user.has_perm(f"{model._meta.app_label}.{action}_{model._meta.model_name}")

    def models(self, base: type[Model]) -> list[Any]:
        return [model for model in apps.get_models() if issubclass(model, base) and self.may(model)]
