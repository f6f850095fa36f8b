"""The roles of the staff, as groups with permissions. A migration of the portal creates them.

- *Redaktion* writes: adds and edits content, saves drafts, submits for approval, marks entries as checked.
  It corrects published entries at once (a wrong phone number must not wait, and the history shows who did
  what), but it neither publishes nor archives, and it deletes nothing that is or was published. The lists
  that other entries are sorted by (topics, audiences …) it sees and chooses from. It translates everything,
  those lists too: a translation has a draft of its own.
- *Leitung* does that too, publishes, archives, deletes, and keeps those lists and the site's identity.
- *Administration* does all that and manages users and groups, without being a superuser.

Nobody has a permission on the technical tables of the core (content token, loaded entries) nor on the
history, which no role can change.
"""

from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

REDAKTION = "Redaktion"
LEITUNG = "Leitung"
ADMINISTRATION = "Administration"

# The right to publish, archive and delete what is or was published; it belongs to no single model.
PUBLISH = "core.publish_content"

CONTENT_APPS = ("offers", "concept", "news", "portal", "search")
# Changes to these have no draft: they are on the site at once, on many pages.
LISTS = {
    "offers": {"topic", "audience", "spokenlanguage", "fundingprogramme", "borough", "quarter"},
    "concept": {"edition", "group"},
}
# What organisations answer becomes public by a decision of the Leitung; the others look on.
DECISIONS = {"round", "invitation", "roundanswer"}
# Nobody edits what the programs note for themselves.
TECHNICAL = {"sentreminder"}
# Fixed by a step of its own and never changed; read on the page of the report.
FIXED = {"reportversion"}
EVERYTHING = ("view", "add", "change", "delete")
# The tables of the index itself are technical.
SEARCH = {"synonym": EVERYTHING, "missedsearch": ("view", "delete")}


def may_publish(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether `user` may decide what visitors see. The first look costs two queries, then none."""
    return user.has_perm(PUBLISH)  # type: ignore[union-attr]


def actions(role: str, app_label: str, model: str) -> tuple[str, ...]:
    """What a role may do with a model: a selection of view, add, change and delete."""
    own = model.removesuffix("translation")
    if app_label == "auth":
        return EVERYTHING if role == ADMINISTRATION and model in ("user", "group") else ()
    if app_label not in CONTENT_APPS or model.startswith("historical"):
        return ()
    if app_label == "search":
        return SEARCH.get(model, ())
    decides = role != REDAKTION
    if app_label == "concept" and own in TECHNICAL:
        return ()
    if app_label == "concept" and own in FIXED:
        return ("view",)
    if app_label == "concept" and own in DECISIONS:
        return EVERYTHING if decides else ("view",)
    if own != model:
        return EVERYTHING
    if (app_label, model) == ("portal", "enquiry"):
        return ("view", "change", "delete") if decides else ("view", "change")
    if (app_label, own) == ("portal", "siteprofile"):
        return EVERYTHING if decides else ("view",)
    if own in LISTS.get(app_label, ()):
        return EVERYTHING if decides else ("view",)
    return EVERYTHING


def set_up(apps: Apps | Any, using: str = "default") -> None:
    """Create the groups and set their permissions anew; safe to call again, for example after a new model.

    `apps` is Django's registry or, in a migration, the state of the models. Users stay in their groups;
    permissions that somebody gave to these groups by hand are taken back.
    """
    for app_label in ("core", "auth", *CONTENT_APPS):
        # Django does this after all migrations, which is too late here.
        create_permissions(installed.get_app_config(app_label), verbosity=0, using=using, apps=apps)
    content_types = apps.get_model("contenttypes", "ContentType").objects.using(using)
    permissions = apps.get_model("auth", "Permission").objects.using(using)
    groups = apps.get_model("auth", "Group").objects.using(using)

    publish, _created = permissions.get_or_create(
        codename=PUBLISH.partition(".")[2],
        content_type=content_types.get(app_label="core", model="contentversion"),
        defaults={"name": "Can publish, archive and delete published content"},
    )
    known = {
        (row.content_type.app_label, row.codename): row
        for row in permissions.select_related("content_type").all()
    }
    for role in (REDAKTION, LEITUNG, ADMINISTRATION):
        granted = [
            known[app_label, f"{action}_{model._meta.model_name}"]
            for app_label in ("auth", *CONTENT_APPS)
            for model in apps.get_app_config(app_label).get_models()
            for action in actions(role, app_label, str(model._meta.model_name))
        ]
        group, _created = groups.get_or_create(name=role)
        group.permissions.set(granted if role == REDAKTION else [*granted, publish])
