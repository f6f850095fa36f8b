"""The template tags that show texts."""

import pytest
from django.utils import translation
from django.utils.safestring import mark_safe

from core.templatetags.texts import lines, slashes
from offers.models import Offer
from tests import builders


def test_heading_may_break_after_a_slash_between_words_and_nowhere_else() -> None:
    assert slashes("Sprache/Sprachförderung, 1 / 2") == "Sprache/<wbr>Sprachförderung, 1 / 2"
    assert slashes(mark_safe('<span lang="de">A/B</span>')) == '<span lang="de">A/<wbr>B</span>'


def test_heading_with_break_is_escaped() -> None:
    assert slashes("Integrationszentrum, Migrationen") == "Integrations&shy;zentrum, Migrationen"
    assert (
        slashes(mark_safe('<a href="/integrationskonzept">A</a>')) == '<a href="/integrationskonzept">A</a>'
    )
    assert slashes("<b>A/B") == "&lt;b&gt;A/<wbr>B"


@pytest.mark.django_db
def test_german_lines_on_a_foreign_page_are_marked_inside_of_the_list_item() -> None:
    builders.offer(what_to_bring="- Ausweis\n\n- <Brief>")
    offer = Offer.objects.translated().get()

    assert lines(offer, "what_to_bring") == "<li>Ausweis</li><li>&lt;Brief&gt;</li>"
    with translation.override("ar"):
        offer = Offer.objects.translated().get()
        assert lines(offer, "what_to_bring") == (
            '<li><span lang="de" dir="ltr">Ausweis</span></li>'
            '<li><span lang="de" dir="ltr">&lt;Brief&gt;</span></li>'
        )
