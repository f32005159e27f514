# Everything that a person or CI does with the course; `make` alone lists it.
PYTHON ?= $(firstword $(shell for p in python3 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 12))' 2>/dev/null && echo $$p; done))
SYSTEM_PYTHON = $(or $(PYTHON),$(error The course needs Python 3.11 or 3.12: install one of them, or name it as in `make lab PYTHON=/usr/bin/python3.11`))
RUN = .venv/bin/python -m course.setup.run
TOGETHER = -n 2 --dist loadfile  # two files of tests at a time: many tests wait for a process and leave a core idle
LOCK = --all-extras --universal --fork-strategy fewest --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header

help:  ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## /make \1	/p' Makefile

lab: setup  ## open the course in JupyterLab (PORT=8899 chooses the port)
	@.venv/bin/python -m course.setup.lab "$(PORT)"

update:  ## get the newest version of a cloned course; your own work moves to copies first
	@cd course && $(SYSTEM_PYTHON) -m setup.update

setup:  ## make or complete .venv; takes seconds when nothing is missing
	@cd course && $(SYSTEM_PYTHON) -m setup $(WITH)
	@ls course/local/spark-archive.option course/local/mlflow.db >/dev/null 2>&1 || $(RUN) python -m autograder warm-up

test test-all hub: WITH = hub

test: setup  ## run the tests; what takes longest is done for a seventh of the units, by the date
	@$(RUN) python -m pytest $(TOGETHER)

test-all: setup  ## run the tests with all that is done for each unit: before a release
	@$(RUN) python -m pytest $(TOGETHER) --every-unit

check: setup  ## lint, types and the quick tests
	@$(RUN) ruff check .
	@$(RUN) ruff format --check .
	@$(RUN) mypy
	@$(RUN) python -m pytest $(TOGETHER) -m "not slow"

cases: setup  ## run the catalogue of hostile, broken and odd submissions (GROUP=T, CASE=name, WRITE=1)
	@$(RUN) env PYTHONPATH=tests python -m cases --group "$(GROUP)" --case "$(CASE)" $(if $(WRITE),--write)

bench: setup  ## measure grading against stock nbgrader on this machine; takes more than half an hour
	@$(RUN) env PYTHONPATH=tests python -m bench $(BENCH)

memory: setup  ## measure the most memory that each lesson and each solution need; takes about half an hour
	@$(RUN) env PYTHONPATH=tests python -m bench.memory $(MEMORY)

hub: setup  ## start a JupyterHub for a class (SETTINGS=file; see course/HUB.md)
	@$(RUN) python -m course.hub "$(SETTINGS)"

demo: setup  ## grade a small class and show the reports
	@$(RUN) python -m autograder demo

site: setup  ## build the course as a site to read offline, into build/site
	@$(RUN) python -m course.website

pictures: setup  ## make the README's pictures anew (needs Chromium)
	@$(RUN) python -m course.pictures.make

lock: setup  ## renew requirements.lock and environment.yml after a change of pyproject.toml
	@.venv/bin/uv pip compile --quiet pyproject.toml $(LOCK) --output-file requirements.lock
	@.venv/bin/python -m course.setup.lock

clean:  ## remove what can be made again; never notebooks, grades or experiments
	@rm -rf build *.egg-info .pytest_cache .mypy_cache .ruff_cache
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

.PHONY: help lab update setup test test-all check cases bench memory hub demo site pictures lock clean
