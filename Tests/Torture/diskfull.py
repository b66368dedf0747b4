#!/usr/bin/env python3
"""A full disk: the writer says so and ends, what it acknowledged is there, and it goes on once there is room again."""

import random

import torture


def full(options, numbers, folder, kind):
    generator = random.Random(options.seed)
    for number in range(options.rounds):
        size = 16 << 20 if kind == "ext4" else generator.randrange(2 << 20, 6 << 20, 4096)
        mount = torture.Mount(folder / f"mount-{number}", kind, size)
        try:
            ballast = mount.path / "ballast"
            archive = torture.Archive(options.program, mount.path / "archive", folder / f"beside-{number}")
            archive.prepare()
            # As much room as is given back later; the ends of files fall on other places each time.
            with open(ballast, "wb") as file:
                file.write(bytes(generator.randrange(700_000, 900_000)))
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
            before = checked["acknowledged"]
            writer = torture.Writer(archive, options.seed + number * 10 + 9, "--tour", "--count", 2)
            if writer.wait(60) != 0:
                raise torture.Failure(f"a writer does not go on after there is room: {writer.message()}")
            writer.output.close()
            checked = archive.check()
            if checked["acknowledged"] <= before:
                raise torture.Failure("nothing was added after there was room")
            numbers.add(rounds=1, acknowledged_records=checked["acknowledged"], asked_again=checked["unknown"])
        finally:
            mount.unmount()
            if kind != "tmpfs":
                mount.image.unlink()


def main():
    options = torture.arguments(
        __doc__, 20, file_system={"choices": ["tmpfs", "ext4", "both"], "default": "both"})
    torture.need("mount", "mkfs.ext4")
    torture.need_root()
    for kind in ("tmpfs", "ext4"):
        if options.file_system in (kind, "both"):
            torture.test(f"diskfull {kind}", options, lambda *given: full(*given, kind))


if __name__ == "__main__":
    torture.main(main)
