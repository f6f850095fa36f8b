"""Calendar files, read back by the library that calendars use."""

import datetime as dt

import icalendar
import pytest
from django.test import Client
from django.urls import reverse

from core.content.dates import Precision
from news.models import Event
from tests.builders import PUBLISHED, place
from tests.news.builders import change, event


def read(client: Client, found: Event) -> icalendar.Calendar:
    response = client.get(reverse("news:event_calendar", args=[found.slug]))
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return icalendar.Calendar.from_ical(response.content)


@pytest.fixture
def series(db: None) -> Event:
    return event(
        starts_on=dt.date(2025, 5, 15),
        starts_at=dt.time(18),
        ends_at=dt.time(20),
        rule="FREQ=MONTHLY;BYDAY=3TH;UNTIL=20251231",
    )


def test_times_carry_the_time_zone_and_its_definition(client: Client, series: Event) -> None:
    calendar = read(client, series)
    [zone] = calendar.walk("VTIMEZONE")
    assert zone["TZID"] == "Europe/Berlin"
    assert [part["RRULE"].to_ical() for part in zone.subcomponents] == [
        b"FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        b"FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
    ]
    [found] = calendar.events
    assert found["DTSTART"].to_ical() == b"20250515T180000"
    assert found["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert found["DTEND"].to_ical() == b"20250515T200000"


def test_whole_days_end_before_the_end_date(client: Client, db: None) -> None:
    [found] = read(client, event(starts_on=dt.date(2025, 3, 17), ends_on=dt.date(2025, 3, 30))).events
    assert (found["DTSTART"].to_ical(), found["DTSTART"].params["VALUE"]) == (b"20250317", "DATE")
    assert found["DTEND"].to_ical() == b"20250331"


def test_event_without_an_end_has_no_end(client: Client, db: None) -> None:
    [found] = read(client, event(starts_at=dt.time(18))).events
    assert "DTEND" not in found


def test_evening_past_midnight_ends_on_the_next_day(client: Client, db: None) -> None:
    [found] = read(client, event(starts_at=dt.time(22), ends_at=dt.time(1))).events
    assert found["DTEND"].to_ical() == b"20250516T010000"


def test_series_has_its_rule_with_the_end_in_utc(client: Client, series: Event) -> None:
    [found] = read(client, series).events
    assert found["RRULE"].to_ical() == b"FREQ=MONTHLY;UNTIL=20251231T235959Z;BYDAY=3TH"


@pytest.mark.parametrize(
    ("starts_at", "until"),
    [
        (dt.time(23), b"20250520T235959Z"),
        (dt.time(2), b"20250520T235959Z"),
        (dt.time(1, 59), b"20250520T215959Z"),
    ],
)
def test_last_date_is_in_whatever_time_it_is_compared_with(
    client: Client, db: None, starts_at: dt.time, until: bytes
) -> None:
    [found] = read(client, event(starts_at=starts_at, rule="FREQ=DAILY;UNTIL=20250520")).events
    assert found["RRULE"].to_ical() == b"FREQ=DAILY;UNTIL=" + until


def test_whole_day_series_keeps_the_end_as_a_date(client: Client, db: None) -> None:
    [found] = read(client, event(rule="FREQ=DAILY;UNTIL=20250520")).events
    assert found["RRULE"].to_ical() == b"FREQ=DAILY;UNTIL=20250520"


def test_cancelled_date_of_a_series_is_excluded(client: Client, series: Event) -> None:
    change(series, "2025-06-19", "cancelled")
    [found] = read(client, series).events
    assert found["EXDATE"].to_ical() == b"20250619T180000"
    assert found["EXDATE"].params["TZID"] == "Europe/Berlin"
    assert found["STATUS"] == "CONFIRMED"


def test_moved_date_replaces_the_planned_one(client: Client, series: Event) -> None:
    change(series, "2025-06-19", "moved", new_date=dt.date(2025, 6, 26), starts_at=dt.time(17))
    main, moved = read(client, series).events
    assert moved["UID"] == main["UID"]
    assert moved["RECURRENCE-ID"].to_ical() == b"20250619T180000"
    assert moved["DTSTART"].to_ical() == b"20250626T170000"
    assert "EXDATE" not in main


def test_extra_date_is_an_event_of_its_own(client: Client, series: Event) -> None:
    plain = change(series, "2025-06-05", "extra")
    change(series, "2025-06-06", "extra", starts_at=dt.time(9), ends_at=dt.time(12), note="Am Vormittag")
    main, first, second = read(client, series).events
    assert "RDATE" not in main
    assert first["UID"] == f"event-{series.pk}-extra-{plain.pk}@testserver"
    assert len({main["UID"], first["UID"], second["UID"]}) == 3
    assert not {"RRULE", "RECURRENCE-ID"} & {*first, *second}
    assert [one["DTSTART"].to_ical() for one in (first, second)] == [b"20250605T180000", b"20250606T090000"]
    assert second["DESCRIPTION"].startswith("Am Vormittag\n\n")


def test_extra_date_of_a_single_event_leaves_its_own(client: Client, db: None) -> None:
    single = event()
    change(single, "2025-06-01", "extra")
    found = read(client, single).events
    assert [one["DTSTART"].to_ical() for one in found] == [b"20250515", b"20250601"]


def test_extra_date_on_a_date_of_the_series_changes_that(client: Client, series: Event) -> None:
    change(series, "2025-06-19", "extra", starts_at=dt.time(9), ends_at=dt.time(12))
    main, other = read(client, series).events
    assert other["UID"] == main["UID"]
    assert other["RECURRENCE-ID"].to_ical() == b"20250619T180000"


def test_note_of_a_date_stands_in_it_even_if_its_time_stays(client: Client, series: Event) -> None:
    day = dt.date(2025, 6, 19)
    change(series, "2025-06-19", "moved", new_date=day, note="verlegt ins Rathaus, Saal 3")
    main, other = read(client, series).events
    assert other["RECURRENCE-ID"].to_ical() == other["DTSTART"].to_ical() == b"20250619T180000"
    assert other["DESCRIPTION"].startswith("verlegt ins Rathaus, Saal 3\n\n")
    assert "Saal" not in main["DESCRIPTION"]


def test_note_of_a_single_event_stands_in_it(client: Client, db: None) -> None:
    single = event(starts_at=dt.time(18))
    change(single, "2025-05-15", "cancelled", note="Zu heiß")
    [found] = read(client, single).events
    assert found["DESCRIPTION"].startswith("Zu heiß\n\n")


def test_several_days_without_a_closing_time_end_with_the_last(client: Client, db: None) -> None:
    weeks = event(starts_on=dt.date(2027, 9, 24), ends_on=dt.date(2027, 10, 3), starts_at=dt.time(18))
    [found] = read(client, weeks).events
    assert found["DTEND"].to_ical() == b"20271004T000000"


def test_whole_day_exceptions_are_dates(client: Client, db: None) -> None:
    daily = event(rule="FREQ=DAILY;COUNT=3")
    change(daily, "2025-05-16", "cancelled")
    [found] = read(client, daily).events
    assert (found["EXDATE"].to_ical(), found["EXDATE"].params["VALUE"]) == (b"20250516", "DATE")


@pytest.mark.parametrize("rule", ["FREQ=DAILY;INTERVAL=99999999999", "FREQ=MONTHLY;BYDAY=53MO", "Unsinn"])
def test_rule_that_does_not_hold_takes_no_page_down(client: Client, db: None, rule: str) -> None:
    bad = event(rule=rule, starts_on=dt.date(2030, 1, 1))
    [found] = read(client, bad).events
    assert "RRULE" not in found
    for url in (reverse("news:calendar"), reverse("news:events"), bad.get_absolute_url()):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("day", [dt.date(1900, 1, 1), dt.date(2200, 12, 31)])
@pytest.mark.parametrize(
    "fields", [{}, {"rule": "FREQ=WEEKLY"}, {"starts_at": dt.time(22), "ends_at": dt.time(1)},
               {"date_precision": Precision.SEASON}]
)  # fmt: skip
def test_event_on_the_first_or_last_day_that_may_be_entered_takes_no_page_down(
    client: Client, db: None, day: dt.date, fields: dict
) -> None:
    far = event(starts_on=day, **fields)
    pages = [reverse(f"news:{name}") for name in ("list", "events", "calendar")]
    for url in (*pages, far.get_absolute_url(), reverse("portal:search") + "?q=Termin"):
        assert client.get(url).status_code == 200, url


def test_signs_that_a_calendar_must_not_hold_are_left_out(client: Client, db: None) -> None:
    [found] = read(client, event(title="Fest\x0bim Park", teaser="Ein\x1fSatz.")).events
    assert found["SUMMARY"] == "Fest im Park"
    assert found["DESCRIPTION"].startswith("Ein Satz.")


def test_event_without_a_known_day_has_no_file(client: Client, db: None) -> None:
    vague = event(date_precision=Precision.MONTH)
    assert client.get(reverse("news:event_calendar", args=[vague.slug])).status_code == 404


def test_calendar_without_events_still_holds_a_component(client: Client, db: None) -> None:
    calendar = icalendar.Calendar.from_ical(client.get(reverse("news:calendar")).content)
    assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]


