"""Fixtures every test may use: the one unpacked model, and where the sample reports stand."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from vectorstore.embeddings import Embedder

ROOT = Path(__file__).parents[1]

# Everyday runs stay within a minute or so; `HYPOTHESIS_PROFILE=thorough pytest` looks further.
settings.register_profile("everyday", max_examples=25, deadline=None)
settings.register_profile("thorough", max_examples=500, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "everyday"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A unit test that reaches for the network fails; an integration test may reach this machine alone."""
    for item in items:
        if "unit" in item.path.relative_to(ROOT / "tests").parts:
            item.add_marker(pytest.mark.disable_socket)
        else:
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1", "::1"]))


@pytest.fixture(scope="session")
def model_dir() -> Path:
    """Where the bundled model is unpacked, once for all tests and evaluations."""
    path = Path(os.environ.get("TUPHAP_TEST_MODEL_DIR", ROOT / ".test-models"))
    path.mkdir(parents=True, exist_ok=True)
    return path


@pytest.fixture(scope="session")
def embedder(model_dir: Path) -> "Embedder":
    """The real bundled model."""
    from vectorstore.embeddings import open_embedder

    return open_embedder("bundled", model_dir)


@pytest.fixture(scope="session")
def sample_corpus() -> Path:
    """The sample reports that ship with the program."""
    return ROOT / "eval" / "suites" / "sample" / "corpus"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real data beside the checkout; tests that need it skip where it is not."""
    path = ROOT.parent / "shared" / "data"
    if not path.is_dir():
        pytest.skip("the real data (../shared/data) is not beside this checkout")
    return path
