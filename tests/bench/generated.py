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
            "walk_in": number % 3 == 0,
            "by_appointment": number % 4 == 0,
            "online": number % 7 == 0,
            "cost": "free" if number % 5 == 0 else "unknown",
        }


def grow(size: int) -> None:
    """Add offers until there are `size`, through the same bulk change that an import uses."""
    from offers.models import Offer, Organisation

    provider, _created = Organisation.objects.get_or_create(
        slug="traeger",
        defaults={"name": "Träger", "kind": "association", "status": "published"},
    )
    for start, stop in _chunks(Offer.objects.count(), size):
        made = Offer.objects.bulk_create(
            Offer(**Writer(number).offer(number, provider.pk)) for number in range(start, stop)
        )
        _point_to_others([offer.pk for offer in made])


def _point_to_others(keys: list[int]) -> None:
    """Topics, audiences, languages and a place for each offer; hours for each third."""
    from offers.models import Audience, HoursRule, HoursSet, Offer, SpokenLanguage, Topic

    relations = {
        "topics": [_named(Topic, "topic", number) for number in range(12)],
        "audiences": [_named(Audience, "audience", number) for number in range(10)],
        "places": [_place(number) for number in range(len(QUARTERS))],
        "languages": [
            SpokenLanguage.objects.get_or_create(code=f"q{number}", defaults={"name": f"Sprache {number}"})[
                0
            ].pk
            for number in range(10)
        ],
    }
    for name, targets in relations.items():
        field: Any = Offer._meta.get_field(name)
        target = f"{field.m2m_reverse_field_name()}_id"
        field.remote_field.through.objects.bulk_create(
            field.remote_field.through(**{"offer_id": key, target: targets[(key + step) % len(targets)]})
            for key in keys
            for step in ((3, 5) if name == "topics" else (7,))
        )
    sets = HoursSet.objects.bulk_create(HoursSet(offer_id=key) for key in keys[::3])
    HoursRule.objects.bulk_create(
        HoursRule(hours=hours, weekday=day, opens=f"{8 + number % 4:02}:00", closes="16:00", mode="walk_in")
        for number, hours in enumerate(sets)
        for day in range(number % 5 + 1)
    )


def _named(model: Any, word: str, number: int) -> int:
    return model.objects.get_or_create(slug=f"{word}-{number}", defaults={"name": f"{word} {number}"})[0].pk


def _place(number: int) -> int:
    from offers.models import Borough, Place, Quarter

    borough, _made = Borough.objects.get_or_create(
        number=number % 3 + 1,
        defaults={"slug": f"bezirk-{number % 3 + 1}", "name": f"Bezirk {number % 3 + 1}"},
    )
    quarter, _made = Quarter.objects.get_or_create(
        slug=f"quarter-{number}", defaults={"name": QUARTERS[number], "borough": borough}
    )
    place, _made = Place.objects.get_or_create(
        slug=f"place-{number}",
        defaults={"name": f"Haus {number}", "quarter": quarter, "status": "published"},
    )
    return place.pk


def _chunks(start: int, stop: int) -> Iterator[tuple[int, int]]:
    for first in range(start, stop, CHUNK):
        yield first, min(first + CHUNK, stop)
