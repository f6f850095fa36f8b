"""Every address of the admin, as its URL configuration has it, for every role and method.

What a role gets is told by the table of the roles; the exceptions stand here by name.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import pytest
from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern

from concept.models import Indicator, Invitation, ReportRun, Round
from core import roles
from core.models import ContentModel, Publishable, Version
from offers.models import Offer
from tests.portal.one_of_each import one_of_each
from tests.portal.staff import ROLES, client_of

pytestmark = pytest.mark.django_db

OK, GOES_ON, ASKED_WRONGLY, NO, MISSING, NOT_SO = 200, 302, 400, 403, 404, 405
EVERYBODY = dict.fromkeys((None, *ROLES), OK)
NOBODY_ELSE = {**EVERYBODY, None: NO}
LEADERS = {**NOBODY_ELSE, roles.REDAKTION: NO}

Expected = dict[str | None, int]


def patterns(found: Any = None, start: str = "") -> Iterator[tuple[str, str]]:
    """Route and name of all that the admin answers."""
    for one in admin.site.get_urls() if found is None else found:
        if isinstance(one, URLPattern):
            yield start + str(one.pattern), one.name or ""
        else:
            yield from patterns(one.url_patterns, start + str(one.pattern))


def site_wide(objects: dict[type[Model], Any]) -> dict[str, tuple[str, Expected]]:
    """By name of the address: what it looks like with real values, and what the roles get."""
    offer, offers = objects[Offer].pk, ContentType.objects.get_for_model(Offer).pk
    of_model = {
        "concept_indicator_grid": (f"concept/indicator/{objects[Indicator].pk}/grid/", NOBODY_ELSE),
        "concept_indicator_import": ("concept/indicator/import/", NOBODY_ELSE),
        "concept_indicator_export": ("concept/indicator/export/values.csv", NOBODY_ELSE),
        "concept_round_links": (f"concept/round/{objects[Round].pk}/links/", LEADERS),
        "concept_round_answer": (f"concept/round/answer/{objects[Invitation].pk}/", NOBODY_ELSE),
        "concept_reportrun_fix": (f"concept/reportrun/{objects[ReportRun].pk}/fix/", LEADERS),
        "concept_reportrun_compare": (f"concept/reportrun/{objects[ReportRun].pk}/compare/", NOBODY_ELSE),
        # There is no fixed version, so it leads back.
        "concept_reportrun_erratum": (
            f"concept/reportrun/{objects[ReportRun].pk}/erratum/",
            {**LEADERS, roles.LEITUNG: GOES_ON, roles.ADMINISTRATION: GOES_ON},
        ),
        "auth_user_password_change": (
            f"auth/user/{objects[USER].pk}/password/",
            {**EVERYBODY, **dict.fromkeys((None, roles.REDAKTION, roles.LEITUNG), NO)},
        ),
    }
    of_site = {
        "index": ("", EVERYBODY),
        "app_list": ("offers/", dict.fromkeys(EVERYBODY, GOES_ON)),
        "login": ("login/", dict.fromkeys(EVERYBODY, GOES_ON)),
        "logout": ("logout/", dict.fromkeys(EVERYBODY, NOT_SO)),
        "password_change": ("password_change/", EVERYBODY),
        "password_change_done": ("password_change/done/", EVERYBODY),
        "jsi18n": ("jsi18n/", EVERYBODY),
        "autocomplete": (
            "autocomplete/?app_label=offers&model_name=offer&field_name=provider",
            NOBODY_ELSE,
        ),
        "view_on_site": (f"r/{offers}/{offer}/", dict.fromkeys(EVERYBODY, GOES_ON)),
        "translate": (f"translate/offers.offer/{offer}/ar/", NOBODY_ELSE),
        "bin": ("bin/", EVERYBODY),
        "references": ("references/", NOBODY_ELSE),
        "find": ("find/?q=ei", EVERYBODY),
        "translations": ("translations/", NOBODY_ELSE),
        "translations_export": ("translations/export/", NOBODY_ELSE),
        "translations_import": ("translations/import/", NOBODY_ELSE),
    }
    return of_site | of_model


def of_kind(model: type[Model], page: str, role: str | None) -> int:
    """What the table of the roles says about a page of a kind, for an entry that is public."""
    name = str(model._meta.model_name)
    allowed = roles.actions(role, model._meta.app_label, name) if role else ()
    if name == "siteprofile" and page in ("add", "delete"):
        return NO
    if name in ("enquiry", "missedsearch") and page == "add":
        return NO
    if page == "typed":  # takes what the script of a form sends, and nothing else
        return ASKED_WRONGLY if "change" in allowed else NO
    if page == "version" and name in OWNED:
        return MISSING if "view" in allowed else NO
    needed = {"add": "add", "delete": "delete", "conflict": "change", "whole": "change"}.get(page, "view")
    if needed not in allowed:
        return NO
    decides = role != roles.REDAKTION
    is_kept = issubclass(model, Publishable) or name in PARTS
    if page == "delete" and is_kept and not decides:
        return NO
    # There is nothing to decide; a part has the history of its entry; the old notes stand on one page.
    leads_on = page == "conflict" or (page == "history" and name in OWNED)
    leads_on |= page == "form" and issubclass(model, ContentModel)
    leads_on |= name == "siteprofile" and page == "changelist"
    return GOES_ON if leads_on else OK


OWNED = {
    "hoursset", "closure", "pagesection", "measureyear", "indicatorvalue", "indicatortarget",
    "eventexception",
}  # fmt: skip
PARTS = {"hoursset", "pagesection", "measureyear", "indicatorvalue", "indicatortarget"}
USER = next(model for model in admin.site._registry if model._meta.label_lower == "auth.user")


def addresses(objects: dict[type[Model], Any]) -> Iterator[tuple[str, str, Expected]]:
    """Name, address and what each role gets."""
    fixed = site_wide(objects)
    kinds = {f"{model._meta.app_label}_{model._meta.model_name}": model for model in admin.site._registry}
    for route, name in patterns():
        if name in fixed:
            address, expected = fixed[name]
            yield name, f"/admin/{address}", expected
            continue
        kind, _under, page = name.rpartition("_")
        kind, page = (name.removesuffix("_simple_history"), "form") if "simple" in name else (kind, page)
        if not name:
            continue  # catch-all, and the old address of the change page
        model = kinds[kind]
        key = objects[model].pk
        old = model.history.first().pk if page == "form" else ""  # type: ignore[attr-defined]
        version = Version.objects.of(model, key).first()
        path = route.replace("<path:object_id>", str(key))
        path = path.replace("^([^/]+)/history/([^/]+)/$", f"{key}/history/{old}/")
        path = path.replace("<int:key>", str(key))
        path = path.replace("<int:number>", str(version.pk if version is not None else 0))
        yield name, f"/admin/{path}", {role: of_kind(model, page, role) for role in EVERYBODY}


@pytest.fixture
def objects() -> dict[type[Model], Any]:
    return one_of_each()


def test_every_kind_in_the_admin_has_an_example(objects: dict[type[Model], Any]) -> None:
    assert set(admin.site._registry) - set(objects) == set()
    assert len(list(addresses(objects))) > 200


# Which role may see what is no matter of the database: the walk is long, so it is taken on one of them.
@pytest.mark.parametrize("role", EVERYBODY if connection.vendor == "sqlite" else [roles.REDAKTION], ids=str)
def test_every_address_answers_the_role_as_the_table_says(
    role: str | None, objects: dict[type[Model], Any]
) -> None:
    """And every breadcrumb on the way leads somewhere.

    What the Administration has in common with the Leitung is opened once: their rights are the same there.
    """
    client = client_of(role)
    crumbs, wrong = set(), []
    for name, address, expected in addresses(objects):
        if role == roles.ADMINISTRATION and expected[role] == expected[roles.LEITUNG]:
            continue
        response = client.get(address)
        if response.status_code != expected[role]:
            wrong.append((name, address, response.status_code, expected[role]))
        if response.status_code == OK and "text/html" in response.headers["Content-Type"]:
            crumbs |= {urljoin(address, breadcrumb) for breadcrumb in breadcrumbs(response.content.decode())}
    assert wrong == []
    assert [crumb for crumb in sorted(crumbs) if client.get(crumb, follow=True).status_code != OK] == []


def breadcrumbs(page: str) -> set[str]:
    found = re.search(r'class="breadcrumbs">(.*?)</(?:div|nav)>', page, re.S)
    return set(re.findall(r'href="([^"]*)"', found[1])) if found else set()


def test_sending_needs_the_same_right_as_looking(objects: dict[type[Model], Any]) -> None:
    """An empty form is refused or shown again, and whoever has no right gets no further; nothing fails."""
    client, role = client_of(roles.REDAKTION), roles.REDAKTION
    codes = {
        name: (client.post(address).status_code, expected[role])
        for name, address, expected in addresses(objects)
        if not name.endswith(("logout", "login", "password_change", "_changelist", "_history"))
    }
    assert {name for name, (code, _to_see) in codes.items() if code >= 500} == set()
    assert {
        name for name, (code, to_see) in codes.items() if to_see == NO and code not in (NO, NOT_SO)
    } == set()


def test_who_may_look_at_a_list_cannot_change_it_by_any_address(objects: dict[type[Model], Any]) -> None:
    """The pages of the history would save what is sent to them."""
    topic: Any = next(one for model, one in objects.items() if model._meta.model_name == "topic")
    version = topic.history.first().pk
    data = {"name": "Gekapert", "slug": topic.slug, "position": 1, "icon": "star"}

    for page in ("change/", "delete/", "history/", f"history/{version}/"):
        client_of(roles.REDAKTION).post(f"/admin/offers/topic/{topic.pk}/{page}", data)

    topic.refresh_from_db()
    assert topic.name == "Thema"


STRANGE_KEYS = ("abc", "0", "-1", "1.5", "9" * 30, "1%00", "%00", "1_5F", "é", "1%20OR%201=1", "None")
STRANGE_QUERIES = (
    "q=%00", "q=" + "a" * 2000, "status=%00", "status=x", "o=99999999999999999999", "o=-1.%00", "p=abc",
    "p=99999999999999", "all=%00", "e=1", "id__exact=99999999999999999999999", "pk__in=abc", "visible=x",
    "translations=x", "without=%00", "next=%00", "time=x", "due=%00", "date__year=99999", "date__month=13",
    "date__year=2024&date__month=2&date__day=31", "_popup=1&_to_field=x", "is_confirmed__exact=maybe",
    "id__range=1",
)  # fmt: skip


def test_strange_keys_lead_nowhere(objects: dict[type[Model], Any]) -> None:
    client = client_of(roles.ADMINISTRATION)
    wrong = []
    for kind in ("offers/offer", "offers/topic", "auth/user", "portal/enquiry"):  # one of each base
        start = f"/admin/{kind}"
        for key in STRANGE_KEYS:
            for page in ("change/", "delete/", "history/", "history/1/", "history/abc/"):
                code = client.get(f"{start}/{key}/{page}").status_code
                if code not in (GOES_ON, MISSING):
                    wrong.append((start, key, page, code))
    for address in ("concept/indicator/{}/grid/", "concept/round/{}/links/", "translate/offers.offer/{}/ar/"):
        wrong += [
            (address, key)
            for key in STRANGE_KEYS
            if client.get(f"/admin/{address.format(key)}").status_code not in (GOES_ON, MISSING)
        ]
    assert wrong == []


def test_strange_questions_to_the_lists_break_nothing(objects: dict[type[Model], Any]) -> None:
    client = client_of(roles.ADMINISTRATION)
    wrong = [
        (kind, query)
        for kind in ("offers/offer", "news/post", "concept/milestone", "portal/enquiry", "auth/user")
        for query in STRANGE_QUERIES
        if client.get(f"/admin/{kind}/?{query}").status_code >= 500
    ]
    assert wrong == []


def test_log_in_without_an_aim_leads_to_the_desk(client: Client) -> None:
    member = client_of(roles.LEITUNG)

    assert member.get("/admin/login/?next=https://evil.example/").headers["Location"] == "/admin/"


@pytest.mark.parametrize(
    "address",
    [
        "offers/offer/add/?provider=abc",
        "offers/offer/add/?provider=99999999999999999999999",
        "offers/offer/add/?topics=abc,1",
        "news/post/add/?published_from=0001-01-01",
        "news/post/add/?published_until=abc&status=draft&history=1",
        "news/event/add/?starts_on=99999-01-01&place=-1",
        "concept/indicator/export/values.csv?indicator=99999999999999999999999",
        "concept/indicator/export/values.csv?indicator=%C2%B2",
    ],
)
def test_strange_values_for_a_form_or_file_are_left_out(address: str) -> None:
    assert client_of(roles.LEITUNG).get(f"/admin/{address}").status_code == OK


def test_what_a_link_of_ours_fills_in_is_there() -> None:
    page = client_of(roles.LEITUNG).get("/admin/search/synonym/add/?typed=Amt&slug=amt&language=de")

    assert page.context["adminform"].form.initial == {"typed": "Amt", "slug": "amt", "language": "de"}


@pytest.mark.parametrize("key", ["abc", "9" * 30, "\0", "-1", ""])
def test_ticked_rows_without_a_key_lead_nowhere(key: str) -> None:
    data = {"action": "publish", "_selected_action": [key]}

    assert client_of(roles.LEITUNG).post("/admin/offers/offer/", data).status_code == MISSING
