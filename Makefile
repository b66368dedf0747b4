# Two commands do all the set-up: `make demo` and `make test`.

SHELL := /bin/bash
CONFIGURATION := release
BUILD := .build/$(CONFIGURATION)
KAIPAN := $(BUILD)/kaipan
REPORT := report
PREFIX := /usr/local
PACKAGES := libhyperscan-dev libxml2-dev libzip-dev libmd4c-dev libcsv-dev libyajl-dev \
	libxxhash-dev libpq-dev libsqlite3-dev libcurl4-openssl-dev pkg-config
# One set of flags for building and testing, so that nothing is built twice.
SWIFT_FLAGS := -c $(CONFIGURATION)

.PHONY: docs demo build test torture setup install bench fuzz clean

## Installs what is missing, builds, checks the fictional launch in Fixtures/ and writes the report.
demo: build
	@mkdir -p $(REPORT)
	@$(KAIPAN) rules docs $(REPORT)/rules
	@$(KAIPAN) check Fixtures/launch --format json --output $(REPORT)/launch.json; status=$$?; test $$status -le 1
	@$(KAIPAN) check Fixtures/launch --output $(REPORT)/launch.txt; status=$$?; test $$status -le 1
	@$(KAIPAN) check Fixtures/launch --format html --rule-pages rules --output $(REPORT)/launch.html; status=$$?; test $$status -le 1
	@tail -n 12 $(REPORT)/launch.txt
	@echo "$(REPORT)/launch.txt  $(REPORT)/launch.json  $(REPORT)/launch.html"

## Writes a page per rule to docs/rules.
docs: build
	@$(KAIPAN) rules docs docs/rules

build: setup
	swift build $(SWIFT_FLAGS) --product kaipan

## Runs every test.
test: setup
	@Scripts/setup-tests.sh
	swift build $(SWIFT_FLAGS) --build-tests
	@# With the tests' own cache, so that the many processes that they start need not all compile the packs at once.
	XDG_CACHE_HOME=$(CURDIR)/.build/test-cache $(KAIPAN) rules lint
	@Scripts/run-tests.sh $(SWIFT_FLAGS) --skip-build --skip 'KaipanArchiveTests\.'
	@# In a process of its own: Foundation's Process fails where a process has more than a thousand files open.
	@Scripts/run-tests.sh $(SWIFT_FLAGS) --skip-build --filter 'KaipanArchiveTests\.'

## The long forms of the archive's fault tests (Tests/Torture), more than an hour, with a line of JSON a part at
## the end (TORTURE_OPTIONS: --results FILE, --parts kill,syscalls, --short); they take root, PostgreSQL, strace, e2fsprogs and xfsprogs.
torture: setup
	swift build $(SWIFT_FLAGS) --product archive-torture
	@python3 Tests/Torture/all.py --program $(BUILD)/archive-torture $(TORTURE_OPTIONS)

## Installs the C libraries with apt where they are missing; elsewhere says what is needed.
setup:
	@Scripts/setup.sh $(PACKAGES)

## Installs the program, the rules, manual pages and completions under PREFIX (default: /usr/local).
install: build
	swift package -c $(CONFIGURATION) generate-manual --multi-page
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/kaipan $(DESTDIR)$(PREFIX)/share/man/man1
	install $(KAIPAN) $(DESTDIR)$(PREFIX)/bin/kaipan
	cp -R Rules $(DESTDIR)$(PREFIX)/share/kaipan/
	install -m 644 .build/plugins/GenerateManual/outputs/kaipan/*.1 $(DESTDIR)$(PREFIX)/share/man/man1/
	install -d $(DESTDIR)$(PREFIX)/share/bash-completion/completions $(DESTDIR)$(PREFIX)/share/zsh/site-functions \
		$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	$(KAIPAN) --generate-completion-script bash > $(DESTDIR)$(PREFIX)/share/bash-completion/completions/kaipan
	$(KAIPAN) --generate-completion-script zsh > $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_kaipan
	$(KAIPAN) --generate-completion-script fish > $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/kaipan.fish

## Measures speed and memory beside xmllint, ripgrep and Semgrep.
bench: build
	python3 Benchmarks/run.py --kaipan $(KAIPAN)

-include Fuzz/fuzz.mk

clean:
	rm -rf .build $(REPORT)
