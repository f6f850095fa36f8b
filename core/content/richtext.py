"""Rich text of editors: a small set of elements, sanitised and brought into one form on every save.

Browsers, editors, translation programs and content files lay the same text out differently: line breaks
between blocks, a paragraph within each item of a list or none. `normal_form` is what is stored and compared.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django_prose_editor.fields import ProseEditorField, ProseEditorFormField, create_sanitizer

from core import references

EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "HardBreak": True,
    "Link": {
        "enableTarget": False,
        "protocols": ["http", "https", "mailto", "tel", references.SCHEME.rstrip(":")],
    },
}

_SPACE = re.compile(r"[ \t\r\n\f]+")
_BREAK = "<br>"
# What a list is anyway.
_PLAIN_LIST = re.compile(r'(?<=<ol)(?: (?:data-type="decimal"|type="1"|start="1"))+(?=[ >])')
_WITH_BLOCKS = {"", "li", "blockquote"}
_LISTS = {"ul", "ol"}
_BLOCKS = {"p", "h2", "h3", *_LISTS, *_WITH_BLOCKS}
# Nobody nests deeper; what does is no text.
_DEEPEST = 20


class RichTextFormField(ProseEditorFormField):
    def has_changed(self, initial: Any, data: Any) -> bool:
        return normal_form(initial or "") != normal_form(data or "")


class RichTextField(ProseEditorField):
    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"form_class": RichTextFormField, **kwargs})


def rich_text(*args: Any, **kwargs: Any) -> RichTextField:
    """A field for text with headings, lists and links; stored as clean HTML."""
    kwargs.setdefault("blank", True)
    return RichTextField(
        *args,
        extensions=EXTENSIONS,
        sanitize=[normal_form, references.with_targets, create_sanitizer],
        **kwargs,
    )


@dataclass
class _Node:
    """`start` is the start tag as it was written; a child that is a string is text with its references."""

    tag: str
    start: str
    children: list["_Node | str"] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open = [_Node("", "")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # A block ends the paragraph and the marks that it stands in.
        while tag in _BLOCKS and self.open[-1].tag not in _LISTS | _WITH_BLOCKS:
            self.open.pop()
        if tag == self.open[-1].tag == "li":
            self.open.pop()
        node = _Node(tag, _PLAIN_LIST.sub("", self.get_starttag_text() or ""))
        around = [one.tag for one in self.open if one.tag != "p" and (one.tag in _BLOCKS) == (tag in _BLOCKS)]
        if len(around) < _DEEPEST:
            self.open[-1].children.append(node)
            if tag != "br":
                self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_entityref(self, name: str) -> None:
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.handle_data(f"&#{name};")


def normal_form(html: str) -> str:
    """Sanitised HTML without white space between blocks, with each text in a paragraph, items of a list that
    have one paragraph without its tags, and nothing that is empty. The same again when it is applied again.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(_blocks(reader.open[0]))


def _block(node: _Node) -> str:
    """A block with all that is in it; "" where there is no text."""
    if node.tag in _LISTS:
        inner = "".join(
            _block(child) for child in node.children if isinstance(child, _Node) and child.tag in _BLOCKS
        )
    elif node.tag in _WITH_BLOCKS:
        blocks = _blocks(node)
        if node.tag == "li" and sum(block.startswith("<p>") for block in blocks) == 1:
            blocks[0] = blocks[0].removeprefix("<p>").removesuffix("</p>")
        inner = "".join(blocks)
    else:
        inner = _line(node.children)
    return f"{node.start}{inner}</{node.tag}>" if inner else ""


def _blocks(node: _Node) -> list[str]:
    found: list[str] = []
    run: list[_Node | str] = []
    for child in [*node.children, _Node("p", "<p>")]:
        if isinstance(child, str) or child.tag not in _BLOCKS:
            run.append(child)
            continue
        found += [_block(_Node("p", "<p>", run)), _block(child)]
        run = []
    return [block for block in found if block]


def _line(nodes: list["_Node | str"]) -> str:
    """Text with its marks in one order; white space is one space, none at the ends and beside line breaks."""
    runs: list[_Run] = []
    for run in _runs(nodes, {}):
        if run.text == _BREAK:
            _end(runs)
        elif not runs or runs[-1].text.endswith((" ", _BREAK)):
            run.text = run.text.removeprefix(" ")
        if run.text and runs and runs[-1].marks == run.marks:
            runs[-1].text += run.text
        elif run.text:
            runs.append(run)
    _end(runs)
    if all(run.text == _BREAK for run in runs):
        return ""
    found: list[str] = []
    open_marks: list[tuple[str, str]] = []
    for run in [*runs, _Run("", [])]:
        same = 0
        while same < min(len(open_marks), len(run.marks)) and open_marks[same] == run.marks[same]:
            same += 1
        found += [f"</{tag}>" for tag, _start in reversed(open_marks[same:])]
        found += [start for _tag, start in run.marks[same:]]
        found.append(run.text)
        open_marks = run.marks
    return "".join(found)


@dataclass
class _Run:
    """A text and its marks: tags with their start tags."""

    text: str
    marks: list[tuple[str, str]]


def _runs(nodes: list["_Node | str"], marks: dict[str, str]) -> Iterator[_Run]:
    for node in nodes:
        if isinstance(node, str) or node.tag == "br":
            text = _SPACE.sub(" ", node) if isinstance(node, str) else _BREAK
            yield _Run(text, sorted(marks.items()))
        else:
            yield from _runs(node.children, {node.tag: node.start, **marks})


def _end(runs: list[_Run]) -> None:
    """No space at the end of a line."""
    if runs:
        runs[-1].text = runs[-1].text.removesuffix(" ")
        if not runs[-1].text:
            runs.pop()
