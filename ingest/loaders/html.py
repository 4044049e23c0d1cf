"""Web pages: headings, paragraphs, list items and tables of the main content, without scripts and navigation.

An .xls or .doc that office software wrote as HTML is read here too (the registry sends it).
"""

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html

from ingest import reasons
from ingest.document import Document, Paragraph, Table
from ingest.errors import EmptyDocumentError, UnreadableFileError
from ingest.loaders.cleaning import one_line
from ingest.loaders.decoding import decode
from ingest.loaders.html_tables import is_frame, read_table
from ingest.loaders.html_text import BLOCKS, HEADINGS, all_text, is_centered, is_dropped, tag_of

_CHARSET = re.compile(rb"""<(?:meta[^>]+charset\s*=|\?xml[^>]+encoding\s*=)\s*["']?\s*([\w.:-]+)""", re.I)
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_MAIN_AT_LEAST = 200
_DEEPEST = 2_000
_BOLD = frozenset({"b", "strong"})


class HtmlLoader:
    """Reads .html and .htm."""

    format = "html"
    suffixes = (".html", ".htm", ".xhtml")

    def load(self, data: bytes, source: str) -> Document:
        declared = _CHARSET.search(data[:4096])
        text = decode(data, source, declared[1].decode("ascii", "replace") if declared else None)
        parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
        try:
            root = lxml_html.document_fromstring(_XML_DECLARATION.sub("", text), parser=parser)
        except etree.ParserError as error:  # what lxml says of a page without any content
            raise EmptyDocumentError(source, reasons.NO_TEXT) from error
        except (etree.XMLSyntaxError, ValueError) as error:
            raise UnreadableFileError(source, reasons.broken("HTML")) from error
        if _is_deeper(root, _DEEPEST):
            raise UnreadableFileError(source, reasons.broken("HTML"))
        elements = tuple(_Reader().read(_main(root)))
        if not elements:
            raise EmptyDocumentError(source, reasons.NO_TEXT)
        title = root.find(".//title")
        return Document(
            self.format, elements, title=None if title is None else one_line(all_text(title)) or None
        )


def _main(root: etree._Element) -> etree._Element:
    """The one <main> or <article> that holds the text, else the body."""
    for tag in ("main", "article"):
        found = list(root.iter(tag))
        if len(found) == 1 and len(all_text(found[0])) >= _MAIN_AT_LEAST:
            return found[0]
    body = root.find("body")
    return root if body is None else body


def _is_deeper(root: etree._Element, limit: int) -> bool:
    """Whether tags stand more than `limit` deep in each other, as only a broken or hostile page has them."""
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limit:
            return True
    return False


class _Reader:
    """Walks a tree without recursion, closing a paragraph wherever a block begins or ends."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._bold: list[bool] = []
        self._bold_depth = 0
        self._headings: list[int] = []
        self._centered: list[etree._Element] = []
        self._lists: list[int | None] = []
        self._marker = ""

    def read(self, root: etree._Element) -> Iterator[Paragraph | Table]:
        skipped: etree._Element | None = None
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = tag_of(element)
            if event == "end":
                if element is not skipped:
                    yield from self._end(element, tag)
                if element is not root:
                    self._add(element.tail)
            elif element is not root and is_dropped(element, tag):
                skipped = element
                walker.skip_subtree()
            elif tag == "table" and not is_frame(element):
                yield from self._close()
                skipped = element
                walker.skip_subtree()
                table = read_table(element)
                if table is not None:
                    yield table
            else:
                yield from self._start(element, tag)
        yield from self._close()

    def _start(self, element: etree._Element, tag: str) -> Iterator[Paragraph]:
        if tag in BLOCKS or tag == "br":
            yield from self._close()
        if tag in HEADINGS:
            self._headings.append(int(tag[1]))
        elif tag in _BOLD:
            self._bold_depth += 1
        elif tag in ("ul", "ol"):
            self._lists.append(_first_number(element) if tag == "ol" else None)
        elif tag == "li":
            self._marker = self._next_marker()
        if is_centered(element, tag):
            self._centered.append(element)
        self._add(element.text)

    def _end(self, element: etree._Element, tag: str) -> Iterator[Paragraph]:
        if tag in BLOCKS:
            yield from self._close()
        if tag in HEADINGS and self._headings:
            self._headings.pop()
        elif tag in _BOLD and self._bold_depth:
            self._bold_depth -= 1
        elif tag in ("ul", "ol") and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._marker = ""
        if self._centered and self._centered[-1] is element:
            self._centered.pop()

    def _add(self, text: str | None) -> None:
        if text:
            self._text.append(text)
            if text.strip():
                self._bold.append(self._bold_depth > 0)

    def _next_marker(self) -> str:
        if not self._lists:
            return ""
        number = self._lists[-1]
        if number is None:
            return "- "
        self._lists[-1] = number + 1
        return f"{number}. "

    def _close(self) -> Iterator[Paragraph]:
        text = one_line("".join(self._text))
        if text:
            level = self._headings[-1] if self._headings else None
            yield Paragraph(
                self._marker + text,
                level,
                bold=all(self._bold),
                centered=bool(self._centered),
            )
            self._marker = ""
        self._text.clear()
        self._bold.clear()


def _first_number(element: etree._Element) -> int:
    stated = element.get("start", "1")
    return int(stated) if stated.isdecimal() and len(stated) < 6 else 1
