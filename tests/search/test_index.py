"""The index says what the content says, after every kind of change and in the same transaction."""

from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from core.content import changes, content_token
from ki_site.portal.models import Page, PageSection
from news.models import Post
from offers.models import Borough, Offer, Organisation, Quarter, Topic
from search import index, postings, registry
from search.models import Entry, EntryText, Posting, Word
from search.query import find
from search.vocabulary import vocabulary
from tests import builders

pytestmark = [pytest.mark.django_db, pytest.mark.index_at_once]


def finds(text: str, language: str = "de") -> set[tuple[str, int]]:
    return {(one.kind, one.object_id) for one in find(text, language).found}


def contents() -> dict[str, set[tuple[object, ...]]]:
    """Everything in the index that does not depend on the order of the work."""
    words = dict(Word.objects.values_list("pk", "form"))
    return {
        "entries": set(Entry.objects.values_list("kind", "object_id", "digest", "visible_from")),
        "texts": set(EntryText.objects.values_list("kind", "object_id", "language", "title", "body")),
        "postings": {
            (kind, pk, words[word], weight)
            for kind, pk, word, weight in Posting.objects.values_list(
                "kind", "object_id", "word_id", "weight"
            )
        },
    }


def assert_in_step() -> None:
    """What is in the index is what a rebuild would write."""
    before = contents()
    index.rebuild()
    assert contents() == before


def test_saving_publishing_renaming_and_deleting() -> None:
    offer = builders.offer(title="Trommeln", status="draft")
    assert finds("Trommeln") == set()
    offer.status = "published"
    offer.save()
    key = ("offer", offer.pk)
    assert finds("Trommeln") == {key}
    offer.title = "Flöten"
    offer.save()
    assert (finds("Trommeln"), finds("Flöten")) == (set(), {key})
    assert_in_step()
    offer.delete()
    assert finds("Flöten") == set()
    assert not Posting.objects.filter(kind="offer").exists()


def test_bulk_changes() -> None:
    provider = builders.organisation()
    offers = [builders.offer(title=f"Trommeln {n}", provider=provider) for n in range(3)]
    Offer.objects.filter(pk=offers[0].pk).update(title="Flöten")
    assert len(finds("Trommeln")) == 2
    offers[1].title = "Flöten"
    Offer.objects.bulk_update([offers[1]], ["title"])
    assert len(finds("Flöten")) == 2
    Offer.objects.bulk_create([_new_offer(provider, number) for number in range(2)])
    assert len(finds("Flöten")) == 4
    Offer.objects.filter(slug__startswith="b").update(status="archived")
    assert len(finds("Flöten")) == 2
    assert_in_step()
    Offer.objects.all().delete()
    assert finds("Flöten") == finds("Trommeln") == set()


def _new_offer(provider: Organisation, number: int) -> Offer:
    values = {"title": "Flöten", "summary": "S", "kind": "course", "status": "published"}
    return Offer(slug=f"b{number}", provider=provider, check_due_on=timezone.localdate(), **values)


def test_relations_set_from_either_side() -> None:
    offer = builders.offer(title="Treffen")
    topic = Topic.objects.create(slug="musik", name="Musik")
    key = ("offer", offer.pk)
    offer.topics.add(topic)
    assert finds("Musik") == {key}
    topic.offers.clear()
    assert finds("Musik") == set()
    topic.offers.set([offer])
    assert finds("Musik") == {key}
    topic.offers.remove(offer)
    assert finds("Musik") == set()
    offer.topics.set([topic])
    topic.name = "Tanz"
    topic.save()
    assert (finds("Musik"), finds("Tanz")) == (set(), {key})
    Topic.objects.filter(pk=topic.pk).update(name="Gesang")
    assert (finds("Tanz"), finds("Gesang")) == (set(), {key})
    topic.delete()
    assert finds("Gesang") == set()
    assert_in_step()


