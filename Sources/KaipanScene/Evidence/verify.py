#!/usr/bin/env python3
"""Verifies the evidence package that it lies in, with the standard library of Python 3.8 or later. 只用标准库核验本证据包。

    python3 data/verify.py [--policy FILE] [FOLDER]

Prints a line a check; ends with status 0 where all hold, else with 1 and the names of the files that do not. --policy names a trust policy
(C2SP tlog-policy) from somebody you trust; else the package's own is used, which says whose signatures are claimed, not whom to believe.
"""
import argparse, base64, hashlib, hmac, json, os, sys
from functools import lru_cache
def require(holds, what):
    if not holds:
        raise ValueError(what)

def sha256(data): return hashlib.sha256(data).digest()
def commitment(salt, data): return hmac.new(bytes.fromhex(salt), data, "sha256").hexdigest()
def unbase64(text): return base64.b64decode(text, validate=True)

# RFC 8785, of values that have whole numbers and keys of a-z, 0-9 and _ only.
def canonical(value): return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

def parse(data):
    value = json.loads(data)
    require(canonical(value) == data, "it is no canonical JSON")
    return value

# --- Ed25519 (RFC 8032 section 5.1): is a signature of a message by a public key? A point is (X, Y, Z, T), x = X/Z, y = Y/Z, xy = T/Z.
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D, ROOT = -121665 * pow(121666, P - 2, P) % P, pow(2, (P - 1) // 4, P)

def add(a, b):
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = f - e, h - g, h + g, f + e
    return e * f % P, g * h % P, f * g % P, e * h % P

def times(number, point):
    result = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = add(result, point)
        point, number = add(point, point), number >> 1
    return result

def point_of(data):
    sign, y = divmod(int.from_bytes(data, "little"), 1 << 255)
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(xx, (P + 3) // 8, P)
    x = x * ROOT % P if (x * x - xx) % P else x
    require(y < P and (x * x - xx) % P == 0 and (x or not sign), "no point of Ed25519")
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P

BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))

@lru_cache(None)
def is_signed(key, message, signature):
    scalar = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or scalar >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    left, right = times(scalar, BASE), add(point_of(signature[:32]), times(k, point_of(key)))
    return not any((left[i] * right[2] - right[i] * left[2]) % P for i in (0, 1))

# --- The Merkle tree (RFC 6962 section 2.1)
def leaf_hash(data): return sha256(b"\0" + data)
def node_hash(left, right): return sha256(b"\1" + left + right)

def root_of(hashes):
    if len(hashes) == 1:
        return hashes[0]
    middle = 1 << (len(hashes) - 1).bit_length() - 1
    return node_hash(root_of(hashes[:middle]), root_of(hashes[middle:]))

def climb(index, last, path, *nodes):
    """The hashes that a path leads to: nodes[0] takes every step, nodes[1] those to the left only (RFC 9162 sections 2.1.3.2, 2.1.4.2)."""
    nodes = list(nodes)
    for other in path:
        require(last > 0, "the path is too long")
        if index & 1 or index == last:
            nodes = [node_hash(other, node) for node in nodes]
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            nodes[0] = node_hash(nodes[0], other)
        index, last = index >> 1, last >> 1
    require(last == 0, "the path is too short")
    return nodes

def is_consistent(old, new, old_root, new_root, path):  # whether the one tree is the beginning of the other
    if old == new:
        return not path and old_root == new_root
    path = ([] if old & (old - 1) else [old_root]) + path
    index, last = old - 1, new - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    return climb(index, last, path[1:], path[0], path[0]) == [new_root, old_root]

