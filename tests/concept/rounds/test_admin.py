"""The yearly round in the admin: opening it, sending links, deciding about answers."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from concept.models import Invitation, Measure, MeasureYear, Round, RoundAnswer
from concept.rounds import asking, links
from tests import builders as common
from tests.concept import builders
from tests.portal.staff import admin_url, change_url, client_of, form_data, member

pytestmark = pytest.mark.django_db

YEAR = 2025
LINK = re.compile(r"http://testserver(/de/integrationskonzept/abfrage/[\w-]{43}/)")


@pytest.fixture
def client() -> Client:
    return client_of("Leitung")


@pytest.fixture
def measure() -> Measure:
    lead = common.organisation(name="AWO")
    measure = builders.measure(builders.field(), title="Sprachcafé", lead=lead, progress="running")
    builders.year(measure, 2024, done="Zehn Treffen im Jahr.", figures="10")
    return measure


@pytest.fixture
def invitation(measure: Measure) -> Invitation:
    round_ = Round.objects.create(year=YEAR, closes_on=timezone.localdate() + dt.timedelta(days=30))
    asking.invite(round_)
    invitation = Invitation.objects.get()
    invitation.contact_email, invitation.contact_name = "anna@example.org", "Anna"
    invitation.save()
    return invitation


@pytest.fixture
def received(invitation: Invitation) -> RoundAnswer:
    """The organisation has answered."""
    answer = invitation.answers.get()
    answer.done, answer.figures, answer.progress = "Zwölf Treffen im Jahr.", "12", "completed"
    answer.ends_on, answer.ends_precision = dt.date(2025, 12, 1), "month"
    answer.save()
    invitation.status, invitation.received_at = "received", timezone.now()
    invitation.save()
    return answer


def links_url(round_: Round) -> str:
    return f"/admin/concept/round/{round_.pk}/links/"


def answer_url(invitation: Invitation) -> str:
    return f"/admin/concept/round/answer/{invitation.pk}/"


def choose(client: Client, invitation: Invitation, action: str) -> Any:
    return client.post(links_url(invitation.round), {"invitation": [invitation.pk], action: "1"})


def decide(client: Client, answer: RoundAnswer, decision: str, **more: str) -> Any:
    data = {f"decision-{answer.pk}": decision, **more}
    return client.post(answer_url(answer.invitation), data)


# --- Opening ----------------------------------------------------------------------------------------


def test_new_round_lists_the_organisations_and_asks_nobody_yet(client: Client, measure: Measure) -> None:
    builders.measure(measure.fields.get(), title="Ohne Leitung")
    page = client.get(admin_url(Round, "add"))
    data = form_data(page, year=YEAR, closes_on="31.03.2026", intro="Bitte helfen Sie uns.")

    response = client.post(admin_url(Round, "add"), data, follow=True)

    round_ = Round.objects.get()
    assert response.redirect_chain[-1][0] == change_url(round_)
    assert "Ohne Leitung" in " ".join(str(one) for one in response.context["messages"])
    assert round_.invitations.get().organisation == measure.lead
    assert round_.invitations.get().purge_on == dt.date(2026, 6, 29)
    assert mail.outbox == []


def test_address_is_typed_in_the_list_and_dates_follow_the_round(
    client: Client, invitation: Invitation
) -> None:
    links.make(invitation)
    page = client.get(change_url(invitation.round))
    data = form_data(page, closes_on="30.09.2026", **{"invitations-0-contact_email": "neu@example.org"})

    assert client.post(change_url(invitation.round), data).status_code == 302

    invitation.refresh_from_db()
    assert invitation.contact_email == "neu@example.org"
    assert invitation.expires_on == dt.date(2026, 10, 14)
    assert invitation.purge_on == dt.date(2026, 12, 29)


# --- Links ------------------------------------------------------------------------------------------


def test_mail_carries_a_link_that_opens_the_form(client: Client, invitation: Invitation) -> None:
    sender = member("Leitung")
    sender.email = "leitung@example.org"
    sender.save()

    response = choose(client, invitation, "mail")

    (sent,) = mail.outbox
    invitation.refresh_from_db()
    assert (sent.to, sent.reply_to) == (["anna@example.org"], ["leitung@example.org"])
    assert str(YEAR) in sent.subject
    assert "Anna" in sent.body
    assert Client().get(LINK.search(sent.body)[1]).status_code == 200
    assert (invitation.status, invitation.sent_at is not None) == ("invited", True)
    assert not LINK.search(response.content.decode())


def test_link_is_shown_once_where_no_mail_can_carry_it(client: Client, invitation: Invitation) -> None:
    invitation.contact_email = ""
    invitation.save()

    shown = choose(client, invitation, "mail").content.decode()
    later = client.get(links_url(invitation.round)).content.decode()

    assert mail.outbox == []
    assert Client().get(LINK.search(shown)[1]).status_code == 200
    assert not LINK.search(later)


@override_settings(EMAIL_BACKEND="tests.concept.rounds.test_admin.Broken")
def test_mail_server_that_fails_loses_no_link(client: Client, invitation: Invitation) -> None:
    response = choose(client, invitation, "mail")

    invitation.refresh_from_db()
    assert LINK.search(response.content.decode())
    assert invitation.sent_at is None


class Broken(BaseEmailBackend):
    """A mail server that cannot be reached."""

    def send_messages(self, _messages: Any) -> int:
        raise ConnectionRefusedError


def test_links_can_be_taken_back(client: Client, invitation: Invitation) -> None:
    address = links.make(invitation)

    choose(client, invitation, "revoke")

    assert Client().get(address).status_code == 404


def test_received_answer_gets_a_new_link_only_after_it_is_open_again(
    client: Client, received: RoundAnswer
) -> None:
    invitation = received.invitation
    choose(client, invitation, "mail")
    assert mail.outbox == []

    choose(client, invitation, "reopen")
    choose(client, invitation, "mail")

    address = LINK.search(mail.outbox[0].body)[1]
    assert "Zwölf Treffen" in Client().get(address).content.decode()


def test_nothing_happens_without_a_choice(client: Client, invitation: Invitation) -> None:
    response = client.post(links_url(invitation.round), {"mail": "1"})

    assert response.status_code == 200
    assert mail.outbox == []


# --- Deciding ---------------------------------------------------------------------------------------


def test_answer_stands_beside_what_is_on_the_site(client: Client, received: RoundAnswer) -> None:
    response = client.get(answer_url(received.invitation))

    (row,) = response.context["rows"]
    by_label = {str(one.label): one for one in row["compared"]}
    done = by_label[str(RoundAnswer._meta.get_field("done").verbose_name)]
    assert (done.now, done.told) == ("Zehn Treffen im Jahr.", "Zwölf Treffen im Jahr.")
    assert done.difference is None
    assert "<ins>Zwölf Treffen im Jahr.</ins>" in response.content.decode()
    assert row["before"] == 2024
    assert [one.is_same for one in row["compared"]] == [False, True, False, False, False, True]


def test_approval_writes_measure_and_year_with_history(client: Client, received: RoundAnswer) -> None:
    received.measure.is_uncertain = True
    received.measure.save()

    decide(client, received, "approve", checked="1")

    measure = Measure.objects.get()
    year = MeasureYear.objects.get(year=YEAR)
    received.refresh_from_db()
    assert (measure.progress, measure.ends_on, measure.ends_precision) == (
        "completed", dt.date(2025, 12, 1), "month",
    )  # fmt: skip
    assert (measure.checked_on, measure.is_uncertain) == (timezone.localdate(), False)
    assert (year.done, year.figures) == ("Zwölf Treffen im Jahr.", "12")
    assert "AWO" in year.source
    assert measure.history.first().history_user == member("Leitung")
    assert "AWO" in measure.history.first().history_change_reason
    assert (received.decision, received.decided_by) == ("approved", member("Leitung"))
    assert Invitation.objects.get().status == "done"
    assert MeasureYear.objects.get(year=2024).done == "Zehn Treffen im Jahr."


def test_approval_need_not_count_as_a_check(client: Client, received: RoundAnswer) -> None:
    decide(client, received, "approve")

    assert Measure.objects.get().checked_on is None


def test_approval_publishes_no_draft(client: Client, received: RoundAnswer) -> None:
    Measure.objects.update(status="draft")

    decide(client, received, "approve")

    assert Measure.objects.get().status == "draft"


def test_year_that_stands_already_is_brought_up_to_date(client: Client, received: RoundAnswer) -> None:
    builders.year(received.measure, YEAR, done="Vorläufig.")

    decide(client, received, "approve")

    year = MeasureYear.objects.get(year=YEAR)
    assert (year.done, year.history.count()) == ("Zwölf Treffen im Jahr.", 2)


def test_rejection_needs_a_question(client: Client, received: RoundAnswer) -> None:
    response = decide(client, received, "reject")

    received.refresh_from_db()
    assert (response.status_code, received.decision) == (422, "open")
    assert f'id="note-{received.pk}-error"' in response.content.decode()


def test_rejection_asks_the_organisation_by_mail_and_opens_its_form_again(
    client: Client, received: RoundAnswer
) -> None:
    decide(client, received, "reject", **{f"note-{received.pk}": "Wie viele Menschen kamen?"})

    (sent,) = mail.outbox
    address = LINK.search(sent.body)[1]
    page = Client().get(address)
    assert "Wie viele Menschen kamen?" in sent.body
    assert "Wie viele Menschen kamen?" in page.content.decode()
    assert Invitation.objects.get().status == "reopened"
    assert Measure.objects.get().progress == "running"
    assert not MeasureYear.objects.filter(year=YEAR).exists()

    form = page.context["filling"].forms[0]
    data = {field.html_name: field.value() or "" for field in form}
    Client().post(address, {**data, form["figures"].html_name: "12 Treffen, 80 Menschen", "send": "1"})

    received.refresh_from_db()
    assert (received.decision, received.figures) == ("open", "12 Treffen, 80 Menschen")
    assert Invitation.objects.get().status == "received"


def test_what_is_taken_over_is_not_asked_again(client: Client, received: RoundAnswer) -> None:
    invitation = received.invitation
    other = builders.measure(received.measure.fields.get(), lead=received.measure.lead, title="Zweite")
    second = RoundAnswer.objects.create(
        invitation=invitation, measure=other, progress="running", done="Etwas."
    )

    data = {
        f"decision-{received.pk}": "approve",
        f"decision-{second.pk}": "reject",
        f"note-{second.pk}": "Was?",
    }
    client.post(answer_url(invitation), data)
    page = Client().get(LINK.search(mail.outbox[0].body)[1])

    assert [form.instance for form in page.context["filling"].forms] == [second]
    assert page.context["filling"].closed == [received]


def test_one_missing_question_stops_all_decisions(client: Client, received: RoundAnswer) -> None:
    other = builders.measure(received.measure.fields.get(), lead=received.measure.lead, title="Zweite")
    second = RoundAnswer.objects.create(invitation=received.invitation, measure=other, progress="running")

    decide(client, received, "approve", **{f"decision-{second.pk}": "reject"})

    received.refresh_from_db()
    assert received.decision == "open"
    assert Measure.objects.get(pk=received.measure.pk).progress == "running"


def test_long_text_shows_its_changed_places(client: Client, received: RoundAnswer) -> None:
    text = "Im Café trafen sich jede Woche zehn Menschen aus vielen Ländern."
    received.measure.years.update(done=text)
    received.done = text.replace("zehn", "zwanzig")
    received.save()

    shown = client.get(answer_url(received.invitation)).content.decode()

    assert "<del>zehn</del> <ins>zwanzig</ins>" in shown


def test_everything_is_taken_over_at_once(client: Client, received: RoundAnswer) -> None:
    other = builders.measure(received.measure.fields.get(), lead=received.measure.lead, title="Zweite")
    RoundAnswer.objects.create(
        invitation=received.invitation, measure=other, progress="running", done="Etwas."
    )

    client.post(answer_url(received.invitation), {"all": "1"})

    assert set(RoundAnswer.objects.values_list("decision", flat=True)) == {"approved"}
    assert Invitation.objects.get().status == "done"


def test_draft_cannot_be_decided(client: Client, invitation: Invitation) -> None:
    answer = invitation.answers.get()

    decide(client, answer, "approve")

    answer.refresh_from_db()
    assert answer.decision == "open"


def test_decision_is_made_once(client: Client, received: RoundAnswer) -> None:
    decide(client, received, "approve")
    changes = Measure.objects.get().history.count()

    decide(client, received, "approve")

    assert Measure.objects.get().history.count() == changes


# --- Roles and cost ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "looks", "sends", "decides"),
    [(None, 403, 403, 403), ("Redaktion", 200, 403, 403), ("Leitung", 200, 200, 302),
     ("Administration", 200, 200, 302)],
)  # fmt: skip
def test_redaktion_looks_on_and_leitung_decides(
    role: str | None, looks: int, sends: int, decides: int, received: RoundAnswer
) -> None:
    client = client_of(role)
    invitation = received.invitation

    assert client.get(change_url(invitation.round)).status_code == looks
    assert client.get(answer_url(invitation)).status_code == looks
    assert client.get(links_url(invitation.round)).status_code == sends
    assert choose(client, invitation, "revoke").status_code == sends
    assert decide(client, received, "approve").status_code == decides


def test_visitors_are_sent_to_the_log_in(received: RoundAnswer) -> None:
    for address in (answer_url(received.invitation), links_url(received.invitation.round)):
        assert Client().get(address).status_code == 302


def test_pages_cost_the_same_queries_for_one_and_for_many(client: Client, received: RoundAnswer) -> None:
    def cost(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    addresses = [
        answer_url(received.invitation),
        links_url(received.invitation.round),
        change_url(received.invitation.round),
        admin_url(Round, "changelist"),
    ]
    before = [cost(address) for address in addresses]
    for number in range(6):
        lead = received.measure.lead if number % 2 else common.organisation()
        measure = builders.measure(received.measure.fields.get(), title=f"Nummer {number}", lead=lead)
        invitation, _made = Invitation.objects.get_or_create(
            round=received.invitation.round, organisation=lead, defaults={"purge_on": dt.date(2030, 1, 1)}
        )
        RoundAnswer.objects.create(invitation=invitation, measure=measure, progress="running")

    assert [cost(address) for address in addresses] == before
