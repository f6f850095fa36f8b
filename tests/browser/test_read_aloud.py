"""Reading aloud, with a stand-in for the voices of the device."""

import json
from collections.abc import Callable

from playwright.sync_api import Page, expect

OFFER = "/de/angebote/casemanagement/"

# Voices by language and whether they are of the device; `finish()` ends what is being said.
SPEECH = """(voices) => {
    const said = []
    let current = null
    const stop = (how) => { const was = current; current = null; was?.[how]?.() }
    Object.assign(window, {
        said,
        finish: () => stop('onend'),
        SpeechSynthesisUtterance: class { constructor(text) { this.text = text } },
    })
    Object.defineProperty(window, 'speechSynthesis', { value: {
        getVoices: () => voices.map(([lang, localService]) => ({ lang, localService, default: false })),
        speak: (one) => { said.push(one.text); current = one },
        cancel: () => stop('onerror'),
        addEventListener: () => {},
    } })
}"""


def with_voices(page: Page, *voices: tuple[str, bool]) -> Page:
    page.add_init_script(f"({SPEECH})({json.dumps(voices)})")
    return page


def said(page: Page) -> list[str]:
    return page.evaluate("said")  # type: ignore[no-any-return]


def test_reads_the_page_from_its_heading_sentence_by_sentence(open_page: Callable[..., Page]) -> None:
    page = with_voices(open_page(), ("en-GB", True), ("de-DE", True))
    page.goto(OFFER)
    page.locator("[data-aloud-start]").click()

    expect(page.locator("[data-aloud-said]")).to_be_visible()
    page.evaluate("for (let n = 0; n < 5; n++) finish()")
    words = said(page)
    headings = page.locator("main h1").all_text_contents()
    assert headings[0] in words
    assert len(words) == 6
    expect(page.locator("[data-aloud-said]")).to_have_text(words[-1])
    assert page.evaluate("[...CSS.highlights.get('aloud')].length") == 1


def test_pauses_at_a_sentence_and_goes_on_with_it(open_page: Callable[..., Page]) -> None:
    page = with_voices(open_page(), ("de-DE", True))
    page.goto(OFFER)
    start = page.locator("[data-aloud-start]")
    start.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-aloud]")).to_have_attribute("data-aloud", "reading")
    page.keyboard.press("Enter")
    expect(page.locator("[data-aloud]")).to_have_attribute("data-aloud", "paused")
    assert len(said(page)) == 1
    page.keyboard.press("Enter")
    expect(page.locator("[data-aloud]")).to_have_attribute("data-aloud", "reading")

    assert len(said(page)) == 2
    assert said(page)[0] == said(page)[1]


def test_stops_with_its_button_and_with_escape(open_page: Callable[..., Page]) -> None:
    page = with_voices(open_page(), ("de-DE", True))
    page.goto(OFFER)
    stop = page.locator("[data-aloud-stop]")
    expect(stop).to_be_hidden()
    page.locator("[data-aloud-start]").click()
    stop.click()
    expect(stop).to_be_hidden()
    expect(page.locator("[data-aloud-start]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(stop).to_be_visible()
    page.keyboard.press("Escape")
    expect(stop).to_be_hidden()
    expect(page.locator("[data-aloud-said]")).to_be_hidden()
    assert page.evaluate("CSS.highlights.has('aloud')") is False


def test_ends_after_the_last_sentence(open_page: Callable[..., Page]) -> None:
    page = with_voices(open_page(), ("de-DE", True))
    page.goto("/de/orte/manforter-laden/")
    expect(page.locator("[data-aloud]")).to_be_visible()
    page.locator("[data-aloud-start]").click()
    expect(page.locator("[data-aloud]")).to_have_attribute("data-aloud", "reading")
    page.evaluate("for (let n = 0; n < 500; n++) finish()")

    expect(page.locator("[data-aloud]")).to_have_attribute("data-aloud", "")
    assert 3 < len(said(page)) < 500


def test_is_hidden_without_a_voice_of_the_device_for_the_language(open_page: Callable[..., Page]) -> None:
    page = with_voices(open_page(), ("de-DE", False), ("en-GB", True))
    page.goto(OFFER)
    expect(page.locator("main h1")).to_be_visible()
    expect(page.locator("[data-aloud]")).to_be_hidden()


def test_is_hidden_without_scripts(page_without_scripts: Page) -> None:
    page_without_scripts.goto(OFFER)
    expect(page_without_scripts.locator("[data-aloud]")).to_be_hidden()


def test_easy_german_is_read_by_a_german_voice(open_page: Callable[..., Page]) -> None:
    page = with_voices(open_page(), ("de_DE", True))
    page.goto("/de-simple/glossar/")
    expect(page.locator("[data-aloud]")).to_be_visible()
