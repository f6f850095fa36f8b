"""Everything that the sources of the content name is on the public site.

The list is written by hand from the collection of facts (its section 1): services, dates, posts, places,
people, organisations, documents, figures, contact, aims, action fields and bodies. Each entry says what it
is, on which page a visitor finds it and which words stand there.
"""

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser

import pytest
from django.test import Client
from pytest_django import DjangoDbBlocker

from ki_site.portal.models import Page
from news.models import Event, Post

OFFERS = [
    ("1 funding programmes and advice on them", "angebote/foerderberatung/", "Förder"),
    ("2 KOMM-AN NRW", "komm-an/", "KOMM-AN NRW", "2023: mehr als 60.000 Euro für 14 Vereine"),
    ("3 KIM", "kim/", "Kommunales Integrationsmanagement (KIM)", "In Leverkusen gibt es KIM seit 2021"),
    (
        "4 casemanagement at four places",
        "angebote/casemanagement/",
        "Casemanagement",
        "Caritas",
        "Diakoni",
        "AWO",
    ),
    ("5 open consultation of the casemanagers", "angebote/offene-sprechstunden/", "Stadtbezirk"),
    ("6 Service-Point Integration", "service-point/", "Service-Point Integration", "Luminaden"),
    ("7 test and registration office", "angebote/komtum/", "Test- und Meldestelle"),
    ("8 advice for newcomers at school", "angebote/seiteneinstiegsberatung/", "Seiteneinstieg"),
    ("9 enrolment of newly arrived children", "angebote/schulen-beratung/", "Untere"),
    ("10 language volunteers", "angebote/sprachmittlung/", "Sprachpat"),
    ("11 Griffbereit", "angebote/griffbereit/", "Griffbereit"),
    ("12 Rucksack", "angebote/rucksack/", "Rucksack"),
    ("13 education mentors", "angebote/bildungspaten/", "Bildungspat"),
    ("14 learning coaches", "angebote/lerncoaches/", "Lerncoaches"),
    ("15 library of the KI", "angebote/fachbibliothek/", "Fachbibliothek"),
    ("16 Kulturbunte Kita", "angebote/kulturbunte-kita/", "Kulturbunte Kita"),
    ("17 intercultural opening", "angebote/interkulturelle-oeffnung/", "Interkulturelle Öffnung"),
    ("18 Fit für Vielfalt", "angebote/fit-fuer-vielfalt/", "Fit für Vielfalt"),
    ("19 weeks against racism", "angebote/wochen-gegen-rassismus/", "Internationale Wochen gegen Rassismus"),
    ("20 Einstieg in…", "angebote/einstieg-in/", "Einstieg in", "Klinikum", "wupsi"),
    (
        "21 information for employers",
        "termine/infoveranstaltungen-arbeitgeber-2023/",
        "Herbst 2023",
        "Betriebe, die Personal suchen",
    ),
    ("22 recognition of qualifications", "angebote/anerkennungsberatung/", "Anerkennung", "JOB"),
    ("23 integration courses", "angebote/integrationskurse/", "Integrationskurs"),
    ("24 integration portal", "wegweiser-und-material/", "www.integration-in-leverkusen.de"),
    ("25 brochure", "wegweiser-und-material/", "Wegweiser Integration in Leverkusen"),
    ("26 coordination of all who work for integration", "ueber-uns/", "Fach- und Koordinierungsstelle"),
    ("27 advice and training for professionals", "angebote/fachberatung-qualifizierung/", "Haupt"),
    ("28 language education in kitas and schools", "angebote/sprachbildung-beratung/", "Kitas", "Schulen"),
    ("29 projects without a name", "ueber-uns/", "setzt Förderprogramme um"),
    ("30 coordination of the concept", "ueber-uns/", "koordiniert das Integrationskonzept"),
    (
        "31 kinds of measures in the status report",
        "aktuelles/statusbericht-zur-integrationsarbeit-in-leverkusen/",
        "von Sprachkursen über Freizeitangebote bis zur systematischen Sozialarbeit für neu Zugewanderte",
    ),
]

CONCEPT = "integrationskonzept/"
STEERING = "integrationskonzept/gremien/"

