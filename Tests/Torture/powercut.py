#!/usr/bin/env python3
"""Power cuts: a file system in a file is shut down at a random moment, so that all that was not yet written is lost, and mounted again.

With --control the commits' sync is left out: SQLite's calls are answered by strace, PostgreSQL's by a library that says that they were done,
because the archive refuses a server with fsync=off. Then acknowledged records must be lost, or else this test could not fail.
"""

import contextlib
import random
import signal
import time

import torture

SIZE = 320 << 20


class Lost(Exception):
    """Acknowledged records are gone, as a control wants it."""


def check(archive, numbers, options):
    try:
        checked = archive.check()
    except torture.Failure as failure:
        if not options.control:
            raise
        numbers.add(rounds=1, rounds_with_loss=int(failure.lost > 0), lost_records=failure.lost)
        raise Lost from None
    numbers.add(rounds=1, asked_again=checked["unknown"], were_not_there=checked["added"])


def settle(archive, numbers):
    if archive and archive.checked:
        numbers.add(acknowledged_records=archive.checked["acknowledged"], batches=archive.checked["batches"])


def run(archive, options, generator, number, mount, *more, before=()):
    """Lets writers write until the power is cut."""
    count = generator.choice([1, 1, 2])
    running = [torture.Writer(archive, options.seed + number * 10 + place, *more, before=before) for place in range(count)]
    try:
        torture.let_run(running, generator, options)
        mount.cut()
        time.sleep(generator.uniform(0, 0.1))
    finally:
        for writer in running:
            writer.kill()


def sqlite(options, numbers, folder, kind):
    generator = random.Random(options.seed)
    mount = torture.Mount(folder / "mount", kind, SIZE)
    archive = None
    # What waits for the disk in a commit is the sync of the write-ahead log.
    before = ("strace", "-f", "-qq", "--seccomp-bpf", "-o", "/dev/null", "-P", mount.path / "archive/records.db-wal", "-e", "trace=fdatasync,fsync",
              "-e", "inject=fdatasync,fsync:retval=0") if options.control else ()
    try:
        for number in range(options.rounds):
            if archive is None or number % options.renew == 0:
                settle(archive, numbers)
                torture.run("rm", "-rf", mount.path / "archive")
                archive = torture.Archive(options.program, mount.path / "archive", folder / f"beside-{number}")
                if number % 2 == 0:
                    archive.prepare()
                else:
                    # Its making is cut as well.
                    writer = torture.Writer(archive, options.seed + 10_000_000 + number)
                    time.sleep(generator.uniform(0, 2 * options.start))
                    mount.cut()
                    writer.kill()
                    mount.unmount()
                    mount.mount()
                    with contextlib.suppress(Lost):
                        check(archive, numbers, options)
            run(archive, options, generator, number, mount, before=before)
            mount.unmount()
            mount.mount()
            try:
                check(archive, numbers, options)
            except Lost:
                archive = None
        settle(archive, numbers)
    finally:
        mount.unmount()


def postgres(options, numbers, folder, kind):
    generator = random.Random(options.seed + 1)
    mount = torture.Mount(folder / "mount", kind, 2 * SIZE)
    server = None
    try:
        server = torture.Server(
            mount.path / "server", "max_wal_size=96MB", durable=not options.control,
            preload=torture.lying_library(folder) if options.control else None)
        archive = torture.Archive(options.program, server.database("archive"), folder / "beside")
        archive.prepare()
        torture.run("sync", "-f", mount.path)
        for number in range(options.rounds):
            run(archive, options, generator, number, mount)
            server.stop(signal.SIGKILL)
            mount.unmount()
            mount.mount()
            try:
                server.start()
            except torture.Failure:
                if not options.control:
                    raise
                # A cluster that lost writes may not start at all.
                numbers.add(did_not_start=1)
                break
            try:
                check(archive, numbers, options)
            except Lost:
                break
        settle(archive, numbers)
    finally:
        if server:
            server.stop(signal.SIGQUIT)
        mount.unmount()


def main():
    options = torture.arguments(
        __doc__.splitlines()[0], 50,
        control={"action": "store_true", "help": "leave the sync out; acknowledged records must be lost"},
        file_system={"choices": ["ext4", "xfs", "both"], "default": "both"},
        store={"choices": ["sqlite", "postgres", "both"], "default": "both"},
        renew={"type": int, "default": 10, "help": "rounds after which a new archive is made"},
        start={"type": float, "default": 0.15, "help": "how long a writer takes to begin, in seconds"},
        longest={"type": float, "default": 1.5, "help": "how long a writer runs at most, in seconds"})
    torture.ready(
        options, "mount", "xfs_io", "mkfs.ext4", "mkfs.xfs", *(["strace", "cc"] if options.control else []), root=True, servers=options.store != "sqlite")
    for store, body in (("sqlite", sqlite), ("postgres", postgres)):
        for kind in ("ext4", "xfs"):
            if options.store in (store, "both") and options.file_system in (kind, "both"):
                name = f"powercut {store} {kind}" + (" control" if options.control else "")
                numbers = torture.test(name, options, lambda *given: body(*given, kind))
                if options.control and not numbers.counts.get("did_not_start") and not numbers.counts.get("rounds_with_loss"):
                    raise torture.Failure(f"{name}: nothing was lost without the sync, so that this test cannot fail")


if __name__ == "__main__":
    torture.main(main)
