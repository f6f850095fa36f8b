"""Content files: loaded once, again, after changes by staff, and with mistakes."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from concept.models import Indicator
from ki_site.portal.content import hours_lines
from ki_site.portal.content.loading import Loader
from offers.models import (
    HoursSet,
    Organisation,
    OrganisationTranslation,
    Place,
    Topic,
    TopicTranslation,
)

pytestmark = pytest.mark.django_db

FILES = {
    "topics.yaml": "deutsch: {position: 1}\narbeit: {position: 2}\n",
    "de/topics.yaml": "deutsch: {name: Deutsch lernen}\narbeit: {name: Arbeit}\n",
    "organisations.yaml": "ki: {kind: city, place: haus}\n",
    "de/organisations.yaml": "ki: {name: Kommunales Integrationszentrum}\n",
    "places.yaml": (
        "haus:\n  street: Hauptstraße 105\n  hours:\n    buero:\n      is_confirmed: true\n"
        "      rules:\n        - mon-thu 9:00-16:00 appointment\n        - fri 9:00-12:30 appointment\n"
    ),
    "de/places.yaml": "haus: {name: Haus, hours: {buero: {note: Bitte klingeln.}}}\n",
    "groups.yaml": "frauen: {dimension: gender}\n",
    "de/groups.yaml": "frauen: {name: Frauen}\n",
    "indicators.yaml": (
        "leistung:\n  unit: count\n  values:\n    2023-12-31: {value: 645}\n"
        "    2024-12-31 frauen: {missing: suppressed}\n  targets:\n    2030: {value: 100}\n"
    ),
    "de/indicators.yaml": (
        "leistung: {name: Leistungen, definition: Wer sie bekommt, values: {2023-12-31: {note: rund}}}\n"
    ),
}


@pytest.fixture
def folder(tmp_path: Path, settings) -> Path:
    for name, text in FILES.items():
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    settings.CONTENT_DIR = str(tmp_path)
    return tmp_path


def load(folder: Path) -> Loader:
    loader = Loader(folder)
    loader.load()
    return loader


def write(folder: Path, name: str, text: str) -> None:
    file = folder / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")


def test_everything_of_the_files_is_in_the_database(folder: Path) -> None:
    loader = load(folder)
    assert loader.counts == {"new": 6}
    place = Place.objects.get()
    assert (place.name, place.status) == ("Haus", "published")
    assert Organisation.objects.get().place == place
    hours = HoursSet.objects.get(place=place)
    assert hours.note == "Bitte klingeln."
    assert [str(rule) for rule in hours.rules.all()][-1].endswith("09:00–12:30")
    assert hours.rules.count() == 5
    indicator = Indicator.objects.get()
    assert [(str(value.date), value.value, value.missing) for value in indicator.values.order_by("date")] == [
        ("2023-12-31", 645, ""),
        ("2024-12-31", None, "suppressed"),
    ]
    assert indicator.values.get(group=None).note == "rund"
    assert indicator.values.get(group__slug="frauen").missing == "suppressed"
    assert indicator.targets.get().value == 100


def test_new_entries_find_those_that_an_earlier_load_made(folder: Path) -> None:
    load(folder)
    write(folder, "places.yaml", FILES["places.yaml"] + "laden: {street: Marktplatz 1}\n")
    write(folder, "de/places.yaml", FILES["de/places.yaml"] + "laden: {name: Laden}\n")
    write(
        folder,
        "organisations.yaml",
        FILES["organisations.yaml"] + "verein: {kind: association, place: haus}\n",
    )
    write(folder, "de/organisations.yaml", FILES["de/organisations.yaml"] + "verein: {name: Verein}\n")
    assert load(folder).counts == {"new": 2, "unchanged": 6}
    assert Organisation.objects.get(slug="verein").place == Place.objects.get(slug="haus")


def test_second_load_changes_nothing(folder: Path, django_assert_max_num_queries) -> None:
    load(folder)
    with django_assert_max_num_queries(5):
        assert load(folder).counts == {"unchanged": 6}


def test_changed_file_updates_what_staff_left_alone(folder: Path) -> None:
    load(folder)
    write(folder, "places.yaml", FILES["places.yaml"].replace("9:00-16:00", "8:00-16:00"))
    write(folder, "de/topics.yaml", FILES["de/topics.yaml"].replace("Arbeit}", "Arbeit finden}"))
    loader = load(folder)
    assert loader.counts == {"updated": 2, "unchanged": 4}
    assert HoursSet.objects.get().rules.first().opens.hour == 8
    assert Topic.objects.get(slug="arbeit").name == "Arbeit finden"


def test_what_staff_changed_stays_and_is_named(folder: Path) -> None:
    load(folder)
    topic = Topic.objects.get(slug="arbeit")
    topic.name = "Arbeit und Beruf"
    topic.save()
    write(folder, "de/topics.yaml", FILES["de/topics.yaml"].replace("Arbeit}", "Arbeit finden}"))
    loader = load(folder)
    assert Topic.objects.get(slug="arbeit").name == "Arbeit und Beruf"
    assert loader.kept == ["topics.yaml: arbeit: changed by staff"]


@pytest.mark.parametrize(
    ("written", "day", "precision"),
    [("2025", "2025-01-01", "year"), ("2025-03", "2025-03-01", "month"), ("2025-01-01", "2025-01-01", "day")],
)
def test_check_is_written_as_precisely_as_it_is_known(folder: Path, written, day, precision) -> None:
    write(folder, "organisations.yaml", "ki: {kind: city, checked_on: 2024}\n")
    load(folder)
    write(folder, "organisations.yaml", f"ki: {{kind: city, checked_on: {written}}}\n")
    load(folder)
    found = Organisation.objects.get()
    assert (str(found.checked_on), found.checked_precision) == (day, precision)


def test_hours_that_staff_changed_stay(folder: Path) -> None:
    load(folder)
    HoursSet.objects.get().rules.first().delete()
    write(folder, "de/places.yaml", "haus: {name: Neues Haus, hours: {buero: {note: Bitte klingeln.}}}\n")
    assert load(folder).kept == ["places.yaml: haus: changed by staff"]
    assert HoursSet.objects.get().rules.count() == 4


def test_what_staff_deleted_does_not_come_back(folder: Path) -> None:
    load(folder)
    Topic.objects.get(slug="arbeit").delete()
    assert load(folder).counts == {"unchanged": 6}
    write(folder, "de/topics.yaml", FILES["de/topics.yaml"].replace("Arbeit}", "Arbeit finden}"))
    assert load(folder).kept == ["topics.yaml: arbeit: deleted by staff"]
    assert not Topic.objects.filter(slug="arbeit").exists()


def test_entry_that_staff_made_under_the_same_key_stays(folder: Path) -> None:
    Topic.objects.create(slug="arbeit", name="Eigenes")
    assert load(folder).kept == ["topics.yaml: arbeit: made by staff"]
    assert Topic.objects.get(slug="arbeit").name == "Eigenes"


def test_translation_is_loaded_as_machine_made_and_staffs_review_stays(folder: Path) -> None:
    write(folder, "ar/topics.yaml", "arbeit: {name: العمل}\n")
    load(folder)
    row = TopicTranslation.objects.get()
    assert (row.language, row.name, row.status, row.is_outdated) == ("ar", "العمل", "machine", False)
    row.status = "reviewed"
    row.save()
    write(folder, "ar/topics.yaml", "arbeit: {name: عمل}\n")
    assert load(folder).kept == ["ar/topics.yaml: arbeit: changed by staff"]
    assert TopicTranslation.objects.get().name == "العمل"


def test_translation_of_children_finds_its_row(folder: Path) -> None:
    write(folder, "ar/places.yaml", "haus: {name: بيت, hours: {buero: {note: اقرع الجرس}}}\n")
    load(folder)
    assert HoursSet.objects.get().translations.get(language="ar").note == "اقرع الجرس"


def test_changed_entry_keeps_the_translations_of_its_children(folder: Path) -> None:
    write(folder, "ar/places.yaml", "haus: {name: بيت, hours: {buero: {note: اقرع الجرس}}}\n")
    load(folder)
    write(folder, "de/places.yaml", "haus: {name: Haus 2, hours: {buero: {note: Bitte laut klingeln.}}}\n")
    assert load(folder).kept == []

    translated = HoursSet.objects.get().translations.get(language="ar")
    assert (translated.note, translated.is_outdated) == ("اقرع الجرس", False)


def test_translation_of_a_child_by_staff_stays(folder: Path) -> None:
    write(folder, "ar/places.yaml", "haus: {name: بيت, hours: {buero: {note: اقرع الجرس}}}\n")
    load(folder)
    row = HoursSet.objects.get().translations.get(language="ar")
    row.note = "الجرس"
    row.save()
    write(folder, "de/places.yaml", "haus: {name: Haus 2, hours: {buero: {note: Bitte laut klingeln.}}}\n")
    write(folder, "ar/places.yaml", "haus: {name: دار, hours: {buero: {note: اقرع الجرس}}}\n")

    assert load(folder).kept == [
        "places.yaml: haus: translated by staff",
        "ar/places.yaml: haus: changed by staff",
    ]
    assert HoursSet.objects.get().translations.get(language="ar").note == "الجرس"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "topics.yaml",
            "deutsch: {posision: 1}\narbeit: {}\n",
            "topics.yaml: deutsch: Topic has no field 'posision'",
        ),
        ("topics.yaml", "deutsch: {position: viel}\narbeit: {}\n", "topics.yaml: deutsch: position"),
        ("topics.yaml", "deutsch: [1]\n", "topics.yaml: deutsch: expected fields"),
        ("topics.yaml", "deutsch: {}\ndeutsch: {}\n", "'deutsch' occurs twice"),
        ("topics.yaml", "deutsch: {\n", "topics.yaml: this is no valid YAML"),
        ("topics.yaml", "- deutsch\n", "expected entries of the form"),
        ("de/topics.yaml", "deutsh: {name: D}\n", "de/topics.yaml: deutsh: topics.yaml has no entry"),
        ("de/topics.yaml", "deutsch: {}\narbeit: {name: A}\n", "topics.yaml: deutsch: name"),
        (
            "organisations.yaml",
            "ki: {kind: city, place: hauss}\n",
            "ki: place: places.yaml has no entry 'hauss'",
        ),
        ("organisations.yaml", "ki: {kind: stadt}\n", "organisations.yaml: ki: kind"),
        (
            "places.yaml",
            "haus: {hours: {buero: {rules: [mo 9-16]}}}\n",
            "places.yaml: haus: hours: buero: 'mo 9-16'",
        ),
        ("places.yaml", "haus: {hours: [9]}\n", "places.yaml: haus: hours: expected entries"),
        (
            "indicators.yaml",
            "leistung: {values: {2023-12-31: {value: 1}, 2023-13-31: {}}}\n",
            "leistung: values: 2023-13-31",
        ),
        ("indicators.yaml", "leistung: {values: {2023-12-31: {value: 1, missing: not_yet}}}\n", "2023-12-31"),
        ("topcis.yaml", "a: {}\n", "topcis.yaml: there is no such kind of content"),
    ],
)
def test_mistake_is_named_with_file_and_entry_and_nothing_is_loaded(folder, name, text, message) -> None:
    write(folder, name, text)
    with pytest.raises(CommandError) as error:
        call_command("load_content", stdout=None)
    assert message in str(error.value)
    assert not Topic.objects.exists()


def test_check_changes_nothing(folder: Path, capsys) -> None:
    call_command("load_content", "--check")
    assert "Content checked: 6 new." in capsys.readouterr().out
    assert not Topic.objects.exists()


def test_folder_that_does_not_exist_is_named(settings) -> None:
    settings.CONTENT_DIR = "/no/such/folder"
    with pytest.raises(CommandError, match="/no/such/folder"):
        call_command("load_content")


@pytest.mark.parametrize(
    ("line", "days", "week"),
    [
        ("mon-thu 9:00-16:00 appointment", [0, 1, 2, 3], None),
        ("sat-mon 9:00-16:00 walk_in", [5, 6, 0], None),
        ("first thu 16:30-18:00 walk_in", [3], 1),
        ("last fri 22:00-24:00 phone", [4], -1),
    ],
)
def test_line_of_hours(line, days, week) -> None:
    rules = hours_lines.parse(line)
    assert [rule["weekday"] for rule in rules] == days
    assert {rule["week"] for rule in rules} == {week}


@pytest.mark.parametrize(
    "line", ["", "mon", "mon 9-16 walk_in", "xyz 9:00-16:00 walk_in", "mon 9:99-16:00 walk_in"]
)
def test_line_of_hours_that_is_none_is_refused(line) -> None:
    with pytest.raises(ValueError, match=r"line|unknown"):
        hours_lines.parse(line)


def test_text_that_names_what_it_repeated_before_keeps_its_translations(folder: Path) -> None:
    load(folder)
    write(folder, "contacts.yaml", "amt: {organisation: ki, phone: 0214 406-5246}\n")
    write(folder, "de/contacts.yaml", "amt: {name: Amt}\n")
    write(folder, "de/organisations.yaml", "ki: {name: KI, summary: Ruf an. 0214 406-5246}\n")
    load(folder)
    ki = Organisation.objects.get()
    OrganisationTranslation.objects.create(parent=ki, language="en", summary="Call 0214 406-5246")

    write(folder, "de/organisations.yaml", 'ki: {name: KI, summary: "Ruf an. {{telefon:amt}}"}\n')
    load(folder)
    assert Organisation.objects.get().summary == "Ruf an. {{telefon:amt}}"
    assert not OrganisationTranslation.objects.get().is_outdated

    write(folder, "de/organisations.yaml", 'ki: {name: KI, summary: "Komm. {{telefon:amt}}"}\n')
    load(folder)
    assert OrganisationTranslation.objects.get().is_outdated