DATES = [
    ("2009 first concept", CONCEPT, "2009"),
    ("2012 law of the state", "rechtsgrundlagen/", "14. Februar 2012"),
    ("May 2013 council decides on a KI", "ueber-uns/", "Im Mai 2013 entschied der Rat der Stadt"),
    ("2016 work on a new concept begins", CONCEPT, "2016"),
    ("phase 1", "aktuelles/so-entsteht-ein-integrationskonzept/", "Phase 1", "Befragungen und Workshops"),
    (
        "phase 2",
        "aktuelles/so-entsteht-ein-integrationskonzept/",
        "Phase 2",
        "Integrationskonferenz ins Rathaus",
    ),
    ("conference of 2017", CONCEPT, "Integrationskonferenz", "30. Juni 2017"),
    (
        "steering since 2017",
        "aktuelles/kommunikations-und-steuerungsstruktur/",
        "Die Gruppe arbeitet seit 2017",
    ),
    ("December 2017 council decides on the concept", CONCEPT, "Dezember 2017"),
    (
        "2019 update",
        "aktuelles/so-entsteht-ein-integrationskonzept/",
        "Im Jahr 2019 wurde das Konzept fortgeschrieben",
    ),
    ("June 2019 first report", CONCEPT, "Umsetzungsbericht", "Juni 2019"),
    ("weeks against racism since 2019", "termine/wochen-gegen-rassismus-2019/", "2019", "zum ersten Mal"),
    ("KIM since 2021", "kim/", "seit 2021"),
    ("Service-Point since 2022", "ueber-uns/", "seit 2022 gibt es den Service-Point"),
    ("2023 ten years", "ueber-uns/", "Im Jahr 2023 wurde das KI zehn Jahre alt"),
    (
        "autumn 2023 the steering group wants an overview",
        "aktuelles/statusbericht-zur-integrationsarbeit-in-leverkusen/",
        "Im Herbst 2023 wünschte sich die Controlling-Gruppe",
    ),
    ("2024 status report", CONCEPT, "Statusbericht", "November 2024"),
    ("rhythm of the steering group", "aktuelles/kommunikations-und-steuerungsstruktur/", "zweimal im Jahr"),
    ("rhythm of the working group", "aktuelles/kommunikations-und-steuerungsstruktur/", "viermal im Jahr"),
]

POSTS = [
    (
        "post of 21.06.2024",
        "aktuelles/kommunikations-und-steuerungsstruktur/",
        "Kommunikations- und Steuerungsstruktur des Integrationskonzepts Leverkusen",
        "21. Juni 2024",
    ),
    (
        "post of 16.04.2024",
        "aktuelles/das-integrationskonzept-der-stadt-leverkusen/",
        "Das Integrationskonzept der Stadt Leverkusen",
        "16. April 2024",
    ),
    (
        "post of 22.03.2024",
        "aktuelles/so-entsteht-ein-integrationskonzept/",
        "So entsteht ein Integrationskonzept",
        "22. März 2024",
    ),
    (
        "post of 27.02.2024",
        "aktuelles/das-integrationskonzept-als-gemeinsames-commitment/",
        "Das Integrationskonzept als gemeinsames Commitment",
        "27. Februar 2024",
    ),
    (
        "post of 08.02.2024",
        "aktuelles/integration-und-teilhabe-als-zukunftsaufgabe/",
        "Integration und Teilhabe als Zukunftsaufgabe für Leverkusen",
        "8. Februar 2024",
    ),
    (
        "press release of November 2024",
        "aktuelles/statusbericht-zur-integrationsarbeit-in-leverkusen/",
        "Statusbericht zur Integrationsarbeit in Leverkusen",
        "November 2024",
    ),
    (
        "newspaper of summer 2023",
        "aktuelles/was-das-integrationszentrum-fuer-leverkusen-leistet/",
        "Was das Integrationszentrum für Leverkusen leistet",
        "Sommer 2023",
        "Kölner Stadt-Anzeiger",
    ),
]

PLACES = [
    ("house of the KI", "kontakt/", "Hauptstraße 105", "Wiesdorf"),
    ("Luminaden", "service-point/", "Luminaden", "Wiesdorfer Platz 34a"),
    ("town hall", "termine/integrationskonferenz-2017/", "Rathaus"),
    ("boroughs", "kim/", "in verschiedenen Stadtbezirken"),
]

PEOPLE = [
    ("Beigeordneter", "ueber-uns/", "Alexander Lünenbach"),
    ("head of the KI", "ueber-uns/", "Susann Peters"),
]

