"""The words around the names of places: head words, joints, what makes a name something else, capitals.

How they decide is `places.py`; the names themselves are data read in `gazetteer.py`.
"""

import re
from typing import Literal

from vectorstore.analysis.text import Token, fold

Head = Literal["tinh", "thanh_pho", "quan", "huyen", "thi_xa", "vung"]
_HEADS: tuple[tuple[tuple[str, ...], Head], ...] = (
    (("thành", "phố"), "thanh_pho"),
    (("thị", "xã"), "thi_xa"),
    (("t", "p"), "thanh_pho"),
    (("khu", "vực"), "vung"),
    (("tỉnh",), "tinh"),
    (("thủ", "đô"), "tinh"),
    (("tp",), "thanh_pho"),
    (("tx",), "thi_xa"),
    (("quận",), "quan"),
    (("huyện",), "huyen"),
    (("vùng",), "vung"),
    (("h",), "huyen"),
    (("q",), "quan"),
)
HEADS_BY_FIRST: dict[str, list[tuple[tuple[str, ...], Head]]] = {}
for _words, _head in _HEADS:
    HEADS_BY_FIRST.setdefault(fold(_words[0]), []).append((_words, _head))
ENGLISH_HEADS: dict[str, Head] = {
    "province": "tinh",
    "city": "thanh_pho",
    "district": "huyen",
    "town": "thi_xa",
}
JOINT = re.compile(r" ?[-–—'’] ?| |(?<=\b\w\w)\. ?|(?<=\b\w)\. ?|(?<=[A-ZĐa-z])\.")
BETWEEN_DISTRICT_AND_PROVINCE = re.compile(r"[ \t]*[,(–-]?[ \t]*(?:thuộc[ \t]+)?")
# What joins two provinces of a list: `Hà Nội (306 văn bản), Hồ Chí Minh và Đồng Nai`.
LISTED = re.compile(
    r"[ \t]*(?:\([^()\n]*\))?[ \t]*(?:[,;&][ \t]*(?:và[ \t]+)?|[ \t](?:và|hay|hoặc|and|or)[ \t]+)"
)
BEFORE_LIST = frozenset(
    ("là", "của", "gồm", "như", "tại", "ở", "giữa", "với", "tỉnh", "phố", "và", "có", "cho", "trong", "riêng",
     "of", "in", "are", "were", "between")
)  # fmt: skip
LIST_WORDS = frozenset(("và", "hay", "hoặc", "and", "or"))
BRACKET_BEHIND = re.compile(r"[ \t]*\([^()\n]*\)[ \t]*[,;]?\Z|[,;]\Z")
# Someone's surname or middle name before it makes a person of a place name.
SURNAMES = frozenset(
    ("nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi", "đỗ", "hồ",
     "ngô", "dương", "lý", "đinh", "trịnh", "lương", "mai", "đào", "tô", "hà", "cao", "lâm", "thị", "văn",
     "trương", "tạ", "chu", "châu", "phùng", "vương", "thái", "quách", "tăng", "nguyen", "tran", "le",
     "pham", "huynh", "vo", "dang", "bui", "do", "ngo", "dinh")
)  # fmt: skip
NOT_BEFORE_PLACE = frozenset(["đường", "phố", "chợ", "sông", "ông", "bà", "tên", "ngõ"])
NOT_BEFORE_DISTRICT = frozenset(["ty", "trường", "viện", "hàng", "chứng", "sạn", "dự", "anh", "chị", "chí"])
COMMUNES = frozenset(("xã", "phường", "trấn", "thôn", "ấp", "buôn", "làng", "commune", "ward"))
COUNTED_COMMUNES = frozenset(["cấp", "số", "nhiêu", "mấy", "các", "những", "vị", "và", "nhiều", "tổng"])


def letter_case(text: str, words: list[Token]) -> Literal["upper", "lower", "sentence", "mixed"]:
    """How a text uses capitals; acronyms and sentence beginnings do not count as capitals of names."""
    if not any(letter.islower() for letter in text):
        return "upper" if any(letter.isupper() for letter in text) else "lower"
    sentence = False
    for token in words:
        if not token.text[0].isupper() or (len(token.text) > 1 and token.text.isupper()):
            continue
        at = token.start - 1
        while at >= 0 and text[at] in " \t\"“'(":
            at -= 1
        if at >= 0 and text[at] not in ".!?\n:":
            return "mixed"
        sentence = True
    return "sentence" if sentence else "lower"


# `Hồ Chí Minh` right behind one of these is a place, unless a word of the man stands before.
WHERE = frozenset({"ở", "tại", "của", "giới", "in", "for", "of", "merged"})
PERSON_SAID = frozenset({"tưởng", "gương", "đạo", "cách", "bác", "chủ", "thought", "president"})
