"""Phone numbers: what a link dials, and what may stand in a field."""

import re

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from core.phones import dialled, validate_phone
from core.templatetags.texts import tel

KI = "+492144065246"
SEPARATORS = st.sampled_from(["", " ", "-", "/", " / ", ".", "\u00a0", "\u2011", " – "])
BETWEEN_TWO = st.sampled_from(
    [" oder ", ", ", "; ", " und ", " & ", "\n", " +49 171 ", " Fax ", " (Zentrale) "]
)


@pytest.mark.parametrize(
    "text",
    [
        "0214 406-5246",
        "0214/406-5246",
        "0214 / 406 - 52 46",
        "0214.406.5246",
        "(0214) 406-5246",
        "0(214) 406-5246",
        "0214\u00a0406\u20115246",
        "+49 214 406-5246",
        "+49 (0)214 406-5246",
        "+49 ( 0 ) 214 406-5246",
        "+49-(0)-214-406-5246",
        "+49 (214) 406-5246",
        "(+49) 214 406-5246",
        "+49 0214 406-5246",
        "0049 214 406-5246",
        "0049 (0)214 406-5246",
        "00 49 214 406-5246",
        "\u200e+49 214 4065246",
        "٠٢١٤ ٤٠٦٥٢٤٦",
    ],
)
def test_one_number_in_every_spelling(text: str) -> None:
    assert dialled(text) == KI
    validate_phone(text)


@pytest.mark.parametrize(
    "text",
    [
        "0214/406-5246 oder -5247",
        "0214 406-5246 und 0214 406-5247",
        "0214 406-5246 / 0214 406-5247",
        "0214 406-5246 / -5247",
        "0214/406-5246/47",
        "0214 406-5246 -5247",
        "0214 406-5246, Durchwahl 12",
        "0214 406-5246; 115",
        "0214 406-5246 +49 171 1234567",
        "0214 406-5246 (8–12 Uhr)",
        "+49 (0)214 406-5246 (Zentrale)",
        "Tel.: 0214 406-5246",
        "Mo 9–12: 0214 406-5246",
        "0214 406-5246\n0214 406-5247",
    ],
)
def test_first_number_is_dialled_where_more_stands(text: str) -> None:
    assert dialled(text) == KI
    with pytest.raises(ValidationError):
        validate_phone(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("115", "115"),
        ("116 117", "116117"),
        ("112 (Notruf)", "112"),
        ("0800 111 0 111", "+498001110111"),
        ("0800 40 40 020", "+498004040020"),
        ("02171 / 99-0", "+492171990"),
        ("+49 (0) 33701/12345", "+493370112345"),
        ("+43 1 234567", "+431234567"),
        ("+41 (0)44 123 45 67", "+41441234567"),
        ("+39 06 12345678", "+390612345678"),
        ("0033 1 23 45 67 89", "+33123456789"),
    ],
)
def test_services_and_other_countries(text: str, number: str) -> None:
    assert dialled(text) == number


@pytest.mark.parametrize(
    "text", ["", "keine", "406-5246", "5246", "+0214 4065246", "0214", "0214 4065246 0214 4065247", "²", "+"]
)
def test_what_cannot_be_dialled_is_no_link_and_is_refused(text: str) -> None:
    assert dialled(text) == ""
    assert "tel:" not in tel(text)
    with pytest.raises(ValidationError):
        validate_phone(text)


@given(st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from("0123456789+()/- "), max_size=40))
def test_any_text_gives_a_number_or_nothing(text: str) -> None:
    number = dialled(text)
    assert re.fullmatch(r"|\+[1-9]\d{6,14}|1\d{2,5}", number, re.ASCII)
    assert dialled(number) == number


@given(
    st.sampled_from(["0", "(0", "+49", "+49 ", "+49 (0)", "0049", "0049 (0)", "+49/", "+49 0"]),
    st.sampled_from(["214", "2171", "30", "33701", "176"]),
    st.lists(st.from_regex(r"[1-9][0-9]{1,3}", fullmatch=True), min_size=2, max_size=2),
    st.lists(SEPARATORS, min_size=2, max_size=2),
)
def test_spelling_does_not_change_the_number(
    start: str, area: str, groups: list[str], signs: list[str]
) -> None:
    if signs[1].strip() == "/":
        signs[1] = "-"  # a slash after the area code and three digits ends the number
    close = ")" if start == "(0" else ""
    text = f"{start}{area}{close}{signs[0]}{groups[0]}{signs[1]}{groups[1]}"
    assert dialled(text) == f"+49{area}{''.join(groups)}"
    validate_phone(text)


@given(BETWEEN_TWO, st.sampled_from(["0214 406-5246", "+49 (0)214 4065246", "0049 214/4065246"]))
def test_second_number_is_never_part_of_the_first(between: str, first: str) -> None:
    text = f"{first}{between}0171 1234567"
    assert dialled(text) == KI
    with pytest.raises(ValidationError):
        validate_phone(text)
