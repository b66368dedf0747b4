"""What the fault tests of the archive share: the writer, the checker, servers, file systems, and the end of a test.

Every process, server and mount of a test is ended by the test that began it.
"""

import argparse
import contextlib
import ctypes
import json
import os
import pathlib
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SKIPPED = 77


class Failure(Exception):
    """The archive did what it must not do, or a tool of the test failed."""

    # Of acknowledged records, where a check counted them.
    lost = 0


def skip(reason):
    """Ends the test where this machine lacks a tool; continuous integration has them all."""
    if os.environ.get("CI") == "true":
        print(f"failed: {reason}")
        sys.exit(1)
    print(f"skipped: {reason}")
    sys.exit(SKIPPED)


def need(*programs):
    os.environ["PATH"] += ":/usr/sbin:/sbin"
    for program in programs:
        if not shutil.which(program):
            skip(f"{program} is not installed")


def ready(options, *programs, root=False, servers=False):
    """Ends the test where this machine lacks something, or was asked for no more."""
    need(*programs)
    if root and os.geteuid() != 0:
        skip("mounting takes root")
    if servers:
        Server.program("postgres")
        need("psql")
    if options.probe:
        sys.exit(0)


def arguments(description, rounds, **more):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--rounds", type=int, default=rounds)
    parser.add_argument("--seed", type=int, default=None, help="of the moments of the faults and of what is written; else from the clock")
    parser.add_argument("--program", default=os.environ.get("ARCHIVE_TORTURE"), help="archive-torture; else what is built here")
    parser.add_argument("--keep", action="store_true", help="leave the folder of a round that failed")
    parser.add_argument("--probe", action="store_true", help="only say whether this machine has what the test takes")
    for name, options in more.items():
        parser.add_argument("--" + name.replace("_", "-"), **options)
    found = parser.parse_args()
    if found.seed is None:
        found.seed = time.time_ns() % 1_000_000_000
    if found.program is None:
        built = [ROOT / f".build/{kind}/archive-torture" for kind in ("release", "debug")]
        found.program = next((str(path) for path in built if path.exists()), None)
    if found.program is None or not os.access(found.program, os.X_OK):
        sys.exit("archive-torture is not built: swift build -c release --product archive-torture")
    found.program = os.path.abspath(found.program)
    # A test that is asked to end cleans up first.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    return found


def main(body):
    """Runs a program of tests and says how it ended."""
    try:
        body()
    except Failure as failure:
        print(f"failed: {failure}", flush=True)
        sys.exit(1)


def test(name, options, body):
    """Runs a test in a folder of its own, which is removed, and prints its numbers."""
    numbers = Numbers(f"{name}, seed {options.seed}")
    # Servers run as another user and must get through.
    folder = pathlib.Path(tempfile.mkdtemp(prefix="kaipan-torture-"))
    folder.chmod(0o711)
    failed = False
    try:
        body(options, numbers, folder)
        if numbers.counts.get("acknowledged_records") == 0 and not getattr(options, "control", False):
            raise Failure("nothing was acknowledged, so that nothing was tested")
    except Failure:
        failed = True
        raise
    finally:
        # A control wants the archive to fail.
        numbers.print(**({} if getattr(options, "control", False) else {"violations": int(failed)}))
        if failed and options.keep:
            print(f"kept: {folder}")
        else:
            shutil.rmtree(folder, ignore_errors=True)
    return numbers


