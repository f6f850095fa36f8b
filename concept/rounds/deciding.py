"""What the KI decides about answers: taken over into the measure, or sent back with a question."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concept.models import Invitation, Measure, MeasureYear, RoundAnswer
from concept.rounds import dates
from concept.rounds.asking import latest
from core.admin.differences import marked
from core.content import changes
from core.editing.locking import locked

Decision = RoundAnswer.Decision
_TEXTS = ("done", "figures", "next_steps")
# Texts of more words than this show their changed places.
LONG = 6


@dataclass(frozen=True)
class Compared:
    """One field beside what stands on the site; `difference`: of a long text the changed places, marked."""

    label: Any
    now: str
    told: str
    difference: SafeString | None = None

    @property
    def is_same(self) -> bool:
        return self.now == self.told


def compare(answer: RoundAnswer) -> list[Compared]:
    """The measure as it stands and as the organisation tells it.

    No query after `filling_in.answers_of`.
    """
    measure, last = answer.measure, latest(answer.measure)
    rows = [
        _compared(gettext_lazy("Progress"), measure.get_progress_display(), answer.get_progress_display()),
        _compared(gettext_lazy("Start"), *(_start(one) for one in (measure, answer))),
        _compared(gettext_lazy("End"), *(_end(one) for one in (measure, answer))),
    ]
    for name in _TEXTS:
        before = getattr(last, name) if last else ""
        field: Any = RoundAnswer._meta.get_field(name)
        rows.append(_compared(field.verbose_name, before, getattr(answer, name)))
    return rows


def told_before(answer: RoundAnswer) -> int | None:
    """The year that `compare` shows the answer beside; None if nothing was told yet."""
    last = latest(answer.measure)
    return last.year if last else None


def _start(one: Any) -> str:
    return dates.write(one.starts_on, one.starts_precision)


def _end(one: Any) -> str:
    return dates.write(one.ends_on, one.ends_precision)


def _compared(label: Any, now: Any, told: Any) -> Compared:
    now, told = str(now).strip(), str(told).strip()
    is_long = now and told and now != told and len(now.split()) > LONG
    return Compared(label, now, told, marked(now, told) if is_long else None)


def approve(answer: RoundAnswer, user: Any, checked: bool = True) -> None:
    """Write the answer to the measure and its year, with the history.

    `checked`: the measure counts as checked today. A measure that is not public stays so.
    """
    round_ = answer.invitation.round
    words = {"year": round_.year, "organisation": answer.invitation.organisation}
    reason = _("Yearly round %(year)s, %(organisation)s") % words
    with changes.batch():
        # Locked and read again: what somebody else is saving just now stays.
        measure = answer.measure = locked(Measure, [answer.measure_id]).get()
        for name in ("progress", "starts_on", "starts_precision", "ends_on", "ends_precision"):
            setattr(measure, name, getattr(answer, name))
        if checked:
            measure.check_today(user)
        measure.__dict__["_change_reason"] = reason
        measure.save()
        if answer.done.strip():
            _write_year(answer, reason)
        _decide(answer, Decision.APPROVED, user)


def _write_year(answer: RoundAnswer, reason: str) -> None:
    year = MeasureYear.objects.filter(measure=answer.measure, year=answer.invitation.round.year).first()
    year = year or MeasureYear(measure=answer.measure, year=answer.invitation.round.year)
    for name in _TEXTS:
        setattr(year, name, getattr(answer, name).strip())
    year.source = reason
    year.__dict__["_change_reason"] = reason
    year.save()


def reject(answer: RoundAnswer, note: str, user: Any) -> None:
    """Send the answer back; nothing of the measure changes. `note` must not be empty."""
    answer.note = note
    _decide(answer, Decision.REJECTED, user)


def _decide(answer: RoundAnswer, decision: str, user: Any) -> None:
    answer.decision, answer.decided_by, answer.decided_at = decision, user, timezone.now()
    answer.save()


def conclude(invitation: Invitation) -> str:
    """The state of the whole after decisions, saved: asked again, finished, or still waiting."""
    decisions = set(invitation.answers.values_list("decision", flat=True))
    if Decision.REJECTED in decisions:
        invitation.status = Invitation.Status.REOPENED
    elif Decision.OPEN not in decisions:
        invitation.status = Invitation.Status.DONE
    invitation.save()
    return invitation.status


def reopen(invitation: Invitation) -> bool:
    """Let the organisation write once more; False where it can do so anyway."""
    if invitation.is_writable:
        return False
    invitation.status = Invitation.Status.REOPENED
    invitation.save()
    return True
