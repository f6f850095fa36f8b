"""Hours as lines: reading, writing, and saving on the page of their owner."""

import contextlib
import datetime as dt

import pytest
from django.db import IntegrityError
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from offers.admin.week_lines import LineError, read, write
from offers.models import Closure, HoursRule, HoursSet
from offers.opening import Mode, Rule
from tests import builders
from tests.portal.staff import admin_url, change_url, client_of, form_data

NINE, NOON, FOUR = dt.time(9), dt.time(12), dt.time(16)


def days(rules: list[Rule]) -> list[int]:
    return [rule.weekday for rule in rules]


def test_read_days_times_and_mode() -> None:
    assert read("Di 9:00–12:00 mit Termin") == [Rule(1, NINE, NOON, Mode.APPOINTMENT)]
    assert read("Di 9:00–12:00") == [Rule(1, NINE, NOON, Mode.WALK_IN)]
    assert read("Di 9–12 nach telefonischer Vereinbarung") == [Rule(1, NINE, NOON, Mode.APPOINTMENT)]
    assert read("Di 9:00–12:00 telefonisch") == [Rule(1, NINE, NOON, Mode.PHONE)]


@pytest.mark.parametrize(
    "text",
    ["täglich 0:00–24:00 telefonisch", "täglich 0–24 Uhr telefonisch", "täglich rund um die Uhr telefonisch",
     "Mo–So 24 Stunden, telefonisch", "rund um die Uhr telefonisch", "24/7 telefonisch"],
)  # fmt: skip
def test_day_and_night_can_be_entered(text: str) -> None:
    found = read(text)
    midnight = dt.time.min
    assert [(rule.weekday, rule.opens, rule.closes, rule.mode) for rule in found] == [
        (day, midnight, midnight, Mode.PHONE) for day in range(7)
    ]
    assert write(found) == "Mo–So 0:00–24:00 telefonisch"


@pytest.mark.django_db
def test_only_midnight_to_midnight_may_be_without_a_difference() -> None:
    hours = HoursSet.objects.create(place=builders.place())
    HoursRule.objects.create(hours=hours, weekday=0, opens=dt.time.min, closes=dt.time.min)
    with pytest.raises(IntegrityError):
        HoursRule.objects.create(hours=hours, weekday=1, opens=NINE, closes=NINE)


@pytest.mark.parametrize(
    "text",
    [
        "Mo–Mi 9:00–12:00",
        "mo-mi 9-12",
        "Montag bis Mittwoch: 9.00 - 12.00 Uhr",
        "Mo, Di und Mi von 9 bis 12 Uhr",
        "Mo, Di & Mi 9–12",
        "Mo, Di u. Mi 9–12 Uhr",
        "Mo/Di/Mi 9-12 Uhr, ohne Termin",
        "Mo. 9–12\n\nDi 9–12\nMi 9–12 (offen)",
        "Mo-Mi 9-12\nDi 9-12",
        "• Mo\u2011Mi 9\u201112h",
        "- Mon–Mitt. 9.00 h – 12.00 h ohne Voranmeldung",
        "Montagvormittag 9–12\nDienstags 9–12\nMi 9-12",
    ],
)
def test_read_understands_how_people_write(text: str) -> None:
    assert read(text) == [Rule(day, NINE, NOON, Mode.WALK_IN) for day in (0, 1, 2)]


def test_read_several_times_a_day_and_days_over_the_end_of_the_week() -> None:
    assert [(rule.opens.hour, rule.closes.hour) for rule in read("Mo 9–12, 13–15 und 16–18")] == [
        (9, 12),
        (13, 15),
        (16, 18),
    ]
    assert len(read("Mo 9–12; 13–15")) == 2
    assert days(read("Sa–Mo 9–12")) == [0, 5, 6]
    assert days(read("Sonnabend 9–12")) == [5]
    assert days(read("täglich 9–12")) == list(range(7))


@pytest.mark.parametrize(
    ("text", "nth"),
    [
        ("1. Do im Monat 9–12", 1),
        ("jeden dritten Donnerstag im Monat 9–12 Uhr", 3),
        ("Letzter Do im Monat 9–12", -1),
        ("jeden letzten Do 9–12", -1),
    ],
)
def test_read_one_week_of_the_month(text: str, nth: int) -> None:
    assert read(text) == [Rule(3, NINE, NOON, Mode.WALK_IN, nth)]


