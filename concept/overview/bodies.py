"""Who steers the concept: bodies, who belongs to them, when they met and what they dealt with."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from concept.models import Body, Meeting
from core.content.joined import with_children
from offers.models import Document, Organisation


@dataclass(frozen=True)
class BodyPart:
    body: Body
    members: list[Organisation]
    meetings: list[Meeting]  # the latest first

    @property
    def latest(self) -> Meeting | None:
        return next(iter(self.meetings), None)

    @property
    def years(self) -> Iterator[tuple[int, list[Meeting]]]:
        """The meetings by year, the latest first."""
        return ((year, list(rows)) for year, rows in groupby(self.meetings, key=lambda one: one.date.year))


def bodies(*, with_people: bool) -> list[BodyPart]:
    """One query in German, bodies with their meetings; `with_people` two more, the members and the documents
    of the meetings.
    """
    rows: QuerySet[Body] = Body.objects.published().translated("lead").select_related("lead")
    if with_people:
        members = Prefetch("members", Organisation.objects.published().translated())
        rows = rows.prefetch_related(members)
    found = [
        BodyPart(
            body,
            list(body.members.all()) if with_people else [],
            [meeting for meeting in body.all_meetings if meeting.is_visible],
        )
        for body in with_children(rows, "meetings", "all_meetings", lambda one: one.date, reverse=True)
    ]
    if with_people:
        documents = Prefetch("documents", Document.objects.published().translated())
        prefetch_related_objects([meeting for part in found for meeting in part.meetings], documents)
    return found
