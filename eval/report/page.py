"""The report as one HTML page for people who decide: no script, nothing fetched, two languages, prints well.

What the page says of the run stands in `kept` and `gathered`, its words in `wording`, its charts' geometry in
`charts`. Answers and reports are never trusted: the template escapes every character.
"""

import functools
from collections.abc import Iterator, Mapping, Sequence

import jinja2

from assistant.answer import Answer, Citation
from eval.metrics.registry import BY_NAME
from eval.question import Expected
from eval.report import charts, wording
from eval.report.gathered import NAMED, Gathered
from eval.report.kept import KeptRun
from eval.report.outcome import Outcome, missed_metrics
from eval.report.wording import Pair, name_of
from eval.suite import ALL
from eval.summary import Json, Measured

HEADLINE = (
    "right",
    "wrong_number",
    "exact",
    "value",
    "citation",
    "quoted",
    "status",
    "abstention_recall",
    "items_recall",
    "phrases",
    "recall_at_10",
)
"""The metrics shown first, where the suite has them; all others follow in a table of their own."""

_CITED = 4
_QUOTE_CHARACTERS = 700
_LISTED = 12


def render_page(run: KeptRun, gathered: Gathered) -> str:
    """The page of a run."""
    return _template().render(
        run=run,
        gathered=gathered,
        all=run.summary.kinds[ALL],
        headline=[name for name in HEADLINE if name in run.summary.kinds[ALL].metrics],
        speeds=[name for name in run.summary.kinds[ALL].metrics if not _of_rows(name)],
        systems=("ours", *run.baselines),
        verdict=verdict(run),
        outcomes=tuple(Outcome),
        settings=tuple(_flat(run.config)),
        shown_names=NAMED,
        shown_rows={worst.row.question.id for worst in gathered.worst},
    )


def verdict(run: KeptRun) -> tuple[str, Pair]:
    """Whether the run is good enough: a word for its looks, and the sentence."""
    words = wording.wording()["verdict"]
    if not run.whole:
        return "unfinished", words["unfinished"](asked=run.asked, questions=run.questions)
    if missed := run.summary.missed:
        return "failed", words["failed"](n=len(missed), of=len(run.summary.limits))
    return ("passed", words["passed"]) if run.summary.limits else ("open", words["no_limits"])


def wanted(expected: Expected) -> tuple[Pair, ...]:
    """What a question's answer should hold, a line each; the status where nothing should be answered."""
    lines = [_value(v.value, v.unit, v.province, v.period) for v in expected.values]
    if expected.items:
        lines.append(_plain("; ".join(expected.items)))
    if expected.table is not None:
        lines += [_plain(_cells(row)) for row in expected.table.rows]
    if expected.coverage is not None:
        has, lacks = expected.coverage.with_data, expected.coverage.without_data
        lines.append(_plain(f"+ {', '.join(has) or '–'}; − {', '.join(lacks) or '–'}"))
    lines += [_plain(f"“{phrase}”") for phrase in expected.phrases]
    return tuple(_few(lines)) or (name_of("statuses", expected.status.value),)


def given(answer: Answer) -> tuple[Pair, ...]:
    """The values of an answer, a line each."""
    return tuple(_few([_value(v.value, v.unit, v.province, v.period) for v in answer.values]))


def cited(answer: Answer) -> Sequence[Citation]:
    """The first citations of an answer."""
    return answer.citations[:_CITED]


def short(text: str, limit: int = _QUOTE_CHARACTERS) -> str:
    """A text, cut where it goes on for too long."""
    return text if len(text) <= limit else f"{text[:limit].rstrip()} […]"


def interval(metric: str, measured: Measured) -> Pair | None:
    """The confidence interval in brackets, where there is one."""
    if measured.low is None or measured.high is None:
        return None
    write = wording.bare_share if wording.is_share(metric) else functools.partial(wording.measure, metric)
    low, high = write(measured.low), write(measured.high)
    return Pair(f"({low.vi} – {high.vi})", f"({low.en} – {high.en})")


def marks(run: KeptRun, metric: str) -> tuple[tuple[charts.Mark, float], ...]:
    """The run's and the baselines' values of a metric that is a share, for the chart beside the numbers."""
    measured = {name: metrics_of(run, name).get(metric) for name in ("ours", *run.baselines)}
    return charts.placed(
        [charts.mark(name, m.value, m.low, m.high) for name, m in measured.items() if m is not None]
    )


def metrics_of(run: KeptRun, system: str, kind: str = ALL) -> Mapping[str, Measured]:
    """The metrics of `ours` or of a baseline; none where it has no such kind."""
    summary = run.summary if system == "ours" else run.baselines[system].summary
    return summary.kinds[kind].metrics if kind in summary.kinds else {}


def lower_is_better(metric: str) -> bool:
    """Which way a metric points."""
    return metric in BY_NAME and BY_NAME[metric].better == "lower"


def _of_rows(metric: str) -> bool:
    return metric in BY_NAME and BY_NAME[metric].measure in ("share", "count")


def _value(value: float, unit: str, province: str | None, period: str | None) -> Pair:
    number = wording.figure(value)
    rest = " · ".join(part for part in (province, period) if part)
    return Pair(*(f"{text} {unit}" + (f" · {rest}" if rest else "") for text in (number.vi, number.en)))


def _plain(text: str) -> Pair:
    return Pair(text, text)


def _cells(row: Sequence[object]) -> str:
    return " | ".join("–" if cell is None else str(cell) for cell in row)


def _few(lines: Sequence[Pair]) -> Sequence[Pair]:
    return lines if len(lines) <= _LISTED else [*lines[:_LISTED], _plain("…")]


def _flat(content: Json, path: str = "") -> Iterator[tuple[str, str]]:
    """The entries of `config.json` as dotted names and values; limits are left out, the page has them."""
    if isinstance(content, Mapping) and path == "packages":
        yield path, ", ".join(f"{name} {version}" for name, version in content.items())
    elif isinstance(content, Mapping):
        for name, inner in content.items():
            if name != "limits":
                yield from _flat(inner, f"{path}.{name}" if path else name)
    elif isinstance(content, Sequence) and not isinstance(content, str):
        yield path, ", ".join(str(item) for item in content)
    else:
        yield path, "–" if content in (None, "") else str(content)


@functools.cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("eval.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    functions = (
        charts.histogram,
        charts.stacked,
        cited,
        given,
        interval,
        lower_is_better,
        marks,
        metrics_of,
        missed_metrics,
        name_of,
        short,
        wanted,
        wording.definition,
        wording.duration,
        wording.is_share,
        wording.measure,
    )
    environment.globals.update({function.__name__: function for function in functions})
    environment.globals["w"] = wording.wording()
    return environment.get_template("report.html")
