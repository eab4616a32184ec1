# `make run` reads the seeds and shows what is in them; `make test` checks everything. Both install what they lack.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

# RocksDB takes ten minutes to compile; ccache remembers it for every profile.
ifneq ($(shell command -v ccache),)
ifeq ($(origin CC),default)
export CC := ccache gcc
endif
ifeq ($(origin CXX),default)
export CXX := ccache g++
endif
endif

.PHONY: run test bench exports check measure interop formats faults tools

# The rest is another make, for which ccache is installed already.
run test bench: tools
	@$(MAKE) --no-print-directory $(subst bench,measure,$(subst test,check,$(subst run,exports,$@)))

# What the seeds say, as a graph, a table and maps, in exports/.
exports:
	rm -rf exports
	cargo run --release --quiet -- build seeds --again --exports exports

check:
	cargo fmt --check
	cargo clippy --quiet --all-targets -- -D warnings
	cargo test --quiet
	cargo test --quiet --test it -- score::floors --nocapture --test-threads 1
	RUSTDOCFLAGS="-D warnings" cargo doc --quiet --no-deps
	.ci/stale

measure:
	cargo bench --quiet
	tests/benches/compare

# Whether other people's systems load the seeds, answer and judge as zeren does; installs those systems. Takes some ten minutes.
interop: tools
	tests/interop/run
	tests/interop/remote
	tests/interop/pyshacl
	tests/interop/owlrl
	tests/interop/ooxml

# Whether the seeds say the same in every format that LibreOffice writes; installs it where it is missing.
formats: tools
	tests/formats/run

# What a store holds after it was killed at random moments, and after disks ran full.
faults: tools
	cargo build --release --quiet
	tests/faults/run

tools:
	@.ci/tools
