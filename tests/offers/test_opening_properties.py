"""What holds for every schedule: hypothesis looks for one where it does not."""

import datetime as dt
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from offers.opening import (
    BERLIN,
    Closing,
    Hours,
    Mode,
    Replacement,
    Rule,
    Schedule,
    Status,
    day,
    intervals,
    state,
    summary,
)

DAY = dt.timedelta(days=1)
unhurried = settings(deadline=None)  # a busy machine is no mistake
STATUS_OF = {
    Mode.WALK_IN: Status.OPEN,
    Mode.APPOINTMENT: Status.APPOINTMENT,
    Mode.PHONE: Status.PHONE,
}

# Quarter hours meet each other often; both clock changes, holidays and a leap day lie in the range.
times = st.builds(dt.time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
modes = st.sampled_from(list(Mode))
dates = st.dates(dt.date(2027, 12, 1), dt.date(2028, 12, 31)) | st.sampled_from(
    [dt.date(2028, 3, 26), dt.date(2028, 10, 29), dt.date(2028, 6, 15), dt.date(2028, 11, 1)]
)
rules = st.builds(
    Rule,
    st.integers(0, 6),
    times,
    times,
    modes,
    st.sampled_from([None, None, None, 1, 2, 5, -1]),
    st.sampled_from(["", "", "a", "b"]),
)
rule_sets = st.lists(rules, max_size=8).map(tuple)
hours = st.builds(Hours, rule_sets, st.none() | dates, st.none() | dates, st.booleans())
replacements = st.lists(st.builds(Replacement, times, times, modes), max_size=2).map(tuple)
closings = st.builds(
    lambda starts, length, *rest: Closing(starts, starts + length * DAY, *rest),
    dates,
    st.integers(0, 20),
    st.sampled_from(["", "Umbau"]),
    st.integers(0, 2),
    replacements,
)
schedules = st.builds(
    lambda base, seasons, closed: Schedule((Hours(base), *seasons), tuple(closed)),
    rule_sets,
    st.lists(hours, max_size=2),
    st.lists(closings, max_size=3),
)
moments = st.builds(
    lambda date, minutes: (
        dt.datetime.combine(date, dt.time.min, BERLIN).astimezone(dt.UTC) + dt.timedelta(minutes=minutes)
    ),
    dates,
    st.integers(0, 24 * 60),
)


def instants(span) -> tuple[dt.datetime, dt.datetime]:
    return span.start.astimezone(dt.UTC), span.end.astimezone(dt.UTC)


@unhurried
@given(schedules, dates)
def test_intervals_are_sorted_disjoint_and_none_is_empty(schedule, first):
    edges = [edge for span in intervals(schedule, first, first + 10 * DAY) for edge in instants(span)]
    assert all(start < end for start, end in zip(edges[::2], edges[1::2], strict=True))
    assert edges == sorted(edges)


def wall_minutes(rule: Rule) -> tuple[int, int]:
    opens, closes = (time.hour * 60 + time.minute for time in (rule.opens, rule.closes))
    return opens, closes if closes > opens else closes + 24 * 60


@unhurried
@given(st.lists(rules, min_size=1, max_size=8), dates, st.integers(0, 2 * 24 * 60))
def test_every_minute_of_a_day_has_the_best_mode_of_the_rules_and_no_other(entered, date, minute):
    """Checked against the plainest reading of the rules; days of a clock change have their own tests."""
    changes = dt.datetime.combine(date, dt.time.min, BERLIN).utcoffset() != (
        dt.datetime.combine(date + 2 * DAY, dt.time.min, BERLIN).utcoffset()
    )
    entered = [replace(rule, weekday=date.weekday()) for rule in entered]
    schedule = Schedule((Hours(tuple(entered), closed_on_holidays=False),))
    moment = dt.datetime.combine(date, dt.time.min) + dt.timedelta(minutes=minute)
    expected = [
        rule.mode
        for rule in entered
        if rule.falls_on(date) and wall_minutes(rule)[0] <= minute < wall_minutes(rule)[1]
    ]
    found = [
        span.mode
        for span in day(schedule, date).intervals
        if span.start.replace(tzinfo=None) <= moment < span.end.replace(tzinfo=None)
    ]
    if not changes:
        assert found == sorted(expected, key=list(Mode).index)[:1]


@unhurried
@given(schedules, dates)
def test_intervals_of_a_span_cover_the_same_time_as_its_days(schedule, first):
    covered = [instants(span) for span in intervals(schedule, first, first + 3 * DAY)]
    for number in range(4):
        for start, end in map(instants, day(schedule, first + number * DAY).intervals):
            inside = sum(
                (
                    min(end, stop) - max(start, begin)
                    for begin, stop in covered
                    if begin < end and start < stop
                ),
                dt.timedelta(),
            )
            assert inside == end - start


@unhurried
@given(schedules, moments)
def test_open_exactly_within_an_interval_of_that_mode(schedule, now):
    today = now.astimezone(BERLIN).date()
    around = [
        span
        for span in intervals(schedule, today - DAY, today)
        if instants(span)[0] <= now < instants(span)[1]
    ]
    found = state(schedule, now)
    if around:
        assert found.status is STATUS_OF[around[0].mode]
    else:
        assert found.status is (Status.CLOSED if day(schedule, today).known else Status.UNKNOWN)


@unhurried
@given(schedules, moments)
def test_next_is_the_first_interval_that_starts_after_a_closed_moment(schedule, now):
    today = now.astimezone(BERLIN).date()
    found = state(schedule, now)
    if found.status is Status.CLOSED and found.next is not None:
        last = found.next.end.date() + DAY
        upcoming = [span for span in intervals(schedule, today - DAY, last) if instants(span)[0] > now]
        assert found.next == upcoming[0]
        assert found.until == found.next.start


@unhurried
@given(schedules, moments, st.integers(0, 25 * 60))
def test_nothing_changes_before_changes_at(schedule, now, minutes):
    found = state(schedule, now)
    assert found.changes_at > now
    assert found.changes_at.astimezone(BERLIN).date() - now.astimezone(BERLIN).date() <= DAY
    last = found.changes_at - dt.timedelta(microseconds=1)
    assert state(schedule, min(now + dt.timedelta(minutes=minutes), last)) == found
    assert state(schedule, last) == found


@unhurried
@given(rule_sets)
def test_lines_expand_to_the_same_rules(entered):
    lines = summary(entered)
    expanded = [
        Rule(weekday, opens, closes, mode, line.nth, line.note)
        for line in lines
        for weekday in range(line.first, line.last + 1)
        for opens, closes, mode in line.spans
    ]
    assert len(expanded) == len(set(expanded))
    assert set(expanded) == set(entered)
    assert not any(line.nth is not None and line.first != line.last for line in lines)
