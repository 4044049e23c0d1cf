"""Signs that are typed for words (`+/-`, `%`, `±`), read as the words they stand for."""

import re
from collections.abc import Sequence

from vectorstore.analysis.text import Token

_SIGN = re.compile(r"(?P<change>\+\s?/\s?[-–]|[-–]\s?/\s?\+|±|\+-)|(?P<per_cent>(?<!\d)(?<!\d )%)")
_WORDS = {
    ("change", False): ("tăng", "giảm"),
    ("change", True): ("up", "or", "down"),
    ("per_cent", False): ("phần", "trăm"),
    ("per_cent", True): ("per", "cent"),
}


def with_signs(words: Sequence[Token], text: str, *, english: bool) -> list[Token]:
    """The tokens of a question, signs among them as words; these lie where the sign does."""
    found = [
        Token(word, sign.start(), sign.end())
        for sign in _SIGN.finditer(text)
        for word in _WORDS[sign.lastgroup or "", english]
    ]
    return sorted([*words, *found], key=lambda token: token.start) if found else list(words)
