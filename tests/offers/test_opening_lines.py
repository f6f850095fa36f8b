"""A week in few lines: only neighbouring days with the same hours share one."""

import datetime as dt

from offers.opening import Line, Mode, Rule, summary

NINE, NOON, HALF_PAST, ONE, FOUR = dt.time(9), dt.time(12), dt.time(12, 30), dt.time(13), dt.time(16)
MORNING = (NINE, NOON, Mode.WALK_IN)
AFTERNOON = (ONE, FOUR, Mode.WALK_IN)


def rules(weekdays, *spans, nth=None, note=""):
    return [Rule(weekday, *span, nth, note) for weekday in weekdays for span in spans]


def test_hours_of_the_ki_are_two_lines():
    friday = (NINE, HALF_PAST, Mode.APPOINTMENT)
    long = (NINE, FOUR, Mode.APPOINTMENT)
    assert summary(rules(range(4), long) + rules([4], friday)) == [
        Line(0, 3, None, (long,), ""),
        Line(4, 4, None, (friday,), ""),
    ]


def test_days_with_the_same_hours_apart_from_each_other_are_not_merged():
    assert summary(rules([0, 1, 3], MORNING)) == [
        Line(0, 1, None, (MORNING,), ""),
        Line(3, 3, None, (MORNING,), ""),
    ]


def test_order_of_entry_does_not_matter_and_a_rule_entered_twice_counts_once():
    entered = rules([1, 0], AFTERNOON, MORNING) + rules([0], MORNING)
    assert summary(entered) == [Line(0, 1, None, (MORNING, AFTERNOON), "")]


def test_same_times_in_another_mode_are_another_line():
    phone = (NINE, NOON, Mode.PHONE)
    assert summary(rules([0], MORNING) + rules([1], phone)) == [
        Line(0, 0, None, (MORNING,), ""),
        Line(1, 1, None, (phone,), ""),
    ]


def test_nth_weekdays_follow_each_on_its_own_with_the_last_at_the_end():
    entered = (
        rules([3], MORNING, nth=-1)
        + rules([2, 3], MORNING, nth=1)
        + rules([3], MORNING, nth=3)
        + rules([4], MORNING)
    )
    assert [(line.first, line.last, line.nth) for line in summary(entered)] == [
        (4, 4, None),
        (2, 2, 1),
        (3, 3, 1),
        (3, 3, 3),
        (3, 3, -1),
    ]


def test_nth_weekday_does_not_extend_the_weekdays_before_it():
    assert summary(rules([2], MORNING) + rules([3], MORNING, nth=1)) == [
        Line(2, 2, None, (MORNING,), ""),
        Line(3, 3, 1, (MORNING,), ""),
    ]


def test_notes_keep_lines_apart():
    entered = (
        rules([0, 1], MORNING) + rules([1], AFTERNOON, note="Arabic") + rules([2], MORNING, note="Arabic")
    )
    assert summary(entered) == [
        Line(0, 1, None, (MORNING,), ""),
        Line(1, 1, None, (AFTERNOON,), "Arabic"),
        Line(2, 2, None, (MORNING,), "Arabic"),
    ]


def test_no_rules_no_lines():
    assert summary([]) == []