def test_relations_of_relations() -> None:
    place = builders.place(name="Haus")
    offer = builders.offer(title="Treffen")
    offer.places.add(place)
    borough = Borough.objects.create(number=1, slug="i", name="Stadtbezirk I")
    place.quarter = Quarter.objects.create(slug="opladen", name="Opladen", borough=borough)
    place.save()
    assert finds("Opladen") == {("offer", offer.pk), ("place", place.pk)}
    Quarter.objects.update(name="Rheindorf")
    assert finds("Opladen") == set()
    assert len(finds("Rheindorf")) == 2
    place.status = "draft"
    place.save()
    assert finds("Rheindorf") == set()
    assert_in_step()


def test_sections_belong_to_their_page() -> None:
    one, other = (
        Page.objects.create(slug=f"s{n}", title=f"Seite {n}", status="published", check_due_on=timezone.now())
        for n in range(2)
    )
    section = PageSection.objects.create(page=one, key="a", heading="Flöten", body="<p>Noten</p>")
    assert finds("Noten") == {("page", one.pk)}
    section.page = other
    section.save()
    assert finds("Noten") == {("page", other.pk)}
    PageSection.objects.filter(pk=section.pk).update(page=one)
    assert finds("Noten") == {("page", one.pk)}
    section.refresh_from_db()
    section.delete()
    assert finds("Noten") == set()
    assert_in_step()


def test_translations_belong_to_their_object() -> None:
    offer = builders.offer(title="Kochen")
    topic = Topic.objects.create(slug="t", name="Essen")
    offer.topics.add(topic)
    translation = offer.translations.create(language="en", title="Cooking", summary="S", status="reviewed")
    of_topic = topic.translations.create(language="en", name="Meals", status="machine")
    assert finds("cooking", "en") == finds("meals", "en") == {("offer", offer.pk)}
    translation.status = "draft"
    translation.save()
    of_topic.name = "Dishes"
    of_topic.save(minor=True)
    assert finds("cooking", "en") == finds("meals", "en") == set()
    assert finds("dishes", "en") == {("offer", offer.pk)}
    assert_in_step()
    of_topic.delete()
    assert finds("dishes", "en") == set()


def test_window_counts_when_somebody_searches() -> None:
    now = timezone.now()
    builders.offer(title="Trommeln", published_from=now + timedelta(hours=1))
    builders.offer(title="Flöten", published_until=now + timedelta(hours=1))

    assert (finds("Trommeln"), len(finds("Flöten"))) == (set(), 1)
    later = now + timedelta(hours=2)
    assert (len(find("Trommeln", "de", at=later)), len(find("Flöten", "de", at=later))) == (1, 0)


def test_name_of_a_hidden_place_finds_no_offer() -> None:
    offer = builders.offer(title="Treffen")
    offer.places.add(builders.place(name="Geheimort", status="draft"))
    offer.places.add(builders.place(name="Baldort", published_from=timezone.now() + timedelta(days=1)))

    assert finds("Geheimort") == finds("Baldort") == set()


def _rename_and_fail(offer: Offer, block: AbstractContextManager[None]) -> None:
    with block:
        offer.title = "Flöten"
        offer.save()
        raise ZeroDivisionError


def test_rolled_back_change_leaves_no_trace() -> None:
    offer = builders.offer(title="Trommeln")
    before = contents()
    with pytest.raises(ZeroDivisionError):
        _rename_and_fail(offer, transaction.atomic())
    assert contents() == before
    with pytest.raises(ZeroDivisionError):
        _rename_and_fail(offer, changes.batch())
    assert contents() == before
    # The failed batch is forgotten: the next one is a batch of its own.
    builders.offer(title="Geigen")
    assert len(finds("Geigen")) == 1


def test_part_of_a_batch_that_is_taken_back_alone() -> None:
    with changes.batch():
        offer = builders.offer(title="Trommeln")
        with pytest.raises(ZeroDivisionError):
            _rename_and_fail(offer, transaction.atomic())
    assert (len(finds("Trommeln")), finds("Flöten")) == (1, set())
    assert_in_step()


