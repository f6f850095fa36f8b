"""How rich text is laid out changes no translation, neither from now on nor in what was stored before."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from offers.models import Offer, OfferTranslation
from tests import builders
from tests.portal.staff import admin_url, client_of, form_data

pytestmark = pytest.mark.django_db

STORED = "<p>Eins.</p>\n<ul>\n<li>Zwei</li>\n</ul>"
FROM_THE_EDITOR = "<p>Eins.</p><ul><li><p>Zwei</p></li></ul>"
migration = import_module("ki_site.portal.migrations.0003_digests_of_rich_text")


def offer(**texts: str) -> Offer:
    return builders.offer(**{"description": STORED, **texts})


def states() -> dict[str, bool]:
    return {row.language: row.is_outdated for row in OfferTranslation.objects.select_related("parent")}


def test_an_editor_that_lays_the_text_out_anew_outdates_nothing() -> None:
    made = offer()
    OfferTranslation.objects.create(parent=made, language="uk", description="<p>Один.</p>", status="reviewed")
    client = client_of("Leitung")
    url = admin_url(Offer, "change", made.pk)

    response = client.post(url, form_data(client.get(url), description=FROM_THE_EDITOR))

    assert response.status_code == 302
    assert Offer.objects.get().description == "<p>Eins.</p><ul><li>Zwei</li></ul>"
    assert states() == {"uk": False}
    client.post(url, form_data(client.get(url), description=FROM_THE_EDITOR.replace("Zwei", "Drei")))
    assert states() == {"uk": True}


def as_before(model: Any, key: Any, **values: str) -> None:
    """Stored as it was when layout counted: the digests are other ones than today's."""
    model._base_manager.filter(pk=key).update(**values)


def test_stored_digests_are_brought_into_the_new_form() -> None:
    made = offer()
    old = made.history.get()
    made.title = "Neu"
    made.save()
    now = made.history.first()
    rows = {
        language: OfferTranslation.objects.create(parent=made, language=language, title=language)
        for language in ("ar", "tr", "uk")
    }
    for history, digest in ((old, "a" * 32), (now, "b" * 32)):
        as_before(type(history), history.pk, text_digest=digest)
    as_before(Offer, made.pk, text_digest="b" * 32)
    for language, digest in (("uk", "b" * 32), ("ar", "a" * 32), ("tr", "c" * 32)):
        as_before(OfferTranslation, rows[language].pk, source_digest=digest)

    migration.renew(apps, SimpleNamespace(connection=connection))

    made.refresh_from_db()
    assert made.text_digest == made.digest()
    assert made.description == STORED
    assert states() == {"ar": True, "tr": True, "uk": False}
    assert made.history.filter(text_digest=rows_digest("ar")).get().title == old.title
    made.description = FROM_THE_EDITOR
    made.save()
    assert states() == {"ar": True, "tr": True, "uk": False}


def rows_digest(language: str) -> str:
    return OfferTranslation.objects.get(language=language).source_digest


def test_a_translation_that_only_another_layout_outdated_fits_again() -> None:
    made = offer()
    row = OfferTranslation.objects.create(parent=made, language="uk", title="uk")
    made.description = FROM_THE_EDITOR
    made.save()
    first, second = made.history.order_by("pk")
    as_before(type(first), first.pk, text_digest="a" * 32)
    as_before(type(second), second.pk, text_digest="b" * 32)
    as_before(Offer, made.pk, text_digest="b" * 32)
    as_before(OfferTranslation, row.pk, source_digest="a" * 32)

    migration.renew(apps, SimpleNamespace(connection=connection))

    assert states() == {"uk": False}
