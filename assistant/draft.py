"""A draft: what an answer will say, before it is checked and given its ids."""

from dataclasses import dataclass

from assistant.answer import Chart, Coverage, Status, Table, Value
from assistant.arithmetic import Computed


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Sentences with their citation marks, and the values, table and coverage that go with them.

    `remarks` are said after the sentences; they speak of the answer (what it covers, what is left out) and
    state no figure. `computed` is everything that was worked out, for the check to work it out again.
    """

    status: Status
    sentences: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    values: tuple[Value, ...] = ()
    computed: tuple[Computed, ...] = ()
    table: Table | None = None
    chart: Chart | None = None
    coverage: Coverage | None = None
    choices: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
