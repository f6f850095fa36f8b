"""Two pages of the yearly round: sending the links, and deciding about an answer."""

import time
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from concept.models import Invitation, Round, RoundAnswer
from concept.rounds import deciding, filling_in, links, mails
from core import roles
from core.admin import doors
from core.content import changes

# Seconds of one click.
LONGEST_MAILING = 12

_MARKS = {
    Invitation.Status.NEW: "draft",
    Invitation.Status.INVITED: "in_progress",
    Invitation.Status.DRAFT: "in_progress",
    Invitation.Status.RECEIVED: "new",
    Invitation.Status.REOPENED: "in_progress",
    Invitation.Status.DONE: "done",
}


def answer_url(invitation: Invitation) -> str:
    return reverse("admin:concept_round_answer", args=[invitation.pk])


def state(invitation: Invitation) -> str:
    """The state as a mark, and since when."""
    moment = invitation.received_at or invitation.sent_at
    day = formats.date_format(timezone.localtime(moment), "SHORT_DATE_FORMAT") if moment else ""
    mark = _MARKS[Invitation.Status(invitation.status)]
    return format_html('<span class="mark mark-{}">{}</span> {}', mark, invitation.get_status_display(), day)


TO_LOOK = "concept.view_round"
TO_DECIDE = (TO_LOOK, "concept.change_round", roles.PUBLISH)


def _address(request: HttpRequest) -> str:
    """Where an answer to a mail goes: to the member of the staff who sends it."""
    return getattr(request.user, "email", "")


# --- The links --------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Make links, mail them or show them this once; take links back; open answers again."""
    round_ = doors.staff_object(request, Round, pk, *TO_DECIDE)
    rows = list(round_.invitations.select_related("organisation", "round"))
    made: list[tuple[Invitation, str, bool]] = []
    if request.method == "POST":
        chosen = [row for row in rows if str(row.pk) in request.POST.getlist("invitation")]
        action = next((name for name in _ACTIONS if name in request.POST), "")
        if not chosen or not action:
            messages.warning(request, _("Choose at least one organisation."))
        elif action in ("mail", "show"):
            made = _make_links(request, chosen, with_mail=action == "mail")
        else:
            _ACTIONS[action](request, chosen)
    rows = list(round_.invitations.select_related("organisation", "round"))
    context = {
        **admin.site.each_context(request),
        "is_nav_sidebar_enabled": False,
        "title": _("Links of the yearly round %(year)s") % {"year": round_.year},
        "round": round_,
        "rows": [(row, state(row), _waits(row)) for row in rows],
        "made": made,
    }
    return render(request, "admin/concept/round_links.html", context)


def _waits(invitation: Invitation) -> bool:
    """Chosen beforehand: who was not asked yet."""
    return invitation.status == Invitation.Status.NEW and bool(invitation.contact_email)


def _make_links(
    request: HttpRequest, chosen: list[Invitation], with_mail: bool
) -> list[tuple[Invitation, str, bool]]:
    """The links that no mail carries, shown this once; what is received already gets none.

    A mail server that is slow gets no more mails after LONGEST_MAILING seconds: their links are shown.
    """
    made = []
    end = time.monotonic() + LONGEST_MAILING
    for invitation in chosen:
        if not invitation.is_writable:
            messages.warning(
                request,
                _("%(name)s has answered already. Open the answer again first.")
                % {"name": invitation.organisation},
            )
            continue
        address = request.build_absolute_uri(links.make(invitation))
        sent = with_mail and time.monotonic() < end and mails.ask(invitation, address, _address(request))
        made.append((invitation, address, sent))
    if count := sum(sent for _one, _address, sent in made):
        text = ngettext("%(count)d mail has been sent.", "%(count)d mails have been sent.", count)
        messages.success(request, text % {"count": count})
    return [(one, address, with_mail) for one, address, sent in made if not sent]


def _revoke(request: HttpRequest, chosen: list[Invitation]) -> None:
    for invitation in chosen:
        links.revoke(invitation)
    text = ngettext("%(count)d link no longer works.", "%(count)d links no longer work.", len(chosen))
    messages.success(request, text % {"count": len(chosen)})


