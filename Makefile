# Two commands do everything on a machine with Python ≥ 3.11, make and git: `make demo` and `make test`.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

EXTENSION := editors/vscode

.PHONY: demo test soak lint bless pages editors wheel-film clean

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(PIP) install -e '.[speech]'
	@touch $@

$(VENV)/developing: $(VENV)/installed
	$(PIP) install 'pip>=25.1'
	$(PIP) install --group test --group lint --group sdk --group browser
	@touch $@

demo: $(VENV)/installed ## make an example film and say where it is
	$(BIN)/filmc build examples/05-short-film/main.film --size 960x480 -o out/demo.mp4

$(EXTENSION)/node_modules/installed: $(EXTENSION)/package-lock.json
	@if command -v npm >/dev/null; then cd $(EXTENSION) && npm ci --silent --ignore-scripts && touch node_modules/installed; \
	else echo 'there is no npm: the tests of the VS Code extension are skipped'; fi

editors: $(EXTENSION)/node_modules/installed ## what the tests of the VS Code extension need, where there is npm

test: $(VENV)/developing editors ## all checks: style, types, tests
	$(BIN)/ruff check filmc tests
	$(BIN)/mypy
	$(BIN)/python -m pytest

soak: $(VENV)/developing ## the big counts: fuzz, nasty titles, mutations
	FILMC_SOAK=1 $(BIN)/python -m pytest -m "soak or not soak" -o faulthandler_timeout=3600

lint: $(VENV)/developing ## change files to the house style
	$(BIN)/ruff check --fix filmc tests
	$(BIN)/ruff format filmc tests

bless: $(VENV)/developing editors ## accept new snapshots (the first run ends with errors by design), then test again
	-$(BIN)/python -m pytest --snapshot-update
	@if test -e $(EXTENSION)/node_modules/installed; then cd $(EXTENSION) && npm run --silent bless; fi
	$(BIN)/python -m pytest

pages: $(VENV)/developing ## make anew what is made: codes, vocabulary, providers, tables of the reference, editors' word lists
	$(BIN)/python docs/make_codes.py
	$(BIN)/python docs/make_vocabulary.py
	$(BIN)/python docs/make_language.py
	$(BIN)/python docs/make_providers.py
	$(BIN)/python editors/make_keywords.py

wheel-film: $(VENV)/developing ## build the wheel, install it elsewhere, make a film with it
	rm -rf build/wheel && $(BIN)/python -m build -q --wheel --outdir build/wheel/dist
	$(PYTHON) -m venv build/wheel/env
	build/wheel/env/bin/python -m pip --disable-pip-version-check -q install "$$(ls build/wheel/dist/*.whl)[speech]"
	cd build/wheel && env/bin/filmc new first-film && env/bin/filmc build first-film/main.film --size 320x180 -o first.mp4

clean:
	rm -rf $(VENV) build dist out
