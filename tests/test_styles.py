"""Style sheets name no left and no right, so that the layout turns with the direction of the page."""

import re

from dev_tools.environment import ROOT

PHYSICAL = re.compile(
    r"\b(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-)?(?:left|right)\b(?![-\w])"
    r"|\bborder-(?:top|bottom)-(?:left|right)-radius\b|translateX|\bfloat\s*:"
)
CORNERS = re.compile(r"\bborder-radius\s*:\s*([^;/]+);")
# A tick is drawn by two sides of a box that is turned; it looks the same in every direction.
TICK = ["0", "3px", "3px", "0"]
SIDES = re.compile(r"\b(?:margin|padding|inset|border-width)\s*:\s*([^;]+);")


def sheets() -> dict[str, str]:
    """The style sheets of the public site without their comments."""
    return {
        str(path.relative_to(ROOT)): re.sub(
            r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL
        )
        for path in sorted((ROOT / "static" / "css").rglob("*.css"))
    }


def test_no_property_names_a_physical_side() -> None:
    found = [
        f"{name}: {line.strip()}"
        for name, text in sheets().items()
        for line in text.splitlines()
        if PHYSICAL.search(line)
    ]
    assert len(sheets()) > 20
    assert found == []


def test_no_shorthand_gives_left_and_right_different_values() -> None:
    found = []
    for name, text in sheets().items():
        sides = [value for value in map(_parts, SIDES.findall(text)) if len(value) == 4]
        corners = [value for value in map(_parts, CORNERS.findall(text)) if len(value) == 4]
        found += [f"{name}: {value}" for value in sides if value[1] != value[3] and value != TICK]
        found += [f"{name}: {value}" for value in corners if value[0] != value[1] or value[2] != value[3]]
    assert found == []


def _parts(value: str) -> list[str]:
    """The values of a shorthand: "0 var(--gap)" → ["0", "var(--gap)"]."""
    return re.findall(r"[\w.%-]+(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?", value)
