"""Tells figures in sentences: fills the slots of a style's wordings and keeps the gold of each number.

What a slot's aspect shows is left to `aspects`, how a construction is named to `construction`.
"""

from dataclasses import dataclass, replace

from eval.simulate.aspects import Shown, show
from eval.simulate.chance import choose
from eval.simulate.construction import Mention, construction
from eval.simulate.filling import Filling, Spot
from eval.simulate.gold import GoldFigure, Kind
from eval.simulate.slot import SLOT, Slot
from eval.simulate.world import indicators


@dataclass(frozen=True, slots=True)
class _Told:
    slot: Slot
    spot: Spot
    shown: Shown
    kind: Kind
    at: int


def tell(
    filling: Filling, alternatives: tuple[str, ...], *names: object
) -> tuple[str, tuple[GoldFigure, ...]] | None:
    """The sentence as this place words it, with its gold; None where no alternative can be told.

    An alternative cannot be told when the report leaves out an indicator of it, when nothing changed where it
    tells of a change, or when there is no place or part as it wants.
    """
    if not alternatives:
        return None
    who = [filling.place.name, *([filling.locality] if filling.locality else [])]
    first = choose(range(len(alternatives)), *who, *names)
    for pattern in alternatives[first:] + alternatives[:first]:
        told = _told(filling, pattern)
        if told is not None:
            return told
    return None


def _told(filling: Filling, pattern: str) -> tuple[str, tuple[GoldFigure, ...]] | None:
    text = ""
    found: list[_Told] = []
    end = 0
    for match in SLOT.finditer(pattern):
        text += pattern[end : match.start()]
        end = match.end()
        slot = Slot.of(match)
        indicator = indicators().get(slot.name)
        if indicator is None:
            words = filling.name(slot)
            if words is None:
                return None
            text += words
            continue
        spot = filling.at(slot.where, slot.name)
        if spot is None or slot.name in filling.omits:
            return None
        shown = show(filling, indicator, slot, spot)
        if shown is None:
            return None
        text += shown.before
        if shown.kind is not None:
            found.append(_Told(slot, spot, shown, shown.kind, len(text)))
        text += shown.printed.text + shown.after
    text += pattern[end:]
    if text[:1] != text[:1].upper():
        text = text[:1].upper() + text[1:]
        found = [_capitalised(told) if told.at == 0 else told for told in found]
    return text, tuple(_gold(filling, text, told, len(found)) for told in found)


def _capitalised(told: _Told) -> _Told:
    printed = told.shown.printed
    text = printed.text[:1].upper() + printed.text[1:]
    return replace(told, shown=replace(told.shown, printed=replace(printed, text=text)))


def _gold(filling: Filling, text: str, told: _Told, figures: int) -> GoldFigure:
    shown, slot = told.shown, told.slot
    named = construction(
        Mention(
            kind=told.kind,
            aspect=slot.aspect,
            where=slot.where,
            qualifier=shown.printed.qualifier,
            before=text[: told.at],
            after=text[told.at + len(shown.printed.text) :],
            figures=figures,
            printed=shown.printed.text,
        )
    )
    figure = filling.figure(
        slot.name,
        told.kind,
        shown.printed,
        told.spot,
        construction="misprint" if shown.misprint else named,
        unit=shown.unit,
        part=shown.part,
        period=shown.period,
        misprint=shown.misprint,
    )
    return replace(figure, sentence=text, at=told.at)
