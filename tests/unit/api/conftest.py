"""The command line on an application of fakes."""

import sys
import types
from pathlib import Path

import pytest

from api.cli import main
from tests.support.fake_application import FIGURE, TEXT, FakeApplication, Ran, Tuphap, make_content


@pytest.fixture
def application(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeApplication:
    """What the commands open, on `data/` under the working folder, which holds an index."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TUPHAP_DATA_DIR", raising=False)
    monkeypatch.delenv("TUPHAP_HOME_PROVINCE", raising=False)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "tuphap.db").touch()
    application = FakeApplication(tmp_path / "data")
    application.index.put(make_content("a.txt", TEXT, figures=[FIGURE]))
    compose = types.ModuleType("api.compose")
    compose.open_application = lambda settings, *, create: application
    monkeypatch.setitem(sys.modules, "api.compose", compose)
    return application


@pytest.fixture
def tuphap(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Tuphap:
    def run(*arguments: str) -> Ran:
        monkeypatch.setattr(sys, "argv", ["tuphap", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Ran(int(ended.value.code or 0), said.out, said.err)

    return run
