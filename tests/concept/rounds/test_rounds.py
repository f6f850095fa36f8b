"""The yearly round: whom it asks, its links, the form of an organisation."""

import datetime as dt
import re
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from concept.models import Invitation, Measure, MeasureYear, Round, RoundAnswer
from concept.rounds import asking, dates, links, views
from tests import builders as common
from tests.concept import builders

YEAR = 2025
TODAY = dt.datetime(2026, 2, 1, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _in_february() -> Any:
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def measure(db: None) -> Measure:
    lead = common.organisation(name="AWO")
    measure = builders.measure(builders.field(), title="Sprachcafé", lead=lead, progress="running")
    builders.year(measure, 2024, done="Zehn Treffen.", figures="10 Treffen", next_steps="Weiter so.")
    return measure


@pytest.fixture
def invitation(measure: Measure) -> Invitation:
    round_ = Round.objects.create(year=YEAR, closes_on=dt.date(2026, 3, 31))
    asking.invite(round_)
    return Invitation.objects.get()


@pytest.fixture
def link(invitation: Invitation) -> str:
    return links.make(invitation)


def fields(response: Any, **changes: str) -> dict[str, Any]:
    """What a browser would send; `changes` by the end of a field's name."""
    filling = response.context["filling"]
    data: dict[str, Any] = {}
    for form in [*filling.forms, filling.sender]:
        for field in form:
            value = changes.get(field.name, field.value())
            if value not in (None, False):
                data[field.html_name] = value
    return data


def send(link: str, button: str = "send", **changes: str) -> Any:
    client = Client()
    return client.post(link, {**fields(client.get(link), **changes), button: "1"})


def mistakes(response: Any) -> list[str]:
    return [field.name for field, _error in response.context["filling"].mistakes]


# --- Whom it asks -----------------------------------------------------------------------------------


def test_round_asks_those_who_lead_public_measures_of_the_year(measure: Measure) -> None:
    field = measure.fields.get()

    def other(**values: Any) -> Measure:
        return builders.measure(field, lead=common.organisation(), **values)

    asked = other(progress="completed", ends_on=dt.date(YEAR, 1, 31))
    other(status="draft")
    other(is_example=True)
    other(ends_on=dt.date(YEAR - 1, 12, 31))
    other(starts_on=dt.date(YEAR + 1, 1, 1))
    other(progress="stopped")
    nobody = builders.measure(field, title="Ohne Leitung")
    round_ = Round.objects.create(year=YEAR, closes_on=dt.date(2026, 3, 31))

    assert asking.invite(round_) == 2
    assert set(RoundAnswer.objects.values_list("measure", flat=True)) == {measure.pk, asked.pk}
    assert asking.without_lead(round_) == [nobody]


def test_second_look_adds_what_is_new_and_leaves_the_rest(invitation: Invitation, measure: Measure) -> None:
    answer = RoundAnswer.objects.get()
    answer.done = "Begonnen"
    answer.save()
    new = builders.measure(measure.fields.get(), lead=measure.lead, title="Neu")

    assert asking.invite(invitation.round) == 0
    assert set(invitation.answers.values_list("measure__title", "done")) == {
        ("Sprachcafé", "Begonnen"),
        (new.title, ""),
    }


def test_form_is_filled_with_what_was_told_last(invitation: Invitation) -> None:
    answer = invitation.answers.get()

    assert (answer.done, answer.figures, answer.next_steps, answer.progress) == (
        "Zehn Treffen.", "10 Treffen", "Weiter so.", "running",
    )  # fmt: skip


# --- Links ------------------------------------------------------------------------------------------


def test_link_opens_the_form_without_cookie_and_for_no_search_engine(link: str) -> None:
    response = Client().get(link)

    assert response.status_code == 200
    assert not response.cookies
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert 'name="robots" content="noindex' in response.content.decode()
    assert 'rel="canonical"' not in response.content.decode()


def test_only_a_hash_of_the_link_is_kept(link: str, invitation: Invitation) -> None:
    token = link.rstrip("/").rpartition("/")[2]
    invitation.refresh_from_db()

    assert len(token) >= 43
    assert invitation.token_hash == links.hash_of(token)
    assert token not in str(
        [list(model.objects.values()) for model in (Invitation, Invitation.history.model)]
    )
    assert "token_hash" not in {field.name for field in Invitation.history.model._meta.fields}


def test_link_with_one_other_letter_opens_nothing(link: str) -> None:
    body = link.rstrip("/")
    tampered = body[:-1] + ("a" if body[-1] != "a" else "b") + "/"

    for address in (tampered, "/de/integrationskonzept/abfrage/x/", f"{body}x/"):
        response = Client().get(address)
        assert response.status_code == 404
        assert "Sprachcafé" not in response.content.decode()
        assert response.headers["Cache-Control"] == "private, no-cache"


def test_link_holds_two_weeks_longer_than_the_round(link: str) -> None:
    with time_machine.travel(dt.datetime(2026, 4, 14, 12, tzinfo=dt.UTC)):
        assert Client().get(link).status_code == 200
    with time_machine.travel(dt.datetime(2026, 4, 15, 12, tzinfo=dt.UTC)):
        assert Client().get(link).status_code == 410
        assert Client().post(link, {"send": "1"}).status_code == 410


def test_revoked_and_replaced_links_open_nothing(link: str, invitation: Invitation) -> None:
    invitation.refresh_from_db()
    new = links.make(invitation)
    assert (Client().get(link).status_code, Client().get(new).status_code) == (404, 200)

    links.revoke(invitation)

    assert Client().get(new).status_code == 404


def test_sent_form_cannot_be_sent_again(link: str, invitation: Invitation) -> None:
    assert send(link, done="Zwölf Treffen.").status_code == 302

    again = Client().post(link, {"send": "1", "message": "Anders"})
    shown = Client().get(link)

    invitation.refresh_from_db()
    assert (again.status_code, shown.status_code) == (409, 200)
    assert "Zwölf Treffen." in shown.content.decode()
    assert invitation.message == ""


def test_form_filled_in_twice_at_once_is_taken_once(link: str, invitation: Invitation) -> None:
    """The second window was opened before the first one was sent."""
    data = fields(Client().get(link), done="Zu spät.")
    send(link, done="Zwölf Treffen.")

    assert Client().post(link, {**data, "send": "1"}).status_code == 409
    assert invitation.answers.get().done == "Zwölf Treffen."


# --- The form ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["done", "figures", "next_steps", "message", "sender_name"])
def test_what_is_too_long_is_named_and_never_cut(link: str, name: str) -> None:
    response = send(link, "draft", **{name: "x" * 4001})

    assert (response.status_code, mistakes(response)) == (422, [name])
    assert "maxlength" not in response.text.partition("<main")[2].partition("</main")[0]


def test_draft_is_kept_and_can_be_continued(link: str, invitation: Invitation) -> None:
    response = send(link, "draft", done="Zwölf", message="Kommt noch", sender_name="Anna")

    invitation.refresh_from_db()
    assert response.status_code == 302
    assert (invitation.status, invitation.message, invitation.sender_name) == ("draft", "Kommt noch", "Anna")
    page = Client().get(response.url)
    assert page.context["saved"]
    assert "Zwölf" in page.content.decode()


def test_sending_hands_it_over_and_publishes_nothing(link: str, invitation: Invitation) -> None:
    response = send(link, done="Zwölf Treffen.", starts="März 2019", ends="2027", progress="completed")

    answer = invitation.answers.get()
    invitation.refresh_from_db()
    measure = Measure.objects.get()
    assert response.status_code == 302
    assert (invitation.status, invitation.received_at) == ("received", timezone.now())
    assert (answer.starts_on, answer.starts_precision) == (dt.date(2019, 3, 1), "month")
    assert (answer.ends_on, answer.ends_precision) == (dt.date(2027, 1, 1), "year")
    assert (measure.progress, measure.starts_on) == ("running", None)
    assert list(MeasureYear.objects.values_list("year", flat=True)) == [2024]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"done": ""}, "done"),
        ({"done": " "}, "done"),
        ({"done": "Zehn  Treffen. "}, "done"),
        ({"done": "Neu", "progress": ""}, "progress"),
        ({"done": "Neu", "progress": "unknown"}, "progress"),
        ({"done": "Neu", "starts": "neulich"}, "starts"),
        ({"done": "Neu", "starts": "2024", "ends": "2023"}, "ends"),
        ({"done": "Neu", "figures": "x" * 241}, "figures"),
    ],
)
def test_mistake_stands_beside_its_field_and_nothing_is_sent(
    link: str, invitation: Invitation, changes: dict[str, str], field: str
) -> None:
    response = send(link, **changes)

    invitation.refresh_from_db()
    text = response.content.decode()
    assert response.status_code == 422
    assert mistakes(response) == [field]
    assert invitation.status == "invited"
    shown = response.context["filling"].forms[0][field]
    assert f'href="#{shown.id_for_label}"' in text
    assert f'id="{shown.auto_id}_error"' in text


