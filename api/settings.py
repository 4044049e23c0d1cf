"""The settings of the contract: read once, at an entry point, from the environment and `.env`.

Nothing below the doors reads the environment: `api.compose` hands plain values to constructors.
"""

from pathlib import Path
from typing import Self

from pydantic import AnyHttpUrl, TypeAdapter, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_PREFIX = "TUPHAP_"
_DATABASES = ("sqlite:///", "postgresql+psycopg://")


class SettingsError(Exception):
    """A setting has a value the program cannot start with; `variable` names it."""

    def __init__(self, variable: str, reason: str) -> None:
        super().__init__(f"{variable}: {reason}")
        self.variable = variable
        self.reason = reason


class Settings(BaseSettings):
    """What can be set, each field as its variable without the prefix; paths are absolute."""

    model_config = SettingsConfigDict(
        env_prefix=_PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        validate_default=True,
        hide_input_in_errors=True,
    )

    data_dir: Path = Path("data")
    model_dir: Path = Path()
    home_province: str | None = None
    database_url: str | None = None
    chroma_url: str | None = None
    embedding_model: str = "bundled"
    llm_base_url: str | None = None
    llm_model: str | None = None
    llm_api_key: str | None = None

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        path = value.expanduser().absolute()
        if path.exists() and not path.is_dir():
            raise ValueError(f"không phải thư mục · not a folder: {path}")
        return path

    @field_validator("home_province")
    @classmethod
    def _known_province(cls, value: str | None) -> str | None:
        if value is None:
            return None
        # The place list is read only where a province is named: `tuphap --help` stays quick.
        from api.filters import province_named

        return province_named(value)

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(_DATABASES):
            raise ValueError(f"phải bắt đầu bằng · must start with {' | '.join(_DATABASES)}")
        return value

    @field_validator("chroma_url", "llm_base_url")
    @classmethod
    def _web_address(cls, value: str | None) -> str | None:
        if value is not None:
            TypeAdapter(AnyHttpUrl).validate_python(value)
        return value

    @model_validator(mode="after")
    def _derived(self) -> Self:
        if "model_dir" not in self.model_fields_set:
            self.model_dir = self.data_dir / "models"
        self.model_dir = self.model_dir.expanduser().absolute()
        if self.llm_base_url and not self.llm_model:
            raise ValueError("cần cả TUPHAP_LLM_MODEL · TUPHAP_LLM_BASE_URL needs TUPHAP_LLM_MODEL")
        return self


def load_settings(data_dir: Path | None = None) -> Settings:
    """The settings of this process; `data_dir` (the command line's) goes before the environment's.

    Raises SettingsError naming the first variable with a value that cannot be used.
    """
    try:
        return Settings() if data_dir is None else Settings(data_dir=data_dir)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = str(first["loc"][0]) if first["loc"] else "llm_model"
        given = data_dir is not None and field == "data_dir"
        variable = "--data-dir" if given else _PREFIX + field.upper()
        raise SettingsError(variable, first["msg"].removeprefix("Value error, ")) from error
