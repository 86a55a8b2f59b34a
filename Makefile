# The one door. `make` lists the goals.
SWIFT ?= swift
# The law: no warnings, and no import that Package.swift does not declare.
STRICT := -Xswiftc -warnings-as-errors --explicit-target-dependency-import-check error
# Bound at the start, and then read-only: what a Debian package is hardened with.
RELEASE := -c release --static-swift-stdlib -Xlinker -z -Xlinker now -Xlinker -z -Xlinker relro
DURATION ?=

# The model check is built apart and optimised: it looks at a hundred thousand states a second.
MODEL := $(SWIFT) build -c release --product lease-model --scratch-path .build/model

.PHONY: help build test check lint law run sim sim-short bench-control faults model model-deep model-mutants fuzz units clean packages-build packages-test packages-deb deb release-build test-install test-bridge test-vm

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

packages-build:
	@.ci/install-packages build

packages-test:
	@.ci/install-packages build test

packages-deb:
	@.ci/install-packages build deb

build: packages-build ## the three programs, optimised, under .build/release
	$(SWIFT) build $(RELEASE)

run: packages-test ## collector and agent on loopback with a live view; Ctrl-C ends it, DURATION=20 ends by itself
	$(SWIFT) build $(RELEASE)
	@.build/release/zone-trial $(if $(DURATION),--duration $(DURATION))

bench-control: packages-test ## how well watts follow ceilings; HOURS= CUTS= SEED= of the simulated plant
	$(SWIFT) build $(RELEASE)
	@.build/release/zone-bench $(if $(HOURS),--hours $(HOURS)) $(if $(CUTS),--cuts $(CUTS)) $(if $(SEED),--seed $(SEED)) $(if $(JSON),--json)

sim: packages-build ## seeded simulation under faults: HOURS= SEED= JOBS=; JOURNAL=file goes on after an interruption; SCENARIO=name or all; WITHOUT=rule; WORLD=n replays one
	$(SWIFT) build $(RELEASE) --product zone-sim
	@.build/release/zone-sim $(if $(HOURS),--hours $(HOURS)) $(if $(SEED),--seed $(SEED)) $(if $(JOBS),--jobs $(JOBS)) \
	    $(if $(SCENARIO),--scenario $(SCENARIO)) $(if $(WITHOUT),--without $(WITHOUT)) $(if $(WORLD),--world $(WORLD)) $(if $(JOURNAL),--journal $(JOURNAL))

sim-short: packages-build
	$(SWIFT) build $(RELEASE) --product zone-sim
	@.build/release/zone-sim --hours 16
	@for scenario in csip-aus-all-23 eebus-failsafe ercot-emergency wan-blip demand-shift thundering-return; do \
	    .build/release/zone-sim --scenario $$scenario --hosts 100 || exit 1; done

test: packages-test ## the whole test suite
	$(SWIFT) build --build-tests $(STRICT)
	$(SWIFT) test --skip-build $(STRICT)

check: packages-test lint units model sim-short test ## what CI runs: format, warnings as errors, import law, units, model check, simulation, tests

lint: packages-test ## format, the law of imports by folder, whether the mutants still fit and the manual pages are some
	$(SWIFT) format lint --recursive --strict Package.swift Sources Tests
	@.ci/import-law
	@.ci/model-mutants --applies
	@for page in config/man/*.scd; do scdoc <$$page >/dev/null || { echo "$$page: no manual page for scdoc"; exit 1; }; done

model: packages-build ## every state of the lease rule's small worlds, in CI's time
	$(MODEL)
	@.build/model/release/lease-model --full

model-deep: packages-build ## the same with more of everything: at least 10^8 states, some GB of memory
	$(MODEL)
	@.build/model/release/lease-model --deep

model-mutants: packages-build ## takes one rule away at a time; every violation must be found. MUTANT=name: that one
	@.ci/model-mutants $(MUTANT)

units: ## systemd's own opinion of the units
	@.ci/check-units

# One product with the flags of a release; debian/rules calls it.
release-build:
	$(SWIFT) build $(RELEASE) --product $(PRODUCT)

deb: packages-deb ## the Debian packages, under .build/deb, as lintian likes them
	rm -rf .build/deb && mkdir -p .build/deb
	DEB_BUILD_OPTIONS=nocheck dpkg-buildpackage -b -us -uc -tc --buildinfo-option=-u.build/deb --changes-option=-u.build/deb \
	    --buildinfo-file=.build/deb/zone-agent.buildinfo --changes-file=.build/deb/zone-agent.changes
	lintian --fail-on error,warning,info --display-info .build/deb/zone-agent.changes
	@ls -l .build/deb/*.deb

test-install: deb ## the packages in a fresh Debian that systemd-nspawn boots: install, crash, upgrade, purge; needs root
	@.ci/install-packages test install
	@.ci/test-install

test-bridge: deb ## three hosts and a collector, booted on a bridge, enrolled over TLS: partition, revocation, restarts; needs root
	@.ci/install-packages test install
	@.ci/test-bridge

test-vm: deb ## the packages under Debian's own kernel in QEMU: real hwmon drivers, and the units' limits enforced; needs root
	@.ci/install-packages test install vm
	@.ci/test-vm

clean: ## forget what was built
	rm -rf .build

# --- real daemons under faults. SECONDS of random rounds, from SEED; without SECONDS each kind of fault once. As root
SEED ?= 1

faults: packages-test ## real daemons under faults, SECONDS of them from SEED (each kind once without SECONDS); needs root
	$(SWIFT) build $(STRICT)
	@.build/debug/zone-faults --seed $(SEED) $(if $(SECONDS),--seconds $(SECONDS))

# --- fuzzers: libFuzzer over every parser that meets bytes of others
FUZZERS := FuzzLines FuzzSensors FuzzConfig FuzzStratum FuzzTemplate
FUZZ_SECONDS := $(or $(SECONDS),120)

fuzz: packages-build ## every fuzzer for SECONDS (120) each; a crash leaves its input in .build/fuzz
	@for fuzzer in $(FUZZERS); do \
	    ZONE_FUZZ=1 $(SWIFT) build -c release --sanitize=fuzzer --product $$fuzzer --scratch-path .build/fuzz -Xswiftc -use-ld=lld || exit 1; \
	    mkdir -p .build/fuzz/corpus-$$fuzzer; \
	    echo "$$fuzzer: $(FUZZ_SECONDS) s"; \
	    SWIFT_BACKTRACE=enable=no .build/fuzz/release/$$fuzzer -max_total_time=$(FUZZ_SECONDS) -max_len=8192 -print_final_stats=1 \
	        -verbosity=0 -artifact_prefix=.build/fuzz/$$fuzzer- .build/fuzz/corpus-$$fuzzer $$(ls -d Tests/Fuzz/Seeds/$$fuzzer 2>/dev/null) \
	        || exit 1; \
	done