# --- Signed checkpoints (C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-policy)
class Policy:
    def __init__(self, data):
        self.keys, self.logs, self.witnesses, self.groups, self.quorum = {}, set(), {}, [], None
        for words in map(str.split, data.decode().splitlines()):
            if words and words[0] == "log":
                self.logs.add(self.key(words[1], 1))
            elif words and words[0] == "witness":
                self.witnesses[self.key(words[2], 4)] = words[1]
            elif words and words[0] == "group":
                self.groups.append((words[1], {"all": len(words) - 3, "any": 1}.get(words[2]) or int(words[2]), words[3:]))
            elif words and words[0] == "quorum":
                self.quorum = words[1]
            else:
                require(not words or words[0].startswith("#"), "a line of a policy")
        require(self.logs and self.quorum, "a log and a quorum")
    def key(self, vkey, kind):
        name, identifier, data = vkey.split("+", 2)
        data = unbase64(data)
        require(len(data) == 33 and data[0] == kind and sha256(name.encode() + b"\n" + data)[:4].hex() == identifier, "key " + name)
        self.keys[name, identifier] = data[1:]
        return name, identifier
    def open(self, note):
        """Checks the log's signature and those of known witnesses; returns origin, size, root, and whether enough witnesses signed."""
        text, lines = note.rsplit(b"\n\n", 1)
        text, signers, met = text + b"\n", set(), set()
        for line in lines.decode().split("\n")[:-1]:
            dash, name, data = line.split(" ")
            who, data, message = (name, unbase64(data)[:4].hex()), unbase64(data)[4:], text
            if who in self.witnesses:
                message, data = b"cosignature/v1\ntime %d\n" % int.from_bytes(data[:8], "big") + text, data[8:]
                met.add(self.witnesses[who])
            elif who in self.logs:
                signers.add(name)
            require(dash == "\u2014" and (who not in self.keys or is_signed(self.keys[who], message, data)), "the signature of " + name)
        origin, size, root = text.decode().split("\n")[:3]
        require(origin in signers, "no signature of the log " + origin)
        for name, count, members in self.groups:
            if sum(member in met for member in members) >= count:
                met.add(name)
        return origin, int(size), unbase64(root), self.quorum == "none" or self.quorum in met

# --- Time stamps (RFC 3161 section 2.4.2): what they are of, and when; their signatures are OpenSSL's part
def elements(data):  # of a text in DER, each with its tag
    at, found = 0, []
    while at < len(data):
        tag, length, at = data[at], data[at + 1], at + 2
        if length & 128:
            length, at = int.from_bytes(data[at:at + (length & 127)], "big"), at + (length & 127)
        require(at + length <= len(data), "it is no DER")
        found.append((tag, data[at:at + length]))
        at += length
    return found

def stamped(response):
    def inner(data, *places):
        for place in places:
            data = elements(data)[place][1]
        return data
    info = elements(inner(response, 0, 1, 1, 0, 2, 1, 0, 0))
    name = {"01": "sha256", "02": "sha384", "03": "sha512"}[inner(info[2][1], 0, 0).hex()[-2:]]
    return name, inner(info[2][1], 1), info[4][1].decode()

class Package:
    def __init__(self, folder, say):
        self.folder, self.say, self.failures, self.files, self.seen = folder, say, [], set(), set()
        for place, folders, names in os.walk(folder):
            for path in [os.path.join(place, name) for name in folders + names]:
                name = os.path.relpath(path, folder).replace(os.sep, "/")
                if os.path.islink(path) or (not os.listdir(path) if os.path.isdir(path) else not os.path.isfile(path)):
                    self.check(name, "a file", lambda: require(False, "a link, an empty folder or no plain file"))
                elif os.path.isfile(path):
                    self.files.add(name)
    def read(self, file):
        self.seen.add("data/" + file)
        return open(os.path.join(self.folder, "data", file), "rb").read()
    def check(self, file, what, body):
        try:
            result = body()
            self.say(f"OK    {file}: {what}")
            return result
        except Exception as error:  # whatever is wrong with a file must name it
            self.failures.append(file)
            self.say(f"FAIL  {file}: {what}: {error or type(error).__name__}")
    def hold(self, manifest, files):  # each file has its digest in the manifest, which lists nothing else (RFC 8493)
        text = open(os.path.join(self.folder, manifest), "rb").read().decode(errors="replace") if manifest in self.files else ""
        listed = {line[66:]: line[:64] for line in text.split("\n")[:-1]}
        strict = "".join(f"{digest}  {file}\n" for file, digest in sorted(listed.items()))
        self.check(manifest, "well formed", lambda: require(text == strict and files <= set(listed), "not its files' lines"))
        for file in sorted(files | set(listed)):
            def compare():
                require(file in self.files, "it is missing")
                digest, opened = hashlib.sha256(), open(os.path.join(self.folder, file), "rb")
                for part in iter(lambda: opened.read(1 << 20), b""):
                    digest.update(part)
                require(digest.hexdigest() == listed.get(file), f"its SHA-256 is not in {manifest}")
            self.check(file, "digest", compare)

