"""Dates, numbers and lists beside CLDR, the data that browsers and phones take theirs from."""

import re
from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal

import polib
import pytest
from babel import Locale, dates, numbers, units
from django.conf import settings
from django.utils import formats, translation

from concept.figures.numbers import number_text, plain_text
from concept.models import Indicator, IndicatorValue
from concept.models.indicators import period_text
from core.content.calendar_names import MONTHS, MONTHS_SHORT, WEEKDAYS, WEEKDAYS_SHORT
from core.content.dates import Precision, format_date, format_day_and_month
from core.words.punctuation import listed, sign
from offers.opening import Line, Mode, format_line
from offers.opening.display import HOLIDAYS, reason_text
from offers.opening.holidays import holiday_name

CODES = [code for code, _name in settings.LANGUAGES]
# As in Europe; easy German is German.
TERRITORIES = {"en": "en_GB", "de-simple": "de"}
DAYS = [date(2025, month, 6) for month in range(1, 13)]
# Where the site takes both names of a month, CLDR gives the one by the region.
SYRIAN = {
    dates.get_month_names("wide", locale="ar")[month]: dates.get_month_names("wide", locale="ar_SY")[month]
    for month in range(1, 13)
}


@pytest.fixture(params=CODES)
def cldr(request: pytest.FixtureRequest) -> Iterator[Locale]:
    """The locale of a language of the site, which is active meanwhile."""
    with translation.override(request.param):
        yield Locale.parse(TERRITORIES.get(request.param, request.param))


def both_names(text: str, cldr: Locale) -> str:
    """CLDR's date with both Arabic names of its month."""
    if cldr.language != "ar":
        return text
    return re.sub("|".join(SYRIAN), lambda found: f"{SYRIAN[found[0]]}/{found[0]}", text)


def by_skeleton(skeleton: str, day: date, cldr: Locale) -> str:
    return both_names(dates.format_skeleton(skeleton, day, locale=cldr), cldr)


def test_day_with_and_without_year(cldr: Locale) -> None:
    for day in DAYS:
        assert format_date(day) == both_names(dates.format_date(day, "long", cldr), cldr)
        assert format_day_and_month(day) == by_skeleton("MMMMd", day, cldr)


def test_month_with_year(cldr: Locale) -> None:
    for day in DAYS:
        assert format_date(day, Precision.MONTH) == by_skeleton("yMMMM", day, cldr)


def test_french_counts_the_first_by_an_ordinal() -> None:
    with translation.override("fr"):
        assert format_date(date(2026, 12, 1)) == "1er décembre 2026"
        assert format_day_and_month(date(2026, 12, 1)) == "1er décembre"
        assert format_date(date(2026, 12, 11)) == "11 décembre 2026"


def test_seasons_have_small_letters_within_a_sentence() -> None:
    found = {}
    for code in CODES:
        with translation.override(code):
            found[code] = format_date(date(2023, 10, 1), Precision.SEASON)
    assert found == {
        "de": "Herbst 2023",
        "de-simple": "Herbst 2023",
        "en": "autumn 2023",
        "fr": "automne 2023",
        "ar": "الخريف 2023",
        "tr": "sonbahar 2023",
        "uk": "осінь 2023",
        "ru": "осень 2023",
        "fa": "پاییز 2023",
        "pl": "jesień 2023",
    }


def test_numeric_date_has_the_order_and_the_signs_of_the_language(cldr: Locale) -> None:
    day = date(2025, 3, 6)
    expected = dates.format_skeleton("yMd", day, locale=cldr).replace("\u200f", "")
    shown = formats.date_format(day, "SHORT_DATE_FORMAT")
    assert [part.lstrip("0") for part in re.findall(r"\d+|\D+", shown)] == [
        part.lstrip("0") for part in re.findall(r"\d+|\D+", expected)
    ]
    assert IndicatorValue(date=day, period="date").period_text == shown


def test_quarters_of_a_year(cldr: Locale) -> None:
    for month in (3, 6, 9, 12):
        day = date(2024, month, 30)
        assert period_text(day, "quarter") == dates.format_skeleton("yQQQQ", day, locale=cldr)


def test_names_of_months_and_weekdays(cldr: Locale) -> None:
    wide = dates.get_month_names("wide", "stand-alone", cldr)
    assert [str(name) for name in MONTHS] == [both_names(wide[month], cldr) for month in range(1, 13)]
    weekdays = dates.get_day_names("wide", "stand-alone", cldr)
    assert [str(name) for name in WEEKDAYS] == [weekdays[number] for number in range(7)]


def test_short_names_of_months_and_weekdays(cldr: Locale) -> None:
    for number, name in enumerate(WEEKDAYS_SHORT):
        assert str(name) == dates.get_day_names("abbreviated", "stand-alone", cldr)[number]
    for month, name in enumerate(MONTHS_SHORT, 1):
        known = {dates.get_month_names("abbreviated", use, cldr)[month] for use in ("format", "stand-alone")}
        if cldr.language == "en":
            # It has no catalogue; Django writes these names with a capital.
            known = {form[:3].lower() for form in known}
        assert str(name) in known


@pytest.mark.usefixtures("cldr")
def test_week_begins_as_in_germany() -> None:
    # Babel counts from Monday, Django from Sunday.
    assert formats.get_format("FIRST_DAY_OF_WEEK") == 1 + Locale("de", "DE").first_week_day