def _reopen(request: HttpRequest, chosen: list[Invitation]) -> None:
    count = sum(deciding.reopen(invitation) for invitation in chosen)
    text = ngettext("%(count)d answer is open again.", "%(count)d answers are open again.", count)
    messages.success(request, text % {"count": count})


_ACTIONS: dict[str, Any] = {"mail": None, "show": None, "revoke": _revoke, "reopen": _reopen}

# --- The answers ------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """What an organisation told, beside what stands on the site; each measure is taken over or sent back."""
    rows = Invitation.objects.select_related("round", "organisation")
    invitation = doors.staff_object(request, rows, pk, TO_LOOK)
    answers = filling_in.answers_of(invitation)
    errors: dict[int, str] = {}
    if request.method == "POST":
        doors.check(request, *TO_DECIDE)
        errors = _decide(request, invitation)
        if not errors:
            return HttpResponseRedirect(answer_url(invitation))
    is_open = invitation.status == Invitation.Status.RECEIVED
    context = {
        **admin.site.each_context(request),
        "is_nav_sidebar_enabled": False,
        "title": _("Answer of %(name)s on %(year)s")
        % {"name": invitation.organisation, "year": invitation.round.year},
        "invitation": invitation,
        "state": state(invitation),
        "rows": [_row(request, answer, errors) for answer in answers],
        "errors": errors,
        "may_decide": is_open and request.user.has_perms(TO_DECIDE),
        "is_open": is_open,
    }
    return render(request, "admin/concept/round_answer.html", context, status=422 if errors else 200)


def _row(request: HttpRequest, answer: RoundAnswer, errors: dict[int, str]) -> dict[str, Any]:
    return {
        "answer": answer,
        "compared": deciding.compare(answer),
        "before": deciding.told_before(answer),
        "error": errors.get(answer.pk, ""),
        "choice": request.POST.get(f"decision-{answer.pk}", ""),
        "note": request.POST.get(f"note-{answer.pk}", answer.note),
        "is_open": answer.decision == RoundAnswer.Decision.OPEN,
    }


def _decide(request: HttpRequest, invitation: Invitation) -> dict[int, str]:
    """Carry out what was chosen, all or nothing; the mistakes by answer."""
    with changes.batch():
        locked = Invitation.objects.select_for_update().select_related("round", "organisation")
        invitation = locked.get(pk=invitation.pk)
        if invitation.status != Invitation.Status.RECEIVED:
            messages.warning(request, _("There is nothing to decide here now."))
            return {}
        waiting = [
            one for one in filling_in.answers_of(invitation) if one.decision == RoundAnswer.Decision.OPEN
        ]
        chosen = {
            one: "approve" if "all" in request.POST else request.POST.get(f"decision-{one.pk}", "")
            for one in waiting
        }
        notes = {one: request.POST.get(f"note-{one.pk}", "").strip() for one in waiting}
        errors = {
            one.pk: _("Write what you want to know from the organisation.")
            for one, choice in chosen.items()
            if choice == "reject" and not notes[one]
        }
        if errors:
            return errors
        for one, choice in chosen.items():
            if choice == "approve":
                deciding.approve(one, request.user, checked="checked" in request.POST)
            elif choice == "reject":
                deciding.reject(one, notes[one], request.user)
        status = deciding.conclude(invitation)
    _tell(request, invitation, status, list(chosen.values()))
    return {}


def _tell(request: HttpRequest, invitation: Invitation, status: str, chosen: list[str]) -> None:
    """Say what happened; after a question the organisation gets a mail with a new link."""
    if count := chosen.count("approve"):
        text = ngettext("%(count)d answer is taken over.", "%(count)d answers are taken over.", count)
        messages.success(request, text % {"count": count})
    if status != Invitation.Status.REOPENED:
        return
    if invitation.contact_email:
        address = request.build_absolute_uri(links.make(invitation))
        if mails.ask(invitation, address, _address(request)):
            messages.success(request, _("The organisation has got your question by mail, with a new link."))
            return
    messages.warning(
        request,
        _("The answer is open again, but no mail could be sent. Make a new link and pass on the question."),
    )
