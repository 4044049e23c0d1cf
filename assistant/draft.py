"""A draft: what an answer will say, before it is checked and given its ids."""

from dataclasses import dataclass

from assistant.answer import Chart, Coverage, Status, Table, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Sentences with their citation marks, and the values, table and coverage that go with them."""

    status: Status
    sentences: tuple[str, ...]
    values: tuple[Value, ...] = ()
    table: Table | None = None
    chart: Chart | None = None
    coverage: Coverage | None = None
    choices: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
