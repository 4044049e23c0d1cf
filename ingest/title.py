"""The title of a report and where its body begins: BÁO CÁO and its subject, or an article's first line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from ingest.numbering import read_mark
from ingest.section_label import may_be_label
from vectorstore.analysis.periods import find_periods
from vectorstore.analysis.text import fold

_SEARCHED = 60
_LONGEST_SUBJECT = 400
_LONGEST_PRESS = 220
_SUBJECT_LINES = 4
HEAD_NEAR = 3
_KIND = re.compile(
    r"(?:du thao )?(?:bao cao(?: tom tat| nhanh| tong ket| so ket| thong ke| chuyen de| bo sung)?"
    r"|thong bao|ke hoach|to trinh|tom tat|ban tom tat|cong bo|de an|phuong an|thong ke|tong hop"
    r"|bieu tong hop|ket luan)\Z"
)
# `Báo cáo sơ kết công tác …`, `V/v tình hình …`: a title in small letters, known by the head it stands under.
_PLAIN_KIND = re.compile(
    r"(?:du thao )?(?:bao cao|thong bao|ke hoach|tong ket|so ket|danh gia|ket qua|tinh hinh|so lieu|thong ke"
    r"|tong hop|bang tong hop|cong khai|v/v|ve viec)\b"
)
_REPORT_ABOUT = re.compile(r"(?:DỰ THẢO )?BÁO CÁO\b")
_SUBJECT_ENDS = re.compile(
    r"kinh gui|thuc hien|can cu|tai lieu|so\s*:|nhin chung|\(?(?:don vi|dvt)|trong (?:nam|quy|thang|6)|"
    r"ngay dang|noi nhan|[-_*=–—.]{3}"
)
_HEAD = re.compile(
    r"cong hoa xa hoi|doc lap\b|ubnd\b|uy ban nhan dan|hoi dong nhan dan|hdnd\b|so tu phap|bo tu phap"
    r"|cuc thi hanh|chi cuc|cuc thads|tong cuc|phong tu phap|so\s*:|toa an|vien kiem sat|trung tam"
    r"|doan luat su|phu luc|bieu (?:so|mau)|mau so|van phong"
    r"|(?:tinh|thanh pho|huyen) [^,]{2,30}\Z"
)
_HEAD_AND_TITLE = re.compile(r"(?P<head>[^–—-]{6,60})\s+[–—-]\s+(?P<title>.{10,})")
_BODY = re.compile(r"(?:hoi|hoi dong|thanh tra|ban|to|lien doan|vien|to chuc) [^\d.,:;]*\Z")
_NUMBER_LINE = re.compile(r"so\s*:?\s*\d+\s*/")
_NUMBERED = re.compile(r"\(\s*(?:bao cao )?so\b")
_TAIL = re.compile(
    r"noi nhan\s*:?|(?:kt|tm|tl|tuq)\.\s|(?:pho )?giam doc\Z|(?:pho )?cuc truong\Z|bo truong\Z"
)
_ATTACHED = re.compile(r"\(?(?:ban hanh )?(?:dinh )?kem (?:theo )?(?:bao cao|cong van|van ban|to trinh)\b")
_PUT_OUT = re.compile(
    r"(?:ngay )?(?:dang(?: tai| tin)?|cap nhat|xuat ban|cong bo|phat hanh|dua tin)(?: ngay| luc| tin)?\s*:"
    r"|(?:published|posted|updated|date)(?: on)?\s*:"
    r"|(?:dang|cap nhat|xuat ban|published|posted|updated)(?: ngay| luc| on)?\s+(?=\d)"
)
_WEEKDAY = r"(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
_NUMERIC_DAY = r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{4}"
_DAY_ALONE = re.compile(
    rf"\W*(?:{_WEEKDAY}\W+)?(?:ngay\s+)?(?:\d{{1,2}}[:hg]\d{{2}}\W+)?"
    rf"(?:{_NUMERIC_DAY}|\d{{1,2}} thang \d{{1,2}} nam \d{{4}})"
    r"\W*(?:(?:luc\s+)?\d{1,2}[:hg]\d{2}(?::\d{2})?\W*)?(?:\(?gmt\W?\d*\)?)?\W*"
)
_MONTH_NAME = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
)
_ENGLISH_DAY = rf"(?:\d{{1,2}} {_MONTH_NAME},? \d{{4}}|{_MONTH_NAME} \d{{1,2}},? \d{{4}})"
# `KGO - Rạch Giá, ngày 28/02/2023`, `Lao Cai Portal, 8 January 2020`: where and when, and no more.
_PLACE_AND_DAY = re.compile(
    r"(?P<where>[^\d;:!?]{0,60})(?<![^\W\d])(?:ngay\s+)?"
    rf"(?:{_NUMERIC_DAY}|\d{{1,2}} thang \d{{1,2}} nam \d{{4}}|{_ENGLISH_DAY})"
    r"\)?(?:\s*\([^()\d]{2,40}\))?\W*"
)
_PLACE_AND_MONTH = re.compile(r"(?P<where>[^\d;:!?]{2,40}),\s*(?:thang\s+)?\d{1,2}\s?[/-]\s?\d{4}\W*")
_NO_PLACE = re.compile(
    r"\b(?:tinh|den|toi|tu|ke|so lieu|bieu|ky|thoi diem|truoc|sau|het|han|giai doan|quyet dinh|luat|nghi dinh"
    r"|thong tu|cong van|as of|from|until|since|bao cao|ket qua|cong tac|hop|hoi nghi|phien|cuoc|dot|kem)\b"
)


class TextLine(Protocol):
    """What is asked of a line here."""

    @property
    def text(self) -> str: ...
    @property
    def marked(self) -> int | None: ...
    @property
    def table(self) -> bool: ...
    @property
    def aside(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Title:
    """The lines of a title, in order, and the first line that may be a heading of the body."""

    lines: tuple[int, ...]
    body_start: int


def find_title(lines: Sequence[TextLine]) -> Title:
    """The title's lines; none where a text begins with its first sentence."""
    banner: int | None = None
    for number, line in enumerate(lines[:_SEARCHED]):
        if line.table or line.aside:
            continue
        if number == 0 and split_head(line.text)[0] is not None and len(lines) > 1:
            return Title((0,), 1)
        if is_kind_line(line.text):
            if banner is None and not _names_kind(line.text) and _stands_over_head(lines, number):
                banner = number
                continue
            return _with_subject(lines, number)
        if number and _is_plain_title(lines, number):
            return Title(_with_brackets(lines, number), number + 1)
        if read_mark(line.text) is not None and number > 0:
            break
    return _press_title(lines) if banner is None else _with_subject(lines, banner)


