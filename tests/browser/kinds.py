"""One address for every kind of page, from the real content; the tests run over these."""

from dataclasses import dataclass

from playwright.sync_api import Page


@dataclass(frozen=True)
class Kind:
    """A kind of page: its address in German, and whether it shows only after the form was sent empty."""

    name: str
    path: str
    status: int = 200
    sent_empty: bool = False

    def open(self, page: Page, language: str = "de") -> None:
        """Go there; the answer has the status that belongs to the kind."""
        response = page.goto(self.path.replace("/de/", f"/{language}/", 1))
        assert response is not None
        if self.sent_empty:
            with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
                page.locator("main form[method=post] [type=submit]").click()
            response = sent.value
            page.wait_for_load_state()
        assert response.status == self.status, f"{response.url} answered {response.status}"


VISITOR = (
    Kind("home", "/de/"),
    Kind("list", "/de/angebote/"),
    Kind("list-filtered", "/de/angebote/?topic=deutsch&audience=eltern"),
    Kind("list-empty", "/de/angebote/?topic=wohnen&audience=kinder"),
    Kind("offer", "/de/angebote/casemanagement/"),
    Kind("offer-uncertain", "/de/angebote/cafe-welt/"),
    Kind("service-point", "/de/service-point/"),
    Kind("situation", "/de/brief-bekommen/"),
    Kind("volunteering", "/de/mitmachen/"),
    Kind("organisation", "/de/organisationen/ki-leverkusen/"),
    Kind("place", "/de/orte/manforter-laden/"),
    Kind("map", "/de/orte/"),
    Kind("contact", "/de/kontakt/"),
    Kind("contact-mistakes", "/de/kontakt/", status=422, sent_empty=True),
    Kind("contact-thanks", "/de/kontakt/danke/"),
    Kind("search", "/de/suche/?q=Kurs"),
    Kind("search-nothing", "/de/suche/?q=xyzxyz"),
    Kind("contents", "/de/inhalt/"),
    Kind("concept", "/de/integrationskonzept/"),
    Kind("field", "/de/integrationskonzept/sprache/"),
    Kind("measures", "/de/integrationskonzept/massnahmen/?field=sprache&status=running"),
    Kind("measure", "/de/integrationskonzept/massnahmen/komtum/"),
    Kind("bodies", "/de/integrationskonzept/gremien/"),
    Kind("indicators", "/de/integrationskonzept/indikatoren/"),
    Kind("indicator", "/de/integrationskonzept/indikatoren/bevoelkerung/"),
    Kind("coverage", "/de/integrationskonzept/abdeckung/"),
    Kind("data", "/de/integrationskonzept/daten/"),
    Kind("reports", "/de/integrationskonzept/berichte/"),
    Kind("report", "/de/integrationskonzept/berichte/sachstand-2025/"),
    Kind("news", "/de/aktuelles/"),
    Kind("post", "/de/aktuelles/statusbericht-zur-integrationsarbeit-in-leverkusen/"),
    Kind("events", "/de/termine/"),
    Kind("event", "/de/termine/wochen-gegen-rassismus-2025/"),
    Kind("page", "/de/ueber-uns/"),
    Kind("legal", "/de/impressum/"),
    Kind("emergency", "/de/notfall/"),
    Kind("not-found", "/de/angebote/gibt-es-nicht/", status=404),
)
# Where script, direction and fallback texts matter most.
FROM_RIGHT_TO_LEFT = tuple(
    kind for kind in VISITOR if kind.name in {"home", "list", "offer", "contact-mistakes", "field", "search"}
)
STAFF = (
    Kind("admin-desk", "/admin/"),
    Kind("admin-offers", "/admin/offers/offer/"),
    Kind("admin-offer", "/admin/offers/offer/1/change/"),
    Kind("admin-translation", "/admin/translate/offers.offer/1/ar/"),
    Kind("admin-easy-german", "/admin/translate/offers.offer/1/de-simple/"),
    Kind("admin-coverage", "/admin/translations/?language=ar&kind=offers.offer"),
    Kind("admin-export", "/admin/translations/export/"),
    Kind("admin-import", "/admin/translations/import/"),
)
