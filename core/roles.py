"""The roles of the staff, as groups with permissions. A migration of the portal creates them.

- *Redaktion* writes: adds and edits content, saves drafts, submits for approval, marks entries as checked.
  It corrects published entries at once (a wrong phone number must not wait, and the history shows who did
  what), but it decides neither whether nor when visitors see something, and of what is or was published it
  deletes nothing and no part (times are corrected: closures, changed dates of an event). The lists
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
from django.db.models import Model

REDAKTION = "Redaktion"
LEITUNG = "Leitung"
ADMINISTRATION = "Administration"

# The right to publish, archive and delete what is or was published; it belongs to no single model.
PUBLISH = "core.publish_content"

CONTENT_APPS = ("offers", "concept", "news", "portal", "search")

NOTHING: tuple[str, ...] = ()
LOOK = ("view",)
EVERYTHING = ("view", "add", "change", "delete")
# What the Redaktion and what the others may do, where that is not everything. A translation is a model of
# its own, has a draft, and is free to everybody.
EXCEPTIONS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    # Lists that other entries are sorted by: no draft, so a change is on many pages at once.
    "offers.topic": (LOOK, EVERYTHING),
    "offers.audience": (LOOK, EVERYTHING),
    "offers.spokenlanguage": (LOOK, EVERYTHING),
    "offers.fundingprogramme": (LOOK, EVERYTHING),
    "offers.borough": (LOOK, EVERYTHING),
    "offers.quarter": (LOOK, EVERYTHING),
    "concept.edition": (LOOK, EVERYTHING),
    "concept.group": (LOOK, EVERYTHING),
    "portal.siteprofile": (LOOK, EVERYTHING),
    # What organisations answer becomes public by a decision.
    "concept.round": (LOOK, EVERYTHING),
    "concept.invitation": (LOOK, EVERYTHING),
    "concept.roundanswer": (LOOK, EVERYTHING),
    # Fixed by a step of its own and never changed; read on the page of the report.
    "concept.reportversion": (LOOK, LOOK),
    # What the programs note for themselves.
    "concept.sentreminder": (NOTHING, NOTHING),
    # What visitors wrote.
    "portal.enquiry": (("view", "change"), ("view", "change", "delete")),
    "search.missedsearch": (("view", "delete"), ("view", "delete")),
    # The tables of the index.
    "search.entry": (NOTHING, NOTHING),
    "search.entrytext": (NOTHING, NOTHING),
    "search.word": (NOTHING, NOTHING),
    "search.posting": (NOTHING, NOTHING),
}
OF_ADMINISTRATION = {"auth.user", "auth.group"}


def may_publish(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether `user` may decide what visitors see. The first look costs two queries, then none."""
    return user.has_perm(PUBLISH)  # type: ignore[union-attr]


def permission(action: str, model: type[Model]) -> str:
    """As Django names it: "offers.change_offer"."""
    return f"{model._meta.app_label}.{action}_{model._meta.model_name}"


def may(user: AbstractBaseUser | AnonymousUser, action: str, model: type[Model]) -> bool:
    """Whether `user` may view, add, change or delete some entry of `model`."""
    return user.has_perm(permission(action, model))  # type: ignore[union-attr]


def actions(role: str, app_label: str, model: str) -> tuple[str, ...]:
    """What a role may do with a model: a selection of view, add, change and delete."""
    label = f"{app_label}.{model}"
    if label in OF_ADMINISTRATION:
        return EVERYTHING if role == ADMINISTRATION else NOTHING
    if app_label not in CONTENT_APPS or model.startswith("historical"):
        return NOTHING
    of_redaktion, of_others = EXCEPTIONS.get(label, (EVERYTHING, EVERYTHING))
    return of_redaktion if role == REDAKTION else of_others


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
