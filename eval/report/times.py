"""How long answers took, as a histogram over fixed steps, so that no row need be held."""

from dataclasses import dataclass, field

STEPS_MS = (5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1_000.0, 2_000.0, 5_000.0, 10_000.0, 30_000.0)
"""Upper ends of the steps; what took longer than the last stands in one more."""


@dataclass(slots=True)
class Times:
    """Counts of answers by the step their time falls into, upper ends included."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(STEPS_MS) + 1))

    def add(self, elapsed_ms: float) -> None:
        """Takes note of one answer."""
        step = next((i for i, end in enumerate(STEPS_MS) if elapsed_ms <= end), len(STEPS_MS))
        self.counts[step] += 1

    @property
    def filled(self) -> tuple[tuple[float | None, float | None, int], ...]:
        """`(from, to, count)` of the steps from the first to the last that has any; None: no end."""
        used = [i for i, count in enumerate(self.counts) if count]
        if not used:
            return ()
        ends: tuple[float | None, ...] = (None, *STEPS_MS, None)
        return tuple((ends[i], ends[i + 1], self.counts[i]) for i in range(used[0], used[-1] + 1))
