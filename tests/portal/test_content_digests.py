"""Digests of what the first release loaded are those of today: an upgrade takes nothing for a change."""

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from core.models import TranslatedModel
from ki_site.portal.content.files import FILES
from ki_site.portal.content.loading import ADDED_LATER, IGNORED, state_digest
from ki_site.portal.models import Page, PageSection
from offers.models import Topic
from tests import builders

FIRST_RELEASE = [
    ("core", "0003_known_days"),
    ("offers", "0005_known_days"),
    ("concept", "0004_report_versions_kept"),
    ("news", "0003_known_days"),
    ("portal", "0007_notice_link"),
]


def loaded_models() -> set[str]:
    """Labels of what stands in files, with the rows below it and with its translations."""
    found = {model for file in FILES for model in (file.model, *(child.model for child in file.children))}
    lines = {child.lines[2] for file in FILES for child in file.children if child.lines}
    translated = [model for model in found if issubclass(model, TranslatedModel)]
    return {
        model._meta.label_lower
        for model in (*found, *lines, *(one.translation_model() for one in translated))
    }


@pytest.mark.django_db
def test_each_field_that_came_after_the_first_release_is_known_as_such() -> None:
    first = MigrationLoader(connection).project_state(FIRST_RELEASE).models
    added = {}
    for label in loaded_models():
        app, name = label.split(".")
        meta = apps.get_model(label)._meta
        today = {field.name for field in (*meta.concrete_fields, *meta.many_to_many)} - IGNORED
        if new := today - set(first[app, name].fields):
            added[label] = new

    assert added == ADDED_LATER


@pytest.mark.django_db
def test_later_field_counts_from_when_somebody_sets_it() -> None:
    file = next(one for one in FILES if one.model is Page)
    page = Page.objects.create(title="Seite", slug="seite")
    PageSection.objects.create(page=page, heading="Teil", body="<p>Text</p>")
    digests = [state_digest(page, file)]
    for set_it in (
        lambda: Page.objects.filter(pk=page.pk).update(topic=Topic.objects.create(name="A", slug="a")),
        lambda: page.offers.add(builders.offer()),
        lambda: page.sections.update(contact=builders.contact()),
    ):
        set_it()
        digests.append(state_digest(page, file))

    assert len(set(digests)) == 4
