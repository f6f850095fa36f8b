"""The page on which somebody decides between their own change and another one of the same thing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from core import roles
from core.admin import side_by_side
from core.admin.addresses import url
from core.admin.differences import LONG, marked
from core.admin.entry_words import Words
from core.content import changes
from core.editing import body as bodies
from core.editing.applying import apply, name_again
from core.editing.body import Row
from core.editing.locking import lock
from core.editing.merging import MISSING, Conflict, Merged, differences, put
from core.editing.recording import record
from core.models import Change, Publishable, Version

MINE, THEIRS = "mine", "theirs"


class Decision:
    """What one member of the staff has to decide about one entry, as it is now."""

    def __init__(self, request: HttpRequest, model: type[Model], key: Any, change: Change) -> None:
        self.request, self.model, self.key = request, model, key
        self.change = change
        versions = Version.objects.of(model, key)
        self.base = versions.filter(digest=change.base).first() if change.base else None
        self.now = bodies.dump_one(model, key)
        self.theirs = bodies.smoothed(model, self.now) if self.now is not None else None
        base = bodies.smoothed(model, self.base.body) if self.base else None
        self.merged: Merged = side_by_side.together(base, change.body, self.theirs)
        self.seen = bodies.digest(self.now) if self.now is not None else ""
        self.words = Words(model)

    @property
    def is_deleted(self) -> bool:
        return self.theirs is None

    @property
    def last(self) -> Version | None:
        """The last version, with who made it."""
        return Version.objects.of(self.model, self.key).select_related("saved_by").first()

    def choices(self) -> list[dict[str, Any]]:
        """A question for each conflict, with what was chosen before."""
        return [
            {
                "name": f"choice-{'/'.join(one.path)}",
                "label": self.words.label(one.path, self.change.body, self.theirs or self.change.body),
                "base": self._text(one.path, one.base) if self.base else "",
                "mine": self._side(one, one.mine),
                "theirs": self._side(one, one.theirs),
                "chosen": self.chosen(one),
            }
            for one in self.merged.conflicts
        ]

    def chosen(self, one: Conflict) -> str:
        given = self.request.POST.get(f"choice-{'/'.join(one.path)}", "")
        return given if given in (MINE, THEIRS) else ""

    def undisputed(self) -> list[dict[str, Any]]:
        """What is saved besides, since only this member of the staff has changed it."""
        if self.theirs is None:
            return []
        return self.words.lines(
            differences(self.theirs, self.merged.body), self.theirs, self.merged.body, self.change.body
        )

    def decided(self) -> Row:
        body = self.merged.body
        for one in self.merged.conflicts:
            if self.chosen(one) == MINE:
                body = put(body, one.path, one.mine)
        return body

    def _side(self, one: Conflict, value: Any) -> str:
        """In words; of a long text the places that differ from how it was."""
        text = self._text(one.path, value)
        if MISSING in (value, one.base) or self.base is None:
            return text
        before = self._text(one.path, one.base)
        return marked(before, text, whole=True) if max(len(text), len(before)) >= LONG else text

    def _text(self, path: Any, value: Any) -> str:
        if value is MISSING:
            return _("deleted") if path[0] in ("parts", "texts") else "–"
        return self.words.value(path, value) or _("empty")


def decide(model_admin: Any, request: HttpRequest, key: Any) -> HttpResponse:
    """Both sides of each conflict; saving takes what was chosen, or the form opens with it."""
    model = model_admin.model
    problem = ""
    with changes.batch():
        if request.method == "POST":
            lock(model, [key])
        change = side_by_side.own(request, model, key, Change.State.CONFLICT).first()
        if change is None:
            messages.info(request, _("There is nothing to decide here (any more)."))
            return HttpResponseRedirect(url(model, "change", key))
        decision = Decision(request, model, key, change)
        if request.method == "POST":
            answer = _carry_out(model_admin, decision)
            if isinstance(answer, HttpResponse):
                return answer
            problem = answer
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Changed by two people"),
        "subtitle": decision.words.name(model, key) if not decision.is_deleted else "",
        "opts": model._meta,
        "key": key,
        "decision": decision,
        "choices": decision.choices(),
        "undisputed": decision.undisputed(),
        "who": side_by_side.by_whom(side_by_side.saved_since(model, key, decision.base)),
        "problem": problem,
        "may_bring_back": model_admin.has_add_permission(request),
        "media": model_admin.media,
    }
    return TemplateResponse(request, "admin/side_by_side.html", context, status=422 if problem else 200)


def _carry_out(model_admin: Any, decision: Decision) -> HttpResponse | str:
    """The answer, or what has to be said before the question is asked again."""
    request, model, key = decision.request, decision.model, decision.key
    if "_drop" in request.POST:
        decision.change.delete()
        messages.info(request, _("Your change has been dropped; the entry stays as the others saved it."))
        return HttpResponseRedirect(
            url(model, "changelist") if decision.is_deleted else url(model, "change", key)
        )
    if decision.is_deleted:
        return _bring_back(model_admin, decision)
    if request.POST.get("seen") != decision.seen:
        return _("Somebody has saved this entry once more. Look at both sides again, then decide.")
    body = decision.decided()
    if "_form" in request.POST:
        record(model, key, decision.now or {})
        decision.change.body, decision.change.base = body, decision.seen
        decision.change.save()
        return HttpResponseRedirect(
            url(model, "change", key, query=f"{side_by_side.ON}={decision.change.pk}")
        )
    if any(not decision.chosen(one) for one in decision.merged.conflicts):
        return _("Choose one of the two sides for each place.")
    try:
        with changes.batch():
            apply(model, key, body, decision.theirs)
    except ValidationError as error:
        return " ".join(error.messages)
    decision.change.delete()
    side_by_side.close(request, model, key)
    messages.success(request, _("Saved as you have decided."))
    return HttpResponseRedirect(url(model, "change", key))


def _bring_back(model_admin: Any, decision: Decision) -> HttpResponse | str:
    """A deleted entry with what was typed; who may not publish brings it back as a draft."""
    request, model, key = decision.request, decision.model, decision.key
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    body: Row = decision.change.body
    if "status" in body["fields"] and not roles.may_publish(request.user):
        body = put(body, ("fields", "status"), Publishable.Status.DRAFT.value)
    last = decision.last
    try:
        with changes.batch():
            apply(model, key, body, None)
            if last is not None:
                name_again(model, key, last.body.get("incoming", {}))
    except ValidationError as error:
        return " ".join(error.messages)
    decision.change.delete()
    messages.success(request, _("The entry is back, with what you have written."))
    return HttpResponseRedirect(url(model, "change", key))
