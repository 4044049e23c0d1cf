"""Places named in a text: `tỉnh Hậu Giang`, `TP.HCM`, `hau giang`, `huyện Sơn Dương`, `cả nước`.

What the places are, and how they merged in 2025, is data read in `gazetteer.py` and offered here too.
"""

from dataclasses import dataclass, replace

from vectorstore.analysis.gazetteer import (
    Place,
    Spelling,
    members,
    parts_of,
    places,
    province_at,
    spellings,
)
from vectorstore.analysis.place_wording import (
    BEFORE_LIST,
    BETWEEN_DISTRICT_AND_PROVINCE,
    BRACKET_BEHIND,
    COMMUNES,
    COUNTED_COMMUNES,
    ENGLISH_HEADS,
    HEADS_BY_FIRST,
    JOINT,
    LIST_WORDS,
    LISTED,
    NOT_BEFORE_DISTRICT,
    NOT_BEFORE_PLACE,
    PERSON_SAID,
    SURNAMES,
    WHERE,
    Head,
    letter_case,
)
from vectorstore.analysis.text import comparable, fold, has_diacritics, lower, tokens

__all__ = ["Place", "PlaceMention", "find_places", "members", "parts_of", "places", "province_at"]


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place where a text names it, head word (`tỉnh`) included.

    `name`: a canonical province or region, or `Cả nước`. `locality`: the district, as printed, when the text
    names one; `name` is then its province.
    """

    start: int
    end: int
    name: str
    locality: str | None


def find_places(text: str, start: int = 0, end: int | None = None) -> list[PlaceMention]:
    """The places named in `text[start:end]` in order; a district whose province is unclear is left out."""
    return _Finder(text, start, len(text) if end is None else min(end, len(text))).mentions()


@dataclass(frozen=True, slots=True)
class _Match:
    """A spelling found at tokens `first` to `last` (exclusive, head included)."""

    spelling: Spelling
    first: int
    last: int
    head: Head | None


class _Finder:
    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._offset = start
        self._part = text[start:end]
        self._tokens = tokens(self._part)
        self._marked = has_diacritics(self._part)
        lowered = comparable(self._part)
        self._words = [lowered[token.start : token.end] for token in self._tokens]
        self._folded = [fold(word) for word in self._words]
        self._case = letter_case(self._part, self._tokens)

    def mentions(self) -> list[PlaceMention]:
        """All mentions of the part, districts resolved."""
        index = spellings()
        matches: list[_Match] = []
        at = 0
        while at < len(self._tokens):
            first = self._folded[at]
            known = first in index or first in HEADS_BY_FIRST
            match = self._match_at(at, index.get(first, ())) if known else None
            if match is None:
                at += 1
                continue
            if match.spelling.kind != "none":
                matches.append(match)
            at = match.last
        return self._resolve(matches)

    def _match_at(self, at: int, candidates: tuple[Spelling, ...]) -> _Match | None:
        headed = self._head_at(at)
        if headed is not None:
            head, after = headed
            if after < len(self._tokens):
                for spelling in spellings().get(self._folded[after], ()):
                    last = self._spelled(spelling, after)
                    if last and self._acceptable(spelling, after, last, head):
                        return _Match(spelling, at, last, head)
        for spelling in candidates:
            last = self._spelled(spelling, at)
            if not last:
                continue
            suffix = ENGLISH_HEADS.get(self._words[last]) if self._follows(last) else None
            if suffix and self._acceptable(spelling, at, last, suffix):
                return _Match(spelling, at, last + 1, suffix)
            if self._acceptable(spelling, at, last, None):
                return _Match(spelling, at, last, None)
        return None

    # Head words

    def _head_at(self, at: int) -> tuple[Head, int] | None:
        for words, head in HEADS_BY_FIRST.get(self._folded[at], ()):
            last = at + len(words)
            if last >= len(self._tokens) or not all(
                self._same(word, position) for word, position in zip(words, range(at, last), strict=True)
            ):
                continue
            gap = self._part[self._tokens[last - 1].end : self._tokens[last].start]
            if words in (("h",), ("q",)) and not gap.startswith("."):
                return None
            inner = [self._gap(position) for position in range(at + 1, last)]
            if gap.strip(" ") in ("", ".") and "\n" not in gap and all(g in (" ", ".") for g in inner):
                return head, last
        return None

    def _same(self, word: str, at: int) -> bool:
        """A word of the text is `word`, or its unmarked form."""
        return self._words[at] == word or (self._words[at].isascii() and self._words[at] == fold(word))

    def _gap(self, at: int) -> str:
        return self._part[self._tokens[at - 1].end : self._tokens[at].start]

    def _follows(self, at: int) -> bool:
        return at < len(self._tokens) and self._gap(at) == " "

    # Spellings

    def _spelled(self, spelling: Spelling, at: int) -> int:
        """The token after the spelling if it stands at `at`, else 0."""
        last = at + len(spelling.words)
        if last > len(self._tokens) or self._folded[at:last] != list(spelling.folded):
            return 0
        for position, word in zip(range(at, last), spelling.words, strict=True):
            if self._words[position] != word and not self._words[position].isascii():
                return 0
            if position == at or self._joined(position, spelling.words[position - 1 - at]):
                continue
            if spelling.kind != "region" or self._gap(position) != ", ":  # a region's name may have halves
                return 0
        return last

    def _joined(self, at: int, before: str) -> bool:
        """Whether a word goes on the name; a dot stands only behind an abbreviation (`VI. Thanh tra`)."""
        gap = self._gap(at)
        if "." in gap and self._words[at - 1] != before:
            return False
        return bool(JOINT.fullmatch(self._part, self._tokens[at - 1].end, self._tokens[at].start))

    def _acceptable(self, spelling: Spelling, at: int, last: int, head: Head | None) -> bool:
        if spelling.kind == "none":
            return head is None
        if spelling.kind == "national":
            return head is None
        if spelling.kind == "region":
            return head in (None, "vung") and self._region_case(at, last)
        if spelling.kind == "district":
            return self._acceptable_district(spelling, at, last, head)
        if head in ("huyen", "quan", "thi_xa", "vung"):
            return False
        if head == "thanh_pho" and not spelling.city and self._is_district(spelling, at, last):
            return False
        if head is None and (self._named_otherwise(at) or self._bare_person(spelling, at)):
            return False
        return self._province_case(spelling, at, last, head)

    def _is_district(self, spelling: Spelling, at: int, last: int) -> bool:
        """Whether a provincial city has the name of its province (`thành phố Hòa Bình`)."""
        return any(
            other.kind == "district" and other.words == spelling.words
            for other in spellings()[self._folded[at]]
        )

    def _bare_person(self, spelling: Spelling, at: int) -> bool:
        """`Hồ Chí Minh` without a head word is the city only in quick typing and beside other provinces."""
        if spelling.words != ("hồ", "chí", "minh") or self._case != "mixed" or at == 0:
            return False
        if self._words[at - 1] in WHERE and PERSON_SAID.isdisjoint(self._words[max(0, at - 5) : at]):
            return False
        before, after = self._tokens[at - 1].end, self._tokens[at + len(spelling.words) - 1].end
        behind = LISTED.match(self._part, after)
        opens = bool(self._gap(at).strip(" ")) or self._words[at - 1] in BEFORE_LIST
        if behind and opens and self._begins_province(behind.end()):
            return False
        ahead = LISTED.match(self._part, before)
        joined = ahead is not None and ahead.end() == self._tokens[at].start
        if self._words[at - 1] in LIST_WORDS:
            before, joined = self._tokens[at - 2].end if at > 1 else 0, True
        return not (joined and self._ends_province(before))

    def _begins_province(self, start: int) -> bool:
        """Whether a province's name begins at a place of the part."""
        at = next((number for number, token in enumerate(self._tokens) if token.start == start), None)
        if at is None:
            return False
        at = headed[1] if (headed := self._head_at(at)) else at
        return any(
            other.kind == "province" and self._spelled(other, at)
            for other in spellings().get(self._folded[at], ())
        )

    def _ends_province(self, end: int) -> bool:
        """Whether a province's name ends at a place of the part, a bracket behind it left out."""
        bracket = BRACKET_BEHIND.search(self._part, 0, end)
        end = bracket.start() if bracket else end
        last = next((number for number, token in enumerate(self._tokens) if token.end == end), None)
        if last is None:
            return False
        return any(
            other.kind == "province" and self._spelled(other, at) == last + 1
            for at in range(max(0, last - 3), last + 1)
            for other in spellings().get(self._folded[at], ())
        )

    def _named_otherwise(self, at: int) -> bool:
        """Whether the word before makes it a person, a street or a commune."""
        if at == 0 or self._gap(at).strip(" ") or "\n" in self._gap(at):
            return False
        before = self._words[at - 1]
        earlier = self._words[at - 2] if at > 1 else ""
        printed = self._tokens[at - 1].text
        if self._case == "mixed" and before in SURNAMES and printed[0].isupper() and not printed.isupper():
            return True
        if before in NOT_BEFORE_PLACE and not (before == "phố" and earlier in ("thành", "thanh")):
            return True
        if before in COMMUNES and not (before == "xã" and earlier == "thị"):
            return not (earlier in COUNTED_COMMUNES or earlier[:1].isdigit())
        return False

    def _capitals(self, at: int, last: int) -> bool:
        return all(token.text[0].isupper() or token.text[0].isdigit() for token in self._tokens[at:last])

    def _exact(self, spelling: Spelling, at: int) -> bool:
        return self._words[at : at + len(spelling.words)] == list(spelling.words)

    def _region_case(self, at: int, last: int) -> bool:
        """`miền Trung`, `đồng bằng sông Hồng` begin small; `Tây Nguyên` and `Đông Bắc` do not."""
        if self._case != "mixed" or last - at > 2:
            return True
        return self._tokens[last - 1].text[0].isupper()

    def _province_case(self, spelling: Spelling, at: int, last: int, head: Head | None) -> bool:
        if self._case in ("upper", "lower") or self._capitals(at, last):
            return True
        if self._case == "sentence":
            return not spelling.common or head is not None
        begins = self._tokens[at].text[0].isupper() or head is not None
        return begins and not spelling.common and (self._exact(spelling, at) or not self._marked)

    def _acceptable_district(self, spelling: Spelling, at: int, last: int, head: Head | None) -> bool:
        if head in ("tinh", "vung"):
            return False
        if head is not None:
            if spelling.words[0].isdigit():
                return head == "quan"
            return self._case != "mixed" or self._capitals(at, last)
        if spelling.head_only or self._named_otherwise(at):
            return False
        if at and not self._gap(at).strip(" ") and self._words[at - 1] in NOT_BEFORE_DISTRICT:
            return False
        if not self._capitals(at, last) or self._case == "upper":
            return spelling.well_known and self._case != "mixed"
        return spelling.well_known or self._stands_alone(at, last)

    def _stands_alone(self, at: int, last: int) -> bool:
        """No other capitalised word touches the name: it is not part of a longer one."""
        before = at > 0 and self._gap(at) == " " and self._tokens[at - 1].text[:1].isupper()
        after = self._follows(last) and self._tokens[last].text[:1].isupper()
        return not after and not (before and at > 1)

    # Districts and their provinces

    def _resolve(self, matches: list[_Match]) -> list[PlaceMention]:
        provinces = {m.spelling.names[0] for m in matches if m.spelling.kind == "province"}
        mentions: list[PlaceMention] = []
        skip = False
        for position, match in enumerate(matches):
            if skip:
                skip = False
                continue
            if match.spelling.kind != "district":
                mentions.append(self._mention(match, match.spelling.names[0], None))
                continue
            start, end = self._span(match)
            locality = self._text[start:end]
            following = matches[position + 1] if position + 1 < len(matches) else None
            if following and self._is_in(match, following) and not self._ends_list(matches, position):
                whole = self._mention(following, following.spelling.names[0], locality)
                mentions.append(replace(whole, start=start))
                skip = True
                continue
            name = self._province_of(match, provinces)
            if name is not None:
                mentions.append(self._mention(match, name, locality))
        return mentions

    def _ends_list(self, matches: list[_Match], position: int) -> bool:
        """`Phú Hòa, Đồng Xuân, Phú Yên`: after several districts the province may start the next clause."""
        listed = position > 0 and matches[position - 1].spelling.kind == "district"
        return listed and matches[position].head is None and self._gap(matches[position].first).strip() == ","

    def _is_in(self, district: _Match, province: _Match) -> bool:
        """Whether the text says `district, province`: the province stands right behind."""
        if province.spelling.kind != "province":
            return False
        begin, end = self._tokens[district.last - 1].end, self._tokens[province.first].start
        if not BETWEEN_DISTRICT_AND_PROVINCE.fullmatch(lower(self._part[begin:end])):
            return False
        known = province.spelling.names[0] in district.spelling.names
        return known or (province.head == "tinh" and district.head is not None)

    def _province_of(self, match: _Match, named: set[str]) -> str | None:
        candidates = match.spelling.names
        if len(candidates) > 1 and match.head is not None:
            fitting = [name for name in candidates if f"{match.head}:{name}" in match.spelling.heads]
            candidates = tuple(fitting) or candidates
        if len(candidates) > 1:
            candidates = tuple(name for name in match.spelling.names if name in named)
        return candidates[0] if len(candidates) == 1 else None

    def _span(self, match: _Match) -> tuple[int, int]:
        start, end = self._tokens[match.first].start, self._tokens[match.last - 1].end
        return start + self._offset, end + self._offset

    def _mention(self, match: _Match, name: str, locality: str | None) -> PlaceMention:
        start, end = self._span(match)
        return PlaceMention(start, end, name, locality)
