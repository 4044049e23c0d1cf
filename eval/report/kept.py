"""A run read back from its folder: what was measured, what it came to, and what the baselines came to.

Works for a run that was killed too: what its rows say is summed up anew.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from eval.errors import RunUnreadableError
from eval.rows import iter_rows
from eval.run import BASELINES
from eval.suite import Limit
from eval.summary import Json, Summary, SummaryBuilder


class _Limit(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    side: Literal["floor", "ceiling"]
    kind: str
    metric: str
    bound: float


class _Config(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    suite: str
    questions: int
    limits: tuple[_Limit, ...] = ()
    started_at: str = ""


class Costs(BaseModel):
    """What a run took: seconds until the system was ready, seconds of asking, MiB of memory at most.

    `peak_memory_mib` is None where it cannot be known, as of a system in another process.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    setup_s: float
    asking_s: float
    peak_memory_mib: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRun:
    """A run as its folder tells it; `costs` is None for one that did not come to its end.

    `config` is the whole of `config.json`, `questions` how many the suite has.
    """

    path: Path
    suite: str
    started_at: str
    questions: int
    config: Mapping[str, Json]
    summary: Summary
    costs: Costs | None
    baselines: Mapping[str, "KeptRun"] = field(default_factory=dict)

    @property
    def asked(self) -> int:
        """How many questions were asked: fewer than `questions` when the run was killed."""
        return next(iter(self.summary.kinds.values())).rows if self.summary.kinds else 0

    @property
    def whole(self) -> bool:
        """Every question of the suite was asked."""
        return self.asked == self.questions


def read_run(folder: Path) -> KeptRun:
    """The run kept in a folder, with the baselines inside it. Raises RunUnreadableError."""
    run = _read_one(folder)
    inside = folder / BASELINES
    baselines = (
        {at.name: _read_one(at) for at in sorted(inside.iterdir()) if (at / "config.json").is_file()}
        if inside.is_dir()
        else {}
    )
    return replace(run, baselines=baselines)


def _read_one(folder: Path) -> KeptRun:
    text = _text(folder / "config.json")
    try:
        config = _Config.model_validate_json(text)
    except ValidationError as error:
        raise RunUnreadableError(folder, f"config.json is not of a run: {error}") from error
    builder = SummaryBuilder(config.suite)
    for row in iter_rows(folder):
        builder.add(row.scored)
    limits = [Limit(limit.side, limit.kind, limit.metric, limit.bound) for limit in config.limits]
    costs = _costs(folder)
    peak = None if costs is None else costs.peak_memory_mib
    return KeptRun(
        path=folder,
        suite=config.suite,
        started_at=config.started_at,
        questions=config.questions,
        config=json.loads(text),
        summary=builder.finish(limits, peak_memory_mib=peak),
        costs=costs,
    )


def _costs(folder: Path) -> Costs | None:
    path = folder / "summary.json"
    if not path.is_file():
        return None
    try:
        return Costs.model_validate(json.loads(_text(path)).get("costs"))
    except (ValidationError, json.JSONDecodeError):
        return None  # a run of an older version of the program


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RunUnreadableError(path.parent, f"no run is kept here ({error})") from error
