"""Opening hours as visitors read them: proves the entries of the German catalogue."""

import datetime as dt

import pytest
from django.utils import translation

from offers.opening import BERLIN, Hours, Mode, Rule, Schedule, describe, format_line, state, summary

NINE, NOON, ONE, FOUR = dt.time(9), dt.time(12), dt.time(13), dt.time(16)
KI = (
    *(Rule(weekday, NINE, FOUR, Mode.APPOINTMENT) for weekday in range(4)),
    Rule(4, NINE, dt.time(12, 30), Mode.APPOINTMENT),
)


@pytest.fixture(autouse=True)
def german():
    with translation.override("de"):
        yield


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (KI, ["Mo–Do 9:00–16:00 Uhr, mit Termin", "Fr 9:00–12:30 Uhr, mit Termin"]),
        (
            (Rule(1, NINE, NOON, Mode.WALK_IN), Rule(1, ONE, FOUR, Mode.WALK_IN)),
            ["Di 9:00–12:00 und 13:00–16:00 Uhr"],
        ),
        ((Rule(3, NINE, NOON, Mode.PHONE, 1),), ["jeden 1. Do im Monat 9:00–12:00 Uhr, telefonisch"]),
        ((Rule(5, NINE, NOON, Mode.WALK_IN, -1),), ["jeden letzten Sa im Monat 9:00–12:00 Uhr"]),
    ],
)
def test_lines_in_german(rules, words):
    assert [" ".join(format_line(line)) for line in summary(rules)] == words


@pytest.mark.parametrize(
    ("mode", "now", "words"),
    [
        (Mode.APPOINTMENT, "2026-06-01 10:00", "Heute bis 16:00 Uhr, mit Termin"),
        (Mode.WALK_IN, "2026-06-01 10:00", "Geöffnet bis 16:00 Uhr"),
        (Mode.PHONE, "2026-06-01 10:00", "Telefonisch erreichbar bis 16:00 Uhr"),
        (Mode.WALK_IN, "2026-06-01 08:00", "Öffnet heute um 9:00 Uhr"),
        (Mode.WALK_IN, "2026-06-01 17:00", "Öffnet morgen um 9:00 Uhr"),
        (Mode.WALK_IN, "2026-06-05 17:00", "Öffnet am Montag um 9:00 Uhr"),
        (Mode.PHONE, "2026-06-05 17:00", "Telefonzeit beginnt am Montag um 9:00 Uhr"),
        (Mode.WALK_IN, "2026-06-04 10:00", "Heute geschlossen: Fronleichnam"),
    ],
)
def test_words_for_a_moment_in_german(mode, now, words):
    rules = tuple(Rule(weekday, NINE, FOUR, mode) for weekday in range(5))
    moment = dt.datetime.fromisoformat(now).replace(tzinfo=BERLIN)
    assert describe(state(Schedule((Hours(rules),)), moment), moment) == words


def test_opening_more_than_six_days_ahead_in_german():
    moment = dt.datetime(2026, 6, 1, 17, tzinfo=BERLIN)
    schedule = Schedule((Hours((Rule(0, NINE, FOUR, Mode.WALK_IN),)),))
    assert describe(state(schedule, moment), moment) == "Öffnet am Montag, 8. Juni, um 9:00 Uhr"
