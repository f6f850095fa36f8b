"""Whom a round asks, and about what; what is known already stands in the form."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Prefetch, QuerySet

from concept.models import Invitation, Measure, MeasureYear, Round, RoundAnswer

_FINISHED = (Measure.Progress.COMPLETED, Measure.Progress.STOPPED)


def measures_of(year: int) -> QuerySet[Measure]:
    """Public measures that ran, or might have run, in `year`; examples are nobody's."""
    years = MeasureYear.objects.filter(year__lte=year).order_by("-year")
    found = Measure.objects.published().filter(is_example=False)
    return (
        found.exclude(ends_on__year__lt=year)
        .exclude(starts_on__year__gt=year)
        .exclude(ends_on=None, progress__in=_FINISHED)
        .select_related("lead")
        .prefetch_related(Prefetch("years", queryset=years, to_attr="told"))
        .order_by("title")
    )


def invite(round_: Round) -> int:
    """Add what is missing: a question for each leading organisation, a row for each of its measures.

    Returns the number of questions that are new. Nothing that was asked or answered changes.
    """
    by_lead = defaultdict(list)
    for measure in measures_of(round_.year):
        if measure.lead is not None:
            by_lead[measure.lead].append(measure)
    count = 0
    with transaction.atomic():
        there = {one.organisation_id: one for one in round_.invitations.all()}
        known = set(RoundAnswer.objects.filter(invitation__round=round_).values_list("measure", flat=True))
        for lead, measures in by_lead.items():
            invitation = there.get(lead.pk)
            if invitation is None:
                invitation = Invitation(round=round_, organisation=lead, purge_on=round_.purge_on)
                invitation.save()
                count += 1
            if invitation.is_writable:
                for measure in measures:
                    if measure.pk not in known:
                        prefilled(invitation, measure).save()
    return count


def without_lead(round_: Round) -> list[Measure]:
    """Measures about which nobody is asked."""
    return [measure for measure in measures_of(round_.year) if measure.lead is None]


def prefilled(invitation: Invitation, measure: Measure) -> RoundAnswer:
    """What is known about the measure: of this year if something is told already, else of the last one."""
    last = latest(measure)
    return RoundAnswer(
        invitation=invitation,
        measure=measure,
        progress=measure.progress,
        starts_on=measure.starts_on,
        starts_precision=measure.starts_precision,
        ends_on=measure.ends_on,
        ends_precision=measure.ends_precision,
        done=last.done if last else "",
        figures=last.figures if last else "",
        next_steps=last.next_steps if last else "",
    )


def latest(measure: Measure) -> MeasureYear | None:
    """The newest year told, of those that `measures_of` fetched."""
    told: list[MeasureYear] = getattr(measure, "told", [])
    return told[0] if told else None
