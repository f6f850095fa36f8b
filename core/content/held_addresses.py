"""The addresses that entries have and had, so that a link to an entry never breaks.

Each published kind with a slug is held: whoever asks for a former slug is led to today's. The table knows the
entry, not the next address, so there are no chains. A slug stays with its entry until another one takes it
knowingly (`takes_address`), or the entry is deleted.
"""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils.translation import gettext as _

from core.content.changes import Changed

ROWS = 500
TAKEN = "address_taken"


class HeldAddress(models.Model):
    """A slug that an entry has or had; `kind` is the label of its model ("offers.offer")."""

    kind = models.CharField(max_length=60)
    slug = models.CharField(max_length=120)
    object_id = models.PositiveBigIntegerField()

    class Meta:
        app_label = "core"
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="core_heldaddress_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.slug}"


class AddressListener:
    """Holds each slug of the entries that change; two queries for each kind, one more for new slugs."""

    def concerns(self, model: type[models.Model]) -> bool:
        return is_held(model)

    def before(self, model: type[models.Model], keys: list[Any], deleting: bool) -> Changed:
        return {}

    def after(self, changed: Changed) -> None:
        for model, keys in changed.items():
            if is_held(model):
                ordered = sorted(keys)
                for start in range(0, len(ordered), ROWS):
                    hold(model, ordered[start : start + ROWS])


def is_held(model: type[models.Model]) -> bool:
    """Whether entries of this kind are published under a slug."""
    return hasattr(model, "was_public") and any(field.name == "slug" for field in model._meta.fields)


def hold(model: Any, keys: Iterable[Any]) -> None:
    """Hold today's slugs of these entries; one that another entry had is theirs from now on."""
    slugs = dict(model._default_manager.filter(pk__in=keys).values_list("slug", "pk"))
    if not slugs:
        return
    kind = model._meta.label_lower
    held = {row.slug: row for row in HeldAddress.objects.filter(kind=kind, slug__in=slugs)}
    new = [
        HeldAddress(kind=kind, slug=slug, object_id=key) for slug, key in slugs.items() if slug not in held
    ]
    HeldAddress.objects.bulk_create(new)
    for slug, row in held.items():
        if row.object_id != slugs[slug]:
            HeldAddress.objects.filter(pk=row.pk).update(object_id=slugs[slug])


def former_holder(entry: Any) -> Any:
    """Another entry that had the slug of this one and has a different one today; one query or two."""
    model = type(entry)
    held = HeldAddress.objects.filter(kind=model._meta.label_lower, slug=entry.slug)
    row = held.exclude(object_id=entry.pk or 0).first()
    return row and model._default_manager.filter(pk=row.object_id).exclude(slug=entry.slug).first()


def refuse_taken(entry: Any) -> None:
    """Raise ValidationError where the slug still leads to another entry; costs what `former_holder` costs."""
    if not is_held(type(entry)) or getattr(entry, "takes_address", False):
        return
    if other := former_holder(entry):
        text = _("Links to this address still lead to “%(entry)s”, which had it before. Choose another one.")
        raise ValidationError({"slug": ValidationError(text % {"entry": other}, code=TAKEN)})


def todays(entries: models.QuerySet, slug: str) -> Any:
    """The one of these entries that had the slug once and has another one today; one query."""
    try:
        entries.model._meta.get_field("slug")
    except FieldDoesNotExist:
        return None
    held = HeldAddress.objects.filter(kind=entries.model._meta.label_lower, slug=slug)
    return entries.filter(pk__in=held.values("object_id")).exclude(slug=slug).first()
