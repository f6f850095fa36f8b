"""The mails of a round, in plain German."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from concept.models import Invitation, RoundAnswer
from concept.rounds import links
from core import mails


def ask(invitation: Invitation, address: str, reply_to: str = "") -> bool:
    """Send the link; False if there is no address or the mail server refuses it.

    `address` is the whole address of the form. After a question the mail holds what is to be said about which
    measure.
    """
    if not invitation.contact_email:
        return False
    sent_back = RoundAnswer.Decision.REJECTED
    context = {
        "invitation": invitation,
        "round": invitation.round,
        "address": address,
        "questions": list(invitation.answers.filter(decision=sent_back).select_related("measure")),
        "is_reminder": invitation.sent_at is not None,
        "is_open_again": invitation.status == Invitation.Status.REOPENED,
    }
    with translation.override(settings.LANGUAGE_CODE):
        year = invitation.round.year
        subject = (
            _("Question about your answer on %(year)s") if context["questions"]
            else _("What became of your measures in %(year)s?")
        ) % {"year": year}  # fmt: skip
        body = render_to_string("concept/rounds/mail.txt", context)
    to, answers_to = [invitation.contact_email], [reply_to] if reply_to else []
    if not mails.send(EmailMessage(subject, body, to=to, reply_to=answers_to)):
        return False
    links.note_sent(invitation, timezone.now())
    return True
