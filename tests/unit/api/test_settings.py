"""Settings: defaults, the environment, `.env`, and refusals that name the variable."""

from pathlib import Path

import pytest

from api.settings import SettingsError, load_settings


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("DATA_DIR", "MODEL_DIR", "HOME_PROVINCE", "DATABASE_URL", "CHROMA_URL", "LLM_BASE_URL"):
        monkeypatch.delenv(f"TUPHAP_{name}", raising=False)
    monkeypatch.chdir(tmp_path)


def test_everything_has_a_default_under_the_data_dir(tmp_path: Path) -> None:
    settings = load_settings()
    assert settings.data_dir == tmp_path / "data"
    assert settings.model_dir == tmp_path / "data" / "models"
    assert (settings.database_url, settings.chroma_url, settings.home_province) == (None, None, None)
    assert settings.embedding_model == "bundled"


def test_the_command_line_goes_before_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TUPHAP_DATA_DIR", "from-environment")
    assert load_settings().data_dir == tmp_path / "from-environment"
    assert load_settings(Path("given")).data_dir == tmp_path / "given"
    assert load_settings(Path("given")).model_dir == tmp_path / "given" / "models"


def test_a_model_dir_of_its_own_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TUPHAP_MODEL_DIR", str(tmp_path / "shared"))
    assert load_settings(Path("given")).model_dir == tmp_path / "shared"


def test_a_dotenv_file_is_honoured_and_the_environment_wins(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text('TUPHAP_HOME_PROVINCE="Hậu Giang"\nOTHER=1\n', encoding="utf-8")
    assert load_settings().home_province == "Hậu Giang"
    monkeypatch.setenv("TUPHAP_HOME_PROVINCE", "can tho")
    assert load_settings().home_province == "Cần Thơ"


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUPHAP_HOME_PROVINCE", "")
    monkeypatch.setenv("TUPHAP_CHROMA_URL", "")
    assert load_settings().home_province is None
    assert load_settings().chroma_url is None


def test_an_unknown_home_province_is_refused_with_the_nearest_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUPHAP_HOME_PROVINCE", "Hậu Giangg City")
    with pytest.raises(SettingsError, match="Hậu Giang") as caught:
        load_settings()
    assert caught.value.variable == "TUPHAP_HOME_PROVINCE"


def test_a_region_is_no_home_province(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUPHAP_HOME_PROVINCE", "Tây Nguyên")
    with pytest.raises(SettingsError, match="TUPHAP_HOME_PROVINCE"):
        load_settings()


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("TUPHAP_DATABASE_URL", "mysql://x/y"),
        ("TUPHAP_CHROMA_URL", "chroma:8000"),
        ("TUPHAP_LLM_BASE_URL", "not a url"),
    ],
)
def test_a_bad_value_names_its_variable(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)
    monkeypatch.setenv("TUPHAP_LLM_MODEL", "m")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.variable == variable


def test_a_file_is_no_data_dir(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(SettingsError) as caught:
        load_settings(Path("file"))
    assert caught.value.variable == "--data-dir"


def test_a_secret_is_never_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TUPHAP_DATABASE_URL", "mysql://user:hunter2@host/db")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "hunter2" not in str(caught.value)