def verify(folder, policy=None, say=print):  # returns the names of the files that something is wrong with
    package = Package(folder, say)
    payload = {file for file in package.files if file.startswith("data/")}
    package.hold("tagmanifest-sha256.txt", package.files - payload - {"tagmanifest-sha256.txt"} | {
        "bagit.txt", "bag-info.txt", "manifest-sha256.txt"})
    package.hold("manifest-sha256.txt", payload)
    if not package.failures:
        package.check("commitments.json", "everything it lists", lambda: examine(package, policy))
    say(f"REFUSED 不通过: {', '.join(sorted(set(package.failures)))}" if package.failures
        else "VERIFIED 全部通过 (NOTE: attached files by digest only 附件仅核对摘要)")
    return sorted(set(package.failures))

def examine(package, path):
    check, read = package.check, package.read
    policy = check(path or "policy/tlog-policy", "read", lambda: Policy(open(path, "rb").read() if path else read("policy/tlog-policy")))
    index = check("commitments.json", "canonical JSON", lambda: parse(read("commitments.json")))
    origin, size, root, _ = check("log/checkpoint", "signed by the log", lambda: policy.open(read("log/checkpoint")))
    require([index["log"], index["size"]] == [origin, size], "it is of another checkpoint")
    roots, entries = {size: root}, {}
    for anchor in index["anchors"]:
        def consistent():
            _, old, roots[old], _ = policy.open(read(anchor["file"]))
            require(is_consistent(old, size, roots[old], root, [bytes.fromhex(text) for text in anchor["path"]]), "another log")
        check(anchor["file"], "signed, and the beginning of the log", consistent)
    for record in index["records"]:
        def included():
            data, position = read(f"records/{name}.json"), int(name.split("-")[0])
            lines, note = read(f"proofs/{name}.tlog-proof").split(b"\n\n", 1)
            first, second, *path = lines.decode().split("\n")
            _, within, found, is_met = policy.open(note)
            require([first, second] == ["c2sp.org/tlog-proof@v1", f"index {position}"] and position < within, "the proof's first lines")
            require(climb(position, within - 1, map(unbase64, path), leaf_hash(data)) == [found], "the proof's root")
            require(roots.get(within) == found, "the proof's checkpoint is none of the package's")
            require(is_met, f"too few witnesses signed: quorum {policy.quorum}")
            entries[name] = parse(data)
            require(entries[name]["type"] == name.split("-", 1)[1], "type")

        def opened():
            data = read(record["file"])
            if "ranges" in record:  # of a file as it was imported
                data = canonical({"bytes": base64.b64encode(data).decode(), "file": record["name"], "ranges": record["ranges"]})
            # What is redacted (已遮盖) has no salt, and cannot be compared.
            require("redacted" in record or commitment(record["salt"], data) == entries[name]["seal"]["commit"], "other content")
        name = record["stem"]
        check(f"records/{name}.json", "in the log", included)
        if "file" in record:
            check(record["file"], "redacted: not comparable" if "redacted" in record else f"what {name} commits to", opened)
    for part in index["transcripts"]:
        count = [sum(key in one for one in part["utterances"]) for key in ("salt", "redacted", "hash")]
        check(part["view"], "{} utterances as {} commits to them, {} redacted, {} withheld".format(count[0], part["stem"], *count[1:]),
              lambda: spoken(read, part, entries[part["stem"]]))
    for stamp in index["stamps"]:
        def imprint():
            name, digest, time = stamped(read(stamp["file"]))
            require(hashlib.new(name, read(stamp["of"])).digest() == digest, "it is of other bytes")
            package.say(f"TIME  {stamp['file']}: {time}, if its signature and chain hold (openssl ts, see VERIFY.md)")
        check(stamp["file"], f"of {stamp['of']}", imprint)
    rows = custody(index["custody"], entries).encode()
    check("custody.csv", "as the entries say", lambda: require(read("custody.csv") == rows, "other rows"))
    for gap in check("gaps.json", "canonical JSON", lambda: parse(read("gaps.json")))["gaps"]:
        check("gaps.json", "as the entry says", lambda: require(gap["data"] == entries[gap["stem"]]["data"], gap["stem"]))
    for file in sorted(file for file in package.files if file.startswith("data/") and file not in package.seen):
        package.say(f"NOTE  {file}: attached; only its digest was checked 附件，仅核对摘要")