def test_read_midnight_and_past_midnight() -> None:
    for text in ("Fr 20–24", "Fr 20h–24h", "Fr 20 h bis 24 h"):
        assert [(rule.opens, rule.closes) for rule in read(text)] == [(dt.time(20), dt.time(0))]
    assert read("Fr 20–2 am nächsten Tag")[0].closes == dt.time(2)


@pytest.mark.parametrize(
    "text",
    [
        "Moin",
        "Mo",
        "9–12",
        "Mo 9",
        "Mo 9–9",
        "Mo 0–0",
        "Mo 24–8",
        "Mo 16–9",
        "Mo 25–26",
        "Mo 9:75–10",
        "Mo 9–12 vielleicht",
        "6. Mo im Monat 9–12",
        "Mo 9–12 <script>",
        "Mittagspause 9–12",
        "Sommer 9–12",
        "Morgens 9–12",
        "jeden zweiten Montag 9–12",
        "jeden 3. Mo 9–12",
        "Mo–Fr" * 2000,
    ],
)
def test_read_refuses_what_is_not_clear_and_names_the_line(text: str) -> None:
    with pytest.raises(LineError, match="2"):
        read("Di 9–12\n" + text)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Di 17:30–19:00 mit Anmeldung", "mit anmeldung"),
        ("Mo 9–12 online", "tick it at the offer"),
        ("werktags 9–12", "Mo–Fr or Mo–Sa"),
        ("Mi geschlossen", "only the days on which it is open"),
        ("Mo 9–12 und nach Vereinbarung", "into the note"),
        ("jeden zweiten Dienstag 16-18", "every so many weeks"),
    ],
)
def test_what_hours_cannot_say_is_asked_back(text: str, part: str) -> None:
    with translation.override("en"), pytest.raises(LineError, match=part):
        read(text)


@pytest.mark.parametrize("text", ["Di 9–10 tel.", "Di 9–10 ohne Anmeldung", "Di 9–10 nach Vereinbarung"])
def test_words_beside_the_times_are_understood(text: str) -> None:
    assert len(read(text)) == 1


HALF_HOURS = st.builds(dt.time, st.integers(0, 23), st.sampled_from([0, 30]))
RULES = st.builds(
    Rule,
    st.integers(0, 6),
    HALF_HOURS,
    HALF_HOURS,
    st.sampled_from(Mode),
    st.sampled_from([None, 1, 2, 3, 4, 5, -1]),
).filter(lambda rule: rule.opens != rule.closes or rule.opens == dt.time.min)


@given(st.sets(RULES, max_size=12))
def test_reading_what_was_written_gives_the_same_rules(rules: set[Rule]) -> None:
    assert set(read(write(rules))) == rules


# One of these words (parted by "|") at each place of a line: most lines are read, many nearly.
PLACES = [
    "|1. |letzter |jeden |jeden 2. |am ",
    "Mo|Di–Fr|Sa, So|Sonnabend|Mi.|täglich|Mittag|ſo",
    "| im Monat|:",
    " 9–12| 9:30 Uhr – 12| 0–24| 24h| 20–2| 9–12, 14:00–16.30| 12–9| ٩–12|",
    "| am nächsten Tag| Uhr",
    "| mit Termin| (telefonisch)| vielleicht",
]
LINES = st.lists(
    st.tuples(*(st.sampled_from(words.split("|")) for words in PLACES)).map("".join), min_size=1, max_size=2
).map("\n".join)


@given(LINES | st.text(max_size=30))
def test_any_lines_are_rules_or_refused(text: str) -> None:
    with contextlib.suppress(LineError):
        rules = read(text)
        assert set(read(write(rules))) == set(rules)


def test_write_joins_neighbouring_days() -> None:
    text = "Mo–Do 9:00–16:00 mit Termin\nFr 9:00–12:30 mit Termin\n1. Sa im Monat 10:00–12:00"

    assert write(read(text)) == text


