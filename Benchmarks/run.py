#!/usr/bin/env python3
"""Measures kaipan beside what one would take instead: xmllint, ripgrep, Semgrep.

    make bench
    Benchmarks/run.py [--rounds 5] [--instructions] [--corpus DIR]

Everything that is compared runs in one go, round by round in turn, so that a busy machine is busy for all of them.
Figures are medians with the range behind them. What is not installed is left out with the reason.
"""

import argparse
import collections
import json
import os
import pathlib
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
PHRASES = HERE / "phrases" / "phrases.txt"
MEGABYTE = 1_000_000

Run = collections.namedtuple("Run", "seconds cpu memory status output errors")


def fail(message):
    print(f"bench: {message}", file=sys.stderr)
    sys.exit(2)


# --- Running ------------------------------------------------------------------------------------

def run(command, environment=None, reads=False):
    """Runs a command once: wall and processor seconds, peak memory in bytes, status, output.

    The kernel never reports less memory for a child than its parent had, so this process stays small: pages are made
    in a process of their own.
    """
    with tempfile.TemporaryFile() as errors, tempfile.TemporaryFile() as output:
        begin = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command], stdin=subprocess.DEVNULL, stdout=output if reads else subprocess.DEVNULL,
            stderr=errors if reads else subprocess.DEVNULL, env={**os.environ, **(environment or {})})
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for file in (output, errors):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
        return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, process.returncode, *texts)


class Contestant:
    """A command that is run in every round."""

    def __init__(self, name, command, size, environment=None, accepts=(0,)):
        self.name = name
        self.command = command
        self.size = size
        self.environment = environment
        self.accepts = accepts
        self.runs = []

    def round(self):
        result = run(self.command, self.environment)
        if result.status not in self.accepts:
            again = run(self.command, self.environment, reads=True)
            fail(f"{self.name} ended with status {result.status}: {again.errors.strip()[-600:]}")
        self.runs.append(result)

    def speeds(self):
        return [self.size / MEGABYTE / each.seconds for each in self.runs]

    def cpu_speeds(self):
        return [self.size / MEGABYTE / each.cpu for each in self.runs]

    def memory(self):
        return max(each.memory for each in self.runs)


def ratio(a, b, key):
    """The median over the rounds of how many times as fast `a` was as `b`."""
    return statistics.median(key(y) / key(x) for x, y in zip(a.runs, b.runs))


def spread(values, digits=1):
    middle, low, high = statistics.median(values), min(values), max(values)
    return f"{middle:.{digits}f} ({low:.{digits}f}–{high:.{digits}f})"


# --- The same phrases for all -------------------------------------------------------------------

