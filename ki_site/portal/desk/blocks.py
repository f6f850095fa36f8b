"""What the blocks of the desk are made of."""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, wraps
from typing import Any

from django.apps import apps
from django.contrib.auth.models import AbstractUser
from django.db.models import Model
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from core import roles
from core.admin.addresses import url

logger = logging.getLogger(__name__)

# So many rows stand in a block; its link leads to all of them.
ROWS = 5


@dataclass(frozen=True)
class Row:
    text: str
    url: str = ""
    note: str = ""
    # Answers to what the text asks: (words, address).
    answers: Sequence[tuple[str, str]] = ()


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


def rows_of(entries: Iterable[Any], make: Callable[[Any], Row]) -> list[Row]:
    """A row for each; an entry that cannot be shown costs its own row, not the desk."""
    return [_row_of(entry, make) for entry in entries]


def _row_of(entry: Any, make: Callable[[Any], Row]) -> Row:
    try:
        return make(entry)
    except Exception:
        logger.exception("%s %s cannot be shown on the desk.", type(entry).__name__, entry.pk)
        name = f"{entry._meta.verbose_name} {entry.pk}"
        return Row(_("cannot be shown: %(name)s") % {"name": name}, url(type(entry), "change", entry.pk))


def block(make: Callable[[Any], Any]) -> Any:
    """A block that is made when the template asks for it; if that fails, the others still stand."""

    @wraps(make)
    def made(desk: Any) -> Any:
        try:
            return make(desk)
        except Exception:
            logger.exception("The block “%s” of the desk cannot be shown.", make.__name__)
            return Block(_("This part of the desk cannot be shown"), empty=_("The reason stands in the log."))

    return cached_property(made)


class Blocks:
    """What a member of the staff may see; the parts of the desk build on it."""

    def __init__(self, user: AbstractUser) -> None:
        self.user = user
        self.today = timezone.localdate()

    def may(self, model: type[Model], action: str = "change") -> bool:
        return roles.may(self.user, action, model)

    def models(self, base: type[Model]) -> list[Any]:
        return [model for model in apps.get_models() if issubclass(model, base) and self.may(model)]
