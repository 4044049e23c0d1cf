"""The metrics by name: which way is better and what each one means. How it is computed stands elsewhere."""

from dataclasses import dataclass
from typing import Literal

Better = Literal["higher", "lower"]


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric's name in results and in `suite.toml`, which way is better, and its definition."""

    name: str
    better: Better
    definition: str


METRICS: tuple[Metric, ...] = (
    Metric("right", "higher", "rows with every yes/no expectation met and no wrong number"),
    Metric("status", "higher", "rows whose status is the expected one"),
    Metric("value", "higher", "rows whose first values are the expected ones, in order, units included"),
    Metric("number", "higher", "as `value`, units left aside"),
    Metric("exact", "higher", "rows whose `number`, `quoted` and `citation` are right with nothing unasked"),
    Metric("quoted", "higher", "rows whose first values each stand in a quote they cite"),
    Metric("citation", "higher", "rows that cite any expected source"),
    Metric("citations_whole", "higher", "rows whose marks and values all resolve to well-formed citations"),
    Metric("abstention_precision", "higher", "of the `not_found` answers, those that should be"),
    Metric("abstention_recall", "higher", "of the questions that should be `not_found`, those that are"),
    Metric("items_recall", "higher", "share of the expected items that the answer names"),
    Metric("items_precision", "higher", "share of the listed items that are expected"),
    Metric("table", "higher", "share of the expected table rows that stand in the answer's table"),
    Metric("coverage", "higher", "rows whose coverage names exactly the expected places or periods"),
    Metric("phrases", "higher", "rows whose answer holds every expected phrase"),
    Metric("evidence_f1", "higher", "token F1 between the evidence and the answer or its quotes"),
    Metric(
        "ndcg_at_10",
        "higher",
        "nDCG of the reports of the first ten passages found, by the grades of `relevant`",
    ),
    Metric(
        "recall_at_10", "higher", "share of the relevant reports that the first ten passages found come from"
    ),
    Metric("wrong_number", "lower", "rows that show a number nobody should see"),
    Metric("extra_values", "lower", "values beyond the expected ones, a row"),
    Metric("latency_p50_ms", "lower", "half of the answers came within this time"),
    Metric("latency_p95_ms", "lower", "95% of the answers came within this time"),
)

BY_NAME: dict[str, Metric] = {metric.name: metric for metric in METRICS}
