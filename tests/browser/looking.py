"""Questions to a page in the browser, each answered by a list of faults in words."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},  # of WCAG 2.2, and off by default
    "resultTypes": ["violations"],
    "preload": False,
}
# What a theme can change; the rest is the same in both.
COLOURS = {**EVERYTHING, "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
AXE = Axe().axe_script

# What sticks out of the window without standing in something that scrolls, and text that is cut off.
LOST = """() => {
    const styles = new Map()
    const style = one => styles.get(one) ?? styles.set(one, getComputedStyle(one)).get(one)
    const within = (one, holds) =>
        one !== document.body && (holds(style(one)) || within(one.parentElement, holds))
    const hidden = one => within(one, ({ clipPath, position, visibility }) =>
        clipPath !== 'none' || position === 'absolute' || visibility === 'hidden')
    const scrolls = one => within(one, ({ overflowX }) => /auto|scroll/.test(overflowX))
    const name = one => `${one.tagName}.${one.getAttribute('class')} ${one.textContent.trim().slice(0, 40)}`
    const sideways = document.documentElement.scrollWidth - document.documentElement.clientWidth
    const lost = sideways ? [`scrolls sideways by ${sideways} px`] : []
    for (const one of document.body.querySelectorAll('*:not(svg, svg *, option)')) {
        const box = one.getBoundingClientRect()
        if (box.width < 2 || box.height < 2) continue
        const sticksOut = box.right > innerWidth + 1 || box.left < -1
        if (sticksOut && !hidden(one) && !scrolls(one)) lost.push('out of the window: ' + name(one))
        const isCut = one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1
        const cuts = /hidden|clip/.test(style(one).overflowX + style(one).overflowY)
        if (cuts && isCut && one.textContent.trim() && !hidden(one)) lost.push('cut off: ' + name(one))
    }
    return lost
}"""

# WCAG 1.4.12, by a style sheet that the content security policy does not forbid.
SPACING = """() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
        word-spacing: .16em !important } p { margin-block-end: 2em !important }`)
    document.adoptedStyleSheets = [sheet]
}"""

# Controls on their own; links inside a sentence are as high as their line.
SMALL = """() => [...document.querySelectorAll(
        'button, summary, input:not([type=hidden]), select, textarea, nav a, .links a, .button, .more')]
    .map(one => [one, one.getBoundingClientRect()])
    .filter(([one, box]) => box.width > 1 && (box.width < 24 || box.height < 24))
    .map(([one, box]) => `${one.outerHTML.slice(0, 80)} ${box.width}x${box.height}`)"""

MOVING = """() => [...document.querySelectorAll('*')].filter(one => {
        const style = getComputedStyle(one)
        return parseFloat(style.transitionDuration) > 0.01 || parseFloat(style.animationDuration) > 0.01
            || style.scrollBehavior === 'smooth'
    }).map(one => one.outerHTML.slice(0, 80))"""


def violations(page: Page) -> str:
    """What axe finds on a phone and on a desktop, light and dark: a line each, with the looks it shows in."""
    page.evaluate(AXE)
    found: dict[str, list[str]] = {}
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        for theme, options in (("light", EVERYTHING), ("dark", COLOURS)):
            page.emulate_media(color_scheme=theme)
            page.evaluate("document.getAnimations().forEach(one => one.finish())")
            for violation in _run(page, options):
                found.setdefault(violation, []).append(f"{width} {theme}")
    return "\n".join(f"{', '.join(looks)}: {violation}" for violation, looks in sorted(found.items()))


def _run(page: Page, options: dict[str, Any]) -> set[str]:
    rules = page.evaluate("options => axe.run(document, options).then(run => run.violations)", options)
    return {
        f"{rule['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for rule in rules
        for node in rule["nodes"]
    }


def faults_here(page: Page) -> list[str]:
    """What axe finds and what is lost on the page just as it stands."""
    page.evaluate(AXE)
    return [*page.evaluate(LOST), *sorted(_run(page, EVERYTHING))]


def losses(page: Page) -> dict[str, list[str]]:
    """What is lost on 320 px, with wide text spacing, and with text of twice the size on 640 px."""
    page.set_viewport_size({"width": 320, "height": 640})
    found = {"320 px": page.evaluate(LOST)}
    page.evaluate(SPACING)
    found["320 px, wide spacing"] = page.evaluate(LOST)
    page.evaluate("document.adoptedStyleSheets = []")
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.set_viewport_size({"width": 640, "height": 640})
    found["640 px, text of 200 %"] = page.evaluate(LOST)
    page.evaluate("document.documentElement.style.fontSize = ''")
    return {size: lost for size, lost in found.items() if lost}


def small_targets(page: Page) -> list[str]:
    """Controls below 24 by 24 px on a phone (WCAG 2.5.8)."""
    page.set_viewport_size({"width": 360, "height": 800})
    return page.evaluate(SMALL)  # type: ignore[no-any-return]


def movements(page: Page) -> list[str]:
    """What moves although the reader asked for less motion."""
    page.emulate_media(reduced_motion="reduce")
    return page.evaluate(MOVING)  # type: ignore[no-any-return]
