# `make run` reads the seeds and shows what is in them; `make test` checks everything. Both install what they lack.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

# Where the system has no RocksDB that is new enough, ccache keeps the one that is compiled here for the next target folder.
ifneq ($(shell command -v ccache),)
ifeq ($(origin CC),default)
export CC := ccache gcc
endif
ifeq ($(origin CXX),default)
export CXX := ccache g++
endif
endif

# Programs and tests are built in one profile with one set of features, so that every dependency is compiled once for both.
BUILT := --release
ifeq ($(shell pkg-config --atleast-version=9.10 rocksdb 2> /dev/null && echo yes),yes)
BUILT += --features system-rocksdb
endif

# How long `make soak` takes, and each target of `make fuzz`.
MINUTES ?= 30

.PHONY: run test bench dist exports check measure interop formats faults soak deny sbom mutations fuzz tools first

# The rest is another make, for which ccache and RocksDB are installed already.
run test bench: tools
	@$(MAKE) --no-print-directory $(subst bench,measure,$(subst test,check,$(subst run,exports,$@)))

# What the seeds say, as a graph, a table and maps, in exports/.
exports: first
	cargo build $(BUILT)
	rm -rf exports
	cargo run $(BUILT) --quiet -- build seeds --again --exports exports

check: first
	cargo fmt --check
	cargo clippy $(BUILT) --all-targets -- -D warnings
	cargo test $(BUILT) --no-run
	cargo test $(BUILT) --quiet
	cargo test $(BUILT) --quiet --test it -- score::floors --nocapture --test-threads 1
	RUSTDOCFLAGS="-D warnings" cargo doc $(BUILT) --quiet --no-deps
	.ci/stale $(BUILT)

measure:
	cargo bench $(filter-out --release,$(BUILT)) --quiet
	tests/benches/compare

# A Debian package, a Python wheel and an archive in dist/, each installed and tried.
dist:
	@.ci/tools dpkg-dev python3-venv
	.ci/dist
	tests/dist/run
	tests/dist/reproduced

# Whether other people's systems load the seeds, answer and judge as zeren does; installs those systems. Takes some ten minutes.
interop: tools
	tests/interop/run
	tests/interop/clients
	tests/interop/protocol
	tests/interop/remote
	tests/interop/pyshacl
	tests/interop/owlrl
	tests/interop/ooxml

# Whether the seeds say the same in every format that LibreOffice writes; installs it where it is missing.
formats: tools
	tests/formats/run

# What a store holds, and what is said, after kills, on full and read-only disks, with every file flipped, cut or removed, with two writers at once; and what small files cost that unpack to much.
faults: tools
	cargo build $(BUILT) --quiet
	tests/faults/run
	tests/faults/bombs

# Building, removing, writing, restoring and asking through the service for MINUTES, each answer judged by a model that knows what it has to be.
soak: tools
	cargo build $(BUILT) --quiet
	tests/faults/soak --minutes $(MINUTES)

# 10,000 damaged documents of each format in whole containers: none may end its reader, take long or much memory. Takes some ten minutes.
mutations: tools
	ZEREN_MUTATIONS=10000 cargo test $(BUILT) --test it -- accepted --nocapture

# Every reader and every door, MINUTES each.
fuzz: tools
	tests/fuzz/run --minutes $(MINUTES)

# Advisories, licences, sources and doubles of the crates; installs cargo-deny.
deny:
	.ci/deny

# What the program is made of, as CycloneDX, in dist/.
sbom:
	@mkdir -p dist
	.ci/sbom > dist/zeren.cdx.json

tools:
	@.ci/tools

# What a first build compiles, and how long that takes.
first:
	@.ci/first $(BUILT)
