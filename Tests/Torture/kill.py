#!/usr/bin/env python3
"""kill -9 at random moments: of writers on SQLite; of writers, of the server's processes and of the whole server on PostgreSQL.

After each round nothing that was acknowledged may be missing, the tree must be that of the entries, no checkpoint and no journal may be
ahead of them, and a batch of unknown outcome that is asked again stands once.
"""

import os
import random
import signal
import time

import torture


def check(archive, numbers, **counts):
    checked = archive.check()
    numbers.add(**counts, asked_again=checked["unknown"], were_not_there=checked["added"])


def settle(archive, numbers):
    numbers.add(acknowledged_records=archive.checked["acknowledged"], batches=archive.checked["batches"], erasures=archive.checked["erased"])


def end(writers):
    for writer in writers:
        if writer.process.poll() is not None:
            raise torture.Failure(f"a writer ended by itself: {writer.process.returncode} {writer.message()}")
    for writer in writers:
        writer.kill()


def begin(archive, options, generator, numbers, number):
    """Kills the making of a new archive a few times."""
    for attempt in range(3):
        writer = torture.Writer(archive, options.seed + 10_000_000 + number * 10 + attempt, "--patience", 60)
        time.sleep(generator.uniform(0, 2 * options.start))
        end([writer])
        check(archive, numbers, kills=1)
    # Several at once must not all name the first member.
    archive.prepare()


def writers(archive, options, generator, number, *more):
    return [
        torture.Writer(archive, options.seed + number * 10 + place, *more) for place in range(generator.choice([1, 1, 2, 3]))]


def sqlite(options, numbers, folder):
    generator = random.Random(options.seed)
    for number in range(options.rounds):
        if number % options.renew == 0:
            archive = torture.Archive(options.program, folder / f"archive-{number}", folder / f"beside-{number}")
            begin(archive, options, generator, numbers, number)
        running = writers(archive, options, generator, number)
        torture.let_run(running, generator, options)
        end(running)
        check(archive, numbers, rounds=1, kills=len(running))
        if number % options.renew == options.renew - 1 or number == options.rounds - 1:
            settle(archive, numbers)


def postgres(options, numbers, folder):
    generator = random.Random(options.seed + 1)
    server = torture.Server(folder / "server", durable=False)
    try:
        for number in range(options.postgres_rounds):
            if number % options.renew == 0:
                archive = torture.Archive(options.program, server.database(f"archive{number}"), folder / f"postgres-{number}")
                begin(archive, options, generator, numbers, number)
            # Those whose server went away go on by themselves when it is back.
            running = writers(archive, options, generator, number, "--patience", 60)
            torture.let_run(running, generator, options)
            fault = ["writer", "backend", "immediate", "server"][number % 4]
            backends = server.backends() if fault == "backend" else []
            if backends:
                # The server ends all its other connections and recovers.
                os.kill(generator.choice(backends), signal.SIGKILL)
                numbers.add(killed_backends=1)
            elif fault in ("immediate", "server"):
                server.stop(signal.SIGQUIT if fault == "immediate" else signal.SIGKILL)
                server.start()
                numbers.add(killed_servers=1)
            time.sleep(generator.uniform(0, 0.5))
            end(running)
            server.wait()
            check(archive, numbers, rounds=1, kills=len(running))
            if number % options.renew == options.renew - 1 or number == options.postgres_rounds - 1:
                settle(archive, numbers)
    finally:
        server.stop(signal.SIGQUIT)


def main():
    options = torture.arguments(
        __doc__.splitlines()[0], 1000,
        postgres_rounds={"type": int, "default": None, "help": "else a tenth of the rounds"},
        store={"choices": ["sqlite", "postgres", "both"], "default": "both"},
        renew={"type": int, "default": 25, "help": "rounds after which a new archive is made"},
        start={"type": float, "default": 0.05, "help": "how long a writer takes to begin, in seconds"},
        longest={"type": float, "default": 0.6, "help": "how long a writer runs at most, in seconds"})
    if options.postgres_rounds is None:
        options.postgres_rounds = options.rounds // 10
    torture.ready(options, servers=options.store != "sqlite")
    for name, body in (("sqlite", sqlite), ("postgres", postgres)):
        if options.store in (name, "both"):
            torture.test(f"kill {name}", options, body)


if __name__ == "__main__":
    torture.main(main)
