"""No German is left on an Arabic page outside of what is marked as German."""

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.guard import Guard
from tests.browser.kinds import VISITOR

# The kinds of page whose content is translated into Arabic.
TRANSLATED = {
    "home", "list", "offer", "service-point", "volunteering", "place", "contact", "contact-mistakes",
    "contact-thanks", "search-nothing", "page", "legal", "not-found",
}  # fmt: skip
GERMAN = set(
    """
    und oder der die das den dem des ein eine einen einem einer ist sind mit für von vom zu zum zur im am
    auf aus bei nach nicht Sie Ihr Ihre Ihnen wir uns wenn wie was wo wann Uhr Seite mehr alle keine
    """.split()  # noqa: SIM905
)
# Names that stand without a mark on every page.
NAMES = {"Leverkusen", "KI", "Lev"}
# Share of words in Latin letters among the words outside of marks.
MOST_LATIN = 0.08

# The visible texts outside of marks, with what stands in attributes that are read out.
TEXTS = """() => {
    const { lang } = document.documentElement
    const own = one => one.closest('[lang]')?.lang === lang && !one.closest('bdi')
    const texts = []
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
        const { parentElement: one, data } = walker.currentNode
        if (data.trim() && !one.closest('script, style') && own(one)) texts.push(data.trim())
    }
    for (const name of ['aria-label', 'title', 'alt', 'placeholder'])
        for (const one of document.querySelectorAll(`body [${name}]`))
            if (own(one)) texts.push(one.getAttribute(name))
    return texts
}"""


@pytest.mark.parametrize("kind", [one for one in VISITOR if one.name in TRANSLATED], ids=lambda one: one.name)
def test_arabic_page_has_no_german_outside_of_marks(browser: Browser, site: str, kind) -> None:
    guard = Guard(site)
    guard.allow(f"status of {kind.status}")
    context = browser.new_context(base_url=site)
    page = context.new_page()
    kind.open(page, "ar")
    texts = page.evaluate(TEXTS)
    context.close()

    words = [word for text in texts for word in re.findall(r"[^\W\d_]{2,}", text) if word not in NAMES]
    latin = [word for word in words if re.match(r"[A-Za-zÄÖÜäöüß]", word)]
    german = [text for text in texts if set(re.findall(r"\b[A-Za-zÄÖÜäöüß]+\b", text)) & GERMAN]
    assert german == []
    assert len(latin) / len(words) <= MOST_LATIN, latin
