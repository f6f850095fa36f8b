"""Machine translation against a stand-in server on this machine: what is asked, taken over, and refused."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from offers.models import Offer, OfferTranslation, Topic
from tests import builders
from tests.portal.staff import client_of
from tests.translating.test_page import sent, url
from translating import chosen, keeping, libretranslate, machine
from translating.libretranslate import LibreTranslate
from translating.machine import TranslatorError

pytestmark = pytest.mark.django_db


class Server:
    """Answers like LibreTranslate; `answer` may be replaced, `asked` are the questions that came."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.answer: Callable[[dict[str, Any]], tuple[int, Any]] = self.translated
        self.headers: dict[str, str] = {}
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.asked.append({**question, "path": self.path})
                code, body = outer.answer(question)
                content = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(code)
                for name, value in outer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *args: Any) -> None:
                """Silent."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    @staticmethod
    def translated(question: dict[str, Any]) -> tuple[int, Any]:
        """The German words with other letters; tags and marked words stay."""
        return 200, {"translatedText": [text.replace("Wir", "Ми") + " " for text in question["q"]]}

    def close(self) -> None:
        self.http.shutdown()
        self.http.server_close()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    made = Server()
    monkeypatch.setattr(libretranslate.time, "sleep", lambda _seconds: None)
    with override_settings(TRANSLATION_URL=made.url, TRANSLATION_KEY="secret"):
        yield made
    made.close()


@pytest.fixture
def offer() -> Offer:
    return builders.offer(
        title="Wir reden", summary="Wir.", description='<p>Wir <a href="/de/kontakt/">reden</a>.</p>'
    )


def command(*arguments: str) -> tuple[str, str]:
    out, errors = StringIO(), StringIO()
    call_command("translate", *arguments, stdout=out, stderr=errors)
    return out.getvalue(), errors.getvalue()


# --- The adapter ----------------------------------------------------------------------------------------


def test_off_by_default() -> None:
    assert chosen.translator() is None
    assert not machine.can_translate("uk")


def test_asks_in_batches_with_key_and_format(server: Server) -> None:
    texts = [f"Wir {number}" for number in range(60)]

    found = LibreTranslate(server.url, "secret").translate(texts, "uk", is_html=True)

    assert found == [f"Ми {number} " for number in range(60)]
    assert [len(one["q"]) for one in server.asked] == [25, 25, 10]
    first = server.asked[0]
    assert (first["source"], first["target"], first["format"], first["api_key"], first["path"]) == (
        "de", "uk", "html", "secret", "/translate",
    )  # fmt: skip


def test_slow_server_is_given_up_in_time_to_keep_what_was_typed(server: Server) -> None:
    done = threading.Event()
    server.answer = lambda question: (done.wait(2), server.translated(question))[1]
    start = time.monotonic()

    with pytest.raises(TranslatorError):
        LibreTranslate(server.url, longest=0.3).translate(["Wir"] * 60, "uk", is_html=False)
    assert time.monotonic() - start < 1
    done.set()


def test_somebody_waits_ten_seconds_at_most(server: Server) -> None:
    assert (
        0 < chosen.translator(libretranslate.LONGEST_IN_REQUESTS)._left() <= 10 < chosen.translator()._left()
    )


def test_long_texts_are_sent_apart(server: Server) -> None:
    LibreTranslate(server.url).translate(["a" * 5000, "b" * 5000, "c"], "uk", is_html=False)

    assert [len(one["q"]) for one in server.asked] == [1, 2]
    assert "api_key" not in server.asked[0]


def test_passing_failure_is_tried_again(server: Server) -> None:
    codes = iter([503, 429, 200])
    server.answer = lambda question: (
        (code, {}) if (code := next(codes)) != 200 else server.translated(question)
    )

    assert LibreTranslate(server.url).translate(["Wir"], "uk", is_html=False) == ["Ми "]


@pytest.mark.parametrize(
    ("code", "body", "tries"),
    [
        (503, {}, 3),
        (400, {"error": "uk is not supported"}, 1),
        (403, {"error": "Invalid API key"}, 1),
        (400, b"not json", 1),
        (200, b"not json", 1),
        (200, {"translatedText": "one text"}, 1),
        (200, {"translatedText": ["one", "too many"]}, 1),
        (200, {"translatedText": [None]}, 1),
        (200, [], 1),
    ],
)
def test_failure_is_told_and_nothing_is_returned(server: Server, code: int, body: Any, tries: int) -> None:
    server.answer = lambda _question: (code, body)

    with pytest.raises(TranslatorError) as told:
        LibreTranslate(server.url).translate(["Wir"], "uk", is_html=False)

    assert len(server.asked) == tries
    if isinstance(body, dict) and "error" in body:
        assert body["error"] in str(told.value)


def test_redirect_to_another_host_is_not_followed(server: Server) -> None:
    other = Server()
    server.headers = {"Location": f"{other.url}/translate"}
    server.answer = lambda _question: (307, {})

    with pytest.raises(TranslatorError):
        LibreTranslate(server.url).translate(["Wir"], "uk", is_html=False)

    assert other.asked == []
    other.close()


def test_slow_or_absent_server_is_told(server: Server) -> None:
    wait = threading.Event()
    server.answer = lambda _question: (wait.wait(2), (200, {}))[1]
    with pytest.raises(TranslatorError):
        LibreTranslate(server.url, timeout=0.05).translate(["Wir"], "uk", is_html=False)
    wait.set()
    server.close()
    with pytest.raises(TranslatorError):
        LibreTranslate(server.url).translate(["Wir"], "uk", is_html=False)


# --- What must survive ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("german", "text", "is_html", "good"),
    [
        ("Wir", "Ми", False, True),
        ("Wir", " ", False, False),
        ("<p>Wir <b>x</b></p>", "<p><b>y</b> Ми</p>", True, True),
        ("<p>Wir <b>x</b></p>", "<p>Ми y</p>", True, False),
        ("<p>Wir</p>", "<p>Ми</p><p></p>", True, False),
        ('<a href="/de/kontakt/">x</a>', '<a href="/uk/kontakt/">y</a>', True, True),
        ('<a href="/de/kontakt/">x</a>', '<a href="https://x.example/">y</a>', True, False),
        ("Der [[Integrationskurs]]", "Курс [[Integrationskurs]]", False, True),
        ("Der [[Integrationskurs]]", "Курс Integrationskurs", False, False),
        ("Der [[Integrationskurs]]", "Курс [[Integrationskurs]", False, False),
        ("Eins\nZwei", "Один\nДва", False, True),
        ("Eins\nZwei", "Один Два", False, False),
    ],
)
def test_what_loses_its_marks_is_not_taken(german: str, text: str, is_html: bool, good: bool) -> None:
    assert (keeping.lost(german, text, is_html) == "") is good


# --- The command ----------------------------------------------------------------------------------------


def test_command_fills_what_is_missing(server: Server, offer: Offer) -> None:
    command("--language", "uk", "--kind", "offers.offer", "--missing")

    row = offer.translations.get()
    assert (row.language, row.status, row.is_outdated) == ("uk", "machine", False)
    assert (row.title, row.description) == ("Ми reden", '<p>Ми <a href="eintrag:/kontakt/">reden</a>.</p>')
    assert {one["format"] for one in server.asked} == {"text", "html"}


def test_command_leaves_alone_what_is_there(server: Server, offer: Offer) -> None:
    OfferTranslation.objects.create(parent=offer, language="uk", title="Своє", status="draft")

    command("--language", "uk", "--kind", "offers.offer", "--missing", "--outdated")

    assert offer.translations.get().title == "Своє"
    assert server.asked == []


def test_command_translates_anew_what_a_machine_made_and_no_person_has_read(
    server: Server, offer: Offer
) -> None:
    for language, status in (("uk", "machine"), ("ru", "reviewed")):
        OfferTranslation.objects.create(parent=offer, language=language, title="Старе", status=status)
    offer.title = "Wir lernen"
    offer.save()

    command("--language", "uk", "--language", "ru", "--kind", "offers.offer", "--outdated")

    assert dict(offer.translations.values_list("language", "title")) == {"uk": "Ми lernen", "ru": "Старе"}
    assert set(OfferTranslation.objects.outdated().values_list("language", flat=True)) == {"ru"}


def test_text_that_lost_its_tags_is_refused_and_the_rest_stored(server: Server, offer: Offer) -> None:
    server.answer = lambda question: (
        200,
        {"translatedText": [text.replace("<p>", "") for text in question["q"]]},
    )

    _out, errors = command("--language", "uk", "--kind", "offers.offer", "--missing")

    row = offer.translations.get()
    assert (row.title, row.description) == ("Wir reden", "")
    assert errors.count("refused") == 1


def test_too_long_a_text_is_refused(server: Server) -> None:
    topic = Topic.objects.create(slug="deutsch", name="Wir")
    server.answer = lambda question: (200, {"translatedText": ["я" * 81 for _text in question["q"]]})

    command("--language", "uk", "--kind", "offers.topic", "--missing")

    assert not topic.translations.exists()


def test_failure_in_the_middle_keeps_what_is_done(server: Server) -> None:
    for number in range(15):
        Topic.objects.create(slug=f"topic-{number}", name=f"Wir {number}")
    answers = iter([True])
    server.answer = lambda question: server.translated(question) if next(answers, False) else (500, {})

    with pytest.raises(CommandError, match="10 texts stored"):
        command("--language", "uk", "--kind", "offers.topic", "--missing")
    assert Topic.translation_model().objects.count() == 10

    server.answer = server.translated
    command("--language", "uk", "--kind", "offers.topic", "--missing")
    assert Topic.translation_model().objects.count() == 15


def test_dry_run_sends_and_stores_nothing(server: Server, offer: Offer) -> None:
    out, _errors = command("--language", "uk", "--kind", "offers.offer", "--missing", "--dry-run")

    assert "1 missing" in out
    assert (server.asked, offer.translations.count()) == ([], 0)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--language", "xx", "--missing"),
        ("--language", "uk", "--kind", "offers.nothing", "--missing"),
        ("--language", "uk"),
        ("--language", "de-simple", "--missing"),
    ],
)
def test_command_says_what_is_wrong(server: Server, arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        command(*arguments)
    assert server.asked == []


def test_command_without_a_server_says_so() -> None:
    with pytest.raises(CommandError, match="TRANSLATION_URL"):
        command("--language", "uk", "--missing")


# --- The button -----------------------------------------------------------------------------------------


def press(offer: Offer, language: str = "uk", **texts: str) -> Any:
    client = client_of("Redaktion")
    page = client.get(url(offer, language))
    return client.post(url(offer, language), sent(page, **texts) | {"_machine": "1"})


def values(response: Any) -> dict[str, str]:
    return {line.bound.name: line.bound.value() for line in response.context["page"].main.lines}


def test_button_fills_empty_fields_and_saves_nothing(server: Server, offer: Offer) -> None:
    response = press(offer, title="Своє")

    assert values(response) == {
        "title": "Своє",
        "summary": "Ми.",
        "description": '<p>Ми <a href="eintrag:/kontakt/">reden</a>.</p>',
    }
    assert response.context["page"].state_form["status"].value() == "machine"
    assert not offer.translations.exists()


def test_failure_of_the_machine_loses_no_text(server: Server, offer: Offer) -> None:
    server.answer = lambda _question: (500, {})

    response = press(offer, title="Своє")

    assert (response.status_code, values(response)["title"], values(response)["summary"]) == (200, "Своє", "")
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


def test_button_is_there_only_where_a_machine_can_help(server: Server, offer: Offer) -> None:
    client = client_of("Redaktion")

    assert b'name="_machine"' in client.get(url(offer, "uk")).content
    assert b'name="_machine"' not in client.get(url(offer, "de-simple")).content
    with override_settings(TRANSLATION_URL=""):
        assert b'name="_machine"' not in client.get(url(offer, "uk")).content
        assert press(offer).status_code == 200
    assert server.asked == []
