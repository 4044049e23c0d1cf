"""A suite on the sound assistant and on each broken one: which limits notice, what the comparison says."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from eval.compare import Comparison, compare_runs
from eval.regressions.faults import FAULTS, Fault
from eval.regressions.system import Parts
from eval.run import Progress, RunResult, run_suite
from eval.suite import Suite
from eval.summary import CheckedLimit
from eval.system import System, SystemFactory


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One fault against a suite: its run, and the comparison of the sound run with it."""

    name: str
    fault: Fault
    run: RunResult
    comparison: Comparison

    @property
    def missed(self) -> tuple[CheckedLimit, ...]:
        """The limits that the broken assistant did not meet."""
        return self.run.summary.missed

    @property
    def unnoticed(self) -> tuple[tuple[str, str], ...]:
        """The (kind, metric) that should have caught the fault and did not; empty when the gate works."""
        noticed = {(checked.limit.kind, checked.limit.metric) for checked in self.missed}
        return tuple(wanted for wanted in self.fault.caught_by if wanted not in noticed)


def run_sound(suite: Suite, parts: Parts, output: Path, progress: Progress | None = None) -> RunResult:
    """The suite on the assistant as it is."""
    return run_suite(suite, _given(parts.sound), output / "sound", progress, about={"kind": "sound"})


def trials(
    suite: Suite,
    parts: Parts,
    sound: RunResult,
    output: Path,
    faults: Mapping[str, Fault] = FAULTS,
    progress: Callable[[str], Progress | None] = lambda _: None,
) -> Iterator[Trial]:
    """Each fault's run, compared with the sound one. `progress` is made for each fault by its name."""
    for name, fault in faults.items():
        run = run_suite(
            suite,
            _planted(fault, parts),
            output / name,
            progress(name),
            about={"kind": "broken", "fault": name},
        )
        yield Trial(name=name, fault=fault, run=run, comparison=compare_runs(sound.path, run.path))


def _given(system: System) -> SystemFactory:
    @contextmanager
    def made(_: Path) -> Iterator[System]:
        yield system

    return made


def _planted(fault: Fault, parts: Parts) -> SystemFactory:
    def made(_: Path) -> AbstractContextManager[System]:
        return fault.plant(parts)

    return made