def test_last_years_text_is_taken_when_somebody_says_that_it_holds(link: str) -> None:
    assert mistakes(send(link)) == ["done"]
    assert send(link, still_true="on").status_code == 302


def test_what_is_only_planned_needs_no_report(link: str) -> None:
    assert send(link, done="", progress="planned").status_code == 302


def test_draft_is_not_asked_for_what_is_missing(link: str) -> None:
    assert send(link, "draft", done="", progress="").status_code == 302


def test_answer_about_a_measure_of_somebody_else_is_ignored(link: str, measure: Measure) -> None:
    other = builders.measure(measure.fields.get(), lead=common.organisation(), title="Fremd")
    asking.invite(Round.objects.get())
    foreign = RoundAnswer.objects.get(measure=other)

    data = fields(Client().get(link), done="Neu")
    Client().post(link, {**data, f"m{foreign.pk}-done": "Untergeschoben", "send": "1"})

    foreign.refresh_from_db()
    assert foreign.done == ""
    assert "Fremd" not in Client().get(link).content.decode()


def test_saving_too_often_is_refused_and_keeps_what_was_typed(
    link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("concept.rounds.views.PER_HOUR", 1)
    assert send(link, "draft", done="Eins").status_code == 302

    response = send(link, "draft", done="Zwei")

    assert response.status_code == 429
    assert "Zwei" in response.content.decode()


def test_draft_does_not_renew_the_pages_of_visitors(link: str) -> None:
    from core.content import content_token

    before = content_token.current()
    send(link, "draft", done="Neu")
    content_token.forget()

    assert content_token.current() == before


def test_page_costs_the_same_queries_for_one_and_for_many_measures(
    link: str, measure: Measure, django_assert_num_queries: Any
) -> None:
    Client().get(link)
    with django_assert_num_queries(3):  # the link; its measures; what was told
        Client().get(link)
    for number in range(10):
        builders.measure(measure.fields.get(), lead=measure.lead, title=f"Nummer {number}")
    asking.invite(Round.objects.get())
    Client().get(link)
    with django_assert_num_queries(3):
        response = Client().get(link)
    assert len(response.context["filling"].forms) == 11


# --- Dates, purge -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2019", (dt.date(2019, 1, 1), "year")),
        ("März 2019", (dt.date(2019, 3, 1), "month")),
        ("Sept. 2019", (dt.date(2019, 9, 1), "month")),
        ("3/2019", (dt.date(2019, 3, 1), "month")),
        ("Herbst 2023", (dt.date(2023, 10, 1), "season")),
        ("1.3.2019", (dt.date(2019, 3, 1), "day")),
        ("1. März 2019", (dt.date(2019, 3, 1), "day")),
    ],
)
def test_date_is_read_as_people_know_it(text: str, found: tuple[dt.date, str]) -> None:
    assert dates.read(text) == found


