"""What has happened, year by year: what bodies decided, and what measures did."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from concept.measures.cards import Card
from concept.models import Body, MeasureYear, Meeting, Milestone
from core.models import Precision

# The latest years stand open until so much has been told; what lies before is folded, a year a line.
OPEN = 5
# Years further back than so many make one line together.
LINES = 10


@dataclass(frozen=True)
class Decided:
    """A step of the concept, and the body that dealt with it, if one is known."""

    entry: Milestone | Meeting
    body: Body | None

    @property
    def text_field(self) -> str:
        return "description" if isinstance(self.entry, Milestone) else ""

    @property
    def when(self) -> str:
        """ "" where nothing is known beyond the year, which stands above."""
        is_year = Precision(self.entry.date_precision) == Precision.YEAR
        return "" if is_year else self.entry.date_text


@dataclass(frozen=True)
class Done:
    """What a measure reports on a year."""

    year: MeasureYear
    card: Card


@dataclass(frozen=True)
class StoryYear:
    year: int
    decided: list[Decided] = field(default_factory=list)  # the latest first
    done: list[Done] = field(default_factory=list)

    @property
    def size(self) -> int:
        return len(self.decided) + len(self.done)


@dataclass(frozen=True)
class Story:
    """The latest years first: open ones, folded ones, and those before, which are one line together."""

    open: list[StoryYear]
    folded: list[StoryYear]
    before: list[StoryYear]


def story(decided: Iterable[Decided], done: Iterable[Done]) -> Story:
    """No query."""
    years: dict[int, StoryYear] = {}
    for step in sorted(decided, key=lambda one: one.entry.date, reverse=True):
        number = step.entry.date.year
        years.setdefault(number, StoryYear(number)).decided.append(step)
    for report in sorted(done, key=lambda one: one.year.measure_id):
        number = report.year.year
        years.setdefault(number, StoryYear(number)).done.append(report)
    ordered = [year for _number, year in sorted(years.items(), reverse=True)]
    count, told = 0, 0
    while count < len(ordered) and told < OPEN:
        told += ordered[count].size
        count += 1
    rest = ordered[count:]
    return Story(ordered[:count], rest[:LINES], rest[LINES:])


def steps(milestones: Iterable[Milestone], meetings: Iterable[Meeting] = ()) -> list[Decided]:
    """A meeting on the day of a milestone is the same step, told once: in the words of the milestone, with
    the body of the meeting. Each meeting has its `body`.
    """
    on_day: dict[object, list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        on_day[meeting.date, meeting.date_precision].append(meeting)
    found = []
    for milestone in milestones:
        met = on_day.pop((milestone.date, milestone.date_precision), [])
        found.append(Decided(milestone, met[0].body if met else None))
        found += [Decided(meeting, meeting.body) for meeting in met[1:]]
    return found + [Decided(meeting, meeting.body) for rows in on_day.values() for meeting in rows]
