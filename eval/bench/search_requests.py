"""Searches to load a server with: questions of every sort, each different, some typed without diacritics."""

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle
from pathlib import Path

from eval.bench.figures_latency import COMMON, SORTS
from eval.bench.synthetic_catalog import YEARS, indicators_by_commonness, provinces, shared_phrases
from eval.simulate.questions.wording import bare
from vectorstore.analysis.places import places

_K = 10
_BARE_SHARE = 0.25
_POLITE = ("Xin hỏi:", "Cho biết:", "Nhờ tra giúp:", "Hỏi lại:")  # before a question that was asked already

Parameters = Mapping[str, str | int | Sequence[str | int]]
PlaceAndYear = tuple[str, int]


def distinct_questions(seed: int) -> Iterator[str]:
    """Questions, no two of them alike."""
    draw = random.Random(seed)
    things = [indicator.name for indicator in indicators_by_commonness()[:COMMON]]
    phrases = [phrase for _, phrase in shared_phrases()[:COMMON]]
    regions = [place.name for place in places().values() if place.kind == "region"]
    known = provinces()
    seen: set[str] = set()
    for pattern in cycle(SORTS.values()):
        one, other = draw.sample(known, 2)
        text = pattern.format(
            thing=draw.choice(things),
            unlisted=draw.choice(phrases),
            place=one,
            other=other,
            year=draw.choice(YEARS),
            region=draw.choice(regions),
        )
        text = bare(text) if draw.random() < _BARE_SHARE else text
        while text in seen:
            text = f"{draw.choice(_POLITE)} {text}"
        seen.add(text)
        yield text


def search_parameters(text: str, among: Sequence[PlaceAndYear], draw: random.Random) -> Parameters:
    """A search; with `among`, in the reports of one of these provinces and years."""
    if not among:
        return {"q": text, "k": _K}
    province, year = draw.choice(among)
    return {"q": text, "k": _K, "province": province, "year": year}


def write_requests(file: Path, requests: Sequence[Parameters]) -> Path:
    """A line of JSON a request, as `load` reads them."""
    lines = (f"{json.dumps(request, ensure_ascii=False)}\n" for request in requests)
    file.write_text("".join(lines), encoding="utf-8")
    return file