def write_rules(folder, phrases):
    """The phrase list as a rule pack and as rules for Semgrep; ripgrep takes the list itself."""
    pack = folder / "phrases-pack"
    pack.mkdir()
    (pack / "pack.yml").write_text(
        'name: phrases\nversion: "1"\ntitle: { zh: 测速词表, en: Phrases for the benchmark }\n', encoding="utf-8")
    kinds = "advertisement, brochure, web-page, price-list, display, subscription, contract, script, conversation, plan"
    lines = [
        "- id: benchmark-phrase", "  title: { zh: 词表, en: Listed phrase }", "  control: sales-material", "  severity: error",
        "  basis:", "    - { law: 测速, verified: false }", f"  documents: [{kinds}]", "  speaker: any", "  forbid:"]
    lines += [f"    - {phrase}" for phrase in phrases]
    lines += ["  except: { names: false }", "  message: { zh: '“{text}”在词表中', en: '“{text}” is listed' }", "  suggest: { zh: 删去, en: delete }"]
    lines += ["  tests:", f"    - bad: '[{phrases[0]}]'", "    - ok: 合同以书面为准"]
    (pack / "phrases.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    semgrep = folder / "semgrep.yml"
    # One alternation: a rule for every phrase takes Semgrep longer still.
    rule = {"id": "benchmark-phrase", "message": "listed", "severity": "ERROR", "languages": ["regex"], "pattern-regex": "|".join(phrases)}
    semgrep.write_text(json.dumps({"rules": [rule]}, ensure_ascii=False), encoding="utf-8")
    return pack, semgrep


# --- Sections -----------------------------------------------------------------------------------

class Bench:
    def __init__(self, options, work):
        self.options = options
        self.work = work
        self.kaipan = options.kaipan
        self.environment = {"XDG_CACHE_HOME": str(work / "cache"), "KAIPAN_RULES": str(options.rules), "LC_ALL": "C.UTF-8"}
        self.phrases = PHRASES.read_text(encoding="utf-8").split()
        self.verdicts = []

    def check(self, *arguments):
        return [self.kaipan, "check", "--format", "json", "--output", self.work / "report.json", "--as-of", "2026-01-01", *arguments]

    def make(self, target, size, single=False):
        command = [sys.executable, "-B", HERE / "corpus.py", target, "--phrases", PHRASES, "--size", size, "--seed", self.options.seed]
        result = run(command + (["--single"] if single else []), reads=True)
        if result.status != 0:
            fail(f"the pages could not be made: {result.errors.strip()}")
        return json.loads(result.output)

    def judge(self, name, value, holds, unit=""):
        self.verdicts.append((name, f"{value}{unit}", holds))

    def prepare(self):
        if self.options.corpus:
            self.corpus = self.options.corpus
        else:
            self.corpus = self.work / "corpus"
            self.make(self.corpus, self.options.size * MEGABYTE)
        self.files = sorted(path for path in self.corpus.rglob("*.htm*") if path.is_file())
        if not self.files:
            fail(f"no HTML in {self.corpus}")
        self.bytes = sum(path.stat().st_size for path in self.files)
        self.page = self.work / "page.html"
        self.make(self.page, 88_000, single=True)
        self.slice = self.work / "slice"
        self.slice.mkdir()
        total = 0
        for path in self.files:
            if total >= MEGABYTE:
                break
            shutil.copy(path, self.slice / path.name)
            total += path.stat().st_size
        self.slice_bytes = total
        self.pack, self.semgrep_rules = write_rules(self.work, self.phrases)
        print(f"{len(self.files)} pages, {self.bytes / MEGABYTE:.1f} MB; {len(self.phrases)} phrases; {os.cpu_count()} processors; "
              f"{platform.machine()}; load {os.getloadavg()[0]:.1f}", flush=True)
        # The rules are compiled once, here, and never while something is timed.
        for rules in ([], ["--rules", self.pack]):
            result = run(self.check(*rules, self.page), self.environment, reads=True)
            if result.status not in (0, 1):
                fail(f"kaipan: {result.errors.strip()}")

    # (2)
    def throughput(self):
        kaipan = Contestant("kaipan, national pack, 1 thread", self.check("--jobs", 1, *self.files), self.bytes, self.environment, (0, 1))
        two = Contestant("kaipan, national pack, 2 threads", self.check("--jobs", 2, *self.files), self.bytes, self.environment, (0, 1))
        phrases = Contestant(
            "kaipan, phrase list, 1 thread", self.check("--jobs", 1, "--rules", self.pack, *self.files), self.bytes, self.environment, (0, 1))
        small = Contestant(
            "kaipan, phrase list, 1 MB", self.check("--jobs", 1, "--rules", self.pack, self.slice), self.slice_bytes, self.environment, (0, 1))
        everyone = [kaipan, two, phrases, small]
        xmllint = ripgrep = semgrep = None
        if program := self.find("xmllint", "apt install libxml2-utils"):
            # It ends with 1 where markup is wrong, and goes on.
            xmllint = Contestant("xmllint --html --noout", [program, "--html", "--noout", *self.files], self.bytes, accepts=range(0, 10))
            everyone.append(xmllint)
        if program := self.find("rg", "apt install ripgrep"):
            ripgrep = Contestant(
                "ripgrep -F -f, 1 thread", [program, "-j1", "--no-config", "-F", "-f", PHRASES, "--count-matches", *self.files], self.bytes)
            everyone.append(ripgrep)
        for _ in range(self.options.rounds):
            for each in everyone:
                each.round()
        if program := self.find_semgrep():
            command = [program, "scan", "--metrics=off", "--disable-version-check", "--no-git-ignore", "--quiet", "--json", "--jobs", 1,
                       "--max-target-bytes", 0, "--config", self.semgrep_rules, self.slice]
            semgrep = Contestant(
                "Semgrep, 1 MB", command, self.slice_bytes, {"SEMGREP_SEND_METRICS": "off", "SEMGREP_ENABLE_VERSION_CHECK": "0"}, (0, 1))
            for _ in range(min(3, self.options.rounds)):
                semgrep.round()
            everyone.append(semgrep)
        print(f"\n{'throughput':36}{'MB/s, wall clock':>24}{'MB/s, processor time':>24}")
        for each in everyone:
            digits = 3 if each is semgrep else 1
            print(f"{each.name:36}{spread(each.speeds(), digits):>24}{spread(each.cpu_speeds(), digits):>24}")
        print()
        wall, cpu = lambda each: each.seconds, lambda each: each.cpu
        if xmllint:
            value = ratio(kaipan, xmllint, cpu)
            self.judge("kaipan : xmllint, processor time, ≥ 1", f"{value:.2f}", value >= 1)
            self.judge("kaipan : xmllint, wall clock, ≥ 1", f"{ratio(kaipan, xmllint, wall):.2f}", ratio(kaipan, xmllint, wall) >= 1)
        value = ratio(two, kaipan, wall)
        self.judge("two threads : one, wall clock, ≥ 1.8", f"{value:.2f}", value >= 1.8)
        if ripgrep:
            print(f"kaipan : ripgrep on the same phrases, processor time: {ratio(phrases, ripgrep, cpu):.2f} "
                  "(ripgrep reads no markup: see the counts)")
        if semgrep:
            value = statistics.median(each.seconds for each in semgrep.runs) / statistics.median(each.seconds for each in small.runs)
            self.judge("kaipan : Semgrep, same phrases and pages, ≥ 100", f"{value:.0f}", value >= 100)
        self.counts(ripgrep, semgrep)

    def counts(self, ripgrep, semgrep):
        """What each of them found, to show that they looked for the same."""
        run(self.check("--jobs", 1, "--rules", self.pack, *self.files), self.environment)
        report = json.loads((self.work / "report.json").read_text(encoding="utf-8"))
        line = f"phrases found: kaipan {report['summary']['error'] + report['summary']['warning'] + report['summary']['notice']}"
        if ripgrep:
            found = run(ripgrep.command, reads=True).output.split()
            line += f", ripgrep {sum(int(each.rsplit(':', 1)[-1]) for each in found)}"
        if semgrep:
            run(self.check("--jobs", 1, "--rules", self.pack, self.slice), self.environment)
            report = json.loads((self.work / "report.json").read_text(encoding="utf-8"))
            found = len(json.loads(run(semgrep.command, semgrep.environment, reads=True).output)["results"])
            line += f"; in the 1 MB: kaipan {len([f for d in report['documents'] for f in d['findings']])}, Semgrep {found}"
        print(line + " (tags and entities inside a phrase are seen by kaipan alone, comments and scripts by the others alone)")

    # (3)
    def startup(self):
        warm = Contestant("warm", self.check(self.page), 0, self.environment, (0, 1))
        for _ in range(self.options.starts):
            warm.round()
        cold = Contestant("cold", self.check("--no-cache", self.page), 0, self.environment, (0, 1))
        for _ in range(min(5, self.options.starts)):
            cold.round()
        size = self.page.stat().st_size
        print(f"\none document of {size / 1000:.0f} KB, whole process, ms: with compiled rules "
              f"{spread([1000 * each.seconds for each in warm.runs])}, "
              f"compiling them {spread([1000 * each.seconds for each in cold.runs], 0)}")
        value = statistics.median(1000 * each.seconds for each in warm.runs)
        self.judge("one 100 KB document, warm, ≤ 40 ms", f"{value:.1f}", value <= 40, " ms")

    # (4)
    def memory(self):
        print("\npeak memory, MB")
        peaks = []
        for count in sorted({min(count, len(self.files)) for count in (10, 100, len(self.files))}):
            result = run(self.check("--jobs", 1, *self.files[:count]), self.environment)
            peaks.append(result.memory)
            print(f"  {count:5} files {result.memory / MEGABYTE:8.1f}")
        growth = peaks[-1] / peaks[0]
        self.judge("memory of all files : of 10, ≤ 1.25", f"{growth:.2f}", growth <= 1.25)
        large = self.work / "large.html"
        self.make(large, 20 * MEGABYTE, single=True)
        size = large.stat().st_size
        result = run(self.check("--jobs", 1, large), self.environment)
        print(f"  one document of {size / MEGABYTE:.1f} MB {result.memory / MEGABYTE:.1f}, in {result.seconds:.2f} s")
        if program := shutil.which("xmllint"):
            print(f"  the same with xmllint {run([program, '--html', '--noout', large]).memory / MEGABYTE:.1f}")
        value = result.memory / size
        self.judge("memory : largest document, ≤ 12", f"{value:.1f}", result.status in (0, 1) and value <= 12)
        large.unlink()

    # (5)
    def instructions(self):
        valgrind = self.find("valgrind", "apt install valgrind")
        if not valgrind:
            return
        total, files = 0, []
        for path in self.files:
            if total >= 2 * MEGABYTE:
                break
            files.append(path)
            total += path.stat().st_size
        binary = self.work / "kaipan-stripped"
        # Valgrind stumbles over Swift's debugging information.
        if run(["strip", "-g", "-o", binary, self.kaipan]).status != 0:
            shutil.copy(self.kaipan, binary)
        environment = {**self.environment, **self.preload()}
        none = self.work / "empty.html"
        none.write_text("<p>无</p>\n", encoding="utf-8")
        plain = [binary, *self.check("--jobs", 1)[1:]]
        # Valgrind's processor is another one: its rules are compiled anew, and must be before anything is counted.
        run([valgrind, "--tool=none", *plain, none], environment)
        print(f"\ninstructions a byte on {total / MEGABYTE:.1f} MB, without those of an empty page")
        for name, command, env in [("kaipan", plain, environment), ("xmllint", [shutil.which("xmllint") or "", "--html", "--noout"], None)]:
            if not command[0]:
                continue
            counts = []
            for paths in ([none], files):
                result = run([valgrind, "--tool=callgrind", f"--callgrind-out-file={self.work / 'callgrind.out'}", *command, *paths], env, reads=True)
                found = re.search(r"refs:\s+([\d,]+)", result.errors)
                if not found:
                    print(f"  {name}: valgrind failed: {result.errors.strip()[-300:]}")
                    break
                counts.append(int(found.group(1).replace(",", "")))
            else:
                print(f"  {name:10}{(counts[1] - counts[0]) / total:8.1f}   (start {counts[0] / 1e6:.0f} million)")

    def preload(self):
        """Valgrind before 3.20 writes to the signal mask that a program waits with; libdispatch keeps its own in read-only memory."""
        compiler = shutil.which("cc") or shutil.which("clang")
        if not compiler:
            return {}
        source, library = self.work / "mask.c", self.work / "mask.so"
        source.write_text(
            "#include <signal.h>\n#include <sys/syscall.h>\n#include <unistd.h>\n"
            "int sigsuspend(const sigset_t *mask) { sigset_t copy = *mask; return (int)syscall(SYS_rt_sigsuspend, &copy, 8); }\n")
        made = run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source]).status == 0
        return {"LD_PRELOAD": str(library)} if made else {}

    # --- Programs -------------------------------------------------------------------------------

    def find(self, name, how):
        program = shutil.which(name)
        if not program:
            print(f"left out: {name} is not installed ({how})")
        return program

    def find_semgrep(self):
        program = self.options.semgrep or shutil.which("semgrep")
        if not program:
            print("left out: semgrep is not installed (python3 -m venv VENV && VENV/bin/pip install semgrep, then --semgrep VENV/bin/semgrep)")
            return None
        if run([program, "--version"]).status != 0:
            print(f"left out: {program} does not run")
            return None
        return program

    def summary(self):
        print("\nbudgets")
        for name, value, holds in self.verdicts:
            print(f"  {'holds ' if holds else 'MISSED'}  {name}: {value}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kaipan", type=pathlib.Path, default=ROOT / ".build" / "release" / "kaipan")
    parser.add_argument("--rules", type=pathlib.Path, default=ROOT / "Rules", help="the rule packs (default: the project's)")
    parser.add_argument("--corpus", type=pathlib.Path, help="HTML to use instead of pages made for the purpose")
    parser.add_argument("--size", type=int, default=54, help="megabytes of pages to make (default: 54)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5, help="of every comparison (default: 5)")
    parser.add_argument("--starts", type=int, default=20, help="of the single document (default: 20)")
    parser.add_argument("--semgrep", help="the path of semgrep")
    parser.add_argument("--instructions", action="store_true", help="also count instructions with valgrind; takes a minute")
    options = parser.parse_args()
    options.kaipan = options.kaipan.resolve()
    options.rules = options.rules.resolve()
    if not os.access(options.kaipan, os.X_OK):
        fail(f"{options.kaipan} is not there; build it with `make build`")
    if options.corpus and not options.corpus.is_dir():
        fail(f"{options.corpus} is no folder")
    # Not in memory-backed or slow places by accident: TMPDIR decides.
    with tempfile.TemporaryDirectory(prefix="kaipan-bench-") as folder:
        bench = Bench(options, pathlib.Path(folder))
        bench.prepare()
        bench.throughput()
        bench.startup()
        bench.memory()
        if options.instructions:
            bench.instructions()
        bench.summary()


if __name__ == "__main__":
    main()
