"""All entries hold the addresses that they have today, and those that their history knows while they were public.

Where two entries had the same one after another, it is today's, else the last one's.
"""

from django.db import migrations

MODELS = {
    "offers": ("Contact", "Document", "Offer", "Organisation", "Place"),
    "concept": (
        "ActionField", "Approach", "Body", "Edition", "Goal", "Indicator", "Measure", "Meeting", "Milestone",
        "Report", "ReportRun",
    ),
    "news": ("Event", "Post"),
    "portal": ("Page", "Term"),
}  # fmt: skip
PUBLIC = ("published", "archived")


def hold(apps, schema_editor):
    alias = schema_editor.connection.alias
    held = apps.get_model("core", "HeldAddress")._base_manager.using(alias)
    for app, names in MODELS.items():
        for name in names:
            history = apps.get_model(app, f"Historical{name}")._base_manager.using(alias)
            former = history.filter(status__in=PUBLIC).order_by("history_date", "history_id")
            slugs = dict(former.values_list("slug", "id"))
            slugs |= dict(apps.get_model(app, name)._base_manager.using(alias).values_list("slug", "pk"))
            kind = f"{app}.{name.lower()}"
            held.bulk_create(
                [held.model(kind=kind, slug=slug, object_id=key) for slug, key in slugs.items()],
                batch_size=500,
                ignore_conflicts=True,
            )


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0005_heldaddress"),
        ("portal", "0010_first_versions"),
        ("offers", "0006_checked_precision"),
        ("concept", "0006_checked_precision"),
        ("news", "0003_known_days"),
    ]

    operations = [migrations.RunPython(hold, migrations.RunPython.noop, elidable=True)]
