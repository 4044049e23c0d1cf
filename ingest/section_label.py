"""The name of the section a press item stands in, printed over its headline: `Tin tức - Sự kiện`.

It tells of no place and no number, and names a kind of news. What the headline is, `title` says.
"""

import re

from vectorstore.analysis.places import find_places
from vectorstore.analysis.text import fold

_LONGEST_WORDS = 9
_NEWS = re.compile(
    r"\W*(?:trang chu|tin (?:tuc|bai|van|nong|moi|nhanh|noi bat|lien quan|tu phap|nganh|trong|dia phuong"
    r"|hoat dong|chinh|thoi su|tong hop|phap luat)|tin\Z|ban tin|diem tin|thoi su|su kien"
    r"|hoat dong\b(?! tu van)|chuyen (?:muc|trang|de)|muc\b|goc\b|phong su|nghien cuu|phap luat (?:va|-|–)"
    r"|doi song|chinh tri\b|xa hoi\b|kinh te\b|thong tin (?:tuyen truyen|hoat dong|chung)|cai cach tu phap\Z"
    r"|home\b|news\b)"
)
_BREADCRUMB = re.compile(r"\S\s*[>»›]\s*\S")
_DIGIT = re.compile(r"\d")


def is_section_label(text: str) -> bool:
    """Whether a line only names a section: `Hoạt động ngành`, `Trang chủ > Tin tức`."""
    return _short(text) and (_BREADCRUMB.search(text) is not None or _NEWS.match(fold(text)) is not None)


def may_be_label(text: str) -> bool:
    """Whether a line over a headline may name its section: as above, or few words in capitals."""
    return _short(text) and (text.isupper() or is_section_label(text))


def _short(text: str) -> bool:
    return (
        len(text.split()) <= _LONGEST_WORDS
        and _DIGIT.search(text) is None
        and not text.endswith((".", ";", ",", "!", "?"))
        and not find_places(text)
    )