ORGANISATIONS = [
    ("city", "impressum/", "Stadt Leverkusen"),
    ("council", "rechtsgrundlagen/", "Rat der Stadt Leverkusen"),
    ("department", "ueber-uns/", "Dezernat für Bürger, Umwelt und Soziales"),
    ("KI", "organisationen/ki-leverkusen/", "Kommunales Integrationszentrum"),
    ("statistics office", "organisationen/statistikstelle/", "Statistikstelle"),
    ("school inspection", "ueber-uns/", "Unteren Schulaufsicht/Generale Migration"),
    ("state", "rechtsgrundlagen/", "Gesetz des Landes Nordrhein-Westfalen"),
    ("ministry", "kim/", "Integrationsministerium"),
    (
        "54 centres and their working groups",
        "ueber-uns/",
        "54 Kommunale Integrationszentren",
        "Facharbeitskreisen",
    ),
    ("IT.NRW", "aktuelles/integration-und-teilhabe-als-zukunftsaufgabe/", "IT.NRW"),
    ("BAMF", "organisationen/bamf/", "Bundesamt für Migration und Flüchtlinge"),
    ("AWO", "organisationen/awo/", "Arbeiterwohlfahrt"),
    ("Caritas", "organisationen/caritas/", "Caritasverband"),
    ("Diakonie", "organisationen/diakonie/", "Diakonisches Werk"),
    ("Flüchtlingsrat", "organisationen/fluechtlingsrat/", "Flüchtlingsrat"),
    ("Integrationsrat", "organisationen/integrationsrat/", "Integrationsrat"),
    (
        "associations",
        "aktuelles/das-integrationskonzept-als-gemeinsames-commitment/",
        "Wohlfahrtsverbände, Vereine",
    ),
    ("JSL", "organisationen/jsl/", "JOB"),
    ("hospital", "organisationen/klinikum/", "Klinikum Leverkusen"),
    ("wupsi", "organisationen/wupsi/", "wupsi"),
    ("LaKI", "ueber-uns/", "LaKI"),
]

DOCUMENTS = [
    ("concept of 2009", CONCEPT, "Integrationskonzept der Stadt Leverkusen 2009"),
    ("concept of 2017", CONCEPT, "Integrationskonzept der Stadt Leverkusen 2017"),
    ("first report", CONCEPT, "Umsetzungsbericht", "Juni 2019"),
    ("status report with 74 pages", CONCEPT, "Statusbericht", "74 Seiten"),
    ("brochure", "wegweiser-und-material/", "Wegweiser Integration in Leverkusen"),
    ("flyer of the Service-Point", "wegweiser-und-material/", "Service-Point Integration"),
    ("flyer of the KI", "wegweiser-und-material/", "Das KI Leverkusen stellt sich vor"),
    ("progress reports", "aktuelles/kommunikations-und-steuerungsstruktur/", "Sachstandsberichten"),
    ("law", "rechtsgrundlagen/", "TIntG NRW", "§ 8", "§ 9", "1. Januar 2022"),
]

FIGURES = [
    ("team", "ueber-uns/", "Im Sommer 2023 arbeiteten zwölf Menschen im KI. Die Hälfte"),
    ("arrivals in five years", "ueber-uns/", "rund 12.700", "Stand: 2023"),
    (
        "80 measures on 74 pages",
        "aktuelles/statusbericht-zur-integrationsarbeit-in-leverkusen/",
        "auf 74 Seiten etwa 80 Maßnahmen",
    ),
    ("140 nations", "aktuelles/integration-und-teilhabe-als-zukunftsaufgabe/", "mehr als 140 Nationen"),
    (
        "28,000",
        "aktuelles/integration-und-teilhabe-als-zukunftsaufgabe/",
        "rund 28.000",
        "Ein Stichtag war nicht",
    ),
    ("19,000", "aktuelles/integration-und-teilhabe-als-zukunftsaufgabe/", "19.000"),
    ("30 per cent", "aktuelles/integration-und-teilhabe-als-zukunftsaufgabe/", "30 Prozent", "Stand 2012"),
]

CONTACT = [
    ("phone", "kontakt/", "0214 406-5246"),
    ("e-mail", "kontakt/", "ki@stadt.leverkusen.de"),
    ("hours from Monday to Thursday", "orte/ki-hauptstrasse/", "Mo–Do", "9:00–16:00"),
    ("hours on Friday", "orte/ki-hauptstrasse/", "Fr", "9:00–12:30"),
    ("by appointment", "ueber-uns/", "Freitag 9:00 bis 12:30 Uhr, nur mit Termin"),
    (
        "own hours of advice",
        "ueber-uns/",
        "Casemanagement und Seiteneinstiegsberatung haben eigene Sprechzeiten",
    ),
]

AIMS = [
    ("chances and participation", "ueber-uns/", "dieselben Chancen", "teilhaben"),
    (
        "living together in diversity",
        "aktuelles/statusbericht-zur-integrationsarbeit-in-leverkusen/",
        "gelingendes Zusammenleben in Vielfalt",
    ),
    (
        "access, early participation, offers that fit together",
        "aktuelles/das-integrationskonzept-als-gemeinsames-commitment/",
        "Zugang zu allen Bereichen des Lebens",
        "Teilhabe beginnt früh",
        "Angebote greifen ineinander",
    ),
    ("two ways of working", "ueber-uns/", "hilft im einzelnen Fall", "baut Hürden ab"),
    ("two legal tasks", "rechtsgrundlagen/", "Integration durch Bildung", "kommunale Querschnittsaufgabe"),
]