def test_batch_costs_as_many_queries_for_many_as_for_one() -> None:
    provider = builders.organisation()
    topic = Topic.objects.create(slug="t", name="Musik")

    def cost(number: int, start: int) -> int:
        with CaptureQueriesContext(connection) as queries, changes.batch():
            for n in range(start, start + number):
                builders.offer(title=f"Angebot {n}", provider=provider).topics.add(topic)
            plain = len(queries)
        return len(queries) - plain

    cost(1, 0)
    assert cost(40, 100) == cost(1, 200)


def test_saving_costs_the_same_whatever_the_site_holds(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    provider = builders.organisation()

    def cost(title: str) -> int:
        offer = Offer.objects.order_by("pk").first() or builders.offer(provider=provider)
        with CaptureQueriesContext(connection) as queries:
            offer.title = title
            offer.save()
        return len(queries)

    few = cost("Trommeln")
    for n in range(3):
        builders.offer(title=f"Flöten {n}", provider=provider)
    assert cost("Pauken") == few


def test_saving_without_a_change_writes_nothing_into_the_index() -> None:
    offer = builders.offer(title="Trommeln")
    with CaptureQueriesContext(connection) as queries:
        offer.save()
    assert [q for q in queries if '"search_' in q["sql"] and not q["sql"].startswith("SELECT")] == []


def test_everything_that_the_issue_names_can_be_found() -> None:
    assert {one.kind for one in registry.everything()} >= {
        "offer",
        "organisation",
        "place",
        "contact",
        "page",
        "post",
        "event",
        "field",
        "measure",
        "document",
    }


def test_rebuild_shows_its_progress(capsys: pytest.CaptureFixture[str]) -> None:
    builders.offer(title="Trommeln")
    Posting.objects.all().delete()
    call_command("rebuild_search")

    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "Search index rebuilt: 2 entries."
    assert any(line.endswith(": 1 of 1") for line in lines)
    assert len(finds("Trommeln")) == 1


def test_saving_in_the_admin_is_one_change(admin_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    topics = [Topic.objects.create(slug=f"t{n}", name=f"Musik {n}") for n in range(2)]
    post = Post.objects.create(slug="p", title="Trommeln", teaser="T", date="2025-01-01", status="published")
    written: list[str] = []
    monkeypatch.setattr(index, "update", lambda searchable, keys: written.append(searchable.kind))

    address = f"/admin/news/post/{post.pk}/change/"
    fields = admin_client.get(address).context["adminform"].form.initial
    data = {name: value for name, value in fields.items() if isinstance(value, str | int) and value != ""}
    data |= {"date": "2025-01-01", "topics": [topic.pk for topic in topics], "title": "Flöten"}
    data |= {f"{name}-{part}_FORMS": 0 for name in ("translations",) for part in ("TOTAL", "INITIAL")}
    response = admin_client.post(address, data)

    assert response.status_code == 302, response.context["errors"]
    assert written == ["post"]


def test_only_words_of_titles_are_heavy() -> None:
    """The search reads heavy words first and may leave the light ones of a frequent word unread."""
    boosts = [one.boost for one in registry.everything() if one.kind != "term"]  # light on purpose
    lightest_title = min(boosts) * registry.TITLE
    heaviest_else = max(boosts) * (registry.KEYWORD + 10 + index.MOST_REPEATED)

    assert lightest_title >= postings.HEAVY > heaviest_else


def test_words_that_stand_nowhere_any_more_are_purged() -> None:
    offer = builders.offer(title="Flötenkreis")
    builders.offer(title="Trommelkreis")
    offer.title = "Singkreis"
    offer.save()
    assert vocabulary("de").ids.keys() >= {"flotenkreis", "singkreis", "trommelkreis"}
    before = content_token.current()

    call_command("purge_searches", verbosity=0)

    assert not Word.objects.exclude(pk__in=Posting.objects.values("word_id")).exists()
    assert "flotenkreis" not in vocabulary("de").ids
    assert vocabulary("de").ids.keys() >= {"singkreis", "trommelkreis"}
    assert content_token.current() != before
