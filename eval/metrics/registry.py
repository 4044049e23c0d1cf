"""The metrics by name: which way is better, what each one means and whose definition it is.

How they are computed stands elsewhere: `rules` (one answer), `score` (one row), `eval.summary` (a run).
"""

from dataclasses import dataclass
from typing import Literal

Better = Literal["higher", "lower"]
Measure = Literal["share", "count", "milliseconds", "per second", "MiB"]


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric's name in results and in `suite.toml`, which way is better, its definition and its source.

    `measure` says what its values are: a `share` lies between 0 and 1 for every row. `source` is empty
    where the definition is the evaluation's own.
    """

    name: str
    better: Better
    definition: str
    source: str = ""
    measure: Measure = "share"


_ALCE = "after ALCE, Gao et al. 2023"
_SIMPLEQA = "SimpleQA, Wei et al. 2024"
_SELECTIVE = "selective answering, El-Yaniv and Wiener 2010"
_SUCCESS = "ir-measures Success@k"

METRICS: tuple[Metric, ...] = (
    Metric("right", "higher", "rows with every yes/no expectation met and no wrong number", _SIMPLEQA),
    Metric("wrong_answer", "lower", "rows that were answered and are not right", _SIMPLEQA),
    Metric("refused", "lower", "rows where nothing was answered and something else was due", _SIMPLEQA),
    Metric("status", "higher", "rows whose status is the expected one"),
    Metric("value", "higher", "rows whose first values are the expected ones, in order, units included"),
    Metric("number", "higher", "as `value`, units left aside"),
    Metric("amount", "higher", "as `value`, the numbers alone, each within its tolerance"),
    Metric("unit", "higher", "as `value`, the units alone"),
    Metric("place", "higher", "as `value`, the provinces alone"),
    Metric("period", "higher", "as `value`, the periods alone"),
    Metric("exact", "higher", "rows whose `number`, `quoted` and `citation` are right with nothing unasked"),
    Metric("quoted", "higher", "rows whose first values each stand in a quote they cite"),
    Metric("citation", "higher", "rows that cite any expected source"),
    Metric("citation_precision", "higher", "share of the citations that are of an expected source", _ALCE),
    Metric("citation_recall", "higher", "share of the expected values that cite an expected source", _ALCE),
    Metric("citations_whole", "higher", "rows whose marks and values all resolve to well-formed citations"),
    Metric("quote_exact", "higher", "share of the quotes that are the report's text at their offsets"),
    Metric(
        "grounded",
        "higher",
        "share of the sentences with numbers whose every number is quoted by their citations or computed "
        "from what they cite",
        "after AIS, Rashkin et al. 2023",
    ),
    Metric("abstention_precision", "higher", "of the `not_found` answers, those that should be", _SELECTIVE),
    Metric(
        "abstention_recall",
        "higher",
        "of the questions that should be `not_found`, those that are",
        _SELECTIVE,
    ),
    Metric("items_recall", "higher", "share of the expected items that the answer names"),
    Metric("items_precision", "higher", "share of the listed items that are expected"),
    Metric("table", "higher", "share of the expected table rows that stand in the answer's table"),
    Metric("table_cells", "higher", "share of the expected cells that stand in the row they belong to"),
    Metric("coverage", "higher", "rows whose coverage names exactly the expected places or periods"),
    Metric("phrases", "higher", "rows whose answer holds every expected phrase"),
    Metric(
        "evidence_f1",
        "higher",
        "token F1 between the evidence and the answer or its quotes",
        "SQuAD, Rajpurkar et al. 2016",
    ),
    Metric("follow_up", "higher", "follow-up questions whose places and periods were understood"),
    Metric("hit_at_1", "higher", "searches whose first report is relevant", _SUCCESS),
    Metric("hit_at_3", "higher", "searches with a relevant report among the first three", _SUCCESS),
    Metric("hit_at_5", "higher", "searches with a relevant report among the first five", _SUCCESS),
    Metric("hit_at_10", "higher", "searches with a relevant report among the first ten", _SUCCESS),
    Metric(
        "mrr_at_10",
        "higher",
        "mean of 1 by the rank of the first relevant report, 0 beyond the tenth",
        "ir-measures RR@10; Voorhees 1999",
    ),
    Metric(
        "ndcg_at_10",
        "higher",
        "nDCG of the reports of the first ten passages found, the grades of `relevant` being the gains",
        "ir-measures nDCG@10; Järvelin and Kekäläinen 2002",
    ),
    Metric(
        "recall_at_10",
        "higher",
        "share of the relevant reports that the first ten passages found come from",
        "ir-measures R@10",
    ),
    Metric("wrong_number", "lower", "rows that show a number nobody should see"),
    Metric("extra_values", "lower", "values beyond the expected ones, a row", measure="count"),
    Metric("latency_p50_ms", "lower", "half of the answers came within this time", measure="milliseconds"),
    Metric("latency_p95_ms", "lower", "95% of the answers came within this time", measure="milliseconds"),
    Metric("latency_p99_ms", "lower", "99% of the answers came within this time", measure="milliseconds"),
    Metric(
        "throughput_per_s",
        "higher",
        "answers a second, one question asked after another",
        measure="per second",
    ),
    Metric(
        "peak_memory_mib",
        "lower",
        "the most memory the measured process held, where it can be known",
        "getrusage(2), ru_maxrss",
        "MiB",
    ),
)

BY_NAME: dict[str, Metric] = {metric.name: metric for metric in METRICS}
