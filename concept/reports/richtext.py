"""Editors' HTML as a tree of plain data, so that page and PDF are made from it without pasting text together.

A node is a text, or a dictionary with `tag` and `children` (and `href` for a link). Only the elements that
the editor offers survive; of others the content stays, of scripts and styles nothing.
"""

from html.parser import HTMLParser
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

Node = str | dict[str, Any]

BLOCKS = {"p", "h2", "h3", "ul", "ol", "li", "blockquote"}
INLINE = {"strong", "em", "a"}
_SAME = {"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"}
_DROPPED = {"script", "style"}
_CONTAINERS = {"root", "ul", "ol", "blockquote"}
_SCHEMES = ("http://", "https://", "mailto:", "tel:")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root: dict[str, Any] = {"tag": "root", "children": []}
        self.open = [self.root]
        self.dropped = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _DROPPED:
            self.dropped += 1
        tag = _SAME.get(tag, tag)
        if tag == "br":
            self._add({"tag": "br", "children": []})
        elif tag in BLOCKS | INLINE:
            node: dict[str, Any] = {"tag": tag, "children": []}
            if tag == "a":
                node["href"] = _harmless(dict(attrs).get("href") or "")
            self._add(node)
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if tag in _DROPPED:
            self.dropped = max(0, self.dropped - 1)
        tag = _SAME.get(tag, tag)
        if any(node["tag"] == tag for node in self.open[1:]):
            while self.open.pop()["tag"] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self.dropped and (
            data.strip() or self.open[-1]["tag"] not in ("root", "ul", "ol", "blockquote")
        ):
            self._add(data)

    def _add(self, node: Node) -> None:
        self.open[-1]["children"].append(node)


def _harmless(href: str) -> str:
    return href if href.startswith(_SCHEMES) else ""


def tree(html: str) -> list[Node]:
    """The nodes of editors' HTML; text that stands outside of a block is one of the nodes itself."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    nodes: list[Node] = reader.root["children"]
    return _with_good_headings(nodes)


def _with_good_headings(nodes: list[Node]) -> list[Node]:
    """Without empty ones, and none skips a level: before the first h2, an h3 is one itself."""
    found: list[Node] = []
    may_be_third = False
    for node in nodes:
        if not isinstance(node, str) and node["tag"] in ("h2", "h3"):
            if not words(node["children"]):
                continue
            may_be_third = may_be_third or node["tag"] == "h2"
            if not may_be_third:
                node["tag"] = "h2"
        elif not isinstance(node, str):
            _flatten(node["children"])
        found.append(node)
    return found


def _flatten(nodes: list[Node]) -> None:
    """A heading within a list or quotation is no part of the outline: it becomes bold text."""
    for node in nodes:
        if not isinstance(node, str):
            if node["tag"] in ("h2", "h3"):
                node |= {"tag": "p", "children": [{"tag": "strong", "children": node["children"]}]}
            _flatten(node["children"])


def paragraphs(text: str) -> list[Node]:
    """Plain text as the same kind of tree: a blank line ends a paragraph, a line break stays."""
    found: list[Node] = []
    for block in text.replace("\r", "").split("\n\n"):
        children: list[Node] = []
        for line in block.strip().split("\n"):
            children += [{"tag": "br", "children": []}, line] if children else [line]
        if block.strip():
            found.append({"tag": "p", "children": children})
    return found


def to_html(nodes: list[Node], heading: int) -> SafeString:
    """HTML again, with headings that begin at the level `heading` (6 at most), so that they fit the page."""
    return mark_safe("".join(_html(node, heading) for node in nodes))  # noqa: S308 - every text is escaped


def _html(node: Node, heading: int) -> str:
    if isinstance(node, str):
        return escape(node)
    tag = node["tag"]
    if tag == "br":
        return "<br>"
    inner = "".join(_html(child, heading) for child in node["children"])
    if tag in ("h2", "h3"):
        tag = f"h{min(6, heading + int(tag[1]) - 2)}"
    if tag == "a":
        return f'<a href="{escape(node["href"])}" rel="external">{inner}</a>' if node["href"] else inner
    return f"<{tag}>{inner}</{tag}>"


def words(nodes: list[Node]) -> str:
    """The words alone, blocks separated by a space."""
    found: list[str] = []

    def collect(some: list[Node]) -> None:
        for node in some:
            if isinstance(node, str):
                found.append(node)
            else:
                collect(node["children"])
                if node["tag"] in BLOCKS or node["tag"] == "br":
                    found.append(" ")

    collect(nodes)
    return " ".join("".join(found).split())


def plain(html: str) -> str:
    """The words of editors' HTML, for comparison and for tables."""
    return words(tree(html))
