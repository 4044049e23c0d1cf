# Everything a fresh machine with Python 3.11 needs, in one command each.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1
# One unpacked model for tests and evaluations, outside any data dir they throw away.
export TUPHAP_TEST_MODEL_DIR ?= $(CURDIR)/.test-models
# Compiled modules are kept: the tests start many processes.
export PYTHONDONTWRITEBYTECODE :=

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
	$(BIN)/python -m pytest -n 2 --dist worksteal tests/unit

integration: install
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder tests/integration

# The browser test needs Chromium, the PDF writer of the simulator a font with Vietnamese letters.
system-packages:
	@tests/system-packages.sh

# All suites run, whatever the first one says; a missed floor fails the target.
eval: install
	@failed=0; for suite in sample generated pages pages_second pages_third; do \
	  TUPHAP_MODEL_DIR=$(TUPHAP_TEST_MODEL_DIR) $(BIN)/tuphap eval run eval/suites/$$suite --baselines --output runs || failed=1; \
	done; exit $$failed

# An hour and more: 600 generated reports with 2,000 questions, 4,000 near-duplicates, indexes of 100,000
# passages and 500,000 figures. What is filled for it stays in .bench, and the next run takes it up.
bench: install
	$(BIN)/python -m eval.bench.embedding
	$(BIN)/python -m eval.bench.passages
	$(BIN)/python -m eval.bench.near_duplicates --keep .bench/near-duplicates
	$(BIN)/python -m eval.bench.search_latency --keep .bench/search
	$(BIN)/python -m eval.bench.adding --folder .bench/adding
	$(BIN)/python -m eval.bench.simulated
	$(BIN)/python -m eval.bench.figures_latency

clean:
	rm -rf $(VENV) .test-models .bench runs build *.egg-info
