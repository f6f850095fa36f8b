"""A small city with something of every kind that a report holds, and the steps of a report."""

import datetime as dt
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from concept.models import ActionField, Group, ReportRun, ReportVersion
from concept.reports import freezing
from concept.reports.snapshot import build
from tests.builders import PUBLISHED, offer, organisation
from tests.concept import builders as make

ADOPTION = freezing.Adoption("Controlling-Gruppe", dt.date(2026, 2, 1), "Vorlage 2026/0001")


def run(**fields: Any) -> ReportRun:
    values = {
        "slug": f"bericht-{ReportRun.objects.count()}",
        "title": "Bericht 2025",
        "period_from": dt.date(2025, 1, 1),
        "period_until": dt.date(2025, 12, 31),
        "foreword": "<p>Ein <strong>Vorwort</strong>.</p>",
        "status": PUBLISHED,
    }
    return ReportRun.objects.create(**{**values, **fields})


def user(name: str = "Anna Amt") -> User:
    first, _space, last = name.partition(" ")
    found, _made = User.objects.get_or_create(username=first.lower(), first_name=first, last_name=last)
    return found


def fixed(**fields: Any) -> ReportVersion:
    made = run(**fields)
    return freezing.fix(made, ADOPTION, user(), seen=seen(made))


def seen(run: ReportRun) -> str:
    """What somebody has seen who looks at the report now."""
    return freezing.seen_as(build(run, timezone.localdate()))


def city() -> ActionField:
    """One entry of every kind, published, within 2025."""
    lead = organisation(slug="vhs", name="Volkshochschule")
    field = make.field(slug="sprache", description="<h2>Dazu gehört</h2><ul><li>Kurse</li></ul>")
    goal = make.goal(field, make.edition(), slug="ziel", number=1, title="Deutsch lernen", is_example=True)
    make.approach(field, slug="ansatz", goal=goal, title="Mehr Kurse")
    indicator = make.indicator(slug="zahl", field=field, name="Leistungen", source_name="IT.NRW")
    for year, number in ((2023, "645"), (2024, "470"), (2025, "430")):
        make.value(indicator, f"{year}-12-31", number, period="year")
    women = Group.objects.create(slug="frauen", dimension="gender", name="Frauen")
    make.value(indicator, "2025-12-31", "210", period="year", group=women)
    make.target(indicator, 2030, "300", note="Beschluss")
    make.value(make.indicator(slug="stadt", name="Menschen"), "2025-06-30", "170000")
    measure = make.measure(
        field, slug="kurse", title="Sprachkurse", lead=lead, offer=offer(), progress="running",
        description="<p>Abends &amp; am <a href='https://example.org/'>Wochenende</a>.</p>",
    )  # fmt: skip
    make.year(measure, 2024, done="Begonnen.")
    make.year(measure, 2025, done="14 Kurse.", figures="180 Personen", next_steps="Mehr davon")
    body = make.body(slug="gruppe", name="Controlling-Gruppe", lead=lead, rhythm="zweimal im Jahr")
    make.meeting(
        body, slug="sitzung", title="Frühjahr", date=dt.date(2025, 4, 1), dealt_with="<p>Der Stand.</p>"
    )
    make.milestone(2025, slug="stein", title="Ein Meilenstein")
    return field
