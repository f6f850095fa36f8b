"""Before an entry becomes public its editors see what is missing, and publish the rest with it."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.html import format_html_join
from django.utils.translation import gettext as _

from core import roles
from core.admin import columns
from core.admin.addresses import url
from core.admin.doors import staff_object
from core.admin.whole import Look, looks, name_of, named_by
from core.content import changes
from core.editing.locking import locked
from core.models import Publishable

Status = Publishable.Status
# A list of names is cut after so many.
SHOWN_NAMES = 12


class WholeBeforePublic:
    """For admins of what is published. The button "publish" saves, and publishes at once only what is whole;
    else the page of this entry says what is missing and asks.
    """

    # Groups of fields: without one of each visitors will miss something.
    visitors_need: tuple[tuple[str, ...], ...] = ()

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_whole"  # type: ignore[attr-defined]
        view = self.admin_site.admin_view(self.whole_view)  # type: ignore[attr-defined]
        return [path("<path:object_id>/whole/", view, name=name), *super().get_urls()]

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: Any = None) -> HttpResponse:
        page: Any = super()
        return self._after_saving(request, obj) or page.response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        page: Any = super()
        return self._after_saving(request, obj) or page.response_change(request, obj)

    def _after_saving(self, request: HttpRequest, obj: Any) -> HttpResponse | None:
        """Where to go instead of the list. Costs what `looks` costs, when something shall become public."""
        page: Any = self
        if obj.status == Status.ARCHIVED and obj.__dict__.get("_stored_status") == Status.PUBLISHED:
            _say_who_names(request, obj)
        wants_public = "_publish" in request.POST and page.has_publish_permission(request)
        if not wants_public and "_submit" not in request.POST:
            return None
        is_asked = IS_POPUP_VAR not in request.POST
        (look,) = looks([obj], self.visitors_need) if is_asked else [Look(obj)]
        if look:
            return HttpResponseRedirect(url(page.model, "whole", obj.pk))
        if wants_public:
            make_public(request, obj)
        return None

    def whole_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """GET shows what is missing; POST publishes or submits the entry, with what is ticked."""
        page: Any = self
        change = roles.permission("change", page.model)
        entry = staff_object(request, page.model, _key(page.opts, object_id), change)
        (look,) = looks([entry], self.visitors_need)
        may_publish = page.has_publish_permission(request)
        if request.method == "POST":
            if not may_publish:
                raise PermissionDenied
            with changes.batch():
                publish_with(request, [entry], [look], set(request.POST.getlist("with")))
            return HttpResponseRedirect(url(page.model, "change", entry.pk))
        context = {
            **page.admin_site.each_context(request),
            "title": _("Is it whole?"),
            "opts": page.opts,
            "entry": entry,
            "looks": [look],
            "may_publish": may_publish and not entry.is_visible,
            "is_alone": True,
            "back": url(page.model, "change", entry.pk),
        }
        return TemplateResponse(request, "admin/whole.html", context)


def _key(options: Any, text: str) -> Any:
    """Raises Http404 for what is no key at all."""
    try:
        key = options.pk.to_python(unquote(text))
        options.pk.run_validators(key)
    except ValidationError as error:
        raise Http404 from error
    return key


def publish_with(request: HttpRequest, entries: list[Any], found: list[Look], keys: set[str]) -> None:
    """Publish entries together with those of their hidden targets that were ticked.

    Within a batch. What the member of the staff may not change, and what needs more than that, stays.
    """
    targets = {
        one.key: one.target for look in found for one in look.hidden if one.key in keys and one.is_waiting
    }
    for entry in [*targets.values(), *entries]:
        if roles.may(request.user, "change", type(entry)) and roles.may_publish(request.user):
            make_public(request, entry)


def make_public(request: HttpRequest, entry: Any) -> None:
    """Publish it as it stands in the database, and say so, or why visitors do not see it yet."""
    current = locked(type(entry), [entry.pk]).get()
    if current.status != Status.PUBLISHED:
        current.status = Status.PUBLISHED
        current.save()
    entry.status = current.status
    if current.is_visible:
        messages.success(request, _("Published: %(name)s") % {"name": current})
    else:
        messages.warning(request, columns.not_visible_because(current))


def _say_who_names(request: HttpRequest, entry: Any) -> None:
    if found := named_by([entry]):
        text = _("Visible entries that still name what is archived now (%(count)d):")
        names = format_html_join(", ", '<a href="{}">{}</a>', links(found))
        line = format_html_join(" ", "{}", [(text % {"count": len(found)},), (names,)])
        messages.warning(request, line)


def links(entries: list[Any]) -> list[tuple[str, str]]:
    """Addresses and names with kinds of the first of them, for those that have a form."""
    known = [entry for entry in entries if admin.site.is_registered(type(entry))]
    return [(url(type(entry), "change", entry.pk), name_of(entry)) for entry in known[:SHOWN_NAMES]]


def ask(modeladmin: Any, request: HttpRequest, queryset: QuerySet, action: str, text: str) -> HttpResponse:
    """The page before an action with several entries: `text` says what it will do to how many."""
    entries = list(queryset)
    context = {
        **modeladmin.admin_site.each_context(request),
        "title": _("Please confirm"),
        "opts": modeladmin.opts,
        "text": text,
        "action": action,
        "entries": entries,
        "shown": entries[:SHOWN_NAMES],
        "keys": [entry.pk for entry in entries],
        "select_across": request.POST.get("select_across", "0"),
        "looks": [],
        "may_publish": True,
        "back": request.get_full_path(),
    }
    if action == "publish":
        context["looks"] = [one for one in looks(entries, modeladmin.visitors_need) if one]
    if action == "archive":
        named = named_by(entries)
        context |= {"named": links(named), "named_count": len(named)}
    return TemplateResponse(request, "admin/whole.html", context)
