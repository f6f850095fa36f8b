"""The mail of the week: what is due, to those who are responsible for it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from concept.due import rhythm, todo
from concept.models import Invitation, SentReminder
from core import mails, roles
from core.addresses import absolute

# So many entries of a kind stand in a mail; the desk has all of them.
MOST = 15


@dataclass
class Letter:
    """What one person is told."""

    user: User
    values: list[todo.Item] = field(default_factory=list)
    reports: list[todo.Item] = field(default_factory=list)
    answers: list[Invitation] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.values) + len(self.reports) + len(self.answers)


def letters(today: date) -> tuple[list[Letter], int]:
    """One letter for everybody with anything due, and how many entries nobody can be told about.

    What has no responsible editor with an address goes to everybody of the Leitung, as do the answers that
    wait for a decision. Four queries.
    """
    leaders = list(
        User.objects.filter(groups__name=roles.LEITUNG, is_active=True).exclude(email="").order_by("pk")
    )
    by_user: dict[int, Letter] = {}
    lost: dict[str, int] = defaultdict(int)
    found: dict[str, Any] = {
        "values": todo.values_due(today),
        "reports": todo.reports_due(today),
        "answers": todo.answers_waiting(),
    }
    for part, items in found.items():
        for item in items:
            if getattr(item, "is_broken", False):
                continue  # stands on the desk and in the log
            users = _told(item, leaders)
            lost[part] += not users
            for user in users:
                getattr(by_user.setdefault(user.pk, Letter(user)), part).append(item)
    return list(by_user.values()), sum(lost.values())


def _told(item: todo.Item | Invitation, leaders: list[User]) -> list[User]:
    editor = item.editor if isinstance(item, todo.Item) else None
    if editor and editor.is_active and editor.email:
        return [editor]
    return leaders


def send(letter: Letter, today: date) -> bool:
    """Mail it unless this person got one in this week of the calendar; False then, or if the mail failed."""
    year, week, _day = today.isocalendar()
    try:
        with transaction.atomic():
            note = SentReminder.objects.create(user=letter.user, week=f"{year}-W{week:02d}")
    except IntegrityError:
        return False
    if not mails.send(_message(letter)):
        note.delete()
        return False
    return True


def _message(letter: Letter) -> EmailMessage:
    with translation.override(settings.LANGUAGE_CODE):
        subject = ngettext(
            "Website: %(count)d entry needs you", "Website: %(count)d entries need you", letter.count
        ) % {"count": letter.count}
        context = {
            "name": letter.user.first_name,
            "values": [_line(item) for item in letter.values[:MOST]],
            "more_values": len(letter.values[MOST:]),
            "reports": [_line(item) for item in letter.reports[:MOST]],
            "more_reports": len(letter.reports[MOST:]),
            "answers": [(answer, _answer_address(answer)) for answer in letter.answers],
            "desk": absolute(reverse("admin:index")),
        }
        body = render_to_string("concept/due/mail.txt", context)
    return EmailMessage(subject, body, to=[letter.user.email])


def _answer_address(invitation: Invitation) -> str:
    return absolute(reverse("admin:concept_round_answer", args=[invitation.pk]))


def _line(item: todo.Item) -> tuple[todo.Item, date | None, str]:
    """The entry, since when it is due (None: nothing is there yet), and where it is done."""
    return item, None if item.since == rhythm.NEVER else item.since, absolute(item.path)
