# `make run` does the main job on the seeds, `make test` passes every test; each first sets up what it needs.
# `make exports` renews exports/, `make bench` measures.

CARGO ?= cargo
TARGET := $(or $(CARGO_TARGET_DIR),target)

.PHONY: run test exports bench setup lint doc

run: setup
	$(CARGO) build --release --locked
	$(TARGET)/release/zeren build seeds --exports exports

test: setup lint
	$(CARGO) test --locked --no-fail-fast
	$(MAKE) --no-print-directory doc
	sh tests/exports.sh

lint:
	$(CARGO) fmt --check
	$(CARGO) clippy --locked --all-targets -- --deny warnings

doc:
	RUSTDOCFLAGS="--deny warnings" $(CARGO) doc --locked --no-deps --quiet

exports: setup
	$(CARGO) build --locked
	$(TARGET)/debug/zeren build seeds --location :memory: --exports exports

bench: setup
	$(CARGO) bench --locked
	sh tests/benches/store.sh

setup:
	@sh tests/setup.sh
