"""What each number of a sentence counts: by its own words, else by those of the numbers beside it."""

from dataclasses import replace

from ingest.figures.bases import base_of, money_meant
from ingest.figures.brackets import label_in
from ingest.figures.clauses import Clause, Span
from ingest.figures.divisions import divided_part
from ingest.figures.ellipsis import (
    amount_of,
    arrived_at,
    completed,
    filled_posts,
    fine_paid,
    names_part,
    part_of,
    repeated,
    taken_from,
    whole_counted,
    whole_of_parts,
    with_amount_of_next,
    with_last_unit,
)
from ingest.figures.narrowing import content
from ingest.figures.rates import planned_level, rate_again
from ingest.figures.reading import Reading
from ingest.figures.respectively import Allotted
from ingest.figures.roles import Role
from ingest.figures.subject import Subject, Wanted, subject_of
from ingest.figures.told import Told
from ingest.figures.topics import topical_head, topical_subject
from ingest.figures.wording import (
    AVERAGE,
    CHANGE,
    OF_ALL,
    OF_THESE,
    PEOPLE,
    PLAN_WORDS,
    STILL,
)
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.terms import Role as TermRole
from vectorstore.schema import FigureKind

_LONGEST_ACT = 5  # words between a number without a noun and the next


class Counting:
    """Finds what the numbers of a sentence count, one after the other."""

    def __init__(self, told: Told) -> None:
        self._told = told

    def subject(self, clause: Clause, role: Role, allotted: Allotted, *, past: bool) -> Subject:
        """The indicator of a clause's number; `past` says that the number is of an earlier period."""
        quantity, sentence = clause.quantity, self._told.sentence
        relative = quantity.percent or quantity.points or quantity.multiple
        money = money_meant(sentence, clause) if relative else None
        known = self._told.mentions.positions
        silent = self._silent(clause)
        back = self._told.before if relative and silent else self._told.back
        base = base_of(clause, role.kind, self._told.open, back, money)
        if role.kind is FigureKind.CHANGE and allotted.back is not None:
            return self._told_before(allotted.back)
        if role.kind is FigureKind.CHANGE:
            if base is not None and base.listed and ";" in sentence.gap(clause.left.first):
                wholes = [r for r in self._told.open if not r.listed and r.kind is FigureKind.ACHIEVED]
                base = wholes[-1] if wholes else base  # `…, trong đó …; tăng 12 vụ việc`
            return self._changed(clause, base, money)
        aimed = role.kind is FigureKind.TARGET and self._told.bracket is not None and not relative
        if aimed and self._told.open and self._told.open[-1].unit == "%":
            return self._told.open[-1].subject.without_extras()  # `đạt 101% chỉ tiêu (7.800 việc)`
        if allotted.words is not None and not relative:
            return self._allotted(clause, allotted.words)
        if allotted.back is not None:
            return self._told_before(allotted.back)
        planned = planned_level(self._told, clause) if relative and silent else None
        if planned is not None:
            return planned.subject.without_extras()
        rate = rate_again(self._told, clause) if relative and silent else None
        if rate is not None:
            return rate.subject.without_extras()
        if relative and silent and base is not None and not self._names_other(clause, base):
            return base.subject.without_extras()
        return self._named(clause, role, allotted, base, Wanted(known, None, money, relative), past=past)

    def _named(
        self,
        clause: Clause,
        role: Role,
        allotted: Allotted,
        base: Reading | None,
        wanted: Wanted,
        *,
        past: bool,
    ) -> Subject:
        """What the number's own words name, or those of a number before it that they leave out."""
        told = self._told
        last = told.open[-1] if told.open else None
        beside = (
            arrived_at(told.sentence, clause, last)
            or amount_of(told.sentence, clause, last)
            or fine_paid(told.sentence, clause, last)
            or filled_posts(told.sentence, clause, last)
            or whole_counted(told.sentence, clause, last)
        )
        if beside is not None:
            return beside
        paired = with_amount_of_next(told, clause, wanted)
        if paired is not None:
            return paired
        whole = whole_of_parts(told.open, told.bracket)
        split = told.bracket is not None or role.listed_as_part
        bare = not clause.phrase.positions  # `tiếp nhận 337 vụ việc, thành 308`
        related = whole.subject.indicator if whole is not None and (split or bare) else None
        wanted = replace(wanted, base=base.subject.indicator if base else None, whole=related)
        if split and whole is not None and whole.subject.rivals:
            one = self._one_of_rivals(clause, whole)
            if one is not None:
                return one
        found = subject_of(told.sentence, allotted.shared or clause, told.around, wanted)
        if found.indicator is None and whole is not None and split:
            found = self._as_part(clause, whole) or found
        if found.indicator is None and not wanted.noun_optional and not clause.quantity.money:
            found = divided_part(told, clause, role.level) or found
        if found.indicator is None and not wanted.noun_optional:
            found = self._left_out(clause, wanted, past=past) or found
        if found.indicator is None and not role.listed_as_part:
            found = topical_head(told, clause) or found
        if found.indicator is None and base is not None:
            found = self._as_base(clause, role, base, relative=wanted.noun_optional) or found
        if found.indicator is None and not role.listed_as_part:
            found = topical_subject(told, clause) or found
        return found

    def _left_out(self, clause: Clause, wanted: Wanted, *, past: bool) -> Subject | None:
        """The subject of a number that leaves out what one beside it says."""
        told = self._told
        if not clause.phrase.positions:
            found = self._with_noun_of_next(clause, wanted)
            found = found if found.indicator is not None else self._with_noun_of_last(clause, wanted)
            if found.indicator is not None:
                return found
        elided = completed(told.sentence, clause, told.open[-1] if told.open else None)
        return elided or (repeated(told.sentence, clause, told.open) if past else None)

    def _as_base(self, clause: Clause, role: Role, base: Reading, *, relative: bool) -> Subject | None:
        """The subject of the number before, where this one is a part of it or says nothing of its own."""
        told, indicator = self._told, base.subject.indicator
        same_money = clause.quantity.money == (base.unit == "đồng")
        if role.listed_as_part and indicator and self._names_noun_of(indicator, clause) and same_money:
            return replace(base.subject, extras=self._part_words(indicator, clause))
        if relative or not same_money or not self._silent(clause) or not self._repeats(clause, base):
            return None
        again = base.kind is FigureKind.ACHIEVED and self._twice_there(clause, base)
        if again or told.sentence.find(AVERAGE, clause.left) is not None:
            return None
        return base.subject.without_extras()

    def _silent(self, clause: Clause) -> bool:
        """Whether the words before a number say nothing of what it counts."""
        return set(content(self._told.sentence, clause.left, self._told.mentions.positions)) <= PLAN_WORDS

    def _with_noun_of_next(self, clause: Clause, wanted: Wanted) -> Subject:
        """The subject of a number with the noun of the next (`thẩm định 120, góp ý 264 dự thảo`).

        Or behind the one before, where what was done is told again (`so với năm 2022 thẩm định 127`).
        """
        sentence = self._told.sentence
        following = next((c for c in self._told.clauses if c.number.first >= clause.number.last), None)
        if following is not None and 0 < following.number.first - clause.number.last <= _LONGEST_ACT:
            gaps = "".join(sentence.gap(at) for at in range(clause.number.last, following.number.first + 1))
            if not set(gaps) & set(";:()"):
                lent = replace(clause, phrase=following.phrase)
                found = subject_of(sentence, lent, self._told.around, replace(wanted, whole=None, base=None))
                if found.indicator is not None:
                    of_whole = taken_from(sentence, clause.number.last, following.number.first)
                    return found.without_extras() if of_whole else found
        acted = [
            r
            for r in self._told.open
            if r.subject.indicator is not None
            and r.kind is FigureKind.ACHIEVED
            and any(h.last == clause.left.last for h in sentence.with_role(r.subject.indicator, TermRole.ACT))
        ]
        one = len({r.subject.indicator for r in acted}) == 1
        return acted[-1].subject if one else Subject(None)

    def _with_noun_of_last(self, clause: Clause, wanted: Wanted) -> Subject:
        """The subject of a number right behind its verb, with the noun of the count before it.

        `Rà soát 127 văn bản, đề nghị thay thế 16`.
        """
        told, sentence = self._told, self._told.sentence
        before = [c for c in told.clauses if c.number.last <= clause.number.first and c is not clause]
        before = [c for c in before if c.phrase.positions and not (c.quantity.percent or c.quantity.money)]
        if clause.quantity.money or not before or told.bracket is not None:
            return Subject(None)
        first = before[-1].phrase.first
        nouns = [hit.last for hit in sentence.hits if hit.first == first and hit.is_noun]
        acting = [hit for hit in sentence.hits if hit.is_act and hit.last == clause.left.last]
        if not nouns or not acting:
            return Subject(None)
        lent = replace(clause, phrase=Span(first, max(nouns)))
        found = subject_of(sentence, lent, told.around, replace(wanted, whole=None, base=None))
        own = {name for hit in acting for name, role in hit.roles if role is TermRole.ACT}
        return found if found.indicator in own else Subject(None)

    def _one_of_rivals(self, clause: Clause, whole: Reading) -> Subject | None:
        """Which of the two things that a number counts together a number of its bracket counts.

        `Thanh tra, kiểm tra: 18 cuộc (thanh tra 7, kiểm tra 11)`.
        """
        named = [
            name
            for name in (whole.subject.indicator, *whole.subject.rivals)
            if name
            for hit in self._told.sentence.with_role(name, TermRole.ACT)
            if hit.last == clause.left.last and hit.first in clause.left
        ]
        return Subject(named[0]) if len(set(named)) == 1 else None

    def _as_part(self, clause: Clause, whole: Reading) -> Subject | None:
        """The subject of a number in a bracket or list that only names a part of the number before it."""
        label = label_in(self._told.sentence, clause, self._told.bracket)
        people = indicators()[whole.subject.indicator].counts_people if whole.subject.indicator else False
        if people and self._told.sentence.printed(clause.phrase).lower().startswith(PEOPLE):
            found = part_of(whole, clause)  # `6.120 hòa giải viên (1.900 nữ)`
            if found is not None and self._told.sentence.printed(clause.phrase).lower() != PEOPLE[-1]:
                return replace(found, extras=(self._told.sentence.printed(clause.phrase).lower(),))
        if not self._repeats(clause, whole) or not names_part(self._told.sentence, label):
            return None
        listed = self._listed_itself(whole, label)
        if listed is not None:
            return Subject(listed)
        found = part_of(whole, clause)
        if found is None or set(label.positions) <= self._told.mentions.positions:
            return found
        return replace(found, extras=(self._told.sentence.printed(label).lower(),))

    def _listed_itself(self, whole: Reading, label: Span) -> str | None:
        """What a part is where the list has it under its own name (`52 đơn: khiếu nại 9, tố cáo 2`)."""
        named = {
            name
            for hit in self._told.sentence.hits
            if (hit.first, hit.last) == (label.first, label.last)
            for name, role in hit.roles
            if role is TermRole.ACT and indicators()[name].unit == whole.unit
        }
        return named.pop() if len(named) == 1 and whole.subject.indicator not in named else None

    def split_above(self, clause: Clause) -> Reading | None:
        """The number of the line above that one of a bullet under it splits up (`+ Cấp tỉnh: 12 cuộc`)."""
        label = label_in(self._told.sentence, clause, self._told.bracket)
        if not names_part(self._told.sentence, label) or self._told.bracket is not None:
            return None
        clause = with_last_unit(self._told.sentence, self._told.clauses, clause)
        bare = not clause.phrase.positions
        above = self._told.above
        split = [whole for whole in above if part_of(whole, clause) and self._repeats(clause, whole)]
        return split[0] if len(split) == 1 and (not bare or len(above) == 1) else None

    def whole_named(self, clause: Clause, subject: Subject) -> str | None:
        """What the words behind a fraction say that it is taken from (`xong 12/16 việc có điều kiện`)."""
        if clause.quantity.denominator is None or subject.indicator is None or subject.rivals:
            return None
        behind = replace(clause, left=Span(clause.number.first, clause.number.first))
        found = subject_of(
            self._told.sentence, behind, self._told.around, Wanted(self._told.mentions.positions)
        )
        same = found.indicator in (None, subject.indicator)
        return None if same or found.rivals or found.extras else found.indicator

    def _told_before(self, back: int) -> Subject:
        """The subject of a number that stands in turn for a level told before."""
        levels = [r for r in self._told.levels if r.part is None and r.bracket is None]
        return levels[-back].subject.without_extras() if len(levels) >= back else Subject(None)

    def _allotted(self, clause: Clause, words: Span) -> Subject:
        """The subject of a number whose words stand in a list before it."""
        own = replace(clause, left=words, number=Span(words.last, words.last))
        wanted = Wanted(self._told.mentions.positions, noun_optional=not clause.quantity.money)
        found = subject_of(self._told.sentence, own, self._told.around, wanted)
        named = found.indicator and self._told.sentence.with_role(found.indicator, TermRole.NOUN)
        return found if named else Subject(None)

    def _changed(self, clause: Clause, base: Reading | None, money: bool | None) -> Subject:
        """What changed: what the words before the change name, else the number before it."""
        sentence = self._told.sentence
        at = sentence.find(CHANGE, clause.left)
        named = Span(self._inside(clause.left.first), (at or clause.left.last) - 1)
        if any(hit.is_named and hit.first in named for hit in sentence.hits):
            wanted = Wanted(self._told.mentions.positions, money=money, noun_optional=True)
            found = subject_of(
                sentence,
                replace(clause, phrase=Span(clause.number.last, clause.number.last)),
                self._told.around,
                wanted,
            )
            if found.indicator is not None:
                return found.without_extras()
        if base is not None and money is not None:
            return base.subject.without_extras()
        unit = sentence.keys[clause.phrase.first : clause.phrase.first + 1]
        if base is not None and unit == tuple(base.unit.split()[:1]):
            return base.subject.without_extras()
        for words in (unit if clause.phrase.positions else (), sentence.keys[named.first : named.last]):
            for reading in (*reversed(self._told.open), *reversed(self._told.back)):
                counter = reading.unit.split()[:1]
                if counter and counter[0] in words and reading.subject.indicator:
                    return reading.subject.without_extras()
        return base.subject.without_extras() if base else Subject(None)

    def _inside(self, first: int) -> int:
        """The first word from `first` on that stands in the bracket now open."""
        words, bracket = self._told.sentence.words, self._told.bracket
        while bracket is not None and first < len(words) and words[first].start < bracket:
            first += 1
        return first

    def _twice_there(self, clause: Clause, base: Reading) -> bool:
        """Whether a number would say again how many of something exist (`được giao 60 biên chế, có 57`)."""
        stock = base.subject.indicator is not None and indicators()[base.subject.indicator].stock
        return (
            stock and self._told.bracket is None and self._told.sentence.find(STILL, clause.left) is not None
        )

    def _names_other(self, clause: Clause, base: Reading) -> bool:
        """Whether a rate is directly of something else of the list (`100% hồ sơ đúng hạn`)."""
        own, first = base.subject.indicator, clause.phrase.first
        while first < clause.phrase.last and self._told.sentence.keys[first] in OF_ALL:
            first += 1  # `52% số vụ việc thuộc lĩnh vực hình sự`
        skipped = first > clause.phrase.first
        return any(
            hit.first == first
            and (hit.is_noun or not skipped)
            and hit.last <= clause.phrase.last
            and not any(hit.has(own, role) for role in (TermRole.NOUN, TermRole.ACT) if own)
            for hit in self._told.sentence.hits
            if hit.is_named
        )

    def _named_before(self, indicator: str, clause: Clause) -> bool:
        """Whether a part is named before its number, and only counted behind it (`hình sự 263 vụ`)."""
        behind = self._told.sentence.printed(clause.phrase).lower()
        return behind in indicators()[indicator].units and not self._silent(clause)

    def _part_words(self, indicator: str, clause: Clause) -> tuple[str, ...]:
        """What names a part, if its own words do: its label (`đã thu`) where only the unit stands behind."""
        if self._named_before(indicator, clause):
            return ()
        behind = self._told.sentence.printed(clause.phrase).lower()
        if behind not in indicators()[indicator].units:
            return (self._kind_named(indicator, clause),)
        label = self._told.sentence.printed(label_in(self._told.sentence, clause, self._told.bracket)).lower()
        return (label,) if label else ()

    def _kind_named(self, indicator: str | None, clause: Clause) -> str:
        """The words behind a number that name a part, as printed (`vụ dân sự`)."""
        sentence, phrase = self._told.sentence, clause.phrase
        nouns = sentence.with_role(indicator, TermRole.NOUN) if indicator else ()
        whole = sentence.printed(phrase).lower()
        if whole.startswith(PEOPLE):
            return whole
        last = max((hit.last for hit in nouns if hit.first == phrase.first), default=phrase.first)
        return sentence.printed(Span(last, phrase.last)).lower() or whole

    def part_named(self, clause: Clause, subject: Subject) -> str:
        """The words that make what a number counts a part, as printed where they stand behind it."""
        behind = self._told.sentence.keys[clause.phrase.first : clause.phrase.last]
        if subject.extras and set(subject.extras) <= set(behind):
            return self._kind_named(subject.indicator, clause)
        return " ".join(subject.extras)

    def _names_noun_of(self, indicator: str, clause: Clause) -> bool:
        """Whether what stands behind a number begins with a noun of an indicator, or one of its kinds."""
        behind = self._told.sentence.printed(clause.phrase).lower()
        if behind.startswith(indicators()[indicator].kinds):  # `ban hành 269 văn bản, gồm … 153 quyết định`
            return True
        nouns = self._told.sentence.with_role(indicator, TermRole.NOUN)
        return any(hit.first == clause.phrase.first for hit in nouns)

    def _repeats(self, clause: Clause, base: Reading) -> bool:
        """Whether the words after a number add nothing to what the number before it counts."""
        if base.subject.indicator is None:
            return False
        phrase = clause.phrase
        if phrase.first >= phrase.last:
            return True
        if self._told.sentence.keys[phrase.first : phrase.first + 2] in OF_THESE:
            return True
        nouns = [
            hit
            for hit in self._told.sentence.with_role(base.subject.indicator, TermRole.NOUN)
            if hit.first == phrase.first
        ]
        counters = {unit.split()[0] for unit in indicators()[base.subject.indicator].units}
        if not nouns and self._told.sentence.keys[phrase.first] not in counters:
            return False
        rest = max((hit.last for hit in nouns), default=phrase.first + 1)
        return not content(self._told.sentence, Span(rest, phrase.last), self._told.mentions.positions)
