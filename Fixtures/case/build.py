#!/usr/bin/env python3
"""Builds the archive of the fictional case with the command-line tool alone.

    KAIPAN=.build/release/kaipan Fixtures/case/build.py FOLDER

FOLDER gets the archive, the keys and ids.json, which says which record each name in case.json became. `@2023-03-04T14:05` in case.json is
a moment of a clock in China, `$name` the record of an earlier step.
"""
import datetime
import hashlib
import json
import os
import re
import struct
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
CHINA = datetime.timezone(datetime.timedelta(hours=8))


def moment(text):
    time = datetime.datetime.fromisoformat(text).replace(tzinfo=CHINA).astimezone(datetime.timezone.utc)
    return time.strftime("%Y-%m-%dT%H:%M:%S.") + f"{time.microsecond // 1000:03}Z"


class Case:
    def __init__(self, folder):
        self.folder, self.ids = folder, {}
        tool = os.environ.get("KAIPAN", "kaipan")
        self.tool = os.path.abspath(tool) if "/" in tool else tool
        self.archive = os.path.join(folder, "archive")
        with open(os.path.join(HERE, "case.json"), encoding="utf-8") as file:
            self.case = json.load(file)

    def run(self, *words, member=None, stdin=None):
        command = [self.tool, *words, "--archive", self.archive, "--key-file", os.path.join(self.folder, "master.key"), "--language", "en"]
        if member:
            command += ["--as", self.key(member)]
        done = subprocess.run(command, input=stdin, capture_output=True, text=True, cwd=self.folder)
        if done.returncode != 0:
            sys.exit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
        return done.stdout

    def key(self, member):
        return os.path.join(self.folder, member + ".key")

    def value(self, value):
        """A value with its references and moments resolved."""
        if isinstance(value, dict):
            return {key: self.value(member) for key, member in value.items()}
        if isinstance(value, list):
            return [self.value(member) for member in value]
        if isinstance(value, str) and value.startswith("$"):
            return self.ids[value[1:]]
        if isinstance(value, str) and value.startswith("@"):
            return moment(value[1:])
        return value

    def build(self):
        self.run("archive", "init", "--name", self.case["log"], "--administrator", self.key("administrator"))
        for member in self.case["members"]:
            made = subprocess.run([self.tool, "archive", "member", "key", self.key(member["name"])], capture_output=True, text=True, check=True)
            name, public = made.stdout.split()
            self.run("archive", "member", "add", name, public, "--name", member["person"], "--roles", *member["roles"], member="administrator")
        for step in self.case["steps"]:
            result = getattr(self, step["do"])(step)
            if "name" in step:
                self.ids[step["name"]] = result
        with open(os.path.join(self.folder, "ids.json"), "w", encoding="utf-8") as file:
            json.dump(self.ids, file, indent=1)

    def links(self, step):
        pairs = []
        for relation, targets in step.get("link", {}).items():
            for target in targets if isinstance(targets, list) else [targets]:
                pairs.append(f"{relation}={self.value(target)}")
        return ["--link", *pairs] if pairs else []

    def record(self, step, content=None):
        content = content or self.value(step.get("content", {}))
        return self.run(
            "archive", "record", step["type"], *self.links(step), "--data", json.dumps(self.value(step.get("data", {}))), "--content", "-",
            member=step["as"], stdin=json.dumps(content, ensure_ascii=False)).strip()

    def document(self, step):
        with open(os.path.join(HERE, step["file"]), "rb") as file:
            data = file.read()
        title, clauses = clauses_of(data.decode("utf-8"))
        content = {"title": title, "clauses": clauses, "text": "\n".join(clause["text"] for clause in clauses), **step.get("content", {})}
        step = {**step, "type": "document", "data": {**step["data"], "sha256": hashlib.sha256(data).hexdigest()}}
        return self.record(step, content)

    def script(self, step):
        words = ["--topic", step["topic"], "--valid-from", step["valid_from"], "--project", self.value(step["project"])]
        if "supersedes" in step:
            words += ["--supersedes", self.value(step["supersedes"])]
        request = self.run("script", "publish", os.path.join(HERE, step["file"]), *words, member=step["as"]).split()[0]
        self.approve(request, step["approve"])
        return self.run("script", "publish", "--request", request, member=step["as"]).strip()

    def approve(self, request, members):
        for member in members:
            self.run("archive", "approve", request, member=member)

    def erase(self, step):
        request = self.run("archive", "erase", *self.value(step["subjects"]), "--reason", step["reason"], member=step["as"]).strip()
        self.approve(request, step["approve"])
        self.run("archive", "erase", "--run", request, member=step["as"])

    def hold(self, step):
        return self.run("archive", "hold", "place", *self.value(step["subjects"]), "--reason", step["reason"], member=step["as"]).strip()

    def show(self, step):
        self.run("archive", "show", self.value(step["id"]), "--purpose", step["purpose"], "--case", self.value(step["case"]), member=step["as"])

    def __getattr__(self, name):
        if name == "import":
            return self.bring
        raise AttributeError(name)

    def bring(self, step):
        """Imports a file of conversations."""
        words = [os.path.join(HERE, step["file"]), "--roles", os.path.join(HERE, "roles.yml")]
        for name in ("start", "project", "unit", "customer", "agent", "visit"):
            if name in step:
                words += ["--" + name, self.value(step[name])]
        if "recording" in step:
            path = os.path.join(self.folder, step["recording"])
            tone(path, 90)
            words += ["--recording", path]
        printed = self.run("archive", "import", *words, member=step["as"])
        return re.search(r"^  (\w{26})$", printed, re.M).group(1)


def clauses_of(text):
    """The title of a document and its clauses: a heading of the second level begins one, and its first word is the clause's name."""
    if text.startswith("<"):
        text = re.sub(r"<h([12])>", lambda mark: "#" * int(mark.group(1)) + " ", re.sub(r"(?s)<head>.*?</head>", "", text))
        text = re.sub(r"<[^>]*>", "", text)
    title, clauses = "", []
    for line in (line.strip() for line in text.splitlines()):
        if line.startswith("## "):
            clauses.append({"id": line[3:].split()[0], "text": ""})
        elif line.startswith("# "):
            title = line[2:]
        elif line and clauses:
            clauses[-1]["text"] += ("\n" if clauses[-1]["text"] else "") + line
    return title, clauses


def tone(path, seconds, rate=8000):
    """A recording: a quiet tone that changes each second, so that one hears where one is."""
    samples = bytearray()
    for place in range(seconds * rate):
        period = rate // (220 + 20 * (place // rate % 12))
        samples.append(124 if place % period < period // 2 else 132)
    with open(path, "wb") as file:
        file.write(b"RIFF" + struct.pack("<I", 36 + len(samples)) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, rate, rate, 1, 8))
        file.write(b"data" + struct.pack("<I", len(samples)) + samples)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    os.makedirs(sys.argv[1], exist_ok=True)
    Case(os.path.abspath(sys.argv[1])).build()
