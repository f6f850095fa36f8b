"""Texts in several languages: digest, state, fallback, and what lists cost."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.template import Context, Template
from django.utils import translation

from core.models import Translation
from offers.models import Topic, TopicTranslation

pytestmark = pytest.mark.django_db


def topic(**fields: str) -> Topic:
    return Topic.objects.create(**{"slug": "deutsch", "name": "Deutsch lernen", "hint": "Kurse", **fields})


def translate(parent: Topic, language: str = "ar", **fields: str) -> TopicTranslation:
    values = {"name": "تعلم الألمانية", "status": Translation.Status.MACHINE, **fields}
    return TopicTranslation.objects.create(parent=parent, language=language, **values)


def test_text_of_source_language_costs_no_query(django_assert_num_queries) -> None:
    found = topic()
    with translation.override("de"), django_assert_num_queries(0):
        assert found.text.name == "Deutsch lernen"


def test_text_is_in_the_active_language_and_falls_back_by_field() -> None:
    found = topic()
    translate(found)
    with translation.override("ar"):
        assert found.text.name == "تعلم الألمانية"
        assert found.text.hint == "Kurse"
        assert found.text.language_of("name") == "ar"
        assert found.text.language_of("hint") == "de"
        assert not found.text.is_fallback
        assert found.text.is_machine_made


def test_text_changes_with_the_active_language_of_the_same_object() -> None:
    found = topic()
    translate(found)
    with translation.override("ar"):
        assert found.text.name == "تعلم الألمانية"
    with translation.override("de"):
        assert found.text.name == "Deutsch lernen"


def test_text_without_translation_is_german_and_says_so() -> None:
    found = topic()
    with translation.override("tr"):
        assert found.text.name == "Deutsch lernen"
        assert found.text.is_fallback


def test_draft_of_a_translation_is_not_shown() -> None:
    found = topic()
    translate(found, status=Translation.Status.DRAFT)
    with translation.override("ar"):
        assert found.text.name == "Deutsch lernen"
    with translation.override("ar"):
        assert Topic.objects.translated().get().text.name == "Deutsch lernen"


def test_unknown_text_field_is_an_error() -> None:
    with pytest.raises(AttributeError):
        _ = topic().text.slug


def test_fragment_in_german_is_marked_on_a_page_of_another_language() -> None:
    found = topic(name="Deutsch & mehr")
    template = Template('{% text topic "name" %}')
    with translation.override("ar"):
        assert (
            template.render(Context({"topic": found}))
            == '<span lang="de" dir="ltr">Deutsch &amp; mehr</span>'
        )
    with translation.override("de"):
        assert template.render(Context({"topic": found})) == "Deutsch &amp; mehr"


def test_translated_fragment_is_not_marked() -> None:
    found = topic()
    translate(found)
    with translation.override("ar"):
        assert Template('{% text topic "name" %}').render(Context({"topic": found})) == "تعلم الألمانية"


@pytest.mark.parametrize("number", [1, 3])
def test_list_costs_two_queries_in_another_language_and_one_in_german(
    number: int, django_assert_num_queries
) -> None:
    for index in range(number):
        translate(topic(slug=f"topic-{index}"))
    with translation.override("ar"), django_assert_num_queries(2):  # the topics, their Arabic texts
        assert {row.text.name for row in Topic.objects.translated()} == {"تعلم الألمانية"}
    with translation.override("de"), django_assert_num_queries(1):
        assert {row.text.name for row in Topic.objects.translated()} == {"Deutsch lernen"}


def test_translation_is_outdated_when_the_german_text_changes_and_only_then() -> None:
    found = topic()
    row = translate(found)
    found.position = 5
    found.save()
    assert not TopicTranslation.objects.outdated().exists()
    found.hint = "Kurse und Treffs"
    found.save()
    assert list(TopicTranslation.objects.outdated()) == [row]
    assert list(Topic.objects.with_outdated()) == [found]
    row.refresh_from_db()
    assert row.is_outdated


def test_german_text_that_returns_to_what_it_was_makes_the_translation_current_again() -> None:
    found = topic()
    translate(found)
    found.name = "Sprache"
    found.save()
    found.name = "Deutsch lernen"
    found.save()
    assert not TopicTranslation.objects.outdated().exists()


def test_saving_a_draft_of_a_translation_outdates_nothing() -> None:
    found = topic()
    translate(found)
    translate(found, language="tr", status=Translation.Status.DRAFT)
    assert not TopicTranslation.objects.outdated().exists()


def test_saving_a_translation_makes_it_fit_and_a_minor_change_does_not() -> None:
    found = topic()
    row = translate(found)
    found.name = "Sprache"
    found.save()
    row = TopicTranslation.objects.get()
    row.hint = "دورات"
    row.save(minor=True)
    assert TopicTranslation.objects.outdated().exists()
    row.save()
    assert not TopicTranslation.objects.outdated().exists()


def test_bulk_update_of_a_text_outdates_translations() -> None:
    translate(topic())
    Topic.objects.update(position=7)
    assert not TopicTranslation.objects.outdated().exists()
    Topic.objects.update(name="Sprache")
    assert TopicTranslation.objects.outdated().exists()


def test_bulk_create_and_bulk_update_keep_the_digest() -> None:
    Topic.objects.bulk_create([Topic(slug="a", name="A"), Topic(slug="b", name="B")])
    first = Topic.objects.get(slug="a")
    assert first.text_digest == first.digest()
    first.name = "Anders"
    Topic.objects.bulk_update([first], ["name"])
    first.refresh_from_db()
    assert first.text_digest == first.digest()


def test_saving_some_fields_keeps_the_digest_true() -> None:
    found = topic()
    found.name = "Sprache"
    found.save(update_fields=["name"])
    found.refresh_from_db()
    assert found.text_digest == found.digest()


def test_texts_that_swap_their_fields_have_another_digest() -> None:
    assert Topic(name="a", hint="b").digest() != Topic(name="b", hint="a").digest()
    assert Topic(name="ab", hint="").digest() != Topic(name="a", hint="b").digest()


def test_language_occurs_once_for_each_object() -> None:
    found = topic()
    translate(found)
    with pytest.raises(IntegrityError):
        translate(found)


def test_german_is_no_translation() -> None:
    with pytest.raises(ValidationError, match="language"):
        TopicTranslation(parent=topic(), language="de", name="Deutsch").full_clean()


def test_history_keeps_every_change_of_object_and_translation() -> None:
    found = topic()
    row = translate(found)
    found.name = "Sprache"
    found.save()
    row.name = "اللغة"
    row.save()
    assert [entry.name for entry in found.history.order_by("history_id")] == ["Deutsch lernen", "Sprache"]
    assert [entry.name for entry in row.history.order_by("history_id")] == ["تعلم الألمانية", "اللغة"]
