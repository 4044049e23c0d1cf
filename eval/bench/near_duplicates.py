"""`python -m eval.bench.near_duplicates`: is the report that was asked for first among thousands alike?

Prints hit@1 by kind of wording, for the search of the program and, on the same index and vectors, for its
parts alone: the nearest passage (dense) and BM25. `--keep` keeps the index; what it lacks is taken in, so
that a run that was cut off goes on. The hashed embedder makes a rehearsal of minutes; its vectors are no
measure of meaning.
"""

import json
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from eval.bench.hashed_embedder import HashedEmbedder
from eval.bench.near_duplicate_corpus import plans, put_reports
from eval.bench.near_duplicate_questions import Asked, questions
from eval.bench.nearest_passage import NearestPassage
from vectorstore.embeddings import Embedder, open_embedder
from vectorstore.index import Index
from vectorstore.retriever import HybridRetriever

Found = Mapping[str, str]
"""The file that a system puts first, by its name; empty where it found nothing."""

SYSTEMS = ("search", "dense", "bm25")
_ALL = "all"
_SHOWN_EVERY_S = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A question and what came first; `shows`: the number asked for stands in the first passage of search."""

    asked: Asked
    found: Found
    shows: bool
    elapsed_ms: float

    def hit(self, system: str) -> bool:
        """Whether a system put a report asked for first."""
        return self.found[system] in self.asked.wanted


def main(
    reports: Annotated[int, typer.Option(min=1, help="How many reports; there are 4,536.")] = 4_000,
    count: Annotated[int, typer.Option("--questions", min=1, help="How many questions.")] = 500,
    seed: Annotated[int, typer.Option(help="The same seed gives the same reports and questions.")] = 1,
    keep: Annotated[Path | None, typer.Option(help="Keep the index here; go on with what is there.")] = None,
    embedder: Annotated[str, typer.Option(help="bundled, hashed (a rehearsal), or a model.")] = "bundled",
    model_dir: Annotated[Path, typer.Option(help="Where the bundled model is unpacked.")] = Path(
        "data/models"
    ),
    worst: Annotated[int, typer.Option(min=0, help="How many failures to print.")] = 20,
    json_output: Annotated[
        bool, typer.Option("--json", help="Print JSON on stdout and nothing else.")
    ] = False,
) -> None:
    """Scores on questions that name place and period, by kind of wording."""
    opened = HashedEmbedder() if embedder == "hashed" else open_embedder(embedder, model_dir)
    with tempfile.TemporaryDirectory(prefix="tuphap-near-duplicates-") as folder:
        outcomes, about = _measured(keep or Path(folder), opened, reports, count, seed)
    if json_output:
        typer.echo(json.dumps(_as_json(outcomes, about), ensure_ascii=False))
        return
    typer.echo("\n".join(f"{name}: {value}" for name, value in about.items()))
    typer.echo(table(outcomes))
    failures = [outcome for outcome in outcomes if not outcome.hit("search")]
    for outcome in failures[:worst]:
        typer.echo(shown(outcome))


def table(outcomes: Sequence[Outcome]) -> str:
    """hit@1 by kind of wording, all of them last."""
    lines = [f"{'wording':28}{'n':>6}" + "".join(f"{name:>9}" for name in SYSTEMS) + f"{'shows':>9}"]
    for wording, group in by_wording(outcomes).items():
        cells = "".join(f"{rate(group, lambda o, s=system: o.hit(s)):9.3f}" for system in SYSTEMS)  # type: ignore[misc]
        numbers = [outcome for outcome in group if outcome.asked.printed is not None]
        shows = f"{rate(numbers, lambda o: o.shows):9.3f}" if numbers else ""
        lines.append(f"{wording:28}{len(group):6}{cells}{shows}")
    lines.append(
        "hit@1: the first passage is of a report asked for; shows: the number asked for stands in it"
    )
    return "\n".join(lines)


def by_wording(outcomes: Sequence[Outcome]) -> Mapping[str, Sequence[Outcome]]:
    """The outcomes by kind of wording, in alphabetical order, then all of them."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[outcome.asked.wording].append(outcome)
    return {**dict(sorted(groups.items())), _ALL: list(outcomes)}


