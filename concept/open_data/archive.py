"""All open data as one ZIP file: the sets as CSV and Excel, and a text that says what they are."""

import io
import zipfile
from collections.abc import Callable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from concept.models import Edition
from concept.open_data import datasets
from concept.open_data.licence import terms
from concept.tables.tables import Row, to_csv, to_xlsx
from core.models import format_date

NAME = "integrationskonzept-daten"
_FORMS: dict[str, Callable[[list[Row], datasets.DataSet], str | bytes]] = {
    "csv": lambda rows, one: to_csv(rows, one.table),
    "xlsx": lambda rows, one: to_xlsx([(one.table, rows)]),
}


def archive(
    edition: Edition | None, absolute: Callable[[str], str], changed: dict[str, date], day: date
) -> bytes:
    """In the active language; the queries of all sets. One set is held at a time, beside what is packed."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as files:
        _add(files, "LIESMICH.txt", readme(edition, absolute, changed, day), day)
        for one in datasets.DATASETS:
            rows = one.rows()
            for form, write in _FORMS.items():
                _add(files, f"{one.slug}.{form}", write(rows, one), day)
    return made.getvalue()


def readme(
    edition: Edition | None, absolute: Callable[[str], str], changed: dict[str, date], day: date
) -> str:
    """Source, day, terms of use, and what is in which file."""
    publisher = edition.data_publisher if edition else None
    lines = [
        _("Open data on the integration concept"),
        "",
        _line(_("Source"), absolute(reverse("concept:data"))),
        *([_line(_("Publisher"), publisher.name)] if publisher and publisher.is_visible else []),
        _line(_("Fetched on"), format_date(day)),
        _line(_("Terms of use"), _terms(edition)),
        "",
        _("Numbers of fewer than five people are left out and marked “suppressed”."),
    ]
    for one in datasets.DATASETS:
        lines += ["", f"{one.slug}.csv, {one.slug}.xlsx", str(one.title), str(one.description)]
        if last := changed.get(one.slug):
            lines.append(_line(_("Last changed"), format_date(last)))
    return "\r\n".join(lines) + "\r\n"


def _line(name: str, text: str) -> str:
    return f"{name}: {text}"


def _terms(edition: Edition | None) -> str:
    found = terms(edition)
    return " ".join(filter(None, (found.name, found.url)))


def _add(files: zipfile.ZipFile, name: str, content: str | bytes, day: date) -> None:
    entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    files.writestr(entry, content)
