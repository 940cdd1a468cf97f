# The verbs of the project. `make run` and `make test` are all that a new machine needs.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.installed-dev

.PHONY: run test check lint types contracts bench bench-sync simulate fuzz screens clean

run: $(VENV)/.installed
	@$(PY) scripts/run_demo.py

test: $(STAMP)
	@$(PY) -m pytest -q $(TESTS)

check: lint types contracts

lint: $(STAMP)
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .

types: $(STAMP)
	@$(VENV)/bin/pyright --pythonpath $(PY)

contracts: $(STAMP)
	@$(VENV)/bin/lint-imports

bench: $(STAMP)
	@$(PY) -m bench $(BENCH)

# about a quarter of an hour: bytes, the server's rate, bad lines, twelve hundred laptops within five minutes
bench-sync: $(STAMP)
	@$(PY) -m bench wire county lines arrivals

# SEEDS=1000 for a long run; more in tests/simulation
simulate: $(STAMP)
	@$(PY) -m tests.simulation --seeds $(or $(SEEDS),200)

# SECONDS=600 for as long as one likes, of each; FUZZ="--seed 7" to repeat one
fuzz: $(STAMP)
	@$(PY) -m tests.sync.fuzz_wire --seconds $(or $(SECONDS),30) $(FUZZ)
	@$(PY) -m tests.sync.fuzz_formats --seconds $(or $(SECONDS),30) $(FUZZ)

screens: $(STAMP)
	@$(PY) scripts/screens.py docs/manual/screens

clean:
	rm -rf build dist demo out .pytest_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/.installed: pyproject.toml scripts/setup.sh
	@sh scripts/setup.sh $(PYTHON) $(VENV)

$(STAMP): pyproject.toml scripts/setup.sh
	@sh scripts/setup.sh $(PYTHON) $(VENV) dev
