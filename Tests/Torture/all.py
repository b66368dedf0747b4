#!/usr/bin/env python3
"""All fault tests of the archive in a row, and at the end one line of JSON for each part and one for all of them.

A part that fails does not keep the others from being run. --short is for trying the run itself: a few rounds of each.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
SKIPPED = 77
PARTS = {
    "kill": ("kill.py", [], ["--rounds", "20", "--postgres-rounds", "4", "--longest", "0.2"]),
    "powercut": ("powercut.py", [], ["--rounds", "2", "--longest", "0.4"]),
    "powercut control": ("powercut.py", ["--control", "--rounds", "6"], ["--longest", "0.6", "--store", "sqlite", "--file-system", "ext4"]),
    "syscalls": ("syscalls.py", [], ["--sparse", "--count", "3"]),
    "diskfull": ("diskfull.py", [], ["--rounds", "2"]),
    "concurrency": ("concurrency.py", [], ["--rounds", "1"]),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--program", help="archive-torture; else what is built here")
    parser.add_argument("--parts", default=",".join(PARTS), help="which, with commas")
    parser.add_argument("--short", action="store_true", help="a few rounds of each")
    parser.add_argument("--results", help="a file to which the lines of the summary are added")
    options = parser.parse_args()
    wanted = options.parts.split(",")
    if unknown := set(wanted) - set(PARTS):
        parser.error(f"--parts: {', '.join(sorted(unknown))}")

    lines, begin, failed = [], time.monotonic(), []
    for name in wanted:
        program, long, short = PARTS[name]
        command = [sys.executable, str(HERE / program), *long, *(short if options.short else [])]
        if options.program:
            command += ["--program", options.program]
        with tempfile.NamedTemporaryFile(mode="r", encoding="utf-8") as results:
            print(f"== {name}: {' '.join(command[1:])}", flush=True)
            start = time.monotonic()
            status = subprocess.run(command, env={**os.environ, "KAIPAN_TORTURE_RESULTS": results.name}, check=False).returncode
            parts = [json.loads(line) for line in results]
        word = {0: "passed", SKIPPED: "skipped"}.get(status, "failed")
        # One that is skipped, or ended before its first round, has a line as well.
        for part in parts or [{"part": name, "seconds": round(time.monotonic() - start)}]:
            lines.append({**part, "status": "failed" if part.get("violations") else word})
        if word == "failed":
            failed.append(name)
    whole = {"part": "all", "parts": len(lines), "failed": failed, "seconds": round(time.monotonic() - begin),
             "status": "failed" if failed else "skipped" if all(line["status"] == "skipped" for line in lines) else "passed"}
    print("== summary", flush=True)
    for line in [*lines, whole]:
        text = json.dumps(line)
        print(text, flush=True)
        if options.results:
            with open(options.results, "a", encoding="utf-8") as file:
                file.write(text + "\n")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
