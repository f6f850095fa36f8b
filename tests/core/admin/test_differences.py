"""The history in words."""

import pytest
from django.utils.translation import gettext

from core.admin.differences import marked
from core.models import Publishable
from tests import builders
from tests.portal.staff import admin_url, client_of


def test_marked_shows_changed_places_with_a_few_words_around_them() -> None:
    before = "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf"
    after = before.replace("elf", "ELF")

    assert marked(before, after) == "… sechs sieben acht neun zehn <del>elf</del> <ins>ELF</ins> zwölf"


def test_marked_escapes_what_editors_wrote() -> None:
    assert marked("a", "<script>") == "<del>a</del> <ins>&lt;script&gt;</ins>"


def test_marked_without_common_words_shows_both() -> None:
    assert marked("alt", "neu") == "<del>alt</del> <ins>neu</ins>"


@pytest.mark.django_db
def test_history_names_fields_choices_and_yes_no_but_no_derived_fields() -> None:
    offer = builders.offer(status="draft", title="Alter Titel")
    offer.status, offer.walk_in, offer.title = "published", True, "Neuer Titel"
    offer.save()

    page = client_of("Leitung").get(admin_url(offer, "history", offer.pk) + "?old=1").context["page_obj"]
    rows = {str(row["field"]): (row["old"], row["new"]) for row in page[0].history_delta_changes}

    status = Publishable.Status
    before, after = str(status.DRAFT.label), str(status.PUBLISHED.label)
    assert {old for old, _new in rows.values()} == {"Alter Titel", before, gettext("no")}
    assert {new for _old, new in rows.values()} == {"Neuer Titel", after, gettext("yes")}


@pytest.mark.django_db
def test_history_of_rich_text_shows_words_not_tags() -> None:
    offer = builders.offer(description="<p>Guten Tag und herzlich willkommen an diesem Ort in der Stadt.</p>")
    offer.description = offer.description.replace("Tag", "Abend").replace("Ort", "<strong>Ort</strong>")
    offer.save()

    response = client_of("Leitung").get(admin_url(offer, "history", offer.pk) + "?old=1")

    assert "Guten <del>Tag</del> <ins>Abend</ins> und herzlich" in response.content.decode()
