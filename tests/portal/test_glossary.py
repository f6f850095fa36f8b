"""The glossary: its page, the links that lead there, and what it costs."""

from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from core.models import Publishable, Translation
from core.words import glossary, wording
from ki_site.portal import explaining
from ki_site.portal.models import Term, TermTranslation

pytestmark = pytest.mark.django_db


def term(**fields: Any) -> Term:
    values = {"slug": "duldung", "name": "Duldung", "explanation": "Eine <Bescheinigung>."}
    return Term.objects.create(**{**values, "status": Publishable.Status.PUBLISHED, **fields})


def translated(parent: Term, language: str, **fields: str) -> TermTranslation:
    return TermTranslation.objects.create(
        parent=parent, language=language, **{"status": Translation.Status.MACHINE, **fields}
    )


def test_page_explains_every_published_word_below_its_letter(client: Client) -> None:
    term()
    term(slug="aemter", name="Ämter", explanation="Stellen der Stadt.")
    term(slug="entwurf", name="Entwurf", status=Publishable.Status.DRAFT)

    page = client.get("/de/glossar/").content.decode()

    assert page.index('id="letter-a"') < page.index('id="aemter"') < page.index('id="letter-d"')
    assert page.index('id="letter-d"') < page.index('id="duldung"')
    assert "Eine &lt;Bescheinigung&gt;." in page
    assert "Entwurf" not in page


def test_page_of_another_language_keeps_the_german_word_beside_its_own(client: Client) -> None:
    translated(term(), "en", name="toleration permit ([[Duldung]])", explanation="A certificate.")

    page = client.get("/en/glossar/").content.decode()

    assert '<span lang="de" dir="ltr">Duldung</span>' in page
    assert '<span class="glossary-term__own">toleration permit</span>' in page
    assert "A certificate." in page


def test_filter_finds_a_word_by_any_of_its_names_and_opens_few(client: Client) -> None:
    translated(
        term(forms="geduldet"), "en", name="toleration permit ([[Duldung]])", explanation="A certificate."
    )
    term(slug="amt", name="Ämter", explanation="Auch für die Duldung.")

    for query in ("duldu", "TOLERATION", "geduldet"):
        page = client.get(f"/en/glossar/?q={query}").content.decode()
        assert '<details class="glossary-term" id="duldung" open>' in page
        assert 'id="amt"' not in page
    assert 'id="amt"' in client.get("/de/glossar/?q=aemter").content.decode()
    assert 'id="amt"' in client.get("/de/glossar/?q=auch für").content.decode()
    assert '<details class="glossary-term" id="amt">' in client.get("/de/glossar/?q=%20").content.decode()
    nothing = client.get("/de/glossar/?q=<b>x").content.decode()
    assert "Gefundene Wörter: 0" in nothing
    assert "<b>x" not in nothing
    part = client.get("/de/glossar/?q=duldung", headers={"HX-Request": "true"})
    assert part.content.decode().startswith("<p>")
    assert "HX-Request" in part.headers["Vary"]


def test_german_texts_lead_to_a_word_in_any_form() -> None:
    term(forms="Duldungen\n geduldet ")

    assert wording.as_html("Wer geduldet ist", "de", links=True) == (
        'Wer <a class="term" href="/de/glossar/#duldung">geduldet</a> ist'
    )
    assert wording.as_html("Die Duldungsstelle", "de", links=True) == "Die Duldungsstelle"


def test_easy_german_is_recognised_by_its_own_spelling() -> None:
    translated(term(slug="titel", name="Aufenthaltstitel"), "de-simple", name="Aufenthalts-Titel")

    with translation.override("de-simple"):
        shown = wording.as_html("Ihr Aufenthalts-Titel", "de-simple", links=True)
    assert shown == 'Ihr <a class="term" href="/de-simple/glossar/#titel">Aufenthalts-Titel</a>'


def test_marked_word_of_a_translation_leads_there() -> None:
    term()
    with translation.override("ar"):
        shown = wording.as_html("إقامة ([[Duldung]])", "ar", links=True)
    assert 'href="/ar/glossar/#duldung"' in shown


def test_word_that_is_withdrawn_is_no_longer_linked() -> None:
    found = term()
    assert glossary.current().link_of("duldung") == "/de/glossar/#duldung"
    found.status = Publishable.Status.ARCHIVED
    found.save()
    assert glossary.current().link_of("duldung") == ""


@pytest.mark.parametrize(("language", "queries"), [("de", 1), ("ar", 2)])
def test_glossary_costs_nothing_once_it_is_in_memory(
    language: str, queries: int, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        translated(term(slug=f"word-{number}", name=f"Wort {number}"), "ar", name="كلمة")
    with translation.override(language):
        glossary.current()  # the token and the validity are asked for once
        explaining._kept.put_away()
        with django_assert_num_queries(queries):
            explaining.glossary_data()
        with django_assert_num_queries(0):
            assert len(explaining.glossary_data().terms) == 3
