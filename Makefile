# Everything a fresh machine with Python 3.11 needs, in one command each.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# One unpacked model for tests and evaluations, outside any data dir they throw away.
export TUPHAP_TEST_MODEL_DIR ?= $(CURDIR)/.test-models

.PHONY: install demo test check unit integration system-packages eval bench clean

install: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip setuptools
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $(STAMP)

demo: install
	$(BIN)/tuphap demo

test: install system-packages check unit integration

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: install
	$(BIN)/python -m pytest -n 2 tests/unit

integration: install
	$(BIN)/python -m pytest -n 2 --dist loadfile tests/integration

# The browser test needs Chromium, the PDF writer of the simulator a font with Vietnamese letters.
system-packages:
	@tests/system-packages.sh

eval: install
	TUPHAP_MODEL_DIR=$(TUPHAP_TEST_MODEL_DIR) $(BIN)/tuphap eval run eval/suites/sample --output runs

# The last two take minutes: 600 generated reports with 2,000 questions, 500,000 figures.
bench: install
	$(BIN)/python -m eval.bench.embedding
	$(BIN)/python -m eval.bench.simulated
	$(BIN)/python -m eval.bench.figures_latency

clean:
	rm -rf $(VENV) .test-models runs build *.egg-info
