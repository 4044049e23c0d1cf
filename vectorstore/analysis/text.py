"""Letters: Unicode and tone-mark normalisation, folding, tokens and language.

Every key of the index is made of these, so that writing, asking and checking citations agree.
`normalise` runs once, when a file is loaded; all other functions expect its output and keep offsets
valid. Legacy one-byte encodings (TCVN3, VNI) are left to the loaders. Where sentences end is decided
in `sentences.py`; it is offered here too.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from vectorstore.analysis.sentences import sentences

__all__ = [
    "Token",
    "comparable",
    "detect_language",
    "fold",
    "has_diacritics",
    "lower",
    "normalise",
    "place_tone",
    "sentences",
    "tokens",
]

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"
_TONES = frozenset((_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT))
_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_SHAPES = frozenset((_CIRCUMFLEX, _BREVE, _HORN))

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_ENDS = re.compile("\r\n?|[\u000b\u000c\u0085\u2028\u2029]")
_MARKED = re.compile("[^\\W\\d_][\u0300-\u036f]+")
# The Icelandic and African letters that some fonts and converters put where Đ and đ belong.
_LOOKALIKES = str.maketrans({"\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ", "\u0256": "đ"})


class _PerCharacter(dict[int, str]):
    """A translation table that works out each code point once."""

    def __init__(self, make: Callable[[str], str]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, code: int) -> str:
        made = self[code] = self._make(chr(code))
        return made


def _lower_one(character: str) -> str:
    lowered = character.lower()
    return lowered if len(lowered) == 1 else character


def _fold_one(character: str) -> str:
    parts = unicodedata.normalize("NFD", character)
    if len(parts) > 1 and all(unicodedata.combining(mark) for mark in parts[1:]):
        character = parts[0]
    lowered = _lower_one(character)
    return "d" if lowered == "đ" else lowered


_WORD_LENGTH = 24  # characters: texts up to this are mostly words, which come again and again
_LONG = 150  # characters, from which on a table is worth its while
_TABLE = 0x2100  # code points of Latin letters and the punctuation beside them
_LOWER = _PerCharacter(_lower_one)
_FOLD = _PerCharacter(_fold_one)


def normalise(text: str) -> str:
    """Text in one canonical form: NFC, plain spaces, LF, no invisible characters; idempotent."""
    text = _LINE_ENDS.sub("\n", text)
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    text = unicodedata.normalize("NFC", text.translate(_LOOKALIKES))
    return _MARKED.sub(lambda found: _compose(found[0]), text)


def _compose(cluster: str) -> str:
    """A letter whose marks came in an order that NFC does not compose (tone before vowel shape)."""
    letter, *marks = list(unicodedata.normalize("NFD", cluster))
    shapes = [mark for mark in marks if mark in _SHAPES]
    others = [mark for mark in marks if mark not in _SHAPES]
    return unicodedata.normalize("NFC", "".join([letter, *shapes, *others]))


def lower(text: str) -> str:
    """Lower case, one code point for one."""
    return text.translate(_LOWER)


def fold(text: str) -> str:
    """Lower case without diacritics, đ as d, one code point for one: offsets stay valid."""
    if len(text) <= _WORD_LENGTH:
        return _fold_word(text)
    return text.translate(_FOLD) if len(text) < _LONG else _fold_long(text)


def _fold_long(text: str) -> str:
    """The same by looking all characters up at once, a quarter of the time."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    if codes.max() >= _TABLE:
        return text.translate(_FOLD)
    return _folded_codes()[codes].tobytes().decode("utf-32-le", "surrogatepass")


@cache
def _folded_codes() -> NDArray[np.uint32]:
    return np.array([ord(_fold_one(chr(code))) for code in range(_TABLE)], "<u4")


@lru_cache(maxsize=65536)
def _fold_word(text: str) -> str:
    return text.translate(_FOLD)


def has_diacritics(text: str) -> bool:
    """Whether any letter carries a tone or vowel mark (đ counts)."""
    return not text.isascii() and fold(text) != lower(text)


@lru_cache(maxsize=512)
def comparable(text: str) -> str:
    """Text as patterns and word lists are compared with: lower case, canonical tone places, same length.

    Remembers the last texts: places, periods and quantities are read from the same sentence.
    """
    return place_tone(lower(text))


_SYLLABLE = re.compile(r"[^\W\d_]+")
_VOWELS = frozenset("aeiouyAEIOUY")


def place_tone(text: str) -> str:
    """Every syllable with its tone mark in one canonical place (hoà → hòa), for comparing only.

    Length-preserving on normalised text; foreign words and misspelt syllables stay as they are.
    """
    if text.isascii():
        return text
    return _SYLLABLE.sub(lambda found: _place_tone_in(found[0]), text)


@lru_cache(maxsize=65536)
def _place_tone_in(syllable: str) -> str:
    if syllable.isascii():
        return syllable
    letters: list[str] = []  # each letter with its shape, without its tone
    tone = ""
    toned_at = 0
    for character in syllable:
        base, *marks = list(unicodedata.normalize("NFD", character))
        for mark in marks:
            if mark in _TONES:
                if tone:
                    return syllable
                tone, toned_at = mark, len(letters)
            elif mark not in _SHAPES:
                return syllable
        letters.append(base + "".join(mark for mark in marks if mark in _SHAPES))
    place = _tone_position(letters) if tone else None
    if place is None or place == toned_at:
        return syllable
    letters[place] += tone
    moved = [unicodedata.normalize("NFC", letter) for letter in letters]
    return "".join(moved) if all(len(letter) == 1 for letter in moved) else syllable


