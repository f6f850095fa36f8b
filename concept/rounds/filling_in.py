"""What an organisation sees and sends under its link."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Prefetch
from django.http import QueryDict
from django.utils import timezone

from concept.models import Invitation, MeasureYear, RoundAnswer
from concept.rounds.asking import latest
from concept.rounds.forms import AnswerForm, SenderForm


@dataclass
class Filling:
    """The forms of one invitation; `closed` are answers that are decided already."""

    invitation: Invitation
    forms: list[AnswerForm]
    sender: SenderForm
    closed: list[RoundAnswer]

    def is_valid(self) -> bool:
        """Every form says what is wrong with it, not just the first one."""
        return all([form.is_valid() for form in [*self.forms, self.sender]])  # noqa: C419

    @property
    def mistakes(self) -> list[tuple[Any, Any]]:
        """Field and message, in the order of the page."""
        return [
            (field, error) for form in [*self.forms, self.sender] for field in form for error in field.errors
        ]


def answers_of(invitation: Invitation) -> list[RoundAnswer]:
    """With their measures and what was told about them up to the year; two queries."""
    years = MeasureYear.objects.filter(year__lte=invitation.round.year).order_by("-year")
    found = invitation.answers.select_related("measure", "invitation__round")
    return list(found.prefetch_related(Prefetch("measure__years", queryset=years, to_attr="told")))


def filling(invitation: Invitation, data: QueryDict | None = None, sending: bool = False) -> Filling:
    answers = answers_of(invitation)
    approved = RoundAnswer.Decision.APPROVED
    forms = [
        AnswerForm(
            data,
            instance=answer,
            prefix=f"m{answer.pk}",
            year=invitation.round.year,
            sending=sending,
            before=latest(answer.measure),
        )
        for answer in answers
        if answer.decision != approved
    ]
    sender = SenderForm(data, instance=invitation, use_required_attribute=False)
    return Filling(invitation, forms, sender, [one for one in answers if one.decision == approved])


def store(found: Filling, sending: bool) -> bool:
    """Keep a draft or, when sending, hand it to the KI; False if it was handed over in the meantime."""
    with transaction.atomic():
        locked = Invitation.objects.select_for_update().get(pk=found.invitation.pk)
        if not locked.is_writable:
            return False
        for form in found.forms:
            form.save()
        invitation = found.sender.save(commit=False)
        if sending:
            invitation.status, invitation.received_at = Invitation.Status.RECEIVED, timezone.now()
        elif invitation.status != Invitation.Status.REOPENED:
            invitation.status = Invitation.Status.DRAFT
        invitation.save()
    return True