FIELDS = [
    ("A", CONCEPT + "sprache/", "Sprache/Sprachförderung"),
    ("B", CONCEPT + "bildung/", "Erziehung und (institutionelle) Bildung"),
    ("C", CONCEPT + "arbeit/", "Qualifizierung, Ausbildung und Arbeit"),
    ("D", CONCEPT + "wohnen/", "Wohnen und Unterbringung"),
    ("E", CONCEPT + "gesundheit/", "Gesundheit"),
    ("F", CONCEPT + "engagement/", "Engagement und Freizeit, Kultur, Sport"),
    ("G", CONCEPT + "dialog/", "Interkultureller und interreligiöser Dialog"),
    ("H", CONCEPT + "alter/", "Altern in der Migrationsgesellschaft"),
    ("across all fields", CONCEPT + "oeffnung/", "Interkulturelle Öffnung der Stadtverwaltung"),
]

BODIES = [
    (
        "steering group",
        STEERING,
        "Controlling-Gruppe Integrationskonzept",
        "Flüchtlingsrat",
    ),
    ("working group", STEERING, "Fachgruppe Integration"),
    ("council decides", STEERING, "Rat der Stadt"),
    ("department steers", STEERING, "Dezernat für Bürger, Umwelt und Soziales"),
    ("Integrationsrat takes part", STEERING, "Integrationsrat"),
]

CHAPTERS: dict[str, Sequence[tuple[str, ...]]] = {
    "1.1": OFFERS,
    "1.2": DATES,
    "1.3": POSTS,
    "1.4": PLACES,
    "1.5": PEOPLE,
    "1.6": ORGANISATIONS,
    "1.7": DOCUMENTS,
    "1.8": FIGURES,
    "1.9": CONTACT,
    "1.10": AIMS,
    "1.11": FIELDS,
    "1.12": BODIES,
}
EVERYTHING = [
    (f"{chapter}: {what}", path, texts)
    for chapter, entries in CHAPTERS.items()
    for what, path, *texts in entries
]


class _Main(HTMLParser):
    """Collects the words inside <main> and the addresses of its links: what stands in menus is no proof."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = False
        self.words: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = self.inside or tag == "main"
        if self.inside and tag == "a":
            self.links.append(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "main"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.words.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.words).replace("\u00ad", ""))


class Site:
    """The public German pages of the loaded content, each requested once."""

    def __init__(self) -> None:
        self.client = Client()
        self.pages: dict[str, _Main] = {}

    def page(self, path: str) -> _Main:
        if path not in self.pages:
            response = self.client.get(f"/de/{path}")
            assert response.status_code == 200, f"/de/{path} answers {response.status_code}"
            main = _Main()
            main.feed(response.content.decode())
            self.pages[path] = main
        return self.pages[path]


@pytest.fixture(scope="module")
def site(loaded_database: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Site]:
    """The pages of the real content, each fetched once for all tests of this module."""
    with django_db_blocker.unblock():
        yield Site()


@pytest.mark.parametrize(
    ("path", "texts"), [entry[1:] for entry in EVERYTHING], ids=[entry[0] for entry in EVERYTHING]
)
def test_what_the_sources_name_is_on_its_page(site: Site, path: str, texts: list[str]) -> None:
    page = site.page(path)
    assert [text for text in texts if text not in page.text] == []


def test_every_service_of_the_sources_is_in_the_list() -> None:
    assert [int(what.split()[0]) for what, *_rest in OFFERS] == list(range(1, 32))


def test_sections_that_only_the_city_can_fill_are_required_and_hidden(site: Site) -> None:
    missing = {
        f"{page.slug}/{section.key}": section.heading
        for page in Page.objects.all()
        for section in page.sections.missing()
    }
    assert sorted(missing) == [
        "datenschutz/beauftragte",
        "datenschutz/postfach",
        "datenschutz/protokolle",
        "impressum/aufsicht",
        "impressum/technik",
        "impressum/umsatzsteuer",
        "impressum/verantwortlich",
        "impressum/vertretung",
        "notfall/frauenhaus",
        "notfall/frauennotruf",
    ]
    shown = [key for key, heading in missing.items() if heading in site.page(key.split("/")[0] + "/").text]
    assert shown == []


def test_links_inside_the_texts_lead_to_pages(site: Site) -> None:
    pages = [
        f"{folder}{entry.slug}/"
        for folder, entries in (
            ("aktuelles/", Post.objects.published()),
            ("termine/", Event.objects.published()),
            ("", Page.objects.published()),
        )
        for entry in entries
    ]
    targets = {
        link.partition("?")[0].partition("#")[0]
        for path in pages
        for link in site.page(path).links
        if link.startswith("/de/")
    }
    assert len(targets) > 10
    answers = {target: site.client.get(target).status_code for target in sorted(targets)}
    assert {target: status for target, status in answers.items() if status != 200} == {}


def test_there_is_no_page_about_sign_language_without_a_film(site: Site) -> None:
    assert site.client.get("/de/gebaerdensprache/").status_code == 404