def _is_plain_title(lines: Sequence[TextLine], number: int) -> bool:
    """Whether a line under the head of a paper, and nothing else, says in small letters what paper it is.

    Or what it is about, and of which time.
    """
    text = lines[number].text
    above = [line.text for line in lines[:number] if not line.aside]
    return (
        (_PLAIN_KIND.match(fold(text)) is not None or any(m.period for m in find_periods(text)))
        and not is_head_line(text)
        and not is_dateline(text)
        and text[0].isupper()
        and len(text) <= _LONGEST_PRESS
        and not text.endswith((".", ";", ":", ","))
        and number + 1 < len(lines)
        and bool(above)
        and all(_stands_above(each) for each in above)
    )


def _stands_above(text: str) -> bool:
    """Whether a line may stand over a title: who writes, the paper's number, its day."""
    folded = fold(text)
    names_body = text.isupper() and _BODY.match(folded) is not None
    return (
        not text.strip()
        or is_head_line(text)
        or names_body
        or is_dateline(text)
        or _NUMBER_LINE.match(folded) is not None
    )


def _with_brackets(lines: Sequence[TextLine], number: int) -> tuple[int, ...]:
    """A title with the bracket under it that says of which time it is; not one with a number."""
    below = lines[number + 1]
    if below.table or below.text[:1] != "(" or not below.text.endswith(")") or is_attached(below.text):
        return (number,)
    return (number,) if _NUMBERED.match(fold(below.text)) else (number, number + 1)


def split_head(title: str) -> tuple[str | None, str]:
    """The agency before a title on its line, and the title: `SỞ TƯ PHÁP PHÚ THỌ - Báo cáo về …`."""
    found = _HEAD_AND_TITLE.fullmatch(title)
    if found is None or not found["head"].isupper() or _PLAIN_KIND.match(fold(found["title"])) is None:
        return None, title
    return found["head"], found["title"]


def _stands_over_head(lines: Sequence[TextLine], number: int) -> bool:
    """Whether a line in the words of a title is a note over the paper, whose own head or title follows."""
    below = lines[number + 1 : number + 1 + HEAD_NEAR]
    return any(is_head_line(line.text) or _names_kind(line.text) for line in below)


def stands_over_caps_head(texts: Sequence[str]) -> bool:
    """Whether the first of some lines is a note over the head of a paper: the agency in capitals follows."""
    return not is_head_line(texts[0]) and any(text.isupper() and is_head_line(text) for text in texts[1:])


