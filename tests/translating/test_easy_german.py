"""The checker of easy German: what it finds, and what it must leave alone."""

import time
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from translating.easy_german import Rule, check, sentences


def rules(text: str, is_html: bool = False) -> set[Rule]:
    return {warning.rule for warning in check(text, is_html)}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Sie können an jedem Tag von Montag bis Freitag zu uns in das Haus kommen.", Rule.LENGTH),
        ("Sie kommen, Sie bringen den Ausweis mit, wir helfen.", Rule.STATEMENTS),
        ("Wir helfen Ihnen; Sie zahlen 0 Euro.", Rule.STATEMENTS),
        ("Der Antrag wird von uns geprüft.", Rule.PASSIVE),
        ("Die Kurse wurden verschoben.", Rule.PASSIVE),
        ("Die Kosten werden übernommen.", Rule.PASSIVE),
        ("Sie müssen nicht zahlen.", Rule.NEGATION),
        ("Wir haben keine Zeit.", Rule.NEGATION),
        ("Das ist das Haus des Vaters.", Rule.GENITIVE),
        ("Das ist die Aufgabe der Verwaltung.", Rule.GENITIVE),
        ("Wegen der Ferien ist zu.", Rule.GENITIVE),
        ("Das könnte helfen.", Rule.SUBJUNCTIVE),
        ("Bringen Sie Papiere mit, z. B. den Pass.", Rule.ABBREVIATION),
        ("Das kostet ca. 5 Euro.", Rule.ABBREVIATION),
        ("Wir haben zwei Räume.", Rule.NUMBER),
        ("Wir sind die Integrationsverwaltung.", Rule.COMPOUND),
    ],
)
def test_finds_what_is_hard(text: str, rule: Rule) -> None:
    assert rule in rules(text if rule != Rule.GENITIVE else text.replace("Wegen", "wegen"))


@pytest.mark.parametrize(
    "text",
    [
        "Sie lernen Deutsch.",
        "Wir helfen Ihnen.",
        "Sie werden bald Hilfe bekommen.",
        "Die Kinder werden groß.",
        "Der Kurs ist am 3. Mai.",
        "Sprechen Sie mit der Frau.",
        "Das ist die Sprach-Schule.",
        "Der Integrations·kurs ist in dem Haus.",
        "Die Adresse ist: https://ki.example.org/integrationskonzept/handlungsfelder",
        "",
    ],
)
def test_leaves_alone_what_is_easy(text: str) -> None:
    assert check(text) == []


def test_lines_and_items_are_sentences_and_ordinals_end_none() -> None:
    assert sentences("Montag\nDienstag") == ["Montag", "Dienstag"]
    assert sentences(
        "<p>Kommen Sie. Wir helfen!</p><ul><li>Pass</li><li>Geld &amp; Zeit</li></ul>", True
    ) == [
        "Kommen Sie.",
        "Wir helfen!",
        "Pass",
        "Geld & Zeit",
    ]
    assert sentences("Das Fest ist am 3. Mai. Dr. Maier kommt.") == [
        "Das Fest ist am 3. Mai.",
        "Dr. Maier kommt.",
    ]


def test_warning_names_the_sentence_and_the_words() -> None:
    (warning,) = check("Wir helfen. Sie zahlen nichts. Kommen Sie!")

    assert (warning.rule, warning.sentence, warning.words) == (Rule.NEGATION, 2, "nichts")


def test_marks_of_german_words_are_no_words_of_their_own() -> None:
    assert sentences("Das ist das [[Amt]].") == ["Das ist das Amt."]


def test_is_quick_and_never_hangs() -> None:
    hard = "werden " * 2000 + "ge" * 20_000 + " des " * 2000 + "," * 2000 + "Ab" * 20_000
    started = time.perf_counter()
    check(hard)
    check("Der Antrag wird geprüft. " * 2000)

    assert time.perf_counter() - started < 5


def test_command_reports_the_rate_and_the_places(tmp_path: Path) -> None:
    (tmp_path / "topics.yaml").write_text("deutsch:\n  name: Wir haben keine Zeit.\n  hint: Wir helfen.\n")
    out = StringIO()

    call_command("check_easy_german", str(tmp_path), verbosity=2, stdout=out)

    assert "topics.yaml: deutsch: name, 1" in out.getvalue()
    assert "1 warnings in 2 sentences, 50 per 100 sentences." in out.getvalue()
