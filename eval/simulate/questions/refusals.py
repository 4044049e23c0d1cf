"""Questions whose answer is that the reports do not say.

Each is as near to what they do say as can be: the right topic of another year, span of a year, place,
indicator or level, a province after its end, a target where the result is asked for. `unsaid` decides what
nobody says.
"""

from collections.abc import Iterator, Sequence

from eval.question import QuestionKind
from eval.simulate.chance import choose, draw, shuffled
from eval.simulate.gold import Kind
from eval.simulate.questions.draft import REFUSED, Draft, Origin, Quiz, balanced, drafted, sometimes_bare
from eval.simulate.questions.facts import Key
from eval.simulate.questions.figures import asked_levels, in_turn
from eval.simulate.questions.geography import abolished, old_provinces, regions
from eval.simulate.questions.phrasings import Manner
from eval.simulate.questions.unsaid import unsaid
from eval.simulate.questions.wording import Slots, bare, says
from eval.simulate.world import indicators

_SPANS = ("", "-H1", "-9M", "-Q1", "-Q2", "-Q3")
_YEARS = range(2018, 2025)
_LONG_AGO = ("2009", "2012", "2014")
_AFTER_THE_END = ("2025-Q4", "2026", "2026-Q1", "2025-H2")
_MANNERS: tuple[Manner, ...] = ("vi", "vi", "short", "citizen", "en")


def unanswerable(quiz: Quiz) -> Iterator[Draft]:
    """One near miss after another."""
    yield from in_turn(
        (
            _elsewhere(quiz, "year"),
            _elsewhere(quiz, "span"),
            _elsewhere(quiz, "place"),
            _elsewhere(quiz, "indicator"),
            _elsewhere(quiz, "indicator", again=True),
            _target_only(quiz),
            _parts(quiz),
            _districts(quiz),
            _after_the_end(quiz),
            _together(quiz),
        )
    )


def off_topic(quiz: Quiz) -> Iterator[Draft]:
    """What no justice report is about."""
    names = sorted(old_provinces())
    for number in range(len(names)):
        for name, text in shuffled(quiz.wording.off_topic(), quiz.seed, "off topic", number):
            place = choose(names, quiz.seed, name, number)
            spelt = quiz.wording.place(place, name, number)
            year = choose(tuple(_YEARS), quiz.seed, name, number, "year")
            filled = text.format(place=spelt, year=year)
            filled = filled[:1].upper() + filled[1:] if text.startswith("{") else filled
            draft = Draft(
                kind=QuestionKind.OFF_TOPIC,
                text=bare(filled) if draw(quiz.seed, name, number, "bare") < 1 / 4 else filled,
                expected=REFUSED,
                origin=Origin(task="off_topic", phrasing=name),
            )
            yield draft


def _elsewhere(quiz: Quiz, what: str, *, again: bool = False) -> Iterator[Draft]:
    """A figure that is there, asked with one thing changed to what is not."""
    for key in asked_levels(quiz, f"without {what} {again}"):
        if key.merged or key.province not in old_provinces():
            continue
        options = shuffled(_neighbours(quiz, key, what), quiz.seed, what, key, again)
        missing = next((each for each in options if unsaid(quiz.facts, *_topic(each))), None)
        if missing is not None:
            yield from _asked(quiz, f"other_{what}", "level", missing, note=f"có: {_told(key)}")


def _neighbours(quiz: Quiz, key: Key, what: str) -> list[Key]:
    year, span = key.period[:4], key.period[4:]
    match what:
        case "year":
            years = [str(other) for other in _YEARS if str(other) != year]
            return [Key(key.indicator, key.province, other + span) for other in (*years, *_LONG_AGO)]
        case "span":
            return [Key(key.indicator, key.province, year + other) for other in _SPANS if other != span]
        case "place":
            return [Key(key.indicator, name, key.period) for name in old_provinces() if name != key.province]
    unit, area = indicators()[key.indicator].unit, indicators()[key.indicator].area
    near = [row.key for row in indicators().values() if row.unit == unit or row.area == area]
    return [
        Key(other, key.province, key.period)
        for other in near
        if other != key.indicator and quiz.wording.knows(other) and _is_told_at_all(quiz, other)
    ]


def _is_told_at_all(quiz: Quiz, indicator: str) -> bool:
    return any(topic[0] == indicator for topic in quiz.facts.by_topic)


