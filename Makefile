# The commands of the house. `make demo` and `make test` set everything up themselves.
PYTHON ?= python3
SIJILL_HOME ?= data
PAGES ?= samples
ACTS ?= 1000000
export PYTHON SIJILL_HOME

BIN := .venv/bin
CODE := archive ocr indexing archive_api pipelines sijill.py
# rapidocr asks for the headless build of OpenCV; two builds of cv2 must not meet, ours serves it.
COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes \
	--no-strip-extras --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	--no-emit-options --unsafe-package opencv-python-headless

.DEFAULT_GOAL := help
.PHONY: help demo serve test check format bench bench-search prove elasticsearch guide-pictures paper-pictures samples lock setup-run setup-test

help: ## Say what can be made
	@sed -nE 's/^([a-z-]+):.*## (.*)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name what; \
		do printf '  make %-14s %s\n' "$$name" "$$what"; done

demo: setup-run ## Take the sample volumes in, find an act, confirm it, write its papers
	$(BIN)/python deploy/demo.py

serve: setup-run ## Serve the archive on this machine alone, and watch its inbox
	$(BIN)/sijill serve

test: check ## Check the code, then run every test but the long proofs
	$(BIN)/python -m pytest -q -rR -m "not prove" -n auto --maxprocesses 4 --dist loadgroup

check: setup-test ## Lint, format, types of Python and of the pages' scripts, import arrows
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	node_modules/.bin/tsc -p tsconfig.json

format: setup-test ## Put the code in the house's shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

prove: setup-test ## Run the long proofs
	$(BIN)/python -m pytest -m prove

bench: setup-test ## Pages a minute and memory beside plain tesseract; PAGES=FOLDER to choose
	$(BIN)/python benchmarks/pages_a_minute.py $(PAGES)

bench-search: setup-test ## Speed, size and recall of both search engines; ACTS=1000000 to choose
	$(BIN)/python benchmarks/search_benchmark.py --acts $(ACTS) --home $(SIJILL_HOME)/bench-search

elasticsearch: setup-test ## Start a real Elasticsearch on loopback, print the settings to use it by
	deploy/elasticsearch start

guide-pictures: setup-test ## Take the pictures of the guides again; look at them before you commit
	$(BIN)/python -m pytest -q tests/desk/test_guides.py -k on_the_pages
	rm -f docs/guide/pictures/*.png
	mkdir -p docs/guide/pictures
	cp build/guide/*.png docs/guide/pictures/

paper-pictures: setup-test ## Keep the pictures of papers as they look now; look at them before you commit
	-$(BIN)/python -m pytest -q tests/archive_api/papers/test_pictures.py -k look_as_they_did
	rm -rf tests/resources/papers
	cp -r build/papers tests/resources/papers

samples: setup-test ## Make the sample volumes again
	$(BIN)/python tests/generator/make.py samples --seed 1956 --recipes tests/generator/samples.toml

lock: setup-test ## Pin and hash the dependencies anew; wants the network
	$(BIN)/python -m pip --disable-pip-version-check -q install pip-tools
	$(COMPILE) -o requirements.txt pyproject.toml
	$(COMPILE) --extra dev -c requirements.txt -o requirements-dev.txt pyproject.toml
	printf 'hatchling\nsetuptools\nwheel\n' | \
		$(COMPILE) --allow-unsafe -c requirements-dev.txt -o requirements-build.txt -

setup-run:
	@deploy/setup run

setup-test:
	@deploy/setup test