def run(*command, check=True, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=600, **options)
    if check and done.returncode != 0:
        raise Failure(f"{' '.join(map(str, command))}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done


def die_with_parent(how):
    """For a test that is killed itself: it leaves no process behind (prctl, PR_SET_PDEATHSIG)."""
    return lambda: ctypes.CDLL(None).prctl(1, how)


class Writer:
    """A process that writes; what it acknowledged is in a file that no fault reaches."""

    def __init__(self, archive, seed, *options, before=()):
        self.history = archive.beside / f"history-{seed}"
        self.errors = archive.beside / f"errors-{seed}"
        self.output = open(self.history, "wb")
        command = [*before, archive.program, "write", archive.place, "--beside", archive.beside, "--seed", seed, *options]
        self.process = subprocess.Popen(
            [str(part) for part in command], stdout=self.output, stderr=open(self.errors, "wb"), stdin=subprocess.DEVNULL,
            preexec_fn=die_with_parent(signal.SIGKILL))
        archive.histories.append(self.history)

    def acknowledged(self):
        return self.history.read_bytes().count(b"\nack ")

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.output.close()

    def wait(self, timeout):
        try:
            return self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            self.kill()
            raise Failure(f"a writer did not end in {timeout} s") from None

    def message(self):
        return self.errors.read_text(errors="replace").strip()


class Archive:
    """A place, and what its writers were told."""

    def __init__(self, program, place, beside):
        self.program, self.place, self.beside = program, place, pathlib.Path(beside)
        self.beside.mkdir(parents=True, exist_ok=True)
        self.histories = []
        self.checked = {}

    def prepare(self):
        run(self.program, "prepare", self.place, "--beside", self.beside)

    def check(self):
        """Compares what is there with what was acknowledged; returns the numbers."""
        done = run(self.program, "check", self.place, "--beside", self.beside, *self.histories, check=False)
        lines = done.stdout.splitlines()
        words = lines[-1].split()[1:] if lines and lines[-1].startswith("checked ") else []
        checked = {name: int(number) for name, number in zip(words[::2], words[1::2])}
        if done.returncode != 0:
            failure = Failure(f"check of {self.place}: {done.returncode}\n{done.stdout}{done.stderr}")
            failure.lost = checked.get("lost", 0)
            raise failure
        self.checked = checked
        # The outcome of all batches is known now; those that were asked again must stay as well.
        for history in self.histories:
            text = history.read_bytes()
            # A writer may have been killed within a line.
            history.write_bytes(text[:text.rfind(b"\n") + 1] + b"done\n")
        again = self.beside / "history-again"
        with open(again, "a") as file:
            file.writelines(line + "\n" for line in lines if line.startswith("ack "))
        if again not in self.histories:
            self.histories.append(again)
        return self.checked


class Numbers:
    """Counts that a test prints at its end."""

    def __init__(self, name):
        self.name, self.counts, self.start = name, {}, time.monotonic()

    def add(self, **counts):
        for name, count in counts.items():
            self.counts[name] = self.counts.get(name, 0) + count

    def print(self, **more):
        counts = {**self.counts, **more, "seconds": round(time.monotonic() - self.start)}
        if results := os.environ.get("KAIPAN_TORTURE_RESULTS"):
            with open(results, "a", encoding="utf-8") as file:
                part, _, seed = self.name.rpartition(", seed ")
                file.write(json.dumps({"part": part, "seed": int(seed), **counts}) + "\n")
        print(f"{self.name}: " + ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in counts.items()), flush=True)


def lying_library(folder):
    """A library that says of every sync that it was done: a server with it looks as careful as any and loses what it acknowledged."""
    source, library = pathlib.Path(folder) / "nosync.c", pathlib.Path(folder) / "nosync.so"
    source.write_text("int fsync(int file) { return 0; }\nint fdatasync(int file) { return 0; }\n", encoding="utf-8")
    run("cc", "-shared", "-fPIC", "-O1", "-o", library, source)
    # The server runs as another user.
    pathlib.Path(folder).chmod(0o755)
    library.chmod(0o755)
    return library


class Server:
    """A PostgreSQL server of the test's own on loopback; root runs it as the user of the package, because it refuses root."""

    def __init__(self, path, *settings, durable=True, preload=None):
        self.path, self.process = pathlib.Path(path), None
        self.environment = {**os.environ, "LD_PRELOAD": str(preload)} if preload else None
        self.user = {}
        self.path.mkdir(parents=True, exist_ok=True)
        if os.geteuid() == 0:
            try:
                account = pwd.getpwnam("postgres")
            except KeyError:
                skip("there is no user postgres")
            os.chown(self.path, account.pw_uid, account.pw_gid)
            self.user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
        self.data = self.path / "data"
        run(
            self.program("initdb"), "-D", self.data, "-U", "kaipan", "-A", "trust", "-E", "UTF8", "--locale=C",
            *([] if durable else ["--no-sync"]), cwd=self.path, **self.user)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.settings = list(settings)
        self.start()

    @staticmethod
    def program(name):
        installed = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: -int(path.parent.name))
        found = shutil.which(name, path=":".join(map(str, installed)) + ":" + os.environ["PATH"])
        if not found:
            skip("PostgreSQL's server is not installed")
        return found

    def address(self, database):
        return f"postgresql://kaipan@127.0.0.1:{self.port}/{database}"

    def start(self):
        options = [part for setting in self.settings for part in ("-c", setting)]
        end = time.monotonic() + 90
        while time.monotonic() < end:
            # After a kill it refuses to start as long as one of its processes has not noticed.
            self.process = subprocess.Popen(
                [self.program("postgres"), "-D", str(self.data), "-p", str(self.port), "-h", "127.0.0.1", "-k", str(self.path),
                 "-c", "max_connections=60", *options],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=open(self.path.parent / "server.log", "ab"), cwd=self.path,
                env=self.environment, preexec_fn=die_with_parent(signal.SIGQUIT), **self.user)
            while self.process.poll() is None and time.monotonic() < end:
                if self.sql("select 1", check=False).returncode == 0:
                    return
                time.sleep(0.05)
            time.sleep(0.2)
        raise Failure(f"PostgreSQL does not start on {self.data}")

    def sql(self, statement, check=True):
        return run(
            "psql", "-XAtq", "-d", self.address("postgres"), "-c", statement, check=check, env={**os.environ, "PGCONNECT_TIMEOUT": "10"})

    def database(self, name):
        self.sql(f"create database {name}")
        return self.address(name)

    def wait(self):
        """Waits until it has recovered."""
        for _ in range(300):
            if self.sql("select 1", check=False).returncode == 0:
                return
            time.sleep(0.1)
        raise Failure("PostgreSQL does not recover")

    def backends(self):
        """The processes that serve connections to archives."""
        found = self.sql("select pid from pg_stat_activity where datname like 'archive%' and backend_type = 'client backend'", check=False)
        return [int(pid) for pid in found.stdout.split()]

    def children(self):
        path = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in path.read_text().split()] if path.exists() else []

    def stop(self, how=signal.SIGINT):
        """Ends the server: SIGINT for a proper end, SIGQUIT at once, SIGKILL with all its processes unasked."""
        if self.process is None:
            return
        children = self.children() if how == signal.SIGKILL else []
        for pid in [self.process.pid, *children]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, how)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        # The children of a killed server are nobody's; their end is waited for by looking.
        for pid in children:
            for _ in range(200):
                if not os.path.exists(f"/proc/{pid}"):
                    break
                time.sleep(0.02)
        self.process = None


