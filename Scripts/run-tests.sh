#!/bin/bash
# Runs `swift test` with the arguments given, and names what failed once more at the end, where a long log is read first.
set -uo pipefail
cd "$(dirname "$0")/.."
mkdir -p .build
log=$(mktemp .build/tests.XXXXXX)
trap 'rm -f "$log"' EXIT
swift test "$@" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}
if [ "$status" -ne 0 ]; then
    printf '\nFailed (status %s):\n' "$status"
    grep -aE '✘|recorded an issue|Fatal error|error: ' "$log" | grep -av 'known issue' | head -n 60
fi
exit "$status"
