"""Many-to-many relations of content: they change without a method of the model, so signals tell of them."""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.signals import m2m_changed

from core.content import changes
from core.content.content import ContentModel


def watch_relations() -> None:
    """Called once for each process, when the apps are ready."""
    for model in apps.get_models():
        if issubclass(model, ContentModel):
            for field in model._meta.local_many_to_many:
                through = field.remote_field.through
                m2m_changed.connect(_relation_changed, sender=through, dispatch_uid=f"changes:{field}")


def _relation_changed(
    action: str, instance: models.Model, reverse: bool, model: type[models.Model], pk_set: Any, **kwargs: Any
) -> None:
    """The side that declares the relation has changed: the instance itself, or those it was taken from."""
    owner: type[models.Model] = model if reverse else type(instance)
    if action == "pre_clear" and reverse and changes.concerns(owner):
        field = next(f for f in owner._meta.local_many_to_many if f.remote_field.through is kwargs["sender"])
        rows = owner._default_manager.filter(**{field.name: instance.pk})
        instance.__dict__["_cleared_from"] = list(rows.values_list("pk", flat=True))
    elif action.startswith("post_"):
        keys = [instance.pk]
        if reverse:
            keys = instance.__dict__.pop("_cleared_from", []) if action == "post_clear" else list(pk_set)
        changes.note(owner, keys)
