"""What a Word paragraph shows: its text without tracked deletions, its style's heading level, its weight."""

from collections.abc import Iterator
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml import etree

_SKIPPED = frozenset(
    qn(tag) for tag in ("w:del", "w:moveFrom", "w:txbxContent", "w:pPr", "w:rPr", "w:instrText", "w:delText")
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_T, _TAB, _BR, _CR = qn("w:t"), qn("w:tab"), qn("w:br"), qn("w:cr")
_HYPHENS = {qn("w:noBreakHyphen"): "-", qn("w:softHyphen"): ""}
_R, _RPR, _PPR, _VAL = qn("w:r"), qn("w:rPr"), qn("w:pPr"), qn("w:val")
_OFF = frozenset({"0", "false", "off", "none"})
_DEEPEST = 9
_DEPTHS = frozenset("012345678")
_LEVELS = frozenset("123456789")


def pieces(element: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """The runs of text under an element in order, each with the element that holds it (usually its `w:r`)."""
    for child in element:
        tag = child.tag
        if tag in _SKIPPED or not isinstance(tag, str):
            continue
        if tag == _T:
            yield child.text or "", element
        elif tag == _TAB:
            yield "\t", element
        elif tag in (_BR, _CR):
            yield "\n", element
        elif tag in _HYPHENS:
            yield _HYPHENS[tag], element
        elif tag == _R and _is_on(child.find(_RPR), "w:vanish"):
            continue
        else:
            yield from pieces(child)


def paragraph_text(paragraph: etree._Element) -> str:
    """The text a paragraph shows, line breaks and tabs kept."""
    return "".join(text for text, _ in pieces(paragraph))


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style settles, inherited from the styles it is based on."""

    heading_level: int | None = None
    bold: bool = False
    centered: bool = False
    number_id: str | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Styles:
    """A document's paragraph styles by id."""

    by_id: dict[str, Style]
    default: Style

    def of(self, paragraph: etree._Element) -> Style:
        """A paragraph's own settings over those of its style."""
        properties = paragraph.find(_PPR)
        if properties is None:
            return self.default
        named = properties.find(qn("w:pStyle"))
        base = self.default if named is None else self.by_id.get(named.get(_VAL) or "", self.default)
        return _settled(properties, base)


def is_bold(paragraph: etree._Element, style: Style) -> bool:
    """Whether every visible letter of a paragraph is bold."""
    seen = False
    for text, run in pieces(paragraph):
        if text.strip():
            seen = True
            own = run.find(_RPR)
            stated = None if own is None else own.find(qn("w:b"))
            if not (style.bold if stated is None else stated.get(_VAL) not in _OFF):
                return False
    return seen


def read_styles(root: etree._Element | None) -> Styles:
    """Read `styles.xml`, each style settled with what it is based on."""
    if root is None:
        return Styles({}, Style())
    found = {
        style.get(qn("w:styleId")) or "": style
        for style in root.iterfind(qn("w:style"))
        if style.get(qn("w:type")) == "paragraph"
    }
    settled: dict[str, Style] = {}
    for name in found:
        _settle(name, found, settled, frozenset())
    default = next(
        (settled[name] for name, style in found.items() if style.get(qn("w:default")) not in (None, *_OFF)),
        Style(),
    )
    return Styles(settled, default)


def _settle(
    name: str, found: dict[str, etree._Element], settled: dict[str, Style], above: frozenset[str]
) -> Style:
    if name in settled:
        return settled[name]
    style = found.get(name)
    if style is None or name in above or len(above) > _DEEPEST:
        return Style()
    based_on = style.find(qn("w:basedOn"))
    base = Style() if based_on is None else _settle(based_on.get(_VAL) or "", found, settled, above | {name})
    properties = style.find(_PPR)
    made = base if properties is None else _settled(properties, base)
    level = _named_level(style)
    own = style.find(_RPR)
    bold = made.bold if own is None or own.find(qn("w:b")) is None else _is_on(own, "w:b")
    settled[name] = Style(
        made.heading_level if level is None else level, bold, made.centered, made.number_id, made.depth
    )
    return settled[name]


def _named_level(style: etree._Element) -> int | None:
    """The level a built-in style's name tells: `Title`, `heading 1` … in any language of Word."""
    named = style.find(qn("w:name"))
    name = "" if named is None else (named.get(_VAL) or "").lower()
    if name == "title":
        return 1
    head, _, number = name.rpartition(" ")
    return int(number) if head == "heading" and number in _LEVELS else None


def _settled(properties: etree._Element, base: Style) -> Style:
    level, centered, number_id, depth = base.heading_level, base.centered, base.number_id, base.depth
    outline = properties.find(qn("w:outlineLvl"))
    if outline is not None:
        stated = outline.get(_VAL) or ""
        level = int(stated) + 1 if stated in _DEPTHS else None
    justified = properties.find(qn("w:jc"))
    if justified is not None:
        centered = justified.get(_VAL) == "center"
    numbered = properties.find(qn("w:numPr"))
    if numbered is not None:
        used, at = numbered.find(qn("w:numId")), numbered.find(qn("w:ilvl"))
        if used is not None:
            number_id = used.get(_VAL)
        if at is not None and (at.get(_VAL) or "") in _DEPTHS:
            depth = int(at.get(_VAL) or "0")
    return Style(level, base.bold, centered, number_id, depth)


def _is_on(properties: etree._Element | None, tag: str) -> bool:
    stated = None if properties is None else properties.find(qn(tag))
    return stated is not None and stated.get(_VAL) not in _OFF
