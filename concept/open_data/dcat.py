"""The open data described for catalogues: DCAT-AP.de 3.0 as JSON-LD.

All that the profile makes mandatory is there, except the licence while the city has not decided on one: then
the distributions say so in words (`dcterms:rights`), and catalogues will not take them. Texts are German.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from concept.models import Edition
from concept.open_data import datasets
from concept.open_data.datasets import DATASETS, DataSet
from concept.open_data.licence import Terms, terms

_EU = "http://publications.europa.eu/resource/authority/"
_GEO = "http://dcat-ap.de/def/politicalGeocoding/"
_CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_FILE_TYPES = {
    "csv": ("CSV", "text/csv"),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": ("JSON", "application/json"),
}
_KEYWORDS = ("Integration", "Migration", "Integrationskonzept", "Indikatoren", "Kommune")

Node = dict[str, Any]


@dataclass(frozen=True)
class _Publishing:
    edition: Edition | None
    absolute: Callable[[str], str]
    terms: Terms
    changed: dict[str, date]
    period: tuple[date | None, date | None]


def catalogue(edition: Edition | None, absolute: Callable[[str], str], changed: dict[str, date]) -> Node:
    """The whole catalogue; `absolute` makes an address of a path. One query."""
    with translation.override(settings.LANGUAGE_CODE):
        given = _Publishing(edition, absolute, terms(edition), changed, datasets.period())
        page = absolute(reverse("concept:data"))
        return {
            "@context": _CONTEXT,
            "@id": f"{page}#katalog",
            "@type": "dcat:Catalog",
            "dcterms:title": _german(_("Open data on the integration concept")),
            "dcterms:description": _german(
                _("Indicators with their values and targets, fields, goals, measures, milestones, bodies.")
            ),
            "dcterms:publisher": _publisher(given),
            "dcterms:language": _id(f"{_EU}language/DEU"),
            "foaf:homepage": _id(page),
            "dcat:themeTaxonomy": _id(f"{_EU}data-theme"),
            **_spatial(edition),
            **_modified(max(given.changed.values(), default=None)),
            **_licence(given.terms),
            "dcat:dataset": [_dataset(one, given) for one in DATASETS],
        }


def _dataset(one: DataSet, given: _Publishing) -> Node:
    page = given.absolute(reverse("concept:data"))
    day = given.changed.get(one.slug)
    contact = _contact(given)
    return {
        "@id": f"{page}#{one.slug}",
        "@type": "dcat:Dataset",
        "dcterms:title": _german(str(one.title)),
        "dcterms:description": _german(str(one.description)),
        # The whole address: portals take equal identifiers of different publishers for the same data.
        "dcterms:identifier": f"{page}#{one.slug}",
        "dcterms:publisher": _publisher(given),
        **({"dcat:contactPoint": contact} if contact else {}),
        "dcat:keyword": [_german(word) for word in _KEYWORDS],
        "dcat:theme": [_id(f"{_EU}data-theme/SOCI"), _id(f"{_EU}data-theme/GOVE")],
        "dcat:landingPage": _id(page),
        "dcterms:language": _id(f"{_EU}language/DEU"),
        "dcterms:accrualPeriodicity": _id(f"{_EU}frequency/IRREG"),
        **_spatial(given.edition),
        **_modified(day),
        **(_temporal(given.period) if one.slug == "indikatorwerte" else {}),
        "dcat:distribution": [_distribution(one, form, day, given) for form in _FILE_TYPES],
    }


def _distribution(one: DataSet, form: str, day: date | None, given: _Publishing) -> Node:
    url = given.absolute(reverse("concept:dataset", args=[one.slug, form]))
    file_type, media_type = _FILE_TYPES[form]
    return {
        "@id": url,
        "@type": "dcat:Distribution",
        "dcterms:title": _german(f"{one.title} ({file_type})"),
        "dcat:accessURL": _id(url),
        "dcat:downloadURL": _id(url),
        "dcterms:format": _id(f"{_EU}file-type/{file_type}"),
        "dcat:mediaType": _id(f"https://www.iana.org/assignments/media-types/{media_type}"),
        "dcterms:language": _id(f"{_EU}language/DEU"),
        **_modified(day),
        **_licence(given.terms),
    }


def _publisher(given: _Publishing) -> Node:
    found = given.edition.data_publisher if given.edition else None
    node: Node = {"@type": "foaf:Agent", "foaf:name": found.name if found else given.absolute("/")}
    if found and found.website:
        node["foaf:homepage"] = _id(found.website)
    return node


def _contact(given: _Publishing) -> Node | None:
    found = given.edition.data_publisher if given.edition else None
    if not found or not found.is_visible:
        return None
    node: Node = {"@type": ["vcard:Organization", "vcard:Kind"], "vcard:fn": found.name}
    if found.email:
        node["vcard:hasEmail"] = _id(f"mailto:{found.email}")
    return node


def _spatial(edition: Edition | None) -> Node:
    if not edition or not edition.municipality_key:
        return {}
    place = _id(f"{_GEO}municipalityKey/{edition.municipality_key}")
    return {
        "dcterms:spatial": place,
        "dcatde:politicalGeocodingURI": place,
        "dcatde:politicalGeocodingLevelURI": _id(f"{_GEO}Level/municipality"),
    }


def _temporal(period: tuple[date | None, date | None]) -> Node:
    first, last = period
    if not first or not last:
        return {}
    dates = {"dcat:startDate": _date(first), "dcat:endDate": _date(last)}
    return {"dcterms:temporal": {"@type": "dcterms:PeriodOfTime", **dates}}


def _licence(found: Terms) -> Node:
    if found.is_stated:
        return {"dcterms:license": _id(found.uri)}
    return {"dcterms:rights": {"@type": "dcterms:RightsStatement", "rdfs:label": _german(found.name)}}


def _modified(day: date | None) -> Node:
    return {"dcterms:modified": _date(day)} if day else {}


def _date(day: date) -> Node:
    return {"@value": day.isoformat(), "@type": "xsd:date"}


def _german(text: str) -> Node:
    return {"@value": text, "@language": "de"}


def _id(uri: str) -> Node:
    return {"@id": uri}
