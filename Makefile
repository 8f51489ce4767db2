# Everything a newcomer needs: `make demo` and `make test` set themselves up.
PY := .venv/bin/python
PYTEST := .venv/bin/pytest
SERVE ?= 1
DATA ?=
SCHEMAS ?=
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

.PHONY: demo test lint types unit drill bench peers docs words wheel fuzz audit clean system
.DEFAULT_GOAL := test

demo: .venv/ready
	@.venv/bin/i18nflow demo demo $(if $(filter 0,$(SERVE)),--no-serve)

test: .venv/ready-dev system lint types unit

lint: .venv/ready-dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

types: .venv/ready-dev
	.venv/bin/mypy

unit: .venv/ready-dev system
	$(PYTEST) -n 3 --dist worksteal -m "not drill"

# What takes longer than a test may: kills by the hundred, foreign programs, load.
drill: .venv/ready-drill system
	-@sh tools/system.sh omegat writer po4a node
	SCHEMAS=$(SCHEMAS) $(PYTEST) -m drill

bench: .venv/ready-dev
	$(PY) -m benchmarks $(if $(DATA),--data $(DATA))

# Peers of the benchmarks, in an environment of their own: nothing of it is imported by the program.
# hunspell with the Latvian dictionary (Debian: hunspell, hunspell-lv) is a peer where it is installed.
PEERS := numpy pysbd syntok blingfire nupunkt sentencex translate-toolkit
peers: .venv/ready
	$(PY) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet $(PEERS)
	-.venv-peers/bin/python -m pip install --quiet --only-binary :all: PyICU

docs: .venv/ready-dev
	$(PY) tools/docs.py

# The program's own catalogs (ui, site) brought up to date with its code and templates.
words: .venv/ready-dev
	$(PY) -m i18nflow.catalog.own

wheel: .venv/ready-dev
	$(PY) -m build

# Coverage-guided, ten minutes a target (FUZZ_SECONDS): whatever it finds goes into tests/fuzz/corpus.
fuzz: .venv/ready-drill
	FUZZ_SECONDS=$${FUZZ_SECONDS:-600} $(PYTEST) -n 2 -m drill tests/fuzz

# Known vulnerabilities of the pinned versions; status 3 where nobody could be asked.
audit: .venv/ready-dev
	@$(PY) -m venv --without-pip .venv/audit 2>/dev/null; $(PY) -m pip install --quiet --prefix .venv/audit pip-audit 2>/dev/null || true
	@PATH="$(CURDIR)/.venv/audit/bin:$$PATH" PYTHONPATH="$$(echo $(CURDIR)/.venv/audit/lib/python*/site-packages)" $(PY) tools/audit.py

clean:
	rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache

# The browser, the gettext programs: installed here only as root, else one sentence says what to install.
system:
	@sh tools/system.sh browser gettext

.venv/ready: pyproject.toml constraints.txt tools/venv.sh
	@sh tools/venv.sh
	@touch $@

.venv/ready-drill: .venv/ready-dev
	@$(PY) -m pip install --quiet --constraint constraints.txt --group drill
	@touch $@

.venv/ready-dev: .venv/ready
	@$(PY) -m pip install --quiet --constraint constraints.txt --group dev
	@touch $@
