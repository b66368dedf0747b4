"""Changes evidence packages and asks their verifier.

    python3 packages.py mutations VERIFIER FOLDER COUNT SEED    random changes of any file; each must be refused, the file named
    python3 packages.py forgeries VERIFIER FOLDER SEED          changes of the content with all digests made anew; the same
    python3 packages.py vectors VERIFIER                        Ed25519 of RFC 8032 against the package cryptography
    python3 packages.py dictionary FOLDER TEXTS [KNOWN]         looks for texts; KNOWN has salts and leaves that the package does not have

Prints what was done as JSON, and ends with status 1 at the first change that is not refused.
"""
import base64
import hashlib
import hmac
import importlib.util
import json
import os
import random
import re
import shutil
import sys
import tempfile

sys.dont_write_bytecode = True


def load(path):
    spec = importlib.util.spec_from_file_location("verifier", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def files_of(folder):
    return sorted(os.path.relpath(os.path.join(place, name), folder) for place, _, names in os.walk(folder) for name in names)


def read(folder, file):
    with open(os.path.join(folder, file), "rb") as opened:
        return opened.read()


def write(folder, file, data):
    path = os.path.join(folder, file)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as opened:
        opened.write(data)


def refused(verifier, folder, names):
    """Whether the package is refused and a line of it names one of the files."""
    lines = []
    failures = verifier.verify(folder, say=lines.append)
    failed = [line for line in lines if line.startswith("FAIL")]
    return bool(failures) and lines[-1].startswith("REFUSED") and any(name in line for name in names for line in failed)


def mutations(verifier, folder, count, seed):
    verifier, generator, done = load(verifier), random.Random(int(seed)), {}
    assert verifier.verify(folder, say=lambda line: None) == [], "the package itself"
    for number in range(int(count)):
        files = files_of(folder)
        file = generator.choice(files)
        data = read(folder, file)
        kind = generator.choice(["flip", "truncate", "append", "delete", "add", "rename", "exchange", "empty", "line"])
        names, undo = [file], [(file, data)]
        if kind == "flip" and data:
            place = generator.randrange(8 * len(data))
            changed = bytearray(data)
            changed[place // 8] ^= 1 << place % 8
            write(folder, file, bytes(changed))
        elif kind == "truncate" and data:
            write(folder, file, data[:generator.randrange(len(data))])
        elif kind == "append":
            write(folder, file, data + generator.choice([b"\n", b" ", b"\0", b"x"]))
        elif kind == "delete":
            os.remove(os.path.join(folder, file))
        elif kind in ("add", "rename"):
            name = os.path.join(os.path.dirname(file), generator.choice(["x", "另一个文件.txt", ".hidden", "z/z"]) + str(number))
            write(folder, name, data)
            names, undo = [name], undo + [(name, None)]
            if kind == "rename":
                os.remove(os.path.join(folder, file))
                names = [file]
        elif kind == "exchange":
            other = generator.choice(files)
            if read(folder, other) == data:
                continue
            undo.append((other, read(folder, other)))
            write(folder, file, read(folder, other))
            write(folder, other, data)
            names = [file, other]
        elif kind == "empty" and data:
            write(folder, file, b"")
        elif kind == "line" and data.count(b"\n") > 1:
            lines = data.split(b"\n")
            place = generator.randrange(len(lines) - 1)
            changed = b"\n".join(lines[:place] + lines[place + 1:])
            write(folder, file, changed)
        else:
            continue
        if not refused(verifier, folder, names):
            print(f"not refused: {kind} of {names}")
            return 1
        done[kind] = done.get(kind, 0) + 1
        for name, before in undo:
            if before is None:
                path = os.path.join(folder, name)
                os.remove(path)
                if os.path.basename(os.path.dirname(path)) == "z":
                    os.rmdir(os.path.dirname(path))
            else:
                write(folder, name, before)
    assert verifier.verify(folder, say=lambda line: None) == [], "the package after all was undone"
    print(json.dumps({"refused": sum(done.values()), **done}))
    return 0


def seal(folder):
    """Makes both manifests anew, as somebody would who forges a package."""
    def lines(files):
        return "".join(f"{hashlib.sha256(read(folder, file)).hexdigest()}  {file}\n" for file in sorted(files)).encode()
    payload = [file for file in files_of(folder) if file.startswith("data/")]
    write(folder, "manifest-sha256.txt", lines(payload))
    write(folder, "tagmanifest-sha256.txt", lines(["bagit.txt", "bag-info.txt", "manifest-sha256.txt"]))


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def forgeries(verifier, folder, seed):
    verifier, generator, done = load(verifier), random.Random(int(seed)), 0
    index = json.loads(read(folder, "data/commitments.json"))
    opened = [(t, u) for t in range(len(index["transcripts"])) for u in range(len(index["transcripts"][t]["utterances"]))]
    of_kind = {kind: [place for place in opened if kind in index["transcripts"][place[0]]["utterances"][place[1]]] for kind in ("salt", "hash")}

    def utterance(place, change, of=index):
        changed = json.loads(json.dumps(of))
        change(changed["transcripts"][place[0]]["utterances"][place[1]])
        return {"data/commitments.json": canonical(changed)}, [changed["transcripts"][place[0]]["view"]]

    def said(data):
        return re.sub(r'("text":")(.)', lambda match: match[1] + ("甲" if match[2] != "甲" else "乙"), data.decode(), count=1).encode()

    cases = []
    for place in of_kind["salt"]:
        view = index["transcripts"][place[0]]["view"]
        cases += [
            utterance(place, lambda u: u.update(body=u["body"].replace('"text":"', '"text":"不'))),
            utterance(place, lambda u: u.update(salt=u["salt"][:-1] + ("0" if u["salt"][-1] != "0" else "1"))),
            utterance(place, lambda u: u.update(leaf=u["leaf"].replace('"role":"seller"', '"role":"other"').replace('"n":', '"n":1'))),
            utterance(place, lambda u: [u.pop(key) for key in ("leaf", "body", "salt")] and u.update(hash="00" * 32)),
            # A text that is said to be redacted, and shown in other words than the redacted ones.
            utterance(place, lambda u: [u.pop(key) for key in ("body", "salt")] and u.update(text="改过的话", redacted=True)),
            ({"data/" + view: said(read(folder, "data/" + view))}, [view]),
        ]
    for place in of_kind["hash"]:
        cases.append(utterance(place, lambda u: u.update(hash=hashlib.sha256(b"other").hexdigest())))
    for number, transcript in enumerate(index["transcripts"]):
        changed = json.loads(json.dumps(index))
        changed["transcripts"][number]["utterances"].pop()
        cases.append(({"data/commitments.json": canonical(changed)}, [transcript["view"]]))
        if "vtt" in transcript:
            cases.append(({"data/" + transcript["vtt"]: read(folder, "data/" + transcript["vtt"]) + b"\n9\n"}, [transcript["vtt"]]))
    for record in index["records"]:
        entry, proof = f"records/{record['stem']}.json", f"proofs/{record['stem']}.tlog-proof"
        data = json.loads(read(folder, "data/" + entry))
        cases.append(({"data/" + entry: canonical({**data, "at": "2020-01-01T00:00:00.000Z"})}, [entry]))
        lines = read(folder, "data/" + proof).split(b"\n")
        if len(lines[2]) == 44:
            cases.append(({"data/" + proof: b"\n".join(lines[:2] + [base64.b64encode(b"0" * 32)] + lines[3:])}, [entry]))
        cases.append(({"data/" + proof: b"\n".join([lines[0], lines[1] + b"1"] + lines[2:])}, [entry]))
        if "file" in record and "salt" in record:
            cases.append(({"data/" + record["file"]: read(folder, "data/" + record["file"]) + b" "}, [record["file"]]))
            if len(read(folder, "data/" + record["file"])) > 1:
                cases.append(({"data/" + record["file"]: read(folder, "data/" + record["file"])[:-1]}, [record["file"]]))
    for anchor in index["anchors"]:
        note = read(folder, "data/" + anchor["file"])
        cases += [({"data/" + anchor["file"]: note.replace(b"\n", b"\n1", 1)}, [anchor["file"]]),
                  ({"data/" + anchor["file"]: note[:-10] + (b"AAAA" if note[-10:-6] != b"AAAA" else b"BBBB") + note[-6:]}, [anchor["file"]])]
        changed = json.loads(json.dumps(index))
        for one in changed["anchors"]:
            if one["file"] == anchor["file"] and one["path"]:
                one["path"][0] = "00" * 32
                cases.append(({"data/commitments.json": canonical(changed)}, [anchor["file"]]))
    for stamp in index["stamps"]:
        changed = json.loads(json.dumps(index))
        next(one for one in changed["stamps"] if one["file"] == stamp["file"])["of"] = "log/checkpoint"
        cases.append(({"data/commitments.json": canonical(changed)}, [stamp["file"]]))
    head, policy = read(folder, "data/log/checkpoint"), read(folder, "data/policy/tlog-policy")
    cases += [
        ({"data/log/checkpoint": head.replace(b"\n", b"\n1", 1)}, ["log/checkpoint"]),
        ({"data/policy/tlog-policy": policy.replace(b"+", b"+0", 1)}, ["policy/tlog-policy"]),
        ({"data/custody.csv": read(folder, "data/custody.csv") + b"1,2\n"}, ["custody.csv"]),
        ({"data/custody.csv": read(folder, "data/custody.csv").replace(b"granted", b"refused", 1)}, ["custody.csv"]),
        ({"data/gaps.json": read(folder, "data/gaps.json").replace(b'"kind":"', b'"kind":"no-', 1)}, ["gaps.json"]),
        ({"data/commitments.json": read(folder, "data/commitments.json") + b" "}, ["commitments.json"]),
        ({"data/commitments.json": canonical({**index, "size": index["size"] + 1})}, ["commitments.json"]),
    ]
    # One bit anywhere in what the log vouches for.
    vouched = [file for file in files_of(folder) if re.match(r"data/(records|proofs|contents|documents|originals|media)/|data/log/check", file)]
    for _ in range(200):
        file = generator.choice(vouched)
        changed = bytearray(read(folder, file))
        place = generator.randrange(8 * len(changed))
        changed[place // 8] ^= 1 << place % 8
        stem = os.path.basename(file).split(".")[0]
        cases.append(({file: bytes(changed)}, [file[5:], f"records/{stem}.json"]))
    for changes, names in cases:
        before = {file: read(folder, file) for file in changes}
        if before == changes:
            continue
        for file, data in changes.items():
            write(folder, file, data)
        seal(folder)
        if not refused(verifier, folder, names):
            verifier.verify(folder)
            print(f"not refused: {sorted(changes)} {names}")
            return 1
        done += 1
        for file, data in before.items():
            write(folder, file, data)
    seal(folder)
    assert verifier.verify(folder, say=lambda line: None) == [], "the package after all was undone"
    print(json.dumps({"refused": done}))
    return 0


def vectors(verifier):
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
    verifier, generator, agreed = load(verifier), random.Random(8032), 0
    # RFC 8032 section 7.1, tests 1 to 3.
    for key, message, signature in [
        ("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
         "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"),
        ("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
         "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"),
        ("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
         "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"),
    ]:
        assert verifier.is_signed(bytes.fromhex(key), bytes.fromhex(message), bytes.fromhex(signature))
    for number in range(30):
        private = Ed25519PrivateKey.from_private_bytes(generator.randbytes(32))
        key, message = private.public_key().public_bytes_raw(), generator.randbytes(number)
        signature = bytearray(private.sign(message))
        if number % 2:
            signature[generator.randrange(64)] ^= 1 << generator.randrange(8)
        try:
            Ed25519PublicKey.from_public_bytes(key).verify(bytes(signature), message)
            theirs = True
        except InvalidSignature:
            theirs = False
        try:
            ours = verifier.is_signed(key, message, bytes(signature))
        except ValueError:
            ours = False
        assert ours == theirs, number
        agreed += 1
    print(json.dumps({"agreed": agreed}))
    return 0


def dictionary(folder, texts, known=None):
    """Tries every text in every form with every value that the package holds."""
    texts = json.load(open(texts, encoding="utf-8"))
    known = json.load(open(known, encoding="utf-8")) if known else []
    data = {file: read(folder, file) for file in files_of(folder)}
    everything = b"\n".join(data.values())
    # Values that a digest can be compared with: in hexadecimal, in Base64, as bytes of tiles.
    digests = {bytes.fromhex(text.decode()) for text in re.findall(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])", everything)}
    digests |= {base64.b64decode(text) for text in re.findall(rb"(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43}=", everything)}
    for file, tile in data.items():
        if "/tiles/" in file:
            digests |= {tile[i:i + 32] for i in range(0, len(tile), 32)}
    keys = {bytes.fromhex(text.decode()) for text in re.findall(rb"(?<![0-9a-f])(?:[0-9a-f]{32}|[0-9a-f]{64})(?![0-9a-f])", everything)}
    keys |= {b"", *digests} | {bytes.fromhex(one["salt"]) for one in known}
    plain = [text.group(0) for text in re.finditer(rb"[A-Za-z0-9+/]{8,}={0,2}", everything)]
    decoded = b"\n".join(base64.b64decode(text + b"=" * (-len(text) % 4), validate=False) for text in plain if len(text) % 4 != 1)
    found = set()
    for text in texts:
        utf8 = text.encode()
        if utf8 in everything or utf8 in decoded or json.dumps(text).encode()[1:-1] in everything or text.encode("utf-16-le") in everything:
            found.add(text)
        bodies = [utf8, canonical({"text": text}), canonical(text), *(one["body"].encode() for one in known if one["text"] == text)]
        leaves = [one["leaf"] for one in known if one["text"] == text]
        for body in bodies:
            guesses = {hashlib.sha256(prefix + body).digest() for prefix in (b"", b"\0")}
            commitments = {hmac.new(key, body, "sha256").digest() for key in keys}
            guesses |= commitments | {hashlib.sha256(key + body).digest() for key in keys}
            for leaf in leaves:
                # What the leaf says in the open is no secret; the commitment is what has to be guessed.
                for commitment in commitments:
                    guesses.add(hashlib.sha256(b"\0" + canonical({**json.loads(leaf), "commit": commitment.hex()})).digest())
            if guesses & digests:
                found.add(text)
    print(json.dumps({"tried": len(texts), "keys": len(keys), "digests": len(digests), "found": sorted(found)}, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    if command in ("mutations", "forgeries"):
        # The package that was given stays as it is.
        with tempfile.TemporaryDirectory() as place:
            copy = os.path.join(place, "package")
            shutil.copytree(arguments[1], copy)
            sys.exit(globals()[command](arguments[0], copy, *arguments[2:]))
    sys.exit({"vectors": vectors, "dictionary": dictionary}[command](*arguments))
