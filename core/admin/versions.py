"""What an entry was: its history in words, one version in full, and the way back, as a whole or in part."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import roles
from core.admin.addresses import url
from core.admin.entry_words import Words
from core.content import changes
from core.editing import body as bodies
from core.editing.applying import apply
from core.editing.body import Row
from core.editing.locking import lock
from core.editing.merging import Path, at, differences, put
from core.editing.recording import entries
from core.editing.shape import shape
from core.models import Version

ON_A_PAGE = 20
# Whether and when visitors see an entry is decided now and not by what once was.
NOT_BROUGHT_BACK = {"status", "published_from", "published_until", "checked_on", "checked_by"}
SEEN_OLD = gettext_lazy("The entry has been saved since you opened this page. Look at it again.")


def history(model_admin: Any, request: HttpRequest, key: Any) -> HttpResponse:
    """All versions, the newest first, each with what it changed; of a part the history of its entry."""
    model = model_admin.model
    if not model_admin.has_view_or_change_permission(request):
        raise PermissionDenied
    found = Version.objects.of(model, key)
    for owner, keys in entries(model, [key]).items():
        if owner is not model and owner in model_admin.admin_site._registry:  # noqa: SLF001 - as the site does
            return HttpResponseRedirect(url(owner, "history", next(iter(keys))))
    page = Paginator(found.select_related("saved_by"), ON_A_PAGE).get_page(request.GET.get("p"))
    versions = list(page.object_list)
    before = found.filter(pk__lt=versions[-1].pk).first() if versions else None
    if not versions and not model._default_manager.filter(pk=key).exists():
        raise Http404
    words = Words(model)
    rows = []
    for version, older in zip(versions, [*versions[1:], before], strict=True):
        lines = None if older is None else words.lines(_changes(older, version), older.body, version.body)
        rows.append({"version": version, "lines": lines, "is_first": older is None})
    context = _context(model_admin, request, key, versions[0].name if versions else "", _("History"))
    context |= {
        "page": page,
        "rows": rows,
        "is_deleted": bool(versions) and versions[0].is_deleted and page.number == 1,
        "has_older": _has_older(model, key),
    }
    return TemplateResponse(request, "admin/versions.html", context)


def version(model_admin: Any, request: HttpRequest, key: Any, number: int) -> HttpResponse:
    """One version in full, and what is different now; each difference can be taken back by itself."""
    model = model_admin.model
    if not model_admin.has_view_or_change_permission(request):
        raise PermissionDenied
    problem = ""
    with changes.batch():
        if request.method == "POST":
            if not model_admin.has_change_permission(request):
                raise PermissionDenied
            lock(model, [key])
        shown = Version.objects.of(model, key).select_related("saved_by").filter(pk=number).first()
        if shown is None:
            raise Http404
        now = bodies.dump_one(model, key)
        if request.method == "POST" and now is not None:
            answer = _restore(model_admin, request, key, shown, now)
            if isinstance(answer, HttpResponse):
                return answer
            problem = answer
    words = Words(model)
    fixed = _fixed(model_admin, request, key) if now is not None else set()
    found = [] if now is None else differences(now, _completed(model, now, shown.body))
    lines = []
    for line in words.lines(found, now or shown.body, shown.body):
        can = not _is_out_of_reach(request, tuple(line["path"].split("/")), fixed, shown, now)
        lines.append({**line, "can_restore": can})
    context = _context(
        model_admin, request, key, shown.name, _("Version of %(moment)s") % {"moment": _when(shown)}
    )
    context |= {
        "version": shown,
        "seen": bodies.digest(now) if now is not None else "",
        "now": now,
        "lines": lines,
        "content": _in_full(words, model, shown.body),
        "can_restore": now is not None and model_admin.has_change_permission(request),
        "problem": problem,
    }
    return TemplateResponse(request, "admin/version.html", context, status=422 if problem else 200)


def _restore(
    model_admin: Any, request: HttpRequest, key: Any, shown: Version, now: Row
) -> HttpResponse | str:
    """The answer, or what speaks against it."""
    model = model_admin.model
    if request.POST.get("seen") != bodies.digest(now):
        return str(SEEN_OLD)
    fixed = _fixed(model_admin, request, key)
    wanted = _completed(model, now, shown.body)
    if (one := request.POST.get("one")) is not None:
        path = tuple(one.split("/"))
        if path not in {difference.path for difference in differences(now, wanted)}:
            return str(SEEN_OLD)
        if _is_out_of_reach(request, path, fixed, shown, now):
            raise PermissionDenied
        body = put(now, path, at(wanted, path))
    else:
        kept = {name: value for name, value in now["fields"].items() if name in fixed | NOT_BROUGHT_BACK}
        body = {**wanted, "fields": {**wanted["fields"], **kept}}
        if _keeps_parts(request, shown):
            rows = {name: {**now["parts"].get(name, {}), **parts} for name, parts in wanted["parts"].items()}
            body = {**body, "parts": rows}
    try:
        with changes.batch():
            apply(model, key, body, now)
    except ValidationError as error:
        return " ".join(error.messages)
    messages.success(request, _("Restored. The state before stands in the history, too."))
    return HttpResponseRedirect(url(model, "change", key))


def _completed(model: type[Model], now: Row, then: Row) -> Row:
    """The state of then, with what was not known yet as it is now; what is gone by now is left out."""
    parts = shape(model).parts
    return {
        "fields": {**now["fields"], **{k: v for k, v in then["fields"].items() if k in now["fields"]}},
        "relations": {
            name: [one for one in then["relations"].get(name, old) if one in old or _there(model, name, one)]
            for name, old in now["relations"].items()
        },
        "texts": then["texts"],
        "parts": {
            part.name: then["parts"].get(part.name, now["parts"][part.name])
            for part in parts
            if not part.is_value
        },
        "values": {**now["values"], **{k: v for k, v in then["values"].items() if k in now["values"]}},
        "german": now["german"],
    }  # fmt: skip


def _there(model: type[Model], name: str, key: Any) -> bool:
    other: Any = model._meta.get_field(name).related_model
    return other._default_manager.filter(pk=key).exists()


def _fixed(model_admin: Any, request: HttpRequest, key: Any) -> set[str]:
    entry = model_admin.get_object(request, str(key))
    return {name for name in model_admin.get_readonly_fields(request, entry) if isinstance(name, str)}


def _keeps_parts(request: HttpRequest, shown: Version) -> bool:
    """Of what is or was public only those who publish take parts away."""
    newest = Version.objects.filter(kind=shown.kind, key=shown.key).order_by("-pk").first()
    return newest is not None and newest.was_public and not roles.may_publish(request.user)


def _is_out_of_reach(
    request: HttpRequest, path: Path, fixed: set[str], shown: Version, now: Row | None
) -> bool:
    if path[0] == "fields":
        return path[1] in fixed
    takes_away = path[0] == "parts" and len(path) == 3 and at(shown.body, path) is not at(now or {}, path)
    return takes_away and not isinstance(at(shown.body, path), dict) and _keeps_parts(request, shown)


def _changes(older: Version, newer: Version) -> list[Any]:
    return [] if newer.is_deleted else differences(older.body, newer.body)


def _in_full(words: Words, model: type[Model], body: Row) -> list[dict[str, Any]]:
    """Groups of lines: the entry itself, its parts, its translations."""
    groups = [{"title": "", "lines": words.row(model, body)}]
    for part in shape(model).parts:
        rows = body["parts"].get(part.name, {}).values()
        groups += [
            {"title": words.called(part.model, row), "lines": words.row(part.model, row)} for row in rows
        ]
    texts: Any = shape(model).texts
    for language, fields in body["texts"].items():
        lines = [
            (
                words.label(("texts", language, name)).partition(": ")[2],
                words.value(("texts", language, name), text),
            )
            for name, text in fields.items()
            if text and name in texts.text_fields()
        ]
        groups.append({"title": words.language(language), "lines": lines, "language": language})
    return groups


def _when(version: Version) -> str:
    return formats.date_format(timezone.localtime(version.saved_at), "SHORT_DATETIME_FORMAT")


def _has_older(model: Any, key: Any) -> bool:
    return hasattr(model, "history") and model.history.filter(**{model._meta.pk.name: key}).exists()


def _context(model_admin: Any, request: HttpRequest, key: Any, name: str, title: str) -> dict[str, Any]:
    return {
        **model_admin.admin_site.each_context(request),
        "title": title,
        "subtitle": name,
        "opts": model_admin.opts,
        "key": key,
        "media": model_admin.media,
    }
