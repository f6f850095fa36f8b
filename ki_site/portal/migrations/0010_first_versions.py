"""The state of today of every entry as its first version, with who saved it last and when, by the old history."""

from typing import Any

from django.db import migrations
from django.db.models import Max
from django.utils import timezone

from core.editing import body as bodies
from core.editing.recording import columns
from core.editing.shape import kinds, owners

PUBLIC = ("published", "archived")
ROWS = 500


def write(apps: Any, schema_editor: Any = None) -> None:
    """Of entries of which no version is known; a part stands in the version of what it belongs to."""
    for live in kinds():
        label = live._meta.label_lower
        try:
            model = apps.get_model(label)
        except LookupError:  # newer than this migration
            continue
        if not owners(live):
            _write(apps, model, label)


def _write(apps: Any, model: Any, label: str) -> None:
    versions: Any = apps.get_model("core", "Version").objects
    known = versions.filter(kind=label).values_list("key", flat=True)
    keys = sorted(set(model.objects.values_list("pk", flat=True)) - set(known))
    past: Any = apps.get_model(model._meta.app_label, f"Historical{model._meta.object_name}").objects
    for start in range(0, len(keys), ROWS):
        some = keys[start : start + ROWS]
        rows = past.filter(id__in=some).order_by()
        newest = rows.values("id").annotate(newest=Max("history_id")).values("newest")
        last = {
            key: (moment, user)
            for key, moment, user in past.filter(history_id__in=newest).values_list(
                "id", "history_date", "history_user"
            )
        }
        has_status = any(field.name == "status" for field in model._meta.fields)
        public = set(rows.filter(status__in=PUBLIC).values_list("id", flat=True)) if has_status else set()
        made = []
        for key, body in bodies.dump(model, some).items():
            values = columns(model, key, body, bodies.digest(body))
            values["was_public"] |= key in public
            moment, user = last.get(key, (timezone.now(), None))
            made.append(versions.model(**values, saved_at=moment, saved_by_id=user))
        versions.bulk_create(made)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0004_versions"),
        ("search", "0002_known_days"),
        ("offers", "0005_known_days"),
        ("concept", "0004_report_versions_kept"),
        ("news", "0003_known_days"),
        ("portal", "0009_situations"),
    ]

    # Back: the tables of the history are as they were, and the versions go with their table.
    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
