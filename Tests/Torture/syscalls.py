#!/usr/bin/env python3
"""Errors of the kernel: each call by which an archive's files are opened, written, synced, cut, renamed and removed fails once.

For the n-th call of each kind, n from 1 until a writer ends without meeting it, strace lets it fail with EIO and with ENOSPC. The writer must
say so and end with a status, or go on where the error does no harm; it must not acknowledge anything after a failed write or sync of the
records or keys; and the archive must be whole when it is opened again.
"""

import re
import shutil

import torture

CALLS = ["fsync", "fdatasync", "pwrite64", "write", "ftruncate", "rename", "unlink", "openat"]
FILES = ["", "records.db", "records.db-wal", "records.db-shm", "records.db-journal", "keys.db", "keys.db-wal", "keys.db-shm", "keys.db-journal",
         "search.db", "search.db-wal", "search.db-shm", "search.db-journal", "checkpoints", "journals"]
# After a failure of one of these, what was being committed must not be acknowledged.
VITAL = re.compile(r"/(records\.db|records\.db-wal|keys\.db|keys\.db-journal)>")


def once(options, numbers, folder, template, call, error, n):
    """Lets the n-th call fail; returns whether there was one."""
    shutil.rmtree(folder / "work", ignore_errors=True)
    (folder / "work").mkdir()
    place = folder / "work" / "archive"
    archive = torture.Archive(options.program, place, folder / "work" / "beside")
    if template:
        shutil.copytree(folder / "template", place)
        shutil.copytree(folder / "template-beside", archive.beside, dirs_exist_ok=True)
        (place / "journals").write_text(f"{archive.beside}/journal\n")
    trace = folder / "work" / "trace"
    paths = [place / name if name else place for name in FILES] + [archive.beside / "journal"]
    if call != "write":
        # What was said after the error; its own writing is not in question.
        paths.append(archive.beside / f"history-{options.seed}")
    before = ["strace", "-f", "-qq", "-y", "-o", trace, *(part for path in paths for part in ("-P", path)),
              "-e", f"trace=write,{call}", "-e", f"inject={call}:error={error}:when={n}"]
    writer = torture.Writer(archive, options.seed, "--tour", "--count", options.count, before=before)
    status = writer.wait(120)
    writer.output.close()
    lines = trace.read_text(errors="replace").splitlines()
    hit = next((index for index, line in enumerate(lines) if "(INJECTED)" in line), None)
    name = f"{call} {n} {error}"
    if hit is None:
        if status != 0:
            raise torture.Failure(f"{name}: the writer ended with {status} without an error: {writer.message()}")
        return False
    if status < 0 or status > 125:
        raise torture.Failure(f"{name}: the writer crashed with {status}: {lines[hit]}\n{writer.message()}")
    if status != 0 and not writer.message():
        raise torture.Failure(f"{name}: the writer ended with {status} and said nothing: {lines[hit]}")
    told = any('"ack ' in line for line in lines[hit + 1:])
    if told and call in ("fsync", "fdatasync", "pwrite64") and VITAL.search(lines[hit].split(",")[0]):
        raise torture.Failure(f"{name}: something was acknowledged after {lines[hit]}")
    try:
        checked = archive.check()
    except torture.Failure as failure:
        raise torture.Failure(f"{name}: {lines[hit]}\n{writer.message()}\n{failure}") from None
    numbers.add(errors=1, **{"said" if status else "harmless": 1}, acknowledged_records=checked["acknowledged"], asked_again=checked["unknown"])
    return True


def sweep(options, numbers, folder, template):
    if template:
        archive = torture.Archive(options.program, folder / "template", folder / "template-beside")
        archive.prepare()
    for call in options.calls.split(","):
        for error in ("EIO", "ENOSPC"):
            if options.sparse and error == "ENOSPC" and call not in ("pwrite64", "write"):
                continue
            n, count = 1, 0
            while n <= options.rounds and once(options, numbers, folder, template, call, error, n):
                count += 1
                # The short form skips more and more.
                n = n * 3 if options.sparse else n + 1
            print(f"{call} {error}: {count}", flush=True)


def main():
    options = torture.arguments(
        __doc__.splitlines()[0], 1_000_000,
        sparse={"action": "store_true", "help": "n = 1, 3, 9 …, and a full disk for writes only"},
        calls={"default": ",".join(CALLS), "help": "which, with commas"},
        count={"type": int, "default": 4, "help": "batches of a writer"},
        phase={"choices": ["making", "writing", "both"], "default": "both"})
    torture.ready(options, "strace")
    for phase, template in (("making", False), ("writing", True)):
        if options.phase in (phase, "both"):
            torture.test(f"syscalls {phase}", options, lambda *given: sweep(*given, template))


if __name__ == "__main__":
    torture.main(main)