def _target_only(quiz: Quiz) -> Iterator[Draft]:
    for key, _ in shuffled(list(quiz.facts.of_kind(Kind.TARGET)), quiz.seed, "target only"):
        plain = key.part is None and key.locality is None and says(key.period)
        if plain and unsaid(quiz.facts, *_topic(key)):
            yield from _asked(quiz, "target_only", "level", key, note="chỉ có chỉ tiêu")


def _parts(quiz: Quiz) -> Iterator[Draft]:
    """A part of a figure that reports state whole only."""
    told = {(key.indicator, key.province, key.period) for key in quiz.facts.parts}
    told |= {_topic(key) for key, _ in quiz.facts.of_kind(Kind.SHARE) if key.part}
    for key in asked_levels(quiz, "whole only"):
        labels = [label for label in indicators()[key.indicator].parts if label.startswith("cấp")]
        if not labels or _topic(key) in told or key.merged or key.province not in old_provinces():
            continue
        if any(quiz.facts.statements(Key(*_topic(key), part=label)) for label in labels):
            continue
        label = choose(labels, quiz.seed, key, "label")
        yield from _asked(
            quiz, "part_unsaid", "part", Key(*_topic(key), part=label), note=f"có: {_told(key)}"
        )


def _districts(quiz: Quiz) -> Iterator[Draft]:
    """A district of a province that states the figure whole only."""
    told = {(key.indicator, key.province, key.period) for key in quiz.facts.districts}
    for key in asked_levels(quiz, "no district"):
        if _topic(key) in told or key.merged or key.province not in old_provinces():
            continue
        if any(f.locality for kind in Kind for f in quiz.facts.others(kind, key)):
            continue
        locality = choose(old_provinces()[key.province].districts, quiz.seed, key, "district")
        asked = Key(*_topic(key), locality=locality)
        yield from _asked(quiz, "district_unsaid", "district", asked, note=f"có: {_told(key)}")


def _after_the_end(quiz: Quiz) -> Iterator[Draft]:
    keys = [
        Key(indicator, province, period)
        for indicator in sorted({topic[0] for topic in quiz.facts.by_topic})
        for province in abolished()
        for period in _AFTER_THE_END
    ]
    for key in balanced(keys, lambda key: key.province, quiz.seed, "after the end"):
        if unsaid(quiz.facts, *_topic(key)):
            yield from _asked(quiz, "after_the_end", "level", key, note="tỉnh cũ, đã nhập từ 01/7/2025")


def _together(quiz: Quiz) -> Iterator[Draft]:
    """Orders and sums over places of a year that nobody reports on."""
    told = sorted({topic[0] for topic in quiz.facts.by_topic})
    topics = [(i, p, r) for i in told for p in (*_LONG_AGO, "2013-H1", "2011-9M") for r in regions()]
    for indicator, period, region in shuffled(topics, quiz.seed, "together"):
        task = choose(
            ("most", "sum_region", "most_in_region", "all_places", "reported"),
            quiz.seed,
            indicator,
            period,
            region,
        )
        slots = Slots(indicators=(indicator,), periods=(period,), region=region)
        worded = quiz.worded(task, ("vi", "vi", "short", "en"), slots, region)
        if worded is not None and not any(topic == (indicator, period) for topic in quiz.facts.by_topic):
            yield drafted(
                QuestionKind.UNANSWERABLE, f"{task}_unsaid", worded, REFUSED, note="năm không có báo cáo"
            )


def _asked(quiz: Quiz, task: str, frame: str, key: Key, *, note: str) -> Iterator[Draft]:
    slots = Slots(
        indicators=(key.indicator,),
        places=(key.province,),
        periods=(key.period,),
        part=key.part,
        locality=key.locality,
    )
    manners: Sequence[Manner] = _MANNERS if frame == "level" else ("vi", "vi", "short", "en")
    worded = quiz.worded(frame, manners, slots, task)
    if worded is not None:
        draft = drafted(QuestionKind.UNANSWERABLE, task, worded, REFUSED, about=key, note=note)
        yield draft if worded.manner == "en" else sometimes_bare(draft, draw(quiz.seed, task, key, "bare"))


def _topic(key: Key) -> tuple[str, str, str]:
    return key.indicator, key.province, key.period


def _told(key: Key) -> str:
    return f"{key.indicator}, {key.province}, {key.period}"
