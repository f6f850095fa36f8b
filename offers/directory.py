"""What offers point to, kept in memory: topics, audiences, languages, organisations, places, contacts …

There are some hundreds of them and they change rarely, while offers may be many thousands. Whoever gets one
must not change it, but take a copy.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models

from core.memory.validity import KeptWhileTrue
from offers.models import (
    Audience,
    Contact,
    Document,
    FundingProgramme,
    Organisation,
    Place,
    SpokenLanguage,
    Topic,
)
from offers.schedules import Opening, openings

Entry = TypeVar("Entry", bound=models.Model)


@dataclass(frozen=True)
class Directory:
    """All entries by primary key, in their order. Contacts have `spoken`: their languages."""

    topics: dict[int, Topic]
    audiences: dict[int, Audience]
    languages: dict[int, SpokenLanguage]
    funding: dict[int, FundingProgramme]
    organisations: dict[int, Organisation]
    places: dict[int, Place]
    contacts: dict[int, Contact]
    documents: dict[int, Document]
    place_openings: dict[int, list[Opening]]
    contact_openings: dict[int, list[Opening]]


_kept: KeptWhileTrue[Directory] = KeptWhileTrue("directory", megabytes=None, shared=True)


def directory() -> Directory:
    """The directory in the active language; thirteen queries when something has changed, else none."""
    return _kept.made("", _fetch)


def _fetch() -> Directory:
    places = _by_key(Place.objects.select_related("quarter__borough").translated())
    organisations = _by_key(Organisation.objects.translated())
    languages = _by_key(SpokenLanguage.objects.translated())
    contacts = _by_key(Contact.objects.translated())
    spoken: dict[int, list[SpokenLanguage]] = {key: [] for key in contacts}
    pairs = Contact.languages.through.objects.values_list("contact_id", "spokenlanguage_id")
    for contact_id, language_id in pairs:
        spoken[contact_id].append(languages[language_id])
    for organisation in organisations.values():
        organisation.place = places.get(organisation.place_id)
    for contact in contacts.values():
        contact.organisation = organisations[contact.organisation_id]
        contact.place = places.get(contact.place_id)
        contact.spoken = spoken[contact.pk]
    return Directory(
        topics=_by_key(Topic.objects.translated()),
        audiences=_by_key(Audience.objects.translated()),
        languages=languages,
        funding=_by_key(FundingProgramme.objects.translated()),
        organisations=organisations,
        places=places,
        contacts=contacts,
        documents=_by_key(Document.objects.translated()),
        place_openings=openings(list(places.values())),
        contact_openings=openings(list(contacts.values())),
    )


def _by_key(rows: Iterable[Entry]) -> dict[Any, Entry]:
    return {row.pk: row for row in rows}
