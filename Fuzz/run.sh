#!/bin/bash
# Runs one fuzz target for a number of CPU-seconds: Fuzz/run.sh <target> [seconds] [option of libFuzzer]...
# Ends non-zero where an input broke a property, crashed, hung or leaked; the input is kept in Fuzz/crashes/<target>/.
set -u
target=$1
seconds=${2:-1200}
shift $(( $# < 2 ? $# : 2 ))
here=$(cd "$(dirname "$0")" && pwd)
program=${FUZZ_PROGRAM:-$here/.build-fuzz/release/fuzz-$target}
dictionary=$here/dictionaries/$target.dict
[ "$target" = source ] && dictionary=$here/dictionaries/encodings.dict
found=$here/.build-fuzz/corpus/$target
mkdir -p "$found" "$here/crashes/$target" "$here/.build-fuzz/logs"
log=$here/.build-fuzz/logs/$target.log
: > "$log"
# Symbols come from the sanitizer; Swift's own backtracer would wait for the process that it belongs to.
export SWIFT_BACKTRACE=enable=no
TIMEFORMAT='%U %S'
left=$seconds
status=0
# Clocks on the wall run on while others have the processor, so the rest is asked for again.
while [ "$left" -gt 0 ]; do
    round=$( { time "$program" -max_len=8192 -timeout=10 -rss_limit_mb=2048 -detect_leaks=1 -print_final_stats=1 \
        -dict="$dictionary" -artifact_prefix="$here/crashes/$target/" -max_total_time="$left" "$@" \
        "$found" "$here/corpus/$target" >> "$log" 2>&1; echo "$?" >&3; } 3>&1 2>&1 )
    status=$(echo "$round" | tail -1)
    spent=$(echo "$round" | head -1 | awk '{ print int($1 + $2 + 1) }')
    left=$(( left - spent ))
    [ "$status" = 0 ] || break
done
# Built without its options it would run just as well, and find nothing.
if ! grep -aq 'INFO: Loaded' "$log" || ! grep -aq __asan_report "$program"; then
    echo "$target: $program is not instrumented" >&2
    status=1
fi
runs=$(awk '/stat::number_of_executed_units/ { n += $2 } END { print n + 0 }' "$log")
coverage=$(grep -ao 'cov: [0-9]* ft: [0-9]*' "$log" | tail -1)
echo "$target: $(( seconds - left )) CPU-seconds, $runs executions, $coverage, status $status"
exit "$status"
