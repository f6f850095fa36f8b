"""One entry of every kind that has pages in the admin, published where there is something to publish."""

import datetime as dt

from django.contrib.auth.models import Group as Role
from django.contrib.auth.models import User
from django.db.models import Model

from concept.models import Group, Invitation, ReportRun, Round
from ki_site.portal.models import Enquiry, Notice, Page, PageSection, SiteProfile, Term
from offers.models import (
    Audience,
    Borough,
    Closure,
    Document,
    FundingProgramme,
    HoursSet,
    Organisation,
    Quarter,
    SpokenLanguage,
    Topic,
)
from search.models import MissedSearch, Synonym
from tests import builders
from tests.concept import builders as concept
from tests.news import builders as news

DAY = dt.date(2024, 5, 1)


def one_of_each(status: str = "published") -> dict[type[Model], Model]:
    """By model; parts belong to the entries of the same call."""
    state = {"status": status}
    organisation = builders.organisation(**state)
    place = builders.place(**state)
    contact = builders.contact(organisation=organisation, **state)
    offer = builders.offer(provider=organisation, **state)
    field = concept.field(**state)
    edition = concept.edition(**state)
    indicator = concept.indicator(field=field, **state)
    measure = concept.measure(field, lead=organisation, **state)
    body = concept.body(**state)
    event = news.event(**state)
    page = Page.objects.create(slug="seite", title="Eine Seite", **state)
    round_ = Round.objects.create(year=2024, closes_on=DAY)
    borough = Borough.objects.create(slug="bezirk", name="Bezirk", number=1)
    made = [
        organisation, place, contact, offer, field, edition, indicator, measure, body, event, page, round_,
        borough,
        HoursSet.objects.create(place=place),
        Closure.objects.create(offer=offer, reason="Zu", starts_on=DAY, ends_on=DAY),
        Document.objects.create(slug="papier", title="Ein Papier", **state),
        Topic.objects.create(slug="thema", name="Thema"),
        Audience.objects.create(slug="gruppe", name="Gruppe"),
        SpokenLanguage.objects.create(code="so", name="Somali", endonym="Soomaali"),
        FundingProgramme.objects.create(slug="programm", name="Programm"),
        Quarter.objects.create(slug="viertel", name="Viertel", borough=borough),
        news.post(**state),
        news.change(event, "2025-05-15", "cancelled"),
        Notice.objects.create(title="Ein Hinweis", **state),
        Enquiry.objects.create(message="Guten Tag"),
        PageSection.objects.create(page=page, key="teil", heading="Ein Teil"),
        Term.objects.create(slug="wort", name="Wort", explanation="Was es heißt.", **state),
        SiteProfile.objects.create(
            name="KI", city="Leverkusen", welcome="Hallo", description="Eine Website.",
            organisation=organisation, contact=contact,
        ),
        concept.goal(field, edition, **state),
        concept.approach(field, **state),
        concept.year(measure, 2023),
        concept.value(indicator, "2023-12-31", "470"),
        concept.target(indicator, 2030, "500"),
        ReportRun.objects.create(
            slug="sachstand", title="Sachstand", period_from=DAY, period_until=DAY, **state
        ),
        concept.report(edition, **state),
        concept.meeting(body, **state),
        concept.milestone(2020, **state),
        Group.objects.create(slug="frauen", name="Frauen", dimension="gender"),
        Synonym.objects.create(slug="wort", typed="Amt", meant="Behörde"),
        MissedSearch.objects.create(language="de", words="Nichts", first_on=DAY, last_on=DAY),
        User.objects.create(username="anna", is_staff=True),
        Role.objects.get(name="Redaktion"),
    ]  # fmt: skip
    return {type(one): one for one in [*made, invitation(round_, organisation)]}


def invitation(round_: Round, organisation: Organisation) -> Invitation:
    return Invitation.objects.create(round=round_, organisation=organisation, purge_on=round_.purge_on)
