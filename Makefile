# Everything that is done to the project, by name. On a bare Debian 12: `make run`, `make test`.
# The first call makes .venv and installs what is pinned; later calls need no network.

PYTHON ?= python3
IN_VENV := .venv/bin/python
PYTEST := $(IN_VENV) -m pytest
BOTH_CORES := -n auto --dist worksteal -p no:benchmark

# compiled once, not anew by each of the many processes that the tests start
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test long bench pictures words format ready ready-to-run

help:
	@echo "make run       the main job on the sample case file: papers in out/, the window where there is a screen"
	@echo "make test      lint, format check, types, tests"
	@echo "make long      the runs of minutes: many kills, many random sequences"
	@echo "make bench     the benchmarks"
	@echo "make pictures  the papers of out/ as pictures, in out/pictures"
	@echo "make words     collects the words of the source, compiles the translations, names the missing ones"
	@echo "make format    puts the source into its format"

run: ready-to-run
	@$(IN_VENV) tools/run_main_job.py

# every check runs, whatever an earlier one found; pytest has the last word
test: ready
	@status=0; \
	echo "ruff check";    $(IN_VENV) -m ruff check . || status=1; \
	echo "ruff format";   $(IN_VENV) -m ruff format --check . || status=1; \
	echo "basedpyright";  $(IN_VENV) -m basedpyright || status=1; \
	echo "pytest";        $(PYTEST) $(BOTH_CORES) || status=1; \
	exit $$status

long: ready
	$(PYTEST) -m long --hypothesis-profile=long

bench: ready
	$(PYTEST) benchmarks -s -o python_files="bench_*.py"

pictures: ready-to-run
	@$(IN_VENV) tools/run_main_job.py --papers-only
	@$(IN_VENV) tools/take_pictures.py

words: ready
	@$(IN_VENV) tools/words.py

format: ready
	$(IN_VENV) -m ruff check --fix-only .
	$(IN_VENV) -m ruff format .

ready:
	@$(PYTHON) tools/set_up.py --checks

ready-to-run:
	@$(PYTHON) tools/set_up.py --window-optional