def test_single_event_that_was_moved_stands_on_its_new_day(client: Client, db: None) -> None:
    moved = event(starts_at=dt.time(18))
    change(moved, "2025-05-15", "moved", new_date=dt.date(2025, 5, 22))
    [found] = read(client, moved).events
    assert found["DTSTART"].to_ical() == b"20250522T180000"
    assert "RECURRENCE-ID" not in found


@pytest.mark.parametrize("whole", [True, False])
def test_cancelled_event_says_so(client: Client, db: None, whole: bool) -> None:
    gone = event(is_cancelled=whole)
    if not whole:
        change(gone, "2025-05-15", "cancelled")
    [found] = read(client, gone).events
    assert found["STATUS"] == "CANCELLED"


def test_uid_stays_when_the_address_changes_and_the_stamp_follows_the_change(
    client: Client, series: Event
) -> None:
    [before] = read(client, series).events
    series.slug, series.title = "anders", "Neuer Titel"
    series.save()
    [after] = read(client, series).events
    assert after["UID"] == before["UID"] == f"event-{series.pk}@testserver"
    assert after["DTSTAMP"].dt == series.history.first().history_date.replace(microsecond=0)
    assert after["SUMMARY"] == "Neuer Titel"


def test_place_is_named_unless_it_is_a_draft(client: Client, db: None) -> None:
    somewhere = place(name="Rathaus", street="Am Markt 1", postal_code="51373")
    found = event(place=somewhere)
    assert read(client, found).events[0]["LOCATION"] == "Rathaus, Am Markt 1, 51373 Leverkusen"
    somewhere.status = "draft"
    somewhere.save()
    assert "LOCATION" not in read(client, found).events[0]


def test_calendar_of_all_holds_what_is_published_and_has_a_day(client: Client, db: None) -> None:
    event(title="Sichtbar")
    event(title="Entwurf", status="draft")
    event(title="Ungefähr", date_precision=Precision.MONTH)
    calendar = icalendar.Calendar.from_ical(client.get(reverse("news:calendar")).content)
    assert [found["SUMMARY"] for found in calendar.events] == ["Sichtbar"]
    assert calendar["VERSION"] == "2.0"


def test_calendar_of_a_draft_is_not_found(client: Client, db: None) -> None:
    draft = event(status="draft")
    assert client.get(reverse("news:event_calendar", args=[draft.slug])).status_code == 404
    draft.status = PUBLISHED
    draft.save()
    assert client.get(reverse("news:event_calendar", args=[draft.slug])).status_code == 200