def rate(outcomes: Sequence[Outcome], holds: Callable[[Outcome], bool]) -> float:
    """The share of outcomes for which something holds; 0 of none."""
    return sum(map(holds, outcomes)) / len(outcomes) if outcomes else 0.0


def shown(outcome: Outcome) -> str:
    """A failure in three lines: what was asked, what was wanted, what came."""
    asked = outcome.asked
    came = ", ".join(f"{name} {outcome.found[name] or 'nothing'}" for name in SYSTEMS)
    return "\n".join(
        (
            f"  [{asked.wording}] {asked.text}",
            f"    wanted: {', '.join(sorted(asked.wanted))}   ({' · '.join(asked.about)})",
            f"    came:   {came}",
        )
    )


def _measured(
    folder: Path, embedder: Embedder, reports: int, count: int, seed: int
) -> tuple[list[Outcome], dict[str, str]]:
    wanted = plans(reports, seed)
    with Index.open(folder, embedder=embedder, create=True) as index:
        started = last = time.perf_counter()
        for done in put_reports(index, wanted, seed):
            if time.perf_counter() - last > _SHOWN_EVERY_S:
                last = time.perf_counter()
                typer.echo(f"{done} reports taken in, {last - started:.0f} s", err=True)
        taken_s = time.perf_counter() - started
        asked = questions(wanted, count, seed)
        started = time.perf_counter()
        outcomes = _asked(index, asked)
        stats = index.stats()
        about = {
            "reports": f"{stats.reports} simulated ({stats.passages} passages), model {stats.model}",
            "taking in": f"{taken_s:.0f} s",
            "questions": f"{len(asked)} in {time.perf_counter() - started:.0f} s, "
            f"search p50 {_median_ms(outcomes):.1f} ms",
        }
    return outcomes, about


def _asked(index: Index, asked: Sequence[Asked]) -> list[Outcome]:
    retriever, nearest = HybridRetriever(index=index), NearestPassage(index)
    stores = index.searchable()
    outcomes = []
    for question in asked:
        started = time.perf_counter()
        hits = retriever.search(question.text, k=10)
        elapsed_ms = (time.perf_counter() - started) * 1000
        quote = hits[0].passage.text if hits else ""
        found = {
            "search": hits[0].report.source if hits else "",
            "dense": nearest.source(question.text),
            "bm25": nearest.source_of([id_ for id_, _ in stores.lexical.query(question.text, 1)]),
        }
        shows = question.printed is not None and question.printed in quote
        outcomes.append(Outcome(asked=question, found=found, shows=shows, elapsed_ms=elapsed_ms))
    return outcomes


def _median_ms(outcomes: Sequence[Outcome]) -> float:
    taken = sorted(outcome.elapsed_ms for outcome in outcomes)
    return taken[len(taken) // 2] if taken else 0.0


def _as_json(outcomes: Sequence[Outcome], about: Mapping[str, str]) -> dict[str, object]:
    return {
        **about,
        "hit_at_1": {
            wording: {"n": len(group)} | {name: rate(group, lambda o, s=name: o.hit(s)) for name in SYSTEMS}  # type: ignore[misc]
            for wording, group in by_wording(outcomes).items()
        },
        "failures": [
            {
                "question": outcome.asked.text,
                "wording": outcome.asked.wording,
                "wanted": sorted(outcome.asked.wanted),
                "found": dict(outcome.found),
                "about": outcome.asked.about,
            }
            for outcome in outcomes
            if not outcome.hit("search")
        ],
    }


if __name__ == "__main__":
    typer.run(main)