def _tone_position(letters: list[str]) -> int | None:
    """Where the tone of a syllable stands, or None if this is no Vietnamese syllable."""
    vowels = [i for i, letter in enumerate(letters) if letter[0] in _VOWELS]
    onset = "".join(letters[:2]).lower()
    # In qu- and gi- before another vowel, the u and the i belong to the consonant.
    if onset in ("qu", "gi") and len(vowels) > 1 and vowels[0] == 1 and vowels[1] == 2:
        vowels = vowels[1:]
    if not vowels or len(vowels) > 3 or vowels[-1] - vowels[0] != len(vowels) - 1:
        return None
    shaped = [i for i in vowels if len(letters[i]) > 1]
    if shaped:
        return shaped[-1]
    if len(vowels) == 3:
        return vowels[1]
    closed = vowels[-1] < len(letters) - 1
    return vowels[-1] if closed else vowels[0]


@dataclass(frozen=True, slots=True)
class Token:
    """A word, syllable or number with its place in the text; punctuation makes no token."""

    text: str
    start: int
    end: int


_QUESTION_LENGTH = 400  # characters
_TOKEN = re.compile(
    "\\d+(?:[.,]\\d+)*|[^\\W\\d_][^\\W_\u0300-\u036f]*[\u0300-\u036f]*(?:[^\\W_]|[\u0300-\u036f])*"
)


def tokens(text: str) -> list[Token]:
    """The words and numbers of a text in order; `184.000` is one token, `9/12` two."""
    if len(text) <= _QUESTION_LENGTH:
        return list(_tokens_of_question(text))
    return [Token(found[0], found.start(), found.end()) for found in _TOKEN.finditer(text)]


@lru_cache(maxsize=512)
def _tokens_of_question(text: str) -> tuple[Token, ...]:
    """Remembered: whoever reads a question asks for its tokens again."""
    return tuple(Token(found[0], found.start(), found.end()) for found in _TOKEN.finditer(text))


# English words that are also unmarked Vietnamese syllables say little; the others say much.
_ENGLISH = frozenset(
    ("how", "many", "much", "what", "which", "who", "when", "where", "why", "were", "was", "are", "did",
     "does", "has", "have", "had", "been", "of", "and", "for", "from", "with", "by", "there", "number",
     "total", "year", "years", "each", "per", "all", "any", "that", "this", "these", "those", "it", "its",
     "is", "did", "not", "show", "list", "compare", "between", "than", "more", "most", "per", "cent",
     "percent", "first", "half", "quarter", "month", "months", "legal", "law", "cases")
)  # fmt: skip
_ENGLISH_WEAK = frozenset(["the", "in", "on", "at", "to", "do", "can", "a", "an", "or", "as", "be"])
_ABBREVIATIONS = frozenset(
    ("ubnd", "hdnd", "thads", "thi", "tp", "hcm", "tphcm", "hcmc", "vb", "qppl", "vbqppl", "tgpl",
     "pbgdpl", "hgcs", "lltp", "xlvphc", "cntt", "btp", "stp", "dvc", "tthc", "ttll", "sl", "ds", "tk",
     "bc", "kh", "nd", "qd", "tt", "brvt", "pctn", "tx", "tt")
)  # fmt: skip
_VIETNAMESE_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
    r"(?:[aeiouy]|ai|ao|au|ay|eo|eu|ia|ie|iu|oa|oe|oi|oo|ua|ue|ui|uo|uu|uy|ye"
    r"|ieu|yeu|oai|oao|oay|oeo|uao|uay|uoi|uou|uye|uya|uyu)"
    r"(?:ch|ng|nh|[cmnpt])?"
)
_LANGUAGE_SAMPLE = 4000  # characters: enough for a document, and long questions are shorter


def detect_language(text: str) -> Literal["vi", "en"]:
    """The language of a text or question, with or without diacritics; Vietnamese when in doubt."""
    vietnamese = english = 0.0
    for token in tokens(text[:_LANGUAGE_SAMPLE]):
        word = lower(token.text)
        if word[0].isdigit() or (len(token.text) > 1 and token.text.isupper()):
            continue
        named = token.text[0].isupper() and token.start > 0
        if not word.isascii() and has_diacritics(word):
            vietnamese += 0.4 if named else 2.0
        elif word in _ENGLISH:
            english += 1.2
        elif word in _ENGLISH_WEAK:
            english += 0.35
            vietnamese += 0.1
        elif word in _ABBREVIATIONS:
            vietnamese += 0.3
        elif _VIETNAMESE_SYLLABLE.fullmatch(word):
            vietnamese += 0.1 if named else 0.4
        elif any(letter in _VOWELS for letter in word) and not named:
            english += 1.0
        elif any(letter in _VOWELS for letter in word):
            english += 0.3
    return "en" if english > vietnamese else "vi"
