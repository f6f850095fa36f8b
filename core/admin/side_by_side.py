"""Two people with the same form open: what both save is brought together, and nothing goes unseen.

A form says which version of the entry it was opened at. If nobody has saved meanwhile, it is saved as ever.
Else it is carried out, for a try, on the entry as it was then; what it changed there is merged with what the
others have changed, and only where both have changed the same thing the person is asked.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from core.admin.addresses import url
from core.admin.entry_words import Words
from core.content import changes
from core.editing import body as bodies
from core.editing.applying import apply
from core.editing.body import Row
from core.editing.locking import lock
from core.editing.merging import Merged, at, differences, merge
from core.editing.recording import entries, record
from core.models import Change, Version

# The names of the hidden fields.
BASE, ON = "_base", "_on"
# So long a form counts as open after its last sign of life.
OPEN_FOR = timedelta(minutes=30)
# A form without its version was opened before the site knew of versions; none is open for longer.
LONGEST_OPEN = timedelta(days=1)


@dataclass
class Opened:
    """What the page of a form shows beside its fields."""

    base: str = ""
    on: str = ""
    others: list[Change] | None = None
    undecided: Change | None = None
    # What was typed here and not saved, to be offered; or it is put in already.
    typed: Change | None = None
    is_put_in: bool = False


def open_form(model_admin: Any, request: HttpRequest, key: Any, show: Callable[[], Any]) -> HttpResponse:
    """The form of an entry with the version that it is opened at, and with who else has it open."""
    model = model_admin.model
    request.opened = opened = Opened()  # type: ignore[attr-defined]
    body = bodies.dump_one(model, key)
    if body is None:  # there is no such entry, as the page will say
        return show()
    record(model, key, body)
    opened.base, opened.others = bodies.digest(body), _others(request, model, key)
    opened.undecided = own(request, model, key, Change.State.CONFLICT).first()
    _note_open(request, model, key)
    change = own(request, model, key, Change.State.CONFLICT).filter(pk=_number(request.GET.get(ON))).first()
    if change is None:
        return show()
    opened.on, opened.base, opened.undecided = str(change.pk), change.base, None
    with changes.batch(), changes.tried():
        apply(model, key, change.body, body)
        response = show()
        if hasattr(response, "render"):
            response.render()
    return response


def save(model_admin: Any, request: HttpRequest, key: Any, send: Callable[[], Any]) -> HttpResponse:
    """Within a batch: what was sent, together with what others have saved since the form was opened.

    With nobody else: the lock and one `dump` more than Django.
    """
    model = model_admin.model
    lock(model, [key])
    theirs = bodies.dump_one(model, key)
    opened = Opened(request.POST.get(BASE, "")[:32], request.POST.get(ON, "")[:20])
    request.opened = opened  # type: ignore[attr-defined]
    change = own(request, model, key, Change.State.CONFLICT).filter(pk=_number(opened.on)).first()
    base = Version.objects.of(model, key).filter(digest=opened.base).first() if opened.base else None
    is_current = theirs is not None and opened.base == bodies.digest(theirs)
    if theirs is None and base is None:
        return send()
    if (is_current or (not opened.base and not _saved_lately(request, model, key))) and change is None:
        response = send()
        if response.status_code == 302:
            close(request, model, key)
        return response
    return _merge_in(model_admin, request, key, send, base, theirs, change)


def _merge_in(
    model_admin: Any,
    request: HttpRequest,
    key: Any,
    send: Callable[[], Any],
    base: Version | None,
    theirs: Row | None,
    change: Change | None,
) -> HttpResponse:
    model = model_admin.model
    theirs = bodies.smoothed(model, theirs) if theirs is not None else None
    opened_at = bodies.smoothed(model, base.body) if base else None
    start = change.body if change else opened_at or theirs
    said = request._messages._queued_messages  # type: ignore[attr-defined]  # noqa: SLF001
    number = len(said)
    try:
        tried = _try(model_admin, request, key, send, start, theirs)
    except ValidationError:
        # The entry cannot be again what it was: then everything that differs is shown.
        base = opened_at = None
        tried = _try(model_admin, request, key, send, theirs, theirs)
    response, mine = tried.response, tried.mine
    if mine is None:
        return response
    mine = bodies.smoothed(model, mine)
    merged = together(opened_at, mine, theirs)
    if theirs is not None:
        _keep(merged, theirs, _fixed(model_admin, request, key) - tried.fixed)
        if not merged.conflicts:
            try:
                with changes.batch():
                    apply(model, key, merged.body, theirs)
            except ValidationError:
                pass
            else:
                if change is not None:
                    change.delete()
                _say_what_else(request, model, key, base, mine, theirs)
                close(request, model, key)
                return response
    del said[number:]
    keep(request, model, key, base, mine)
    return HttpResponseRedirect(url(model, "conflict", key))


@dataclass
class _Tried:
    response: HttpResponse
    # The entry as the form would make it; None where it was refused.
    mine: Row | None
    # What the member of the staff could not change there.
    fixed: set[str]


def _try(
    model_admin: Any,
    request: HttpRequest,
    key: Any,
    send: Callable[[], Any],
    start: Row | None,
    theirs: Row | None,
) -> _Tried:
    """Carry the form out on `start`, see what comes of it, and leave the entry as it is."""
    with changes.tried():
        if start is not None:
            apply(model_admin.model, key, start, theirs)
        fixed = _fixed(model_admin, request, key)
        response = send()
        is_done = response.status_code == 302
        if not is_done and hasattr(response, "render"):
            response.render()
        return _Tried(response, bodies.dump_one(model_admin.model, key) if is_done else None, fixed)


def together(base: Row | None, mine: Row, theirs: Row | None) -> Merged:
    """Of an entry that somebody has deleted there is only mine."""
    return Merged(mine) if theirs is None else merge(base, mine, theirs)


def keep(request: HttpRequest, model: type[Model], key: Any, base: Version | None, mine: Row) -> None:
    """What met another save lies here until it is decided on."""
    Change.objects.update_or_create(
        kind=model._meta.label_lower,
        key=key,
        author=request.user,
        state=Change.State.CONFLICT,
        defaults={"base": base.digest if base else "", "body": mine, "touched_at": timezone.now()},
    )


def close(request: HttpRequest, model: type[Model], key: Any) -> None:
    """The form is not open any more; what it made stands in the entry."""
    own(request, model, key, Change.State.OPEN).delete()


def saved_since(model: type[Model], key: Any, base: Version | None) -> list[Version]:
    """The versions of the entry, or of what it belongs to, that are newer than `base`, oldest first."""
    found: list[Version] = []
    for kind, keys in entries(model, [key]).items():
        newer = Version.objects.filter(kind=kind._meta.label_lower, key__in=keys)
        newer = newer.filter(pk__gt=base.pk if base else 0).select_related("saved_by").defer("body")
        found += newer.order_by("pk")
    return found


def by_whom(versions: list[Version]) -> str:
    """ "Anna Muster (10:42)", with each person once and the time of the last save."""
    last = {version.saved_by: version.saved_at for version in versions}
    return ", ".join(f"{called(user)} ({clock(moment)})" for user, moment in last.items())


def called(user: Any) -> str:
    return (user.get_full_name() or str(user)) if user is not None else _("a program of the site")


def clock(moment: Any) -> str:
    local = timezone.localtime(moment)
    is_today = local.date() == timezone.localdate()
    return formats.date_format(local, "TIME_FORMAT" if is_today else "SHORT_DATETIME_FORMAT")


def _fixed(model_admin: Any, request: HttpRequest, key: Any) -> set[str]:
    """What this member of the staff may not change in the entry as it is now."""
    entry = model_admin.get_object(request, str(key))
    return {name for name in model_admin.get_readonly_fields(request, entry) if isinstance(name, str)}


def _keep(merged: Merged, theirs: Row, fixed: set[str]) -> None:
    """Let what has been taken out of reach meanwhile (the status once it is published) stay theirs."""
    merged.conflicts = [one for one in merged.conflicts if one.path[-1] not in fixed or len(one.path) > 2]
    kept = {name: value for name, value in theirs["fields"].items() if name in fixed}
    merged.body = {**merged.body, "fields": {**merged.body["fields"], **kept}}


def _say_what_else(
    request: HttpRequest, model: type[Model], key: Any, base: Version | None, mine: Row, theirs: Row
) -> None:
    if base is None:
        return
    words = Words(model)
    then = bodies.smoothed(model, base.body)
    found = [one for one in differences(then, theirs) if at(mine, one.path) != one.new]
    lines = words.lines(found, then, theirs)
    if not lines:
        return
    text = _("Meanwhile %(who)s has saved here too: %(what)s. The entry now has both.")
    what = ", ".join(dict.fromkeys(line["label"] for line in lines))
    who = by_whom(saved_since(model, key, base))
    messages.info(request, text % {"who": who, "what": what})


def _saved_lately(request: HttpRequest, model: type[Model], key: Any) -> bool:
    since = timezone.now() - LONGEST_OPEN
    found = Version.objects.of(model, key).filter(saved_at__gte=since).exclude(saved_by=None)
    return found.exclude(saved_by=request.user).exists()


def own(request: HttpRequest, model: type[Model], key: Any, state: str) -> Any:
    kind = model._meta.label_lower
    return Change.objects.filter(kind=kind, key=key, author=request.user, state=state)


def _others(request: HttpRequest, model: type[Model], key: Any) -> list[Change]:
    found = Change.objects.filter(kind=model._meta.label_lower, key=key, state=Change.State.OPEN)
    found = found.filter(touched_at__gte=timezone.now() - OPEN_FOR).exclude(author=request.user)
    return list(found.select_related("author").order_by("since"))


def _note_open(request: HttpRequest, model: type[Model], key: Any) -> None:
    now = timezone.now()
    kept = own(request, model, key, Change.State.OPEN)
    if kept.filter(touched_at__gte=now - OPEN_FOR).update(touched_at=now):
        return
    Change.objects.update_or_create(
        kind=model._meta.label_lower,
        key=key,
        author=request.user,
        state=Change.State.OPEN,
        defaults={"since": now, "touched_at": now},
    )


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 18 else 0
