"""The baselines with the real embedding model: the same each time, and searching as one expects."""

from pathlib import Path

from assistant.question import Filters
from eval.baselines import BASELINES
from vectorstore.embeddings import Embedder

TEXTS = {
    "hoa-giai.txt": "Các tổ hòa giải ở cơ sở đã hòa giải thành 1.131 vụ việc tranh chấp đất đai.",
    "luat-su.txt": "Đoàn luật sư tỉnh kết nạp thêm luật sư, mở hai văn phòng mới.",
    "khai-sinh.txt": "Công chức hộ tịch đăng ký khai sinh cho trẻ em vùng sâu.",
}


def test_searches_are_right_and_repeat_to_the_last_digit(tmp_path: Path, embedder: Embedder) -> None:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    for make in BASELINES.values():
        runs = []
        for _ in range(2):
            with make(lambda: embedder)(tmp_path) as system:
                runs.append(system.search("tổ hòa giải làm được bao nhiêu vụ việc", 3, Filters()))
        assert runs[0] == runs[1]
        assert runs[0][0].source == "hoa-giai.txt"
