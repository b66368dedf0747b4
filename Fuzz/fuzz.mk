# Fuzzing every reader with libFuzzer and the address and leak sanitizers.
#
#   make fuzz                       20 CPU-minutes for every target
#   make fuzz FUZZ_SECONDS=60       less
#   make fuzz FUZZ_TARGETS=html     one of them
FUZZ_SECONDS ?= 1200
FUZZ_TARGETS ?= html xml docx markdown text source folding
# Both sanitizers in one option, because the compiler heeds only the last one; SwiftPM's own leaves `main` to libFuzzer.
FUZZ_FLAGS := -c release --package-path Fuzz --scratch-path Fuzz/.build-fuzz --sanitize fuzzer \
	-Xswiftc -sanitize=fuzzer,address -Xswiftc -assert-config -Xswiftc Debug

.PHONY: fuzz fuzz-build fuzz-seeds
fuzz: fuzz-build fuzz-seeds
	@status=0; for target in $(FUZZ_TARGETS); do Fuzz/run.sh $$target $(FUZZ_SECONDS) || status=1; done; \
	if [ $$status -ne 0 ]; then echo "inputs that failed: Fuzz/crashes" >&2; fi; exit $$status

# Release keeps the runs many; the debug configuration of assertions keeps the checks of unsafe buffers.
fuzz-build:
	for target in $(FUZZ_TARGETS); do swift build $(FUZZ_FLAGS) --product fuzz-$$target || exit 1; done

fuzz-seeds:
	rm -rf Fuzz/corpus
	Fuzz/make-seeds.py
