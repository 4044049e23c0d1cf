"""Filters: any spelling of a province, regions, refusals with the nearest names."""

import pytest

from api.filters import UnknownProvinceError, YearOutOfRangeError, province_named, read_filters
from vectorstore.analysis.places import members


@pytest.mark.parametrize(
    "spelling", ["Hậu Giang", "hau giang", "tỉnh Hậu Giang", "HẬU GIANG", " Hậu  Giang "]
)
def test_any_spelling_is_the_canonical_name(spelling: str) -> None:
    assert read_filters([spelling]).provinces == ("Hậu Giang",)


def test_the_same_province_twice_is_one() -> None:
    assert read_filters(["can tho", "Cần Thơ"], [2023, 2023]).provinces == ("Cần Thơ",)
    assert read_filters([], [2023, 2023]).years == (2023,)


def test_a_region_stands_for_its_provinces() -> None:
    assert read_filters(["Tây Nguyên"]).provinces == members("Tây Nguyên")


def test_an_unknown_province_names_the_nearest() -> None:
    with pytest.raises(UnknownProvinceError, match="Hậu Giang") as caught:
        read_filters(["Hậu Giangg"])
    assert "Hậu Giang" in caught.value.nearest


@pytest.mark.parametrize(
    "text", ["", "Atlantis", "Hậu Giang và Sóc Trăng", "huyện Châu Thành, Hậu Giang", "Hậu Giang 2023"]
)
def test_what_names_no_single_place_is_refused(text: str) -> None:
    with pytest.raises(UnknownProvinceError):
        read_filters([text])


def test_a_region_or_the_country_is_no_province() -> None:
    with pytest.raises(UnknownProvinceError):
        province_named("Tây Nguyên")
    with pytest.raises(UnknownProvinceError):
        province_named("Cả nước")


@pytest.mark.parametrize("year", [23, 1800, 20233])
def test_a_year_no_report_can_be_of_is_refused(year: int) -> None:
    with pytest.raises(YearOutOfRangeError):
        read_filters([], [year])
