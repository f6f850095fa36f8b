"""Hears of many-to-many relations of content, which change without a method of the model.

Saving and deleting are methods of the content models themselves; relations have none, so this is the one
place where a signal is needed.
"""

from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.signals import m2m_changed

from core.content import changes, version
from core.content.content import ContentModel


def watch_relations() -> None:
    """Called once for each process, when the apps are ready."""
    for model in apps.get_models():
        if issubclass(model, ContentModel):
            for field in model._meta.local_many_to_many:
                through = field.remote_field.through
                m2m_changed.connect(_relation_changed, sender=through, dispatch_uid=f"watching:{field}")


def _relation_changed(
    action: str, instance: models.Model, reverse: bool, model: type[models.Model], pk_set: Any, **kwargs: Any
) -> None:
    """Renews the token; and the side that declares the relation has changed: the instance itself, or those
    it was taken from.
    """
    if action.startswith("post_"):
        version.bump()
    owner: type[models.Model] = model if reverse else type(instance)
    if not changes.concerns(owner):
        return
    if action == "pre_clear" and reverse:
        field = next(f for f in owner._meta.local_many_to_many if f.remote_field.through is kwargs["sender"])
        rows = owner._default_manager.filter(**{field.name: instance.pk})
        instance.__dict__["_cleared_from"] = list(rows.values_list("pk", flat=True))
    elif action.startswith("post_"):
        keys = [instance.pk]
        if reverse:
            keys = instance.__dict__.pop("_cleared_from", []) if action == "post_clear" else list(pk_set)
        with changes.batch():
            changes.note(owner, keys)