def _with_subject(lines: Sequence[TextLine], kind: int) -> Title:
    found = [kind]
    length = len(lines[kind].text)
    for number in range(kind + 1, min(len(lines), kind + 1 + _SUBJECT_LINES)):
        line = lines[number]
        length += len(line.text)
        if (
            line.table
            or line.aside
            or length > _LONGEST_SUBJECT
            or read_mark(line.text) is not None
            or _SUBJECT_ENDS.match(fold(line.text))
            or (line.text.endswith((".", ":", ";")) and len(found) > 1)
        ):
            break
        if len(found) > 1 and not _goes_on(lines[found[-1]], line):
            break
        found.append(number)
    return Title(tuple(found), found[-1] + 1)


def _goes_on(above: TextLine, line: TextLine) -> bool:
    """Whether a subject runs on: `…, phương hướng` / `nhiệm vụ năm 2024` or a bracketed period under it."""
    return (
        line.text[0].islower()
        or line.text[0] == "("
        or above.text.endswith((",", "-", "–", " và", ";"))
        or (above.text.isupper() and line.text.isupper())
    )


def _press_title(lines: Sequence[TextLine]) -> Title:
    """The first line, when it is short, is no sentence and something follows it; not its section's name."""
    marked = next((number for number, line in enumerate(lines[:_SEARCHED]) if line.marked is not None), None)
    first = next((number for number, line in enumerate(lines) if _may_be_headline(line)), None)
    if first is None or (marked is not None and marked <= first + 2):
        # the format's own headings tell where the title is
        return Title((), 0)
    if stands_over_caps_head([line.text for line in lines[first : first + 1 + HEAD_NEAR] if not line.table]):
        return Title((), 0)
    if may_be_label(lines[first].text) and _is_headline(lines, first + 1) and _leads(lines, first + 2):
        return Title((first + 1,), first + 2)
    return Title((first,), first + 1) if _is_headline(lines, first) else Title((), 0)


def _leads(lines: Sequence[TextLine], number: int) -> bool:
    """Whether a sentence stands here, or the day the item was put out before one."""
    text = lines[number].text
    return text.endswith(".") or is_dateline(text)


def _is_headline(lines: Sequence[TextLine], number: int) -> bool:
    if number + 1 >= len(lines) or not _may_be_headline(lines[number]):
        return False
    text = lines[number].text
    return not (
        len(text) > _LONGEST_PRESS
        or text.endswith((".", ";", ":", ","))
        or read_mark(text) is not None
        or is_head_line(text)
        or not any(len(line.text) > 1 for line in lines[number + 1 :])
        or lines[number + 1].table
    )


def _may_be_headline(line: TextLine) -> bool:
    return not line.table and not line.aside and not is_dateline(line.text)


def is_kind_line(text: str) -> bool:
    """Whether a line says what kind of paper this is: `BÁO CÁO`, alone or with its subject in capitals."""
    if not text.isupper():
        return text == "Báo cáo"
    return _names_kind(text) or _REPORT_ABOUT.match(text) is not None


def _names_kind(text: str) -> bool:
    """Whether a line in capitals is the kind of paper and nothing else."""
    return text.isupper() and _KIND.match(fold(text).strip(" .:*")) is not None


def is_head_line(text: str) -> bool:
    """Whether a line belongs to the head of a paper: the agency, the motto, the number."""
    return _HEAD.match(fold(text).strip()) is not None


def is_tail_line(text: str) -> bool:
    """Whether the list of receivers or the signature begins here."""
    return _TAIL.match(fold(text).strip()) is not None


def is_attached(text: str) -> bool:
    """Whether a line says which paper this one belongs to: `(Kèm theo Báo cáo số 45/BC-STP …)`."""
    return _ATTACHED.match(fold(text).strip()) is not None


def is_dateline(text: str) -> bool:
    """Whether a line says when a text was published: `Ngày đăng: 23/12/2021`, `Thứ Ba, 03/10/2023`."""
    folded = fold(text).strip()
    if _PUT_OUT.match(folded) is not None or _DAY_ALONE.fullmatch(folded) is not None:
        return True
    if (day := _PLACE_AND_DAY.fullmatch(folded)) is not None:
        where = day["where"].rstrip()
        return not where or (where[-1] in ",-–—(" and _NO_PLACE.search(where) is None)
    month = _PLACE_AND_MONTH.fullmatch(folded)
    if month is None or _NO_PLACE.search(month["where"]):
        return False
    return all(word[0].isupper() for word in text[: month.end("where")].split() if word[0].isalpha())
