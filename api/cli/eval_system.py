"""What `tuphap eval run` measures: the built-in assistant, a server, another assistant; the baselines."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from api.cli.failures import UsageError
from api.schemas import FailedFile
from api.settings import Settings

if TYPE_CHECKING:  # the evaluation is loaded by its own commands alone
    from eval.suite import Suite
    from eval.summary import Json
    from eval.system import SystemFactory


_REACHED_WITHIN_S = 10.0


@dataclass(frozen=True, slots=True)
class Measured:
    """A system to measure, what `config.json` says of it, and the MiB it holds where that is known."""

    factory: "SystemFactory"
    about: Mapping[str, "Json"]
    memory: Callable[[], float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A system that runs elsewhere: a server of ours, or any assistant that speaks OpenAI's protocol."""

    url: str | None = None
    openai_url: str | None = None
    model: str | None = None

    def checked(self) -> "Elsewhere":
        """Itself. Raises UsageError for options that do not go together."""
        if self.url is not None and self.openai_url is not None:
            raise UsageError("Chọn một trong hai · choose one of --url and --openai-url")
        if (self.openai_url is None) != (self.model is None):
            raise UsageError("--openai-url và --model đi cùng nhau · --openai-url and --model go together")
        return self


def load(path: Path, corpus: Path | None, texts_under: Path) -> "Suite":
    """The suite at a path, in any format that `eval.adapters.opening` knows.

    Raises UsageError naming every bad place.
    """
    from eval.adapters.opening import open_suite
    from eval.errors import SuiteError

    try:
        return open_suite(path, corpus=corpus, texts_under=texts_under)
    except SuiteError as error:
        raise UsageError(f"Bộ câu hỏi hỏng · the suite cannot be used:\n{error}") from error


def measured(
    settings: Settings,
    elsewhere: Elsewhere,
    progress: Callable[[int, int], None],
    refused: Callable[[FailedFile], None],
) -> Measured:
    """The system that the options name; `refused` is told of reports that the built-in one cannot take in."""
    from api.evaluated import BuiltInFactory, describe, without_password

    if elsewhere.url is not None:
        from eval.adapters.server import server_factory

        about: dict[str, Json] = {"kind": "server", "url": without_password(elsewhere.url)}
        return Measured(server_factory(elsewhere.url), about, lambda: None)
    if elsewhere.openai_url is not None and elsewhere.model is not None:
        from eval.adapters.openai_chat import openai_factory

        _check_reachable(elsewhere.openai_url)
        # the configured key is for the configured server and is shown to no other
        configured = (settings.llm_base_url or "").rstrip("/")
        key = settings.llm_api_key if elsewhere.openai_url.rstrip("/") == configured else None
        factory = openai_factory(elsewhere.openai_url, elsewhere.model, api_key=key)
        about = {"kind": "openai", "url": without_password(elsewhere.openai_url), "model": elsewhere.model}
        return Measured(factory, about, lambda: None)
    from eval.metrics.memory import peak_memory_mib

    built_in = BuiltInFactory(
        settings, progress=lambda done, total, _: progress(done, total), refused=refused
    )
    return Measured(built_in, describe(settings), peak_memory_mib)


def baselines(settings: Settings) -> Mapping[str, "SystemFactory"]:
    """The evaluation's baselines, on the embedding model of the settings."""
    from eval.baselines import BASELINES
    from vectorstore.embeddings import open_embedder

    return {
        name: baseline(lambda: open_embedder(settings.embedding_model, settings.model_dir))
        for name, baseline in BASELINES.items()
    }


def _check_reachable(url: str) -> None:
    """Raises UsageError when nobody listens there: better now than once a row."""
    import httpx

    try:
        httpx.get(f"{url.rstrip('/')}/models", timeout=_REACHED_WITHIN_S, trust_env=False)
    except httpx.ConnectError as error:
        raise UsageError(f"Không nối được · cannot connect to {url}: {error}") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise UsageError(f"Không hỏi được · cannot ask {url}: {type(error).__name__}: {error}") from error