@given(
    st.dates(dt.date(1950, 1, 1), dt.date(2100, 12, 31)), st.sampled_from(["day", "month", "season", "year"])
)
def test_written_date_is_read_again(day: dt.date, precision: str) -> None:
    text = dates.write(day, precision)

    assert dates.write(*dates.read(text)) == text


@pytest.mark.parametrize("text", ["gestern", "13.2019", "31.2.2019", "19", "Ma 2019", "3019"])
def test_date_that_is_not_clear_is_refused(text: str) -> None:
    with pytest.raises(dates.DateError):
        dates.read(text)


def test_names_and_addresses_go_after_the_round_and_the_answers_stay(
    link: str, invitation: Invitation
) -> None:
    invitation.refresh_from_db()
    invitation.contact_email, invitation.contact_name = "anna@example.org", "Anna"
    invitation.save()
    send(link, done="Zwölf Treffen.", sender_name="Anna")

    with time_machine.travel(dt.datetime(2026, 6, 28, 12, tzinfo=dt.UTC)):
        call_command("purge_rounds")
        invitation.refresh_from_db()
        assert invitation.contact_name == "Anna"
    with time_machine.travel(dt.datetime(2026, 6, 29, 12, tzinfo=dt.UTC)):
        call_command("purge_rounds")

    invitation.refresh_from_db()
    assert (invitation.contact_name, invitation.contact_email, invitation.sender_name) == ("", "", "")
    assert invitation.answers.get().done == "Zwölf Treffen."
    history = str(list(Invitation.history.values()))
    assert not re.search("Anna|anna@", history)


@pytest.mark.parametrize(
    "where", [(views, "too_many"), (views.filling_in, "store")], ids=["counting", "storing"]
)
def test_answer_that_could_not_be_stored_stands_in_the_form(
    client: Client, link: str, monkeypatch: pytest.MonkeyPatch, where: tuple[object, str]
) -> None:
    def fail(*_arguments: object) -> None:
        raise OperationalError("database is locked")

    data = {**fields(client.get(link), done="Zwölf Treffen."), "draft": "1"}
    with monkeypatch.context() as outage:
        outage.setattr(*where, fail)
        response = client.post(link, data)

    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert "Noch nicht gespeichert" in response.text
    (form,) = response.context["filling"].forms
    assert form["done"].value() == "Zwölf Treffen."
    client.post(link, data)
    assert RoundAnswer.objects.get().done == "Zwölf Treffen."
