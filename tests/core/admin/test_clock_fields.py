"""Times are read as people type them."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.admin.clock_fields import ClockField, WindowField, prepare, read
from core.content.days import MomentField
from news.models import Event
from tests.news import builders as news
from tests.portal.staff import change_url, client_of, form_data


@pytest.mark.parametrize(
    ("typed", "hour", "minute"),
    [
        ("18:00", 18, 0), ("18.00", 18, 0), ("17.30", 17, 30), ("18 Uhr", 18, 0), ("1730", 17, 30),
        ("930", 9, 30), ("9", 9, 0), ("um 9:05 Uhr", 9, 5), ("18 Uhr 30", 18, 30), ("18h30", 18, 30),
        ("17:30 Uhr", 17, 30), ("17:30:00", 17, 30), ("0:00", 0, 0), ("1730 Uhr", 17, 30), (" 18 h ", 18, 0),
    ],
)  # fmt: skip
def test_clock(typed: str, hour: int, minute: int) -> None:
    assert read(typed) == dt.time(hour, minute)


@pytest.mark.parametrize("typed", ["abends", "25:00", "18:60", "24:00", "2500", "18:5", "1 7", "-3", "18-20"])
def test_what_is_no_time_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(ValidationError, match="17:30"):
        ClockField().clean(typed)


def test_end_of_the_day_is_a_time_only_where_something_ends() -> None:
    field = ClockField()
    prepare(field, "closes")

    assert field.clean("24:00") == field.clean("24 Uhr") == dt.time.min


@pytest.mark.parametrize(
    ("name", "typed", "expected"),
    [
        ("published_from", ["5.12.2026", ""], "2026-12-05 00:00"),
        ("published_until", ["5.12.2026", ""], "2026-12-05 23:59"),
        ("published_until", ["5.12.2026", "24:00"], "2026-12-05 23:59"),
        ("published_from", ["5.12.2026", "8 Uhr"], "2026-12-05 08:00"),
    ],
)
def test_day_alone_is_its_beginning_or_its_end(name: str, typed: list[str], expected: str) -> None:
    field = WindowField(required=False, input_date_formats=["%d.%m.%Y"])
    prepare(field, name)

    assert f"{timezone.localtime(field.clean(typed)):%Y-%m-%d %H:%M}" == expected
    assert field.clean(["", ""]) is None
    with pytest.raises(ValidationError):
        field.clean(["", "8:00"])


@pytest.mark.django_db
def test_forms_of_the_admin_read_times_so() -> None:
    event = news.event()
    client = client_of("Leitung")
    times = {"starts_at": "18 Uhr", "ends_at": "1930", "published_until_0": "05.12.2199"}

    client.post(change_url(event), form_data(client.get(change_url(event)), **times))

    event = Event.objects.get()
    assert (event.starts_at, event.ends_at) == (dt.time(18), dt.time(19, 30))
    assert timezone.localtime(event.published_until).time() == dt.time(23, 59)


@pytest.mark.parametrize("day", ["01.01.0001", "31.12.9999"])
def test_a_day_past_the_rule_is_refused_with_any_time(day: str) -> None:
    field = MomentField(blank=True).formfield(form_class=WindowField)

    with pytest.raises(ValidationError):
        field.clean([day, "18 Uhr"])
