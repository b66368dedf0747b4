#!/usr/bin/env python3
"""A full disk: the writer says so and ends, what it acknowledged is there, and it goes on once there is room again."""

import random

import torture


def full(options, numbers, folder, kind):
    generator = random.Random(options.seed)
    for number in range(options.rounds):
        size = 16 << 20 if kind == "ext4" else generator.randrange(4 << 20, 8 << 20, 4096)
        mount = torture.Mount(folder / f"mount-{number}", kind, size)
        try:
            ballast = mount.path / "ballast"
            archive = torture.Archive(options.program, mount.path / "archive", folder / f"beside-{number}")
            archive.prepare()
            # What is given back later is enough for the write-ahead log to go into its database, which takes as much again.
            with open(ballast, "wb") as file:
                file.write(bytes(int(size * generator.uniform(0.45, 0.5))))
            # More than once, because a full disk does not go away by trying again.
            for attempt in range(3):
                writer = torture.Writer(archive, options.seed + number * 10 + attempt)
                status = writer.wait(120)
                writer.output.close()
                if status <= 0 or status > 125 or not writer.message():
                    raise torture.Failure(f"a writer on a full disk ended with {status}: {writer.message()}")
                numbers.add(said=1)
            ballast.unlink()
            checked = archive.check()
            numbers.add(asked_again=checked["unknown"], were_not_there=checked["added"])
            before = checked["acknowledged"]
            writer = torture.Writer(archive, options.seed + number * 10 + 9, "--tour", "--count", 2)
            if writer.wait(60) != 0:
                raise torture.Failure(f"a writer does not go on after there is room: {writer.message()}")
            writer.output.close()
            checked = archive.check()
            if checked["acknowledged"] <= before:
                raise torture.Failure("nothing was added after there was room")
            numbers.add(rounds=1, acknowledged_records=checked["acknowledged"])
        finally:
            mount.unmount()
            if kind != "tmpfs":
                mount.image.unlink()


def main():
    options = torture.arguments(
        __doc__, 20, file_system={"choices": ["tmpfs", "ext4", "both"], "default": "both"})
    torture.ready(options, "mount", "mkfs.ext4", root=True)
    for kind in ("tmpfs", "ext4"):
        if options.file_system in (kind, "both"):
            torture.test(f"diskfull {kind}", options, lambda *given: full(*given, kind))


if __name__ == "__main__":
    torture.main(main)
