"""How often an event repeats, without writing a rule."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.models import Event
from news.recurrence import rule_error
from news.repeats import Repeat, leaves_out, repeat_of, rule_for
from tests.portal.staff import admin_url, change_url, client_of, form_data

THURSDAY = date(2025, 5, 15)  # the third of its month
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def test_rule_for_follows_the_first_day() -> None:
    assert rule_for(Repeat.MONTHLY_NTH, THURSDAY) == "FREQ=MONTHLY;BYDAY=3TH"
    assert rule_for(Repeat.MONTHLY_DATE, THURSDAY) == "FREQ=MONTHLY;BYMONTHDAY=15"
    assert rule_for(Repeat.FORTNIGHTLY, THURSDAY, date(2025, 12, 31)) == (
        "FREQ=WEEKLY;INTERVAL=2;UNTIL=20251231"
    )
    assert rule_for(Repeat.NEVER, THURSDAY, date(2025, 12, 31)) == ""


@given(DAYS, st.sampled_from(Repeat), st.none() | st.integers(0, 400))
def test_rule_is_valid_and_reads_back_the_same(first: date, repeat: Repeat, days: int | None) -> None:
    until = first + timedelta(days=days) if days is not None else None
    rule = rule_for(repeat, first, until)

    if rule:
        assert repeat_of(rule, first) == (repeat, until)
        # "The last such weekday" may not fit the first day; the form says so.
        assert rule_error(rule, None if repeat == Repeat.MONTHLY_LAST else first) == ""


@pytest.mark.parametrize(
    "rule",
    ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU", "FREQ=MONTHLY;BYDAY=2TH", "FREQ=WEEKLY;COUNT=3", "x;UNTIL=y"],
)
def test_other_rules_are_kept_as_they_are(rule: str) -> None:
    assert repeat_of(rule, THURSDAY) == (Repeat.OWN, None)


EVENT = {
    "title": "Sprachcafé",
    "slug": "sprachcafe",
    "teaser": "Ein Satz.",
    "starts_on": "15.05.2025",
    "repeat": "monthly_nth",
    "repeat_until": "31.12.2025",
}


@pytest.mark.django_db
def test_series_is_saved_as_a_rule_and_shown_as_a_choice() -> None:
    client = client_of("Redaktion")
    url = admin_url(Event, "add")

    client.post(url, form_data(client.get(url), **EVENT))
    event = Event.objects.get()
    form = client.get(change_url(event)).context["adminform"].form

    assert event.rule == "FREQ=MONTHLY;BYDAY=3TH;UNTIL=20251231"
    assert (form["repeat"].value(), form["repeat_until"].value()) == ("monthly_nth", date(2025, 12, 31))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"repeat_until": "14.05.2025"}, "repeat_until"),
        ({"repeat": "own"}, "rule"),
        ({"repeat": "own", "rule": "FREQ=HOURLY"}, "rule"),
        ({"repeat": "monthly_last"}, "rule"),
    ],
)
def test_series_that_makes_no_sense_is_refused_beside_the_field(changes: dict[str, str], field: str) -> None:
    client = client_of("Redaktion")
    url = admin_url(Event, "add")

    response = client.post(url, form_data(client.get(url), **{**EVENT, **changes}))

    assert field in response.context["adminform"].form.errors
    assert not Event.objects.exists()


@pytest.mark.django_db
def test_date_of_a_series_is_cancelled_on_its_page() -> None:
    event = Event.objects.create(slug="a", title="A", teaser="S.", starts_on=THURSDAY, rule="FREQ=WEEKLY")
    client = client_of("Redaktion")
    row = {
        "exceptions-TOTAL_FORMS": 1,
        "exceptions-0-date": "22.05.2025",
        "exceptions-0-kind": "cancelled",
    }

    client.post(change_url(event), form_data(client.get(change_url(event)), **row))

    assert list(event.exceptions.values_list("date", "kind")) == [(date(2025, 5, 22), "cancelled")]


@pytest.mark.parametrize(
    ("repeat", "first", "expected"),
    [
        (Repeat.MONTHLY_NTH, date(2026, 12, 29), True),
        (Repeat.MONTHLY_DATE, date(2026, 12, 31), True),
        (Repeat.YEARLY, date(2028, 2, 29), True),
        (Repeat.MONTHLY_DATE, date(2026, 12, 28), False),
        (Repeat.MONTHLY_LAST, date(2026, 12, 29), False),
        (Repeat.WEEKLY, date(2026, 12, 31), False),
        (Repeat.YEARLY, date(2026, 12, 31), False),
        (Repeat.NEVER, date(2026, 12, 31), False),
    ],
)
def test_way_leaves_out_what_has_no_such_day(repeat: Repeat, first: date, expected: bool) -> None:
    assert leaves_out(rule_for(repeat, first), first) is expected


@pytest.mark.django_db
def test_series_that_leaves_out_months_says_so_when_it_is_saved() -> None:
    client = client_of("Redaktion")
    url = admin_url(Event, "add")
    values = {"starts_on": "31.12.2026", "repeat": "monthly_date", "repeat_until": ""}
    response = client.post(url, {**form_data(client.get(url)), **EVENT, **values}, follow=True)
    assert "31. Dezember 2026 · 31. Januar 2027 · 31. März 2027 · 31. Mai 2027" in response.text
