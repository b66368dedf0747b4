#!/usr/bin/env python3
"""Several processes add and prove at once; then their history is checked against what one log can have given them.

Places are given once and without holes; who began after another's acknowledgement stands behind it; sizes that a process sees never shrink;
every proof verifies by this program's own arithmetic (RFC 6962, RFC 9162 section 2.1.3 and 2.1.4). On PostgreSQL connections are ended now and
then, within commits too: a batch whose outcome its writer did not learn is asked again under its key.
"""

import hashlib
import random
import time

import torture


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def inclusion(index, size, leaf, root, path):
    """RFC 9162, section 2.1.3.2."""
    if index >= size:
        return False
    first, last, found = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if first & 1 or first == last:
            found = node(sibling, found)
            while not first & 1 and first != 0:
                first, last = first >> 1, last >> 1
        else:
            found = node(found, sibling)
        first, last = first >> 1, last >> 1
    return last == 0 and found == root


def consistency(old, new, old_root, new_root, path):
    """RFC 9162, section 2.1.4.2."""
    if old == new:
        return old_root == new_root and not path
    if not 0 < old < new or not path:
        return False
    path = [old_root, *path] if old & (old - 1) == 0 else list(path)
    first, last = old - 1, new - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    found_old = found_new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if first & 1 or first == last:
            found_old, found_new = node(sibling, found_old), node(sibling, found_new)
            while not first & 1 and first != 0:
                first, last = first >> 1, last >> 1
        else:
            found_new = node(found_new, sibling)
        first, last = first >> 1, last >> 1
    return last == 0 and found_old == old_root and found_new == new_root


def examine(archive, writers, begin, numbers):
    """Checks what the writers said; returns how many entries the log must have."""
    batches, places, roots = [], [], {}

    def one_root(size, root):
        if roots.setdefault(size, root) != root:
            raise torture.Failure(f"two roots at {size}")

    for writer in writers:
        began, seen = None, 0
        for line in writer.history.read_text().splitlines():
            fields = line.split()
            if fields[0] == "try":
                began = int(fields[4])
            elif fields[0] == "ack":
                first, last, size, now = int(fields[1]), int(fields[2]), int(fields[3]), int(fields[8])
                if size <= last or first < seen:
                    raise torture.Failure(f"{writer.history.name}: {line} after a size of {seen}")
                one_root(size, fields[4])
                # Whoever asked again after an unknown outcome may learn an older checkpoint than it saw elsewhere, never an older place.
                seen = last + 1
                places.append((first, last))
                batches.append((began, now, first))
            elif fields[0] == "proof":
                a, b, c, d = int(fields[2]), int(fields[3]), bytes.fromhex(fields[4]), bytes.fromhex(fields[5])
                path = [] if fields[6] == "-" else [bytes.fromhex(part) for part in fields[6].split(",")]
                if not (inclusion if fields[1] == "inclusion" else consistency)(a, b, c, d, path):
                    raise torture.Failure(f"{writer.history.name}: {line}")
                if b < seen:
                    raise torture.Failure(f"{writer.history.name}: a size of {b} after one of {seen}")
                seen = b
                one_root(b, fields[5])
                if fields[1] == "consistency":
                    one_root(a, fields[4])
                numbers.add(proofs=1)
    expected = begin
    for first, last in sorted(places):
        if first != expected:
            raise torture.Failure(f"place {first} was given, {expected} expected")
        expected = last + 1
    # Real time: who began after another had its answer stands behind it.
    ended = sorted((now, first) for _, now, first in batches)
    highest, index = -1, 0
    for began, _, first in sorted(batches):
        while index < len(ended) and ended[index][0] < began:
            highest, index = max(highest, ended[index][1]), index + 1
        if first < highest:
            raise torture.Failure(f"place {first} was given after {highest} was acknowledged")
    numbers.add(batches=len(batches), acknowledged_records=sum(last - first + 1 for first, last in places))
    return expected


def rounds(options, numbers, folder, archives, disturb):
    generator = random.Random(options.seed)
    for number in range(options.rounds):
        archive = archives(number)
        archive.prepare()
        begin = archive.check()["entries"]
        writers = [
            torture.Writer(archive, options.seed + number * 100 + place, "--plain", "--proofs", "--count", options.count, "--patience", 60)
            for place in range(options.writers)]
        while any(writer.process.poll() is None for writer in writers):
            time.sleep(generator.uniform(0.01, 0.3))
            disturb(generator)
        for writer in writers:
            if writer.wait(1) != 0:
                raise torture.Failure(f"a writer ended with {writer.process.returncode}: {writer.message()}")
            writer.output.close()
        expected = examine(archive, writers, begin, numbers)
        checked = archive.check()
        if checked["entries"] != expected:
            raise torture.Failure(f"the log has {checked['entries']} entries, {expected} were given")
        numbers.add(rounds=1, processes=len(writers))


def sqlite(options, numbers, folder):
    rounds(options, numbers, folder, lambda number: torture.Archive(options.program, folder / f"archive-{number}", folder / f"beside-{number}"),
           lambda generator: None)


def postgres(options, numbers, folder):
    server = torture.Server(folder / "server", durable=False)

    def disturb(generator):
        if backends := server.backends():
            ended = server.sql(f"select pg_terminate_backend({generator.choice(backends)})", check=False)
            numbers.add(ended_connections=ended.stdout.count("t"))

    try:
        rounds(options, numbers, folder,
               lambda number: torture.Archive(options.program, server.database(f"archive{number}"), folder / f"beside-{number}"), disturb)
    finally:
        server.stop()


def self_test():
    """The verifiers must refuse: every proof of a small tree holds, and none of a changed one."""
    leaves = [hashlib.sha256(bytes([0, number])).digest() for number in range(9)]

    def root(leaves):
        if len(leaves) == 1:
            return leaves[0]
        split = 1 << ((len(leaves) - 1).bit_length() - 1)
        return node(root(leaves[:split]), root(leaves[split:]))

    def path(index, leaves):
        if len(leaves) == 1:
            return []
        split = 1 << ((len(leaves) - 1).bit_length() - 1)
        return path(index, leaves[:split]) + [root(leaves[split:])] if index < split else path(index - split, leaves[split:]) + [root(leaves[:split])]

    for size in range(1, 10):
        for index in range(size):
            proof, top = path(index, leaves[:size]), root(leaves[:size])
            assert inclusion(index, size, leaves[index], top, proof)
            assert not inclusion(index, size, leaves[(index + 1) % 9], top, proof)
            assert not inclusion(index, size, leaves[index], top, proof + [top])


def main():
    options = torture.arguments(
        __doc__.splitlines()[0], 20,
        store={"choices": ["sqlite", "postgres", "both"], "default": "both"},
        writers={"type": int, "default": 4}, count={"type": int, "default": 40, "help": "batches of each writer"})
    self_test()
    for name, body in (("sqlite", sqlite), ("postgres", postgres)):
        if options.store in (name, "both"):
            torture.test(f"concurrency {name}", options, body)


if __name__ == "__main__":
    torture.main(main)
