"""Abbreviations typed in questions, written out (`vb`, `đgv`, `đk khai sinh`), which ones being data.

Reports are read as they print; only questions are written out.
"""

import tomllib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from importlib.resources import files

from vectorstore.analysis.text import Token, fold, tokens


def written_out(words: Sequence[Token], outside: Collection[int]) -> list[Token]:
    """The tokens of a Vietnamese question, each abbreviation as the words it stands for.

    These words lie where the abbreviation does. Tokens in `outside` name a place or period and are kept.
    """
    keys = [fold(word.text) for word in words]
    found: list[Token] = []
    at = 0
    while at < len(words):
        entry = None
        if at not in outside:
            listed = _abbreviations().get(keys[at], ())
            entry = next((e for e in listed if _stands(e[0], words, keys, at, outside)), None)
        if entry is None:
            found.append(words[at])
            at += 1
            continue
        short, full = entry
        start, end = words[at].start, words[at + len(short) - 1].end
        found += [Token(text=word, start=start, end=end) for word in full]
        at += len(short)
    return found


def _stands(
    short: Sequence[str], words: Sequence[Token], keys: Sequence[str], at: int, outside: Collection[int]
) -> bool:
    last = at + len(short)
    if any(i in outside for i in range(at, last)) or len(words) < last:
        return False
    return all(
        key == fold(part) and (word.text.isascii() or word.text.lower() == part)
        for part, word, key in zip(short, words[at:last], keys[at:last], strict=True)
    )


@cache
def _abbreviations() -> Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
    """The abbreviations by their first word, folded, those of most words first."""
    path = files("vectorstore.analysis.question") / "abbreviations.toml"
    listed: Mapping[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))["abbreviations"]
    grouped: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = defaultdict(list)
    for short, full in listed.items():
        parts = tuple(short.split())
        grouped[fold(parts[0])].append((parts, tuple(token.text for token in tokens(full))))
    return {first: tuple(sorted(e, key=lambda entry: -len(entry[0]))) for first, e in grouped.items()}
