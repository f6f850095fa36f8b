"""The address of a field stands where other words of the concept stand, too."""

import pytest
from django.core.exceptions import ValidationError

from concept.models import ActionField
from concept.models.editions import TAKEN
from concept.urls import urlpatterns

BEFORE = "integrationskonzept/"


def test_every_word_of_an_address_is_taken() -> None:
    words = {str(urlpattern.pattern).removeprefix(BEFORE).split("/")[0] for urlpattern in urlpatterns}

    assert {word for word in words if word and "<" not in word} == TAKEN


@pytest.mark.django_db
@pytest.mark.parametrize("slug", sorted(TAKEN))
def test_field_cannot_take_the_address_of_another_page(slug: str) -> None:
    field = ActionField(code="A", name="A", short_name="A", slug=slug, icon="home")

    with pytest.raises(ValidationError, match=r"slug|Adress"):
        field.clean()
