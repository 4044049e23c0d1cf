"""Places: the data, and what texts and questions call them."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vectorstore.analysis.places import find_places, members, parts_of, places, province_at
from vectorstore.analysis.text import fold

_PROVINCES = [name for name, place in places().items() if place.kind == "province"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Tư pháp tỉnh Hậu Giang", ["tỉnh Hậu Giang=Hậu Giang"]),
        ("so van ban tham dinh hau giang 2023", ["hau giang=Hậu Giang"]),
        ("How many documents were appraised in Hau Giang in 2023?", ["Hau Giang=Hậu Giang"]),
        ("UBND TP. Hồ Chí Minh", ["TP. Hồ Chí Minh=TP. Hồ Chí Minh"]),
        ("THADS TPHCM 2025", ["TPHCM=TP. Hồ Chí Minh"]),
        ("thi hành án TP.HCM xong", ["TP.HCM=TP. Hồ Chí Minh"]),
        ("tại TP HCM trong kỳ", ["TP HCM=TP. Hồ Chí Minh"]),
        ("Sài Gòn có bao nhiêu luật sư", ["Sài Gòn=TP. Hồ Chí Minh"]),
        ("lawyers in Ho Chi Minh City", ["Ho Chi Minh City=TP. Hồ Chí Minh"]),
        ("học tập tư tưởng Hồ Chí Minh", []),
        (
            "nhiều nhất là Hồ Chí Minh (36 văn bản), Hà Nội (30 văn bản) và Đồng Nai",
            ["Hồ Chí Minh=TP. Hồ Chí Minh", "Hà Nội=Hà Nội", "Đồng Nai=Đồng Nai"],
        ),
        (
            "của Hà Nội (9 vụ), Đồng Nai và Hồ Chí Minh lần lượt là 1, 2 và 3",
            ["Hà Nội=Hà Nội", "Đồng Nai=Đồng Nai", "Hồ Chí Minh=TP. Hồ Chí Minh"],
        ),
        ("theo tư tưởng Hồ Chí Minh, Nghệ An đã học tập", ["Nghệ An=Nghệ An"]),
        ("trưng bày tại Bảo tàng Hồ Chí Minh, Hà Nội", ["Hà Nội=Hà Nội"]),
        ("VI. Thanh tra, tiếp công dân", []),
        ("TP. Vị Thanh", ["TP. Vị Thanh=Hậu Giang~TP. Vị Thanh"]),
        ("Đoàn TNCS Hồ Chí Minh tỉnh Bến Tre", ["tỉnh Bến Tre=Bến Tre"]),
        ("Thừa Thiên - Huế và Quảng Trị", ["Thừa Thiên - Huế=Thừa Thiên Huế", "Quảng Trị=Quảng Trị"]),
        ("tỉnh Thừa Thiên Huế", ["tỉnh Thừa Thiên Huế=Thừa Thiên Huế"]),
        ("Bà Rịa – Vũng Tàu", ["Bà Rịa – Vũng Tàu=Bà Rịa - Vũng Tàu"]),
        ("BRVT năm 2022", ["BRVT=Bà Rịa - Vũng Tàu"]),
        ("Đắc Lắc, Dak Lak, Đắk Lắk", ["Đắc Lắc=Đắk Lắk", "Dak Lak=Đắk Lắk", "Đắk Lắk=Đắk Lắk"]),
        ("tỉnh Bắc Cạn", ["tỉnh Bắc Cạn=Bắc Kạn"]),
        ("vì một nền hòa bình, ấm no", []),
        ("tỉnh Hòa Bình có 10 huyện", ["tỉnh Hòa Bình=Hòa Bình"]),
        ("Hoà Bình đạt 95%", ["Hoà Bình=Hòa Bình"]),
        ("đất nước thái bình", []),
        ("cao bằng cùng kỳ năm trước", []),
        ("không cao bằng năm 2022", []),
        ("Cao Bằng có 12 vụ", ["Cao Bằng=Cao Bằng"]),
        ("TP Vinh sơ kết công tác", ["TP Vinh=Nghệ An~TP Vinh"]),
        ("Bảo Lộc: Tỷ lệ thi hành án", ["Bảo Lộc=Lâm Đồng~Bảo Lộc"]),
        ("bao loc nam 2021 ty le thi hanh an", ["bao loc=Lâm Đồng~bao loc"]),
        ("Phòng Tư pháp huyện Sơn Dương", ["huyện Sơn Dương=Tuyên Quang~huyện Sơn Dương"]),
        ("huyện Châu Thành", []),
        ("huyện Châu Thành, tỉnh Hậu Giang", ["huyện Châu Thành, tỉnh Hậu Giang=Hậu Giang~huyện Châu Thành"]),
        ("thành phố Hòa Bình", ["thành phố Hòa Bình=Hòa Bình~thành phố Hòa Bình"]),
        ("huyện Hòa Bình", ["huyện Hòa Bình=Bạc Liêu~huyện Hòa Bình"]),
        ("xã Hòa Bình", []),
        ("toàn quốc có 716 tổ", ["toàn quốc=Cả nước"]),
        ("Cả nước có hơn 16.500 luật sư", ["Cả nước=Cả nước"]),
        ("lawyers nationwide", ["nationwide=Cả nước"]),
        ("ca nuoc co bao nhieu luat su", ["ca nuoc=Cả nước"]),
        ("vùng Đồng bằng sông Cửu Long", ["vùng Đồng bằng sông Cửu Long=Đồng bằng sông Cửu Long"]),
        ("các tỉnh ĐBSCL", ["ĐBSCL=Đồng bằng sông Cửu Long"]),
        ("các tỉnh Tây Nguyên", ["Tây Nguyên=Tây Nguyên"]),
        ("Mekong Delta provinces", ["Mekong Delta=Đồng bằng sông Cửu Long"]),
        ("tay nguyen nam 2022", ["tay nguyen=Tây Nguyên"]),
        ("Hà Nội và TP. Hồ Chí Minh", ["Hà Nội=Hà Nội", "TP. Hồ Chí Minh=TP. Hồ Chí Minh"]),
        ("BÁO CÁO CÔNG TÁC TƯ PHÁP TỈNH NINH BÌNH NĂM 2022", ["TỈNH NINH BÌNH=Ninh Bình"]),
        ("UBND TỈNH ĐẮK NÔNG", ["TỈNH ĐẮK NÔNG=Đắk Nông"]),
        ("hậu giang năm 2023 thẩm định bao nhiêu", ["hậu giang=Hậu Giang"]),
        ("Năm 2023 hậu giang thẩm định bao nhiêu VB?", ["hậu giang=Hậu Giang"]),
        ("bà Nguyễn Hà Giang báo cáo", []),
        ("ông Trần Thái Bình", []),
        ("Việt Nam định hướng phát triển", []),
        ("chủ đầu tư tại đường Hà Giang", []),
        ("Liên đoàn Luật sư Việt Nam", []),
        ("Đà Nẵng, Hậu Giang, Hà Nam đạt 100%", ["Đà Nẵng=Đà Nẵng", "Hậu Giang=Hậu Giang", "Hà Nam=Hà Nam"]),
        ("tinh co hai phong cong chung", []),
        ("hai phong nam 2023 co bao nhieu luat su", ["hai phong=Hải Phòng"]),
        ("thua thien hue hoa giai thanh bao nhieu", ["thua thien hue=Thừa Thiên Huế"]),
        ("hue 2023", ["hue=Thừa Thiên Huế"]),
        ("Quận 1, TP.HCM", ["Quận 1, TP.HCM=TP. Hồ Chí Minh~Quận 1"]),
        ("thành phố Cần Thơ", ["thành phố Cần Thơ=Cần Thơ"]),
        ("TP Cần Thơ năm 2026", ["TP Cần Thơ=Cần Thơ"]),
        ("TP. Đà Lạt", ["TP. Đà Lạt=Lâm Đồng~TP. Đà Lạt"]),
        ("Lai Chau Provincial State Legal Aid Center", ["Lai Chau=Lai Châu"]),
        ("Lai Chau province", ["Lai Chau province=Lai Châu"]),
        ("Điện Biên Phủ", ["Điện Biên Phủ=Điện Biên~Điện Biên Phủ"]),
        ("thị xã Gò Công", ["thị xã Gò Công=Tiền Giang~thị xã Gò Công"]),
        (
            "huyện Quảng Ninh, tỉnh Quảng Bình",
            ["huyện Quảng Ninh, tỉnh Quảng Bình=Quảng Bình~huyện Quảng Ninh"],
        ),
        ("thống nhất quy trình", []),
        ("cho moi nguoi dan", []),
        ("ba to hoa giai tai ninh binh", ["ninh binh=Ninh Bình"]),
        ("Kon Tum, Kontum", ["Kon Tum=Kon Tum", "Kontum=Kon Tum"]),
        ("miền Trung", ["miền Trung=Bắc Trung Bộ và Duyên hải miền Trung"]),
        ("Đông Nam Bộ", ["Đông Nam Bộ=Đông Nam Bộ"]),
        ("đồng bằng sông Hồng", ["đồng bằng sông Hồng=Đồng bằng sông Hồng"]),
        (
            "các huyện Đông Hòa, Phú Hòa, Đồng Xuân, Sông Hinh",
            [
                "huyện Đông Hòa=Phú Yên~huyện Đông Hòa",
                "Phú Hòa=Phú Yên~Phú Hòa",
                "Đồng Xuân=Phú Yên~Đồng Xuân",
                "Sông Hinh=Phú Yên~Sông Hinh",
            ],
        ),
        ("Công ty Vạn Thịnh Phát", []),
        ("Quốc hội khóa XV", []),
        ("national average", ["national=Cả nước"]),
        ("National Assembly", []),
        ("Soc Trang thi sao", ["Soc Trang=Sóc Trăng"]),
        ("thế Sóc Trăng thì sao?", ["Sóc Trăng=Sóc Trăng"]),
        ("Số vụ tại Hau Giang năm 2023", ["Hau Giang=Hậu Giang"]),
        ("tỷ lệ không đồng đều giữa các vùng", []),
        ("thành phố Thủ Đức", ["thành phố Thủ Đức=TP. Hồ Chí Minh~thành phố Thủ Đức"]),
        ("Phú Quốc", ["Phú Quốc=Kiên Giang~Phú Quốc"]),
        ("tỉnh An Giang và tỉnh Kiên Giang", ["tỉnh An Giang=An Giang", "tỉnh Kiên Giang=Kiên Giang"]),
        ("hà nội", ["hà nội=Hà Nội"]),
        ("Hanoi lawyers 2022", ["Hanoi=Hà Nội"]),
        ("tphcm", ["tphcm=TP. Hồ Chí Minh"]),
        ("đắk lắk", ["đắk lắk=Đắk Lắk"]),
        ("daklak 2020", ["daklak=Đắk Lắk"]),
        (
            "Vùng Trung du và miền núi phía Bắc",
            ["Vùng Trung du và miền núi phía Bắc=Trung du và miền núi phía Bắc"],
        ),
        ("Sở Tư pháp Bình Dương", ["Bình Dương=Bình Dương"]),
        ("TX Ninh Hòa", ["TX Ninh Hòa=Khánh Hòa~TX Ninh Hòa"]),
        ("xã Văn Phú, huyện Sơn Dương", ["huyện Sơn Dương=Tuyên Quang~huyện Sơn Dương"]),
        (
            "Đông Hòa, Sông Hinh, Phú Yên tổ chức mấy đợt",
            ["Đông Hòa=Phú Yên~Đông Hòa", "Sông Hinh=Phú Yên~Sông Hinh", "Phú Yên=Phú Yên"],
        ),
        ("Số lượng xã Ninh Bình đạt chuẩn? Có bao nhiêu xã Ninh Bình?", ["Ninh Bình=Ninh Bình"]),
        ("số văn bản Hậu Giang năm 2023", ["Hậu Giang=Hậu Giang"]),
        ("hoa giai la gi", []),
        ("so van ban duoc tham dinh", []),
        ("Đoàn Luật sư Thái Bình", ["Thái Bình=Thái Bình"]),
        ("khu vực Thái Bình Dương", []),
        ("Huế xếp thứ mấy", ["Huế=Thừa Thiên Huế"]),
        ("Son Duong district reported 12 cases", ["Son Duong district=Tuyên Quang~Son Duong district"]),
    ],
)
def test_finds(text: str, expected: list[str]) -> None:
    """`printed=place`, with `~locality` when a district was named."""
    found = [
        f"{text[m.start : m.end]}={m.name}" + (f"~{m.locality}" if m.locality else "")
        for m in find_places(text)
    ]
    assert found == expected


@pytest.mark.parametrize("name", _PROVINCES)
def test_every_province_is_found_however_it_is_typed(name: str) -> None:
    for written in (name, fold(name), name.upper(), f"tỉnh {name}"):
        text = f"{written} 2023"
        assert [m.name for m in find_places(text)] == [name], text
    assert [m.name for m in find_places(f"Năm 2023, Sở Tư pháp {name} có bao nhiêu luật sư?")] == [name]
    assert [m.name for m in find_places(f"luat su {fold(name)} nam 2023")] == [name]


def test_a_province_beside_its_district_settles_which_one() -> None:
    text = "Hậu Giang: huyện Châu Thành có 12 tổ hòa giải."
    assert [(m.name, m.locality) for m in find_places(text)] == [
        ("Hậu Giang", None),
        ("Hậu Giang", "huyện Châu Thành"),
    ]


def test_offsets_are_of_the_whole_text() -> None:
    text = "Sóc Trăng có 5 vụ. Tỉnh Hậu Giang có 7 vụ."
    [found] = find_places(text, 19)
    assert text[found.start : found.end] == "Tỉnh Hậu Giang"


def test_sixty_three_became_thirty_four() -> None:
    today = [name for name in _PROVINCES if places()[name].merged_into is None]
    assert (len(_PROVINCES), len(today)) == (63, 34)
    assert {part for name in today for part in parts_of(name)} == set(_PROVINCES)
    for name in _PROVINCES:
        place = places()[name]
        assert (place.merged_into is None) == (place.valid_to is None)
        assert place.merged_into is None or place.merged_into in today


def test_mergers() -> None:
    assert set(parts_of("Cần Thơ")) == {"Cần Thơ", "Hậu Giang", "Sóc Trăng"}
    assert parts_of("Hậu Giang") == ("Hậu Giang",)
    assert places()["Hậu Giang"].valid_to == date(2025, 6, 30)
    assert province_at("Hậu Giang", 2023) == "Hậu Giang"
    assert province_at("Hậu Giang", 2026) == "Cần Thơ"
    assert province_at("Cả nước", 2026) == "Cả nước"


def test_regions_hold_all_provinces_once() -> None:
    regions = {places()[name].region for name in _PROVINCES}
    held = [name for region in regions if region for name in members(region)]
    assert sorted(held) == sorted(_PROVINCES)
    assert len(members("Đồng bằng sông Cửu Long")) == 13
    assert set(members("Nam Bộ")) == {*members("Đông Nam Bộ"), *members("Đồng bằng sông Cửu Long")}
    assert len(members("Cả nước")) == 63
    with pytest.raises(KeyError):
        members("Hậu Giang")


def test_names_are_normalised() -> None:
    assert all(unicodedata.is_normalized("NFC", name) for name in places())


_PIECES = [
    "Hậu", "Giang", "huyện", "tỉnh", "TP", ".", "Hồ", "Chí", "Minh", "hue", "Bà", "Rịa", "-", "Vũng", "Tàu",
    ",", "\n", "Châu", "Thành", "xã", "quận", "1", "cả", "nước", "Nam", "Định",
]  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), max_size=20))
def test_spans_are_in_order_and_hold_the_name(pieces: list[str]) -> None:
    text = " ".join(pieces)
    last = 0
    for mention in find_places(text):
        assert last <= mention.start < mention.end <= len(text)
        assert mention.name in places()
        assert mention.locality is None or mention.locality in text
        last = mention.end


@given(st.text(max_size=80))
def test_any_characters_are_survived(text: str) -> None:
    find_places(text)
