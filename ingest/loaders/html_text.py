"""Which elements of a page are blocks, which are left out, and the text of one."""

import re
from functools import lru_cache

from lxml import etree

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS | frozenset(
    {
        "p", "div", "section", "article", "main", "header", "body", "blockquote", "pre", "center", "address",
        "ul", "ol", "li", "dl", "dt", "dd", "figure", "figcaption", "hr", "fieldset", "details", "summary",
        "table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th",
    }
)  # fmt: skip
_DROPPED = frozenset(
    {
        "script", "style", "noscript", "template", "head", "nav", "footer", "aside", "form", "button",
        "select", "input", "textarea", "iframe", "object", "embed", "svg", "math", "canvas", "audio",
        "video", "map", "del",
    }
)  # fmt: skip
_DROPPED_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "search", "menu", "menubar", "complementary"}
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_CENTER = re.compile(r"text-align\s*:\s*center", re.I)
_MENU_ITEMS = 3
_MENU_SHARE = 0.9


@lru_cache(maxsize=512)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def tag_of(element: etree._Element) -> str:
    """An element's name in lower case, without a namespace; empty for what is no element."""
    return _local(element.tag) if isinstance(element.tag, str) else ""


def is_dropped(element: etree._Element, tag: str) -> bool:
    """Whether an element is no part of what the page says: scripts, navigation, link lists, hidden text."""
    if tag in _DROPPED or not tag:
        return True
    if element.get("hidden") is not None or element.get("role", "").lower() in _DROPPED_ROLES:
        return True
    if element.get("aria-hidden", "").lower() == "true" or _HIDDEN.search(element.get("style", "")):
        return True
    return tag in ("ul", "ol") and _is_menu(element)


def is_centered(element: etree._Element, tag: str) -> bool:
    """Whether an element sets its text in the middle."""
    return (
        tag == "center"
        or element.get("align", "").lower() == "center"
        or _CENTER.search(element.get("style", "")) is not None
    )


def _is_menu(element: etree._Element) -> bool:
    """A list that is nothing but links."""
    if sum(1 for _ in element.iter("li")) < _MENU_ITEMS:
        return False
    letters = len("".join(all_text(element).split()))
    linked = sum(len("".join(all_text(link).split())) for link in element.iter("a"))
    return letters > 0 and linked >= _MENU_SHARE * letters


def all_text(element: etree._Element) -> str:
    """All text under an element as it stands in the source."""
    return "".join(str(text) for text in element.itertext())


def shown_text(element: etree._Element) -> str:
    """The text under an element, its blocks on lines of their own."""
    texts: list[str] = []
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walker:
        tag = tag_of(inner)
        if event == "start":
            if inner is not element and is_dropped(inner, tag):
                walker.skip_subtree()
                continue
            if tag in BLOCKS or tag == "br":
                texts.append("\n")
            texts.append(_flat(inner.text))
        elif inner is not element:
            if tag in BLOCKS:
                texts.append("\n")
            texts.append(_flat(inner.tail))
    return "".join(texts)


def _flat(text: str | None) -> str:
    """Source line breaks are spaces to a browser."""
    return " ".join(text.split("\n")) if text else ""