class Mount:
    """A file system in a file, or in memory, that the test may shut down."""

    def __init__(self, path, kind, size):
        self.path, self.kind = pathlib.Path(path), kind
        self.path.mkdir(parents=True, exist_ok=True)
        self.image = self.path.with_suffix(".image")
        self.size, self.mounted = size, False
        if kind != "tmpfs":
            with open(self.image, "wb") as image:
                image.truncate(size)
            # Small file systems get smaller blocks, of which SQLite's shared memory can't be sure on a full disk (SIGBUS).
            run(*{"ext4": ["mkfs.ext4", "-q", "-F", "-b", "4096"], "xfs": ["mkfs.xfs", "-q", "-f"]}[kind], self.image)
        self.mount()

    def mount(self):
        if self.kind == "tmpfs":
            run("mount", "-t", "tmpfs", "-o", f"size={self.size},mode=755", "kaipan-torture", self.path)
        else:
            run("mount", "-t", self.kind, "-o", "loop", self.image, self.path)
        self.mounted = True

    def cut(self):
        """What a power cut leaves: the file system ends at once, and nothing that it had not written is written any more.

        Whoever uses it is stopped before, between two of its calls: a sync beside which ext4 is shut down may return success for what
        is not there afterwards (Linux 6.18; of a bare program that writes seven pages, syncs and counts, in 17 of 120 rounds).
        """
        users = self.stop_users()
        try:
            run("xfs_io", "-x", "-c", "shutdown", self.path)
        finally:
            for user in users:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(user, signal.SIGCONT)

    def stop_users(self):
        """Stops all processes that have a file of it open, and waits until none is inside a call."""
        stopped, end = set(), time.monotonic() + 30
        while time.monotonic() < end:
            users = self.users()
            for user in users - stopped:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(user, signal.SIGSTOP)
            # One may have begun another before it stopped.
            if users <= stopped and all(map(is_stopped, users)):
                return stopped
            stopped |= users
            time.sleep(0.001)
        raise Failure(f"what uses {self.path} does not stop")

    def users(self):
        inside = f"{self.path.resolve()}/"
        found = set()
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if any(os.readlink(file).startswith(inside) for file in (process / "fd").iterdir()):
                    found.add(int(process.name))
        return found

    def unmount(self):
        if not self.mounted:
            return
        for _ in range(100):
            if run("umount", self.path, check=False).returncode == 0:
                self.mounted = False
                return
            time.sleep(0.1)
        raise Failure(f"umount {self.path}")


def is_stopped(process):
    """Whether no thread of a process is inside a call; one that has ended is not."""
    states = []
    for task in pathlib.Path(f"/proc/{process}/task").glob("*/stat"):
        with contextlib.suppress(OSError):
            states.append(task.read_text().rpartition(")")[2].split()[0])
    return all(state in "TtZX" for state in states)


def let_run(writers, generator, options):
    """Waits until a random moment: mostly while something is being written, however slow the machine is."""
    if generator.random() < 0.7:
        end = time.monotonic() + 20
        while time.monotonic() < end and not any(writer.acknowledged() for writer in writers):
            time.sleep(0.005)
    else:
        time.sleep(options.start)
    # Many short times, some long.
    time.sleep(min(options.longest, generator.expovariate(3 / options.longest)))
