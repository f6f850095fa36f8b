"""Generated offers, always the same ones: words as frequent as in German, the frequent ones very frequent."""

import random
from collections.abc import Iterator
from itertools import accumulate
from typing import Any


def _words(text: str) -> list[str]:
    return text.split()


SUBJECTS = _words("""
    Deutsch Sprach Eltern Kinder Familien Arbeits Schul Berufs Gesundheits Frauen Jugend Senioren
    Kultur Musik Sport Garten Koch Lese Schreib Rechen Computer Fahrrad Näh Theater Tanz Film
    Bewerbungs Wohnungs Rechts Steuer Renten Asyl Integrations Nachbarschafts Stadtteil Umwelt Kunst
    Spiel Lern Ferien
""")
KINDS = _words("""
    kurs kurse treffen beratung gruppe gruppen café sprechstunde werkstatt hilfe projekt abend woche
    fest stunde begleitung training schule schulung patenschaft
""")
PEOPLE = _words("""
    Frauen Männer Eltern Familien Kinder Jugendliche Geflüchtete Zugewanderte Nachbarn Ehrenamtliche
    Vereine Fachkräfte Lehrkräfte Schulen Betriebe
""")
QUARTERS = _words("""
    Wiesdorf Opladen Schlebusch Manfort Küppersteg Bürrig Hitdorf Rheindorf Quettingen Lützenkirchen
    Steinbüchel Alkenrath Bergisch Neukronenberg Pattscheid
""")
COMMON = _words("""
    Beratung Kurs Treffen Hilfe Sprache Deutsch Arbeit Schule Wohnung Familie Kind Eltern Stadt
    Verein Anmeldung Termin Abend Morgen Woche Monat Raum Haus Gruppe Leitung Gespräch Frage Antwort
    Brief Formular Amt Ausbildung Beruf Gesundheit Freizeit Begegnung Unterstützung Begleitung
    Information Angebot Veranstaltung kostenlos gemeinsam regelmäßig persönlich vertraulich
    mehrsprachig offen neu jung klein groß lernen üben sprechen lesen schreiben spielen kochen
    lachen helfen finden kommen bringen wohnen arbeiten
""")
SYLLABLES = _words("""
    ba be bi bo bu da de di do du fa fe fi ga ge ka ke ki la le li lo ma me mi mo na ne no ra re ri
    ro sa
""")
CHUNK = 2_000


def _rare(number: int) -> str:
    """A name-like word for each number: "Bamori", "Dafeka" …"""
    parts = []
    for _turn in range(4):
        number, part = divmod(number, len(SYLLABLES))
        parts.append(SYLLABLES[part])
    return "".join(parts).capitalize()


class Writer:
    """Words by Zipf's law: the first of a list often, the last seldom, and now and then a rare name."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.common = list(accumulate(1 / (rank + 3) for rank in range(len(COMMON))))

    def compound(self) -> str:
        return self.random.choice(SUBJECTS) + self.random.choice(KINDS)

    def sentence(self, length: int) -> str:
        words = self.random.choices(COMMON, cum_weights=self.common, k=length)
        words[self.random.randrange(length)] = self.compound()
        words[self.random.randrange(length)] = _rare(int(self.random.paretovariate(0.6)) % 300_000)
        return " ".join(words).capitalize() + "."

    def offer(self, number: int, provider_id: int) -> dict[str, Any]:
        people, quarter = self.random.choice(PEOPLE), self.random.choice(QUARTERS)
        head = self.compound() if number % 3 else self.random.choice(COMMON[:20])
        return {
            "slug": f"angebot-{number}",
            "title": f"{head} für {people} in {quarter}",
            "summary": self.sentence(9),
            "description": f"<p>{self.sentence(12)} {self.sentence(10)}</p>",
            "kind": "course" if number % 2 else "advice",
            "provider_id": provider_id,
            "status": "published",
            "check_due_on": "2030-01-01",
        }


def grow(size: int) -> None:
    """Add offers until there are `size`, through the same bulk change that an import uses."""
    from offers.models import Offer, Organisation

    provider, _created = Organisation.objects.get_or_create(
        slug="traeger",
        defaults={"name": "Träger", "kind": "association", "status": "published"},
    )
    for start, stop in _chunks(Offer.objects.count(), size):
        Offer.objects.bulk_create(
            Offer(**Writer(number).offer(number, provider.pk)) for number in range(start, stop)
        )


def _chunks(start: int, stop: int) -> Iterator[tuple[int, int]]:
    for first in range(start, stop, CHUNK):
        yield first, min(first + CHUNK, stop)