@pytest.mark.parametrize("number", ["169658", "33520.5", "43.5", "0.4", "-1"])
def test_numbers_are_grouped_and_have_the_decimal_sign(cldr: Locale, number: str) -> None:
    value = Decimal(number)
    decimals = 1 if "." in number else 0
    assert plain_text(value, Indicator(decimals=decimals)) == numbers.format_decimal(value, locale=cldr)


def test_only_polish_leaves_four_digits_together(cldr: Locale) -> None:
    # CLDR's minimumGroupingDigits is 2 in Polish, which Babel does not heed.
    shown = [plain_text(Decimal(number), Indicator()) for number in ("999", "1000", "9999", "10000")]
    if cldr.language == "pl":
        assert shown == ["999", "1000", "9999", "10\u00a0000"]
    else:
        assert [len(text) for text in shown] == [3, 5, 5, 6]


def test_shares_and_euros_have_the_sign_where_the_language_has_it(cldr: Locale) -> None:
    share = number_text(Decimal("43.5"), Indicator(unit=Indicator.Unit.PERCENT, decimals=1))
    assert share == numbers.format_percent(
        Decimal("0.435"), locale=cldr, format=cldr.percent_formats[None].pattern.replace("#,##0", "#,##0.#")
    )
    pattern = cldr.currency_formats["standard"].pattern.partition(";")[0]
    money = numbers.format_currency(28000, "EUR", pattern.replace(".00", ""), cldr, currency_digits=False)
    shown = number_text(Decimal(28000), Indicator(unit=Indicator.Unit.EURO))
    assert shown == re.sub("[\u200e\u200f]", "", money).replace("EUR", "€")


@pytest.mark.parametrize("unit", ["month", "week"])
def test_counted_nouns_have_the_form_of_their_number(cldr: Locale, unit: str) -> None:
    def noun(text: str) -> str:
        # Both ways to write the Arabic ending are right; ours has the sign on the last letter.
        return re.sub(r"[\d.,\s]", "", text).replace("ًا", "اً")

    for number in ["0", "1", "2", "3", "5", "11", "21", "100", "0.5", "1.0", "1.5", "2.5"]:
        value = Decimal(number)
        if cldr.language == "ar" and value == 2:
            continue  # CLDR leaves out the number: the dual says it.
        shown = number_text(value, Indicator(unit=f"{unit}s", decimals=1 if "." in number else 0))
        assert noun(shown) == noun(units.format_unit(value, f"duration-{unit}", locale=cldr)), number


def test_lists_have_the_comma_of_the_language(cldr: Locale) -> None:
    patterns = cldr.list_patterns["standard"]["middle"]
    # Arabic joins a list by "and"; the comma of its writing is that of Persian.
    comma = "،" if cldr.language == "ar" else patterns[3]
    assert listed(["1", "2", "3"]) == f"1{comma} 2{comma} 3"


def test_times_of_a_day_are_joined_as_lists_are(cldr: Locale) -> None:
    spans = tuple((time(hour), time(hour + 1), Mode.WALK_IN) for hour in (8, 12, 16))
    _days, times = format_line(Line(0, 0, None, spans, ""))
    last = cldr.list_patterns["standard"]["end"].format("1", "2")[1:-1].removeprefix("،")
    assert f"9:00{sign(',')} " in times
    assert last.strip() in times


def test_marks_between_words() -> None:
    found = {}
    for code in ("de", "fr", "ar", "fa", "ru"):
        with translation.override(code):
            found[code] = "".join(map(sign, ",;:?"))
    assert found == {
        "de": ",;:?",
        "fr": ",\u202f;\u00a0:\u202f?",
        "ar": "،؛:؟",
        "fa": "،؛:؟",
        "ru": ",;:?",
    }


def test_times_are_words_where_a_range_would_be_read_from_its_end() -> None:
    line = Line(0, 3, None, ((time(9), time(12), Mode.WALK_IN), (time(13), time(16), Mode.WALK_IN)), "")
    found = {}
    for code in ("de", "en", "ar", "fa"):
        with translation.override(code):
            found[code] = format_line(line)[1]
    assert found == {
        "de": "9:00–12:00 und 13:00–16:00 Uhr",
        "en": "9:00–12:00 and 13:00–16:00",
        "ar": "من 9:00 إلى 12:00 ومن 13:00 إلى 16:00",
        "fa": "از ساعت 9:00 تا 12:00 و 13:00 تا 16:00",
    }


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_no_second_full_stop_follows_the_one_that_ends_a_date(language: str) -> None:
    """Long dates end with "р." or "г."; numeric days and months of one sentence do not."""
    catalogue = polib.pofile(f"{settings.BASE_DIR}/locale/{language}/LC_MESSAGES/django.po")
    doubled = [entry.msgid for entry in catalogue if re.search(r"%\((?:day|date)\)s\.(?!%)", entry.msgstr)]
    assert doubled == []


def test_public_holidays_have_names_in_each_language(cldr: Locale) -> None:
    for day in (date(2027, 1, 1), date(2027, 5, 27), date(2027, 11, 1), date(2027, 12, 26)):
        german = holiday_name(day)
        assert german
        assert (reason_text(german) == german) == (cldr.language == "de")
    assert set().union(*({holiday_name(date(year, 1, 1) + timedelta(days=number)) for number in range(365)}
                         for year in (2025, 2026))) <= {"", *HOLIDAYS}  # fmt: skip
    assert reason_text("Umzug; renoviert") == "Umzug; renoviert"