def spoken(read, transcript, entry):
    """The utterances that are opened are those of the transcript's entry; the others are a hash each."""
    hashes, said, withheld, cues = [], [], [], "WEBVTT\n"
    for place, utterance in enumerate(transcript["utterances"]):
        hashes.append(bytes.fromhex(utterance["hash"]) if "hash" in utterance else leaf_hash(utterance["leaf"].encode()))
        if "hash" in utterance:
            withheld.append(place)
            continue
        facts, body = parse(utterance["leaf"].encode()), utterance.get("body", "").encode()
        if "redacted" in utterance:
            facts.update(text=utterance["text"], redacted=True)
        else:
            require(commitment(utterance["salt"], body) == facts["commit"], f"utterance {facts['n']} is not what its entry commits to")
            facts["text"] = parse(body)["text"]
        del facts["commit"], facts["sha256"]
        said.append(facts)
        if "vtt" in transcript:
            from_, to = [f"{t // 3600000:02}:{t // 60000 % 60:02}:{t // 1000 % 60:02}.{t % 1000:03}" for t in (
                facts["start"], max(facts["end"], facts["start"] + 1))]
            text = facts["text"].translate({10: " ", 13: " ", 38: "&amp;", 60: "&lt;", 62: "&gt;"})
            cues += f"\n{facts['n']}\n{from_} --> {to}\n<v {facts['role']}>{text}\n"
    data = entry["data"]
    require([len(hashes), root_of(hashes).hex()] == [data["utterances"], data["utterances_root"]], "the root of the utterances")
    view = parse(read(transcript["view"]))
    require(view["utterances"] == said and view["withheld"] == withheld and view["transcript"] == entry["id"]
            and ["conversation", view["conversation"]] in entry["links"], "the text shown is not the text opened")
    require("vtt" not in transcript or read(transcript["vtt"]).decode() == cues, transcript.get("vtt"))

def custody(stems, entries, text="position,time,event,member,action,result,purpose,objects\n"):
    for stem in stems:
        facts, entry = [entries[stem]["data"].get(key, "") for key in ("action", "result", "purpose")], entries[stem]
        objects = " ".join(target for relation, target in entry["links"] if relation == "subject")
        text += ",".join([str(int(stem[:9])), entry["at"], entry["type"], entry["by"] or "", *facts, objects]) + "\n"
    return text

if __name__ == "__main__":
    parser, here = argparse.ArgumentParser(), os.path.dirname(os.path.abspath(__file__))
    parser.add_argument("folder", nargs="?", default=os.path.dirname(here))
    chosen = parser.add_argument("--policy") and parser.parse_args()
    sys.exit(bool(verify(chosen.folder, chosen.policy)))
