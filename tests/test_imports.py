"""Imports run one way, between the rooms of the house and inside of each, and never in a circle."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# From the ground floor upwards; a module may name only its own room and those on a floor below.
FLOORS = [("core",), ("search", "translating"), ("offers",), ("concept",), ("news",), ("ki_site",)]
ROOMS = [room for floor in FLOORS for room in floor]
LABELS = {room: room for room in ROOMS[:-1]} | {"portal": "ki_site.portal"}
RELATION = re.compile(rf"({'|'.join(LABELS)})\.[A-Z]\w+")

# Where an import stands inside of a function, and why it must.
INLINE = {
    "core.apps": "models are there only when the apps are ready",
    "offers.apps": "models are there only when the apps are ready",
    "search.apps": "models are there only when the apps are ready",
    "ki_site.portal.apps": "models are there only when the apps are ready",
    "ki_site.portal.admin_site": "the admin site is made before the models of the apps are there",
}

# The order inside of each room, from the ground upwards; what stands in one line does not know each other.
INSIDE = {
    "core": """
        addresses control_signs drawings formats forms german_terms icons languages logs middleware outage
        postgresql roles spreadsheets
        phones references sqlite staticfiles time_limit uploads
        mails
        content
        throttle
        models
        editing
        apps memory
        admin views words
        management templatetags
    """,
    "search": """
        folding models
        admin misses postings stems vocabulary
        compounds tokens typos
        marks parsing registry synonyms
        distress expansion index
        listening management ranking
        apps need scoring
        query results
        finder
    """,
    "translating": """
        apps coverage easy_german keeping machine reads units
        filling forms libretranslate overview plan sheet xliff
        bulk chosen page
        management views
    """,
    "offers": """
        models opening
        city_map
        admin asking calendar_files jsonld schedules search weeks
        directory
        cards facts finder
        apps
        exports views
        urls
    """,
    "concept": """
        apps models
        due examples figures rounds search
        tables
        grid reports open_data
        admin indicators
        measures
        overview templatetags
        management urls
    """,
    "news": """
        apps repeats rules
        recurrence
        models wording
        admin calendars feeds jsonld search templatetags upcoming
        views
        urls
    """,
    "ki_site.portal": """
        admin_config borrowed_texts sending_again staff_admin templatetags terms
        models
        entry_pages explaining
        chooser
        admin alive apps content desk enquiries error_pages finding forms frame search situations
        admin_site context management sitemaps views
        urls urls_plain
    """,
}


@cache
def modules() -> dict[str, ast.Module]:
    """The syntax tree of every module of the house, by its name."""
    found = {}
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            found[name] = ast.parse(path.read_text(encoding="utf-8"), str(path))
    return found


def floor(module: str) -> int | None:
    """On which floor a module stands; None for what is not part of the house."""
    room = module.partition(".")[0]
    return next((number for number, rooms in enumerate(FLOORS) if room in rooms), None)


def named(tree: ast.AST, module: str) -> Iterator[tuple[int, str]]:
    """Line and name of every module that the code imports or, as "label.Model", relates to."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package(module).split(".")[: 1 - node.level or None]) if node.level else ""
            source = ".".join(filter(None, (base, node.module or "")))
            yield from ((node.lineno, f"{source}.{alias.name}") for alias in node.names)
        elif (
            isinstance(node, ast.Constant) and isinstance(node.value, str) and RELATION.fullmatch(node.value)
        ):
            yield node.lineno, LABELS[node.value.partition(".")[0]]


def package(module: str) -> str:
    is_package = (ROOT.joinpath(*module.split(".")) / "__init__.py").exists()
    return module if is_package else module.rpartition(".")[0]


def wrong_way(module: str, tree: ast.Module) -> list[str]:
    """What the module names although it stands above or beside it, or outside of the house (tests, tools)."""
    own, room = floor(module), module.partition(".")[0]
    assert own is not None
    found = []
    for line, name in named(tree, module):
        other = floor(name)
        outside = name.partition(".")[0] in ("tests", "dev_tools")
        if outside or (other is not None and name.partition(".")[0] != room and other >= own):
            found.append(f"{module}:{line} names {name}")
    return found


