"""Near-duplicate reports kept for search alone: every province, six years, all periods, two offices.

The papers are simulated, written to bytes and read by the ordinary loaders, and their passages put into an
index; only their figures are not read, which search does not need. What the questions are is left to
`near_duplicate_questions`.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice, product

from eval.simulate.chance import choose, draw
from eval.simulate.compose import compose
from eval.simulate.period import Period, Span
from eval.simulate.plan import ReportPlan, file_stem
from eval.simulate.style import DocumentKind, load_style, styles_of
from eval.simulate.world import World, provinces
from eval.simulate.writers import writer_for
from ingest import splitter
from ingest.identity import content_hash, report_id_for
from ingest.reading import current_versions, read_file
from vectorstore.index import Index
from vectorstore.schema import Report, ReportContent

OFFICES = (DocumentKind.REPORT, DocumentKind.ENFORCEMENT)
"""A Sở Tư pháp's report and a Cục Thi hành án dân sự's."""
_YEARS = tuple(range(2024, 2018, -1))
_FEW_YEARS = _YEARS[:3]
_FEW_SPANS = (Span.YEAR, Span.HALF, Span.QUARTER)
_FORMATS = ("docx", "html", "txt")


def plans(count: int, seed: int) -> tuple[ReportPlan, ...]:
    """At most `count` reports: whole blocks of neighbours, so that few are as confusable as many.

    All there are is 63 provinces × 6 years × 6 periods × 2 offices = 4,536. Up to a quarter of that, the
    reports are of three years and three periods.
    """
    few = len(provinces()) * len(_FEW_YEARS) * len(_FEW_SPANS) * len(OFFICES)
    years, spans = (_FEW_YEARS, _FEW_SPANS) if count <= few else (_YEARS, tuple(Span))
    drawn = sorted(provinces(), key=lambda place: draw(seed, place.key, "near-duplicates"))
    subjects = islice(product((place.key for place in drawn), years, spans, OFFICES), count)
    return tuple(_plan(place, Period(year, span), kind, seed) for place, year, span, kind in subjects)


def put_reports(index: Index, wanted: Sequence[ReportPlan], seed: int) -> Iterator[int]:
    """Put those the index does not hold, one by one, telling how many of them are done; then settle it."""
    world = World(seed)
    held = {report.source for report in index.catalog.reports()}
    missing = [plan for plan in wanted if plan.file not in held]
    for done, plan in enumerate(missing):
        yield done
        index.put(_content(index, plan, world))
    index.erase_leftovers()
    yield len(missing)


def _content(index: Index, plan: ReportPlan, world: World) -> ReportContent:
    document = compose(plan, load_style(plan.style), world).document
    data = writer_for(plan.file.rpartition(".")[2])(document)
    read = read_file(data, plan.file)
    report = Report(
        report_id=report_id_for(plan.file, lambda id_: bool(index.catalog.reports_by_id([id_]))),
        sources=(plan.file,),
        content_hash=content_hash(data),
        format=read.format,
        metadata=read.metadata,
        pages=read.pages,
    )
    return ReportContent(
        report=report,
        text=read.text,
        passages=splitter.split(report.report_id, read.text),
        figures=(),
        versions=current_versions(index.embedder.model_id),
    )


def _plan(place: str, period: Period, kind: DocumentKind, seed: int) -> ReportPlan:
    drawn_for = (seed, place, period.notation, kind)
    return ReportPlan(
        file=f"{file_stem(place, period, kind)}.{choose(_FORMATS, *drawn_for, 'format')}",
        place=place,
        period=period,
        kind=kind,
        style=choose(_styles_for(kind), *drawn_for, "style"),
    )


@cache
def _styles_for(kind: DocumentKind) -> tuple[str, ...]:
    return tuple(name for name in styles_of("all") if kind in load_style(name).documents)
