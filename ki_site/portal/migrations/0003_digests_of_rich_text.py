"""How rich text is laid out no longer counts in the digests of German texts.

Every stored digest is brought into the new form: a translation that fitted goes on fitting. One that was outdated
only because an editor had laid the German text out anew fits again. Texts themselves stay as they are.
"""

import hashlib

from django.db import migrations

from core.content.richtext import normal_form

# The texts of each model in the order of their digest, and which one of them is rich.
MODELS = {
    ("offers", "FundingProgramme"): (("name", "short_name", "summary", "description"), "description"),
    ("offers", "Organisation"): (("name", "short_name", "summary", "description"), "description"),
    ("offers", "Offer"): (
        (
            "title", "summary", "description", "for_whom", "what_to_bring", "how_to_register", "cost_note",
            "place_note", "time_note", "volunteer_task", "volunteer_time", "volunteer_training",
            "volunteer_insurance",
        ),
        "description",
    ),
    ("concept", "ActionField"): (("name", "short_name", "summary", "description"), "description"),
    ("concept", "Measure"): (("title", "summary", "description"), "description"),
    ("concept", "Meeting"): (("title", "dealt_with"), "dealt_with"),
    ("news", "Post"): (("title", "teaser", "body", "image_alt"), "body"),
    ("news", "Event"): (("title", "teaser", "body", "place_note", "how_to_register", "cancelled_note"), "body"),
    ("portal", "Term"): (("name", "explanation", "more"), "more"),
    ("portal", "PageSection"): (("heading", "body"), "body"),
}  # fmt: skip
BATCH = 500


def digest(row, names, rich):
    """As `TranslatedModel.digest` makes it."""
    texts = (
        (name, normal_form(row[name] or "") if name == rich else (row[name] or "").replace("\r\n", "\n"))
        for name in names
    )
    joined = "\x1e".join(f"{name}\x1f{text}" for name, text in texts)
    return hashlib.blake2b(joined.encode(), digest_size=16).hexdigest()


def renew(apps, schema_editor):
    alias = schema_editor.connection.alias
    for (app, name), (names, rich) in MODELS.items():
        new = {}
        for model in (apps.get_model(app, f"Historical{name}"), apps.get_model(app, name)):
            changed = []
            for row in model._base_manager.using(alias).order_by().values("pk", "id", "text_digest", *names).iterator():
                now = new[row["id"], row["text_digest"]] = digest(row, names, rich)
                if now != row["text_digest"]:
                    changed.append(model(pk=row["pk"], text_digest=now))
            model._base_manager.using(alias).bulk_update(changed, ["text_digest"], batch_size=BATCH)
        model, changed = apps.get_model(app, f"{name}Translation"), []
        for pk, parent, made_from in model._base_manager.using(alias).order_by().values_list(
            "pk", "parent_id", "source_digest"
        ):
            now = new.get((parent, made_from), made_from)
            if now != made_from:
                changed.append(model(pk=pk, source_digest=now))
        model._base_manager.using(alias).bulk_update(changed, ["source_digest"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [
        ("portal", "0002_roles"),
        ("offers", "0001_initial"),
        ("concept", "0002_report_versions_locked"),
        ("news", "0001_initial"),
    ]

    operations = [migrations.RunPython(renew, migrations.RunPython.noop, elidable=True)]