def week_of(hours: HoursSet) -> list[tuple[int, int]]:
    return list(hours.rules.values_list("weekday", "opens__hour"))


@pytest.mark.django_db
def test_hours_are_added_on_the_page_of_a_contact_point() -> None:
    contact = builders.contact()
    client = client_of("Redaktion")
    row = {"hours-TOTAL_FORMS": 1, "hours-0-kind": "opening", "hours-0-week": "Mo–Di 9–12\nDo 14–16"}

    response = client.post(change_url(contact), form_data(client.get(change_url(contact)), **row))

    assert response.status_code == 302
    assert week_of(HoursSet.objects.get(contact=contact)) == [(0, 9), (1, 9), (3, 14)]


@pytest.mark.django_db
def test_unclear_line_is_shown_beside_the_field_and_nothing_is_saved() -> None:
    contact = builders.contact()
    client = client_of("Redaktion")
    row = {"hours-TOTAL_FORMS": 1, "hours-0-kind": "opening", "hours-0-week": "immer mal"}

    response = client.post(change_url(contact), form_data(client.get(change_url(contact)), **row))

    assert "immer mal" in response.context["inline_admin_formsets"][0].formset.errors[0]["week"][0]
    assert not HoursSet.objects.exists()


@pytest.mark.django_db
def test_changing_one_line_leaves_the_other_rules_untouched() -> None:
    hours = HoursSet.objects.create(contact=builders.contact())
    for weekday in (0, 1):
        HoursRule.objects.create(hours=hours, weekday=weekday, opens=NINE, closes=NOON)
    kept = hours.rules.get(weekday=0)
    client = client_of("Redaktion")

    page = client.get(change_url(hours))
    client.post(change_url(hours), form_data(page, week="Mo 9–12\r\nDi 9–16"))

    assert dict(hours.rules.values_list("weekday", "closes")) == {0: NOON, 1: FOUR}
    assert hours.rules.get(weekday=0) == kept
    assert kept.history.count() == 1


@pytest.mark.django_db
def test_saving_a_page_without_a_change_leaves_no_trace_in_the_history_of_hours() -> None:
    contact = builders.contact()
    hours = HoursSet.objects.create(contact=contact)
    HoursRule.objects.create(hours=hours, weekday=0, opens=NINE, closes=NOON)
    HoursRule.objects.create(hours=hours, weekday=2, opens=NINE, closes=NOON)
    client = client_of("Redaktion")
    data = form_data(client.get(change_url(contact)))
    data["hours-0-week"] = data["hours-0-week"].replace("\n", "\r\n")

    client.post(change_url(contact), data)

    assert hours.history.count() == 1


@pytest.mark.django_db
def test_page_of_a_place_does_not_show_the_hours_of_an_offer_there() -> None:
    place = builders.place()
    own = HoursSet.objects.create(place=place)
    HoursSet.objects.create(place=place, offer=builders.offer())

    page = client_of("Redaktion").get(change_url(place))

    assert [form.instance for form in page.context["inline_admin_formsets"][0].formset.forms] == [own]


@pytest.mark.django_db
def test_week_at_a_glance_has_seven_days() -> None:
    hours = HoursSet.objects.create(place=builders.place())
    HoursRule.objects.create(hours=hours, weekday=3, opens=NINE, closes=NOON, mode=Mode.PHONE)

    html = client_of("Redaktion").get(change_url(hours)).content.decode()
    table = html[html.index('<table class="week-glance">') :].partition("</table>")[0]

    assert table.count('<th scope="row">') == 7
    assert "9:00–12:00" in table


@pytest.mark.django_db
def test_list_of_closures_opens_on_today_and_later() -> None:
    house = builders.organisation()
    today = dt.date(2025, 6, 1)
    coming = Closure.objects.create(
        organisation=house, reason="Fest", starts_on=dt.date(2199, 1, 1), ends_on=dt.date(2199, 1, 2)
    )
    Closure.objects.create(organisation=house, reason="Alt", starts_on=today, ends_on=today)

    page = client_of("Redaktion").get(admin_url(Closure, "changelist"))

    assert list(page.context["cl"].result_list) == [coming]
