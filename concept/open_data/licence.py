"""On which terms the data of the concept may be used: what the city has said, or that it has said nothing."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from concept.models import DataLicence, Edition

VOCABULARY = "http://dcat-ap.de/def/licenses/"
_TEXTS = {
    DataLicence.ZERO: "https://www.govdata.de/dl-de/zero-2-0",
    DataLicence.BY: "https://www.govdata.de/dl-de/by-2-0",
    DataLicence.CC_ZERO: "https://creativecommons.org/publicdomain/zero/1.0/deed.de",
    DataLicence.CC_BY: "https://creativecommons.org/licenses/by/4.0/deed.de",
}


@dataclass(frozen=True)
class Terms:
    """`uri` is that of the DCAT-AP.de vocabulary, `url` leads to the text for people; "" while undecided."""

    name: str
    uri: str
    url: str

    @property
    def is_stated(self) -> bool:
        return bool(self.uri)


def terms(edition: Edition | None) -> Terms:
    """Those of the edition in force."""
    key = edition.data_licence if edition else ""
    if not key:
        return Terms(_("The city has not decided yet on which terms these data may be used."), "", "")
    licence = DataLicence(key)
    return Terms(str(licence.label), VOCABULARY + licence.value, _TEXTS[licence])


def about_terms(edition: Edition | None) -> dict[str, Any]:
    """For files that tell about themselves."""
    found = terms(edition)
    return {"licence": found.uri or None, "terms_of_use": found.name}


def current_edition() -> Edition | None:
    """One query."""
    found = Edition.objects.in_force()
    return found.select_related("data_publisher").first()
