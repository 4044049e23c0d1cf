"""Figures in the words of questions; the forms are data in `wordings.toml`."""

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

from eval.question import QuestionKind
from vectorstore.analysis.gazetteer import places
from vectorstore.analysis.indicators import indicators
from vectorstore.analysis.period_notation import describe, year_of
from vectorstore.analysis.text import fold

Form = Literal["count", "money", "several", "compare", "then_place", "then_period"]


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Heads(_Words):
    city: str
    province: str


class Remarks(_Words):
    """What the reviewer is told of a question that should be refused."""

    period_not_held: str
    place_not_held: str
    indicator_not_held: str
    not_answered: str


class _Wordings(_Words):
    vi: Mapping[Form, tuple[str, ...]]
    en: Mapping[Literal["count", "money"], tuple[str, ...]]
    heads: _Heads
    remarks: Remarks
    mix: Mapping[QuestionKind, int]


def asked(form: Form, choice: int, *, province: str, period: str, **names: str) -> str:
    """A question in Vietnamese; `names` fill the rest of the form, `choice` picks one of its wordings."""
    text = _pick(_wordings().vi[form], choice).format(
        place=_bare(province), Place=_headed(province, period), period=describe(period, "vi"), **names
    )
    return _capitalised(text)


def asked_in_english(indicator: str, choice: int, *, province: str, period: str) -> str:
    """A question in English; Vietnamese names stand in it without diacritics."""
    forms = _wordings().en["money" if indicators()[indicator].is_money else "count"]
    return _pick(forms, choice).format(
        name=indicators()[indicator].english,
        place=_unmarked(_bare(province)),
        period=describe(period, "en"),
    )


def without_diacritics(question: str) -> str:
    """A question as it is typed in haste."""
    return fold(question)


def name_of(indicator: str) -> str:
    """An indicator's name."""
    return indicators()[indicator].name


def plain_form(indicator: str) -> Form:
    """How one figure of an indicator is asked for."""
    return "money" if indicators()[indicator].is_money else "count"


def elsewhere(province: str) -> str:
    """A place as a second one is named."""
    return _bare(province)


def remarks() -> Remarks:
    """What the reviewer is told."""
    return _wordings().remarks


def mix() -> Mapping[QuestionKind, int]:
    """How many questions of each kind, of the sum of all."""
    return _wordings().mix


def _bare(province: str) -> str:
    return province.lower() if places()[province].kind == "national" else province


def _headed(province: str, period: str) -> str:
    place = places()[province]
    if place.kind != "province" or province.startswith("TP."):
        return _bare(province)
    heads = _wordings().heads
    city = place.city and (year_of(period) or 0) >= place.city_since
    return (heads.city if city else heads.province).format(place=province)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _unmarked(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _pick(forms: Sequence[str], choice: int) -> str:
    return forms[choice % len(forms)]


@cache
def _wordings() -> _Wordings:
    text = (files("eval.proposal") / "wordings.toml").read_text(encoding="utf-8")
    return _Wordings.model_validate(tomllib.loads(text))