def known(name: str, everything: dict[str, ast.Module]) -> str:
    """The module in which an imported name stands."""
    while name and name not in everything:
        name = name.rpartition(".")[0]
    return name


def graph(everything: dict[str, ast.Module]) -> dict[str, set[str]]:
    """By module, the modules of the house that it imports."""
    return {
        module: {known(name, everything) for _line, name in named(tree, module)} - {module, ""}
        for module, tree in everything.items()
        if "migrations" not in module
    }


def circle(arrows: dict[str, set[str]]) -> list[str]:
    """One way from a module back to itself; empty when there is none."""
    done: set[str] = set()

    def follow(module: str, way: list[str]) -> list[str]:
        if module in way:
            return [*way[way.index(module) :], module]
        if module in done:
            return []
        for other in sorted(arrows.get(module, ())):
            if found := follow(other, [*way, module]):
                return found
        done.add(module)
        return []

    return next((found for module in sorted(arrows) if (found := follow(module, []))), [])


def upwards(room: str, order: str, arrows: dict[str, set[str]]) -> list[str]:
    """Imports inside of a room that do not run down, and what the order does not name."""
    lines = [line.split() for line in order.strip().splitlines()]
    places = {name: number for number, names in enumerate(lines) for name in names}
    found = set()
    for module, others in arrows.items():
        own = inside(module, room)
        if own is None:
            continue
        if own not in places:
            found.add(f"{room}.{own} has no place in the order")
        for other in others:
            below = inside(other, room)
            if below and below != own and places.get(below, 0) >= places.get(own, 0):
                found.add(f"{module} names {other}")
    return sorted(found)


def inside(module: str, room: str) -> str | None:
    """The part of a room to which a module belongs."""
    return module.removeprefix(f"{room}.").partition(".")[0] if module.startswith(f"{room}.") else None


def inline(module: str, tree: ast.Module) -> list[str]:
    """Imports that stand in a function or under a condition of the type checker."""
    places = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.If)]
    lines = {
        node.lineno
        for place in places
        for node in ast.walk(place)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    return [f"{module}:{line}" for line in sorted(lines)]


def test_imports_run_one_way() -> None:
    assert [line for module, tree in modules().items() for line in wrong_way(module, tree)] == []


def test_every_room_of_the_house_is_read() -> None:
    assert {module.partition(".")[0] for module in modules()} == set(ROOMS)


def test_no_import_runs_in_a_circle() -> None:
    assert circle(graph(modules())) == []


@pytest.mark.parametrize("room", INSIDE)
def test_imports_run_one_way_inside_of_each_room(room: str) -> None:
    assert upwards(room, INSIDE[room], graph(modules())) == []


def test_imports_stand_at_the_top() -> None:
    found = [line for module, tree in modules().items() for line in inline(module, tree)]

    assert [line for line in found if line.partition(":")[0] not in INLINE] == []
    assert {line.partition(":")[0] for line in found} == set(INLINE), "a reason that nothing needs any more"


def test_import_of_a_later_room_is_noticed_wherever_it_stands() -> None:
    tree = ast.parse(
        "from ki_site import portal\n"
        "def later():\n    import news.models\n"
        "place = ForeignKey('offers.Place')\n"
        "field = ForeignKey('concept.ActionField')\n"
        "from core.models import Anything\n"
    )

    assert sorted(wrong_way("offers.models", tree)) == [
        "offers.models:1 names ki_site.portal",
        "offers.models:3 names news.models",
        "offers.models:5 names concept",
    ]


def test_rooms_side_by_side_do_not_know_each_other() -> None:
    assert wrong_way("search.index", ast.parse("import translating.plan")) == [
        "search.index:1 names translating.plan"
    ]


def test_circle_is_noticed_through_several_modules() -> None:
    arrows = {"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}

    assert circle(arrows) == ["b", "c", "b"]


def test_import_that_runs_up_inside_of_a_room_is_noticed() -> None:
    arrows = {"news.models": {"news.views.event"}, "news.views.event": {"news.models"}, "news.new": set()}

    assert upwards("news", "models\nviews", arrows) == [
        "news.models names news.views.event",
        "news.new has no place in the order",
    ]
