"""The contact form: kept, mailed, and hard for programs; without a cookie."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import InternalError, OperationalError
from django.test import Client
from django.utils import timezone

from ki_site.portal import enquiries, forms
from ki_site.portal.models import ENQUIRY_DAYS, Enquiry, SiteProfile
from ki_site.portal.views import contact
from tests import builders

pytestmark = pytest.mark.django_db
URL = "/de/kontakt/"
NOW = "2026-03-02 10:00 +01:00"


@pytest.fixture(autouse=True)
def _site():
    contact = builders.contact(email="ki@example.org", name="KI")
    SiteProfile.objects.create(name="KI", city="L", organisation=contact.organisation, contact=contact)


def filled_in(seconds: int = 30, **changes: str) -> dict[str, str]:
    """What a person sends who has had the form open for so many seconds."""
    with time_machine.travel(timezone.now() - timedelta(seconds=seconds)):
        token = forms.new_token()
    return {
        "reason": "question",
        "message": "Wo lerne ich Deutsch?",
        "email": "a@example.org",
        "token": token,
    } | changes


def test_message_is_kept_with_its_purge_date_and_mailed(client: Client) -> None:
    with time_machine.travel(NOW, tick=False):
        response = client.post(
            URL, filled_in(name="Olena", page="/de/angebote/"), headers={"Origin": "http://testserver"}
        )
        assert (response.status_code, response.url) == (302, "/de/kontakt/danke/")
        kept = Enquiry.objects.get()
        assert (kept.message, kept.name, kept.page, kept.language) == (
            "Wo lerne ich Deutsch?",
            "Olena",
            "/de/angebote/",
            "de",
        )
        assert kept.purge_on == timezone.localdate() + timedelta(days=ENQUIRY_DAYS)
    (letter,) = mail.outbox
    assert letter.to == ["ki@example.org"]
    assert letter.reply_to == ["a@example.org"]
    assert "Wo lerne ich Deutsch?" in letter.body


def test_only_the_message_has_to_be_filled_in(client: Client) -> None:
    assert client.post(URL, filled_in(email="")).status_code == 302
    assert mail.outbox[0].reply_to == []


def test_form_works_without_any_cookie_and_sets_none() -> None:
    client = Client(enforce_csrf_checks=True)
    assert not client.get(URL).cookies
    response = client.post(URL, filled_in())
    assert response.status_code == 302
    assert not response.cookies
    assert not client.get(response.url).cookies


@pytest.mark.parametrize("message", [None, "", "x" * 5001], ids=["new", "empty", "long"])
def test_page_with_the_form_stays_in_the_history_of_the_browser_alone(client: Client, message) -> None:
    """With no-store, Firefox forgets what was typed, and after a mistake no browser can show it again."""
    for _visit in range(2):
        response = client.get(URL) if message is None else client.post(URL, filled_in(message=message))
        parts = {part.strip() for part in response.headers["Cache-Control"].split(",")}
        assert parts == {"private", "no-cache"}


@pytest.mark.parametrize("name", ["message", "name", "email", "phone"])
def test_browser_cuts_nothing_that_is_pasted(client: Client, name) -> None:
    assert "maxlength" not in str(client.get(URL).context["form"][name])


def test_thanks_page_gives_nothing_away(client: Client) -> None:
    client.post(URL, filled_in(name="Olena", message="Geheim"))
    page = client.get("/de/kontakt/danke/").text
    assert "Olena" not in page
    assert "Geheim" not in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"message": ""}, "message"),
        ({"message": " \x00 "}, "message"),
        ({"message": "x" * 5001}, "message"),
        ({"email": "keine-adresse"}, "email"),
        ({"email": "a@" + "ä" * 60 + ".de"}, "email"),
        ({"reason": "hack"}, "reason"),
        ({"name": "x" * 121}, "name"),
        ({"token": "gefälscht"}, "token"),
    ],
)
def test_mistake_stands_beside_its_field_and_nothing_is_lost(client: Client, changes, field) -> None:
    response = client.post(URL, filled_in(**{"name": "Olena", **changes}))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    page = response.text
    assert 'role="alert"' in page or 'tabindex="-1"' in page
    if field not in ("name", "token"):
        assert f'href="#id_{field}' in page
        assert 'value="Olena"' in page
    assert not Enquiry.objects.exists()
    assert not mail.outbox


def test_form_that_was_open_for_two_days_can_be_sent_once_more(client: Client) -> None:
    response = client.post(URL, filled_in(seconds=2 * 24 * 3600))
    assert response.status_code == 422
    token = response.context["form"]["token"].value()
    with time_machine.travel(timezone.now() + timedelta(seconds=10)):
        again = client.post(URL, filled_in(token=token))
    assert again.status_code == 302
    assert Enquiry.objects.count() == 1


def test_form_that_was_open_for_two_days_can_be_sent_once_more_at_once(client: Client) -> None:
    """Its age has shown already that a person filled it in."""
    token = client.post(URL, filled_in(seconds=2 * 24 * 3600)).context["form"]["token"].value()

    assert client.post(URL, filled_in(token=token)).status_code == 302
    assert Enquiry.objects.count() == 1


@pytest.mark.parametrize("sent", [{"website": "http://spam.example"}, {"seconds": 1}], ids=str)
def test_what_a_program_may_have_sent_is_asked_for_once_more_and_never_dropped(client: Client, sent) -> None:
    response = client.post(URL, filled_in(**sent))

    assert response.status_code == 422
    assert "Wo lerne ich Deutsch?" in response.text
    assert not Enquiry.objects.exists()
    assert not mail.outbox
    form = response.context["form"]
    with time_machine.travel(timezone.now() + timedelta(seconds=3)):
        again = client.post(
            URL, filled_in(website=form["website"].value() or "", token=form["token"].value())
        )
    assert again.status_code == 302
    assert Enquiry.objects.count() == 1


def test_form_that_is_sent_twice_gives_one_message_and_one_mail(client: Client) -> None:
    sent = filled_in()

    assert [client.post(URL, sent).status_code for _click in range(2)] == [302, 302]
    assert Enquiry.objects.count() == 1
    assert len(mail.outbox) == 1


def test_other_words_in_the_same_form_are_another_message(client: Client) -> None:
    sent = filled_in()
    client.post(URL, sent)

    client.post(URL, sent | {"message": "Noch etwas"})

    assert {enquiry.message for enquiry in Enquiry.objects.all()} == {"Wo lerne ich Deutsch?", "Noch etwas"}
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Referer": "https://evil.example/form"}, {"Origin": "null"}],
)
def test_form_sent_from_another_site_is_refused(client: Client, headers) -> None:
    response = client.post(URL, filled_in(), headers=headers)
    assert response.status_code == 429
    assert "Wo lerne ich Deutsch?" in response.text
    assert not Enquiry.objects.exists()


def test_sixth_message_within_an_hour_is_refused_and_others_are_not(client: Client) -> None:
    codes = [client.post(URL, filled_in(), REMOTE_ADDR="10.1.1.1").status_code for _number in range(6)]
    assert codes == [302] * 5 + [429]
    assert client.post(URL, filled_in(), REMOTE_ADDR="10.1.1.2").status_code == 302


def test_throttle_takes_the_address_that_the_own_proxy_saw(client: Client, settings) -> None:
    settings.PROXIES = 1
    for number in range(6):
        last = client.post(
            URL,
            filled_in(),
            REMOTE_ADDR="127.0.0.1",
            headers={"X-Forwarded-For": f"9.9.9.{number}, 10.1.1.1"},
        )
    assert last.status_code == 429


@pytest.mark.parametrize("page", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_page_is_only_kept_as_an_address_of_this_site(client: Client, page) -> None:
    client.post(URL, filled_in(page=page))
    assert Enquiry.objects.get().page == ""


def test_line_break_in_a_field_cannot_forge_mail_headers(client: Client) -> None:
    response = client.post(URL, filled_in(email="a@example.org\nBcc: all@example.org"))
    assert response.status_code == 422


@pytest.mark.parametrize("field", ["name", "phone"])
def test_line_break_in_a_field_adds_no_line_to_the_mail(client: Client, field) -> None:
    client.post(URL, filled_in(**{field: "Ada\r\nE-Mail: falsch@example.org"}))

    (letter,) = mail.outbox
    assert "Ada E-Mail: falsch@example.org\n" in letter.body


def test_mail_leads_to_the_page_that_the_message_is_about(client: Client, settings) -> None:
    settings.ALLOWED_HOSTS, settings.HTTPS = ["testserver", "ki.example.org"], True
    client.post(URL, filled_in(page="/uk/angebote/beratung/"))

    assert "https://testserver/uk/angebote/beratung/\n" in mail.outbox[0].body


@pytest.fixture
def _broken_mail(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9


@pytest.mark.usefixtures("_broken_mail")
def test_mail_server_that_fails_loses_no_message(client: Client, caplog) -> None:
    assert client.post(URL, filled_in()).status_code == 302
    assert Enquiry.objects.get().is_mail_due
    assert "could not be sent" in caplog.text


@pytest.mark.usefixtures("_broken_mail")
def test_mail_that_failed_is_sent_by_the_command_once(client: Client, settings, capsys) -> None:
    client.post(URL, filled_in())
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        call_command("mail_enquiries")
        assert "Mailed 0 messages, 1 are still due." in capsys.readouterr().out
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        for _run in range(2):
            call_command("mail_enquiries")

    assert [letter.to for letter in mail.outbox] == [["ki@example.org"]]
    assert not Enquiry.objects.get().is_mail_due


def test_command_leaves_what_a_request_is_mailing_at_this_moment(client: Client) -> None:
    Enquiry.objects.create(message="neu", is_mail_due=True)

    call_command("mail_enquiries")

    assert not mail.outbox


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("", "question"),
        ("?anlass=barriere", "barrier"),
        ("?anlass=mitmachen", "volunteer"),
        ("?anlass=%00x", "question"),
    ],
)
def test_link_chooses_the_reason_beforehand(client: Client, query, reason) -> None:
    assert client.get(URL + query).context["form"]["reason"].value() == reason


def test_purge_deletes_what_is_over_and_nothing_else(capsys) -> None:
    today = timezone.localdate()
    for days in (-1, 0, 1):
        Enquiry.objects.create(message=str(days), purge_on=today + timedelta(days=days))
    call_command("purge_enquiries")
    assert [row.message for row in Enquiry.objects.all()] == ["1"]
    assert "Deleted 2 messages." in capsys.readouterr().out


@pytest.mark.parametrize(
    "error", [OperationalError("database is locked"), InternalError("read-only")], ids=str
)
@pytest.mark.parametrize("where", [(contact, "too_many"), (enquiries, "keep")], ids=["counting", "storing"])
def test_message_that_could_not_be_stored_stands_in_the_form(
    client: Client, monkeypatch: pytest.MonkeyPatch, where: tuple[object, str], error: Exception
) -> None:
    def fail(*_arguments: object) -> None:
        raise error

    sent = filled_in()
    with monkeypatch.context() as outage:
        outage.setattr(*where, fail)
        response = client.post("/tr/kontakt/", sent)

    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert "Henüz kaydedilmedi" in response.text
    form = response.context["form"]
    assert [form[name].value() for name in ("message", "email")] == [sent["message"], sent["email"]]
    assert client.post("/tr/kontakt/", sent).status_code == 302
    assert Enquiry.objects.count() == 1


def test_errors_stand_in_the_order_of_the_page(client: Client) -> None:
    page = client.post(URL, filled_in(message="", email="keine Adresse", reason="hack")).text
    listed = page[page.index('id="errors"') : page.index("</ul>", page.index('id="errors"'))]
    links = re.findall(r'href="#([\w-]+)"', listed)
    assert links == sorted(links, key=lambda name: page.index(f'id="{name}"'))
    assert len(links) == 3


def test_contact_points_are_a_table_that_leads_to_their_organisations(client: Client) -> None:
    house = SiteProfile.objects.get().organisation
    own = builders.contact(
        organisation=house, name="Schule", task="Anmeldung", position=900, note="Bitte klingeln"
    )
    other = builders.contact(
        name="Amt", phone="", email="amt@example.org", task="Aufenthalt", note="Nur montags"
    )
    elsewhere = builders.contact(name="Treff", phone="", website="https://example.org/", task="Begegnung")
    page = client.get(URL).text
    table = page[page.index('<table class="whom"') : page.index("</table>", page.index('class="whom"'))]
    assert table.index("Schule") < table.index("Amt")
    assert f'href="{own.organisation.get_absolute_url()}#contact-{own.slug}"' in table
    assert (page.count("Bitte klingeln"), page.count("Nur montags")) == (0, 0)
    assert f'href="{other.organisation.get_absolute_url()}#contact-{other.slug}"' in table
    assert f'<li id="contact-{elsewhere.slug}"><a href="{elsewhere.organisation.get_absolute_url()}' in page
    assert "Treff" not in table
    for anchor in ("formular", "hours", "whom", f"contact-{own.slug}", f"contact-{other.slug}"):
        assert page.count(f'id="{anchor}"') == (anchor != "hours")
    assert page.index('id="formular"') < page.index('id="whom"')
