"""Verifies a folder that KaipanLog wrote, with other people's programs only.

    python3 verify_log.py FOLDER

cryptography checks the signatures, pymerkle the roots and inclusion paths, rfc8785 the spelling of the entries. Where aics-tlog is
installed (it asks for Python 3.12) it checks everything once more, tiles and consistency proofs among it. Ends with status 1 and the
reason at the first thing that does not hold.
"""

import base64
import hashlib
import json
import sys
from pathlib import Path

import pymerkle
import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

try:
    import aics_tlog
except ImportError:
    aics_tlog = None


def require(holds, what):
    if not holds:
        raise SystemExit(f"does not hold: {what}")


def path_of(index, width):
    text = f"{index % 1000:03d}"
    while index >= 1000:
        index //= 1000
        text = f"x{index % 1000:03d}/{text}"
    return text if width == 256 else f"{text}.p/{width}"


def read_entries(folder, size):
    entries = []
    for index in range((size + 255) // 256):
        width = min(256, size - 256 * index)
        data = (folder / "tile" / "entries" / path_of(index, width)).read_bytes()
        offset, count = 0, 0
        while offset < len(data):
            length = int.from_bytes(data[offset:offset + 2], "big")
            entry = data[offset + 2:offset + 2 + length]
            require(len(entry) == length, f"length of entry {len(entries)}")
            entries.append(entry)
            offset += 2 + length
            count += 1
        require(count == width, f"number of entries in bundle {index}")
    return entries


def read_key(vkey):
    """The name, the four bytes of the identifier, the signature type and the key."""
    name, identifier, key = vkey.split("+", 2)
    key = base64.b64decode(key, validate=True)
    require(hashlib.sha256(name.encode() + b"\n" + key).digest()[:4].hex() == identifier, f"identifier of {name}")
    return name, bytes.fromhex(identifier), key[0], Ed25519PublicKey.from_public_bytes(key[1:])


def check_note(note, log, witnesses):
    """Checks the signatures of all keys; returns origin, size, root."""
    body, signatures = note.rsplit(b"\n\n", 1)
    body += b"\n"
    lines = signatures.decode().splitlines()
    for name, identifier, kind, key in [log] + witnesses:
        found = 0
        for line in lines:
            dash, signer, encoded = line.split(" ")
            data = base64.b64decode(encoded, validate=True)
            if dash != "\u2014" or signer != name or data[:4] != identifier:
                continue
            if kind == 1:
                key.verify(data[4:], body)
            else:
                require(kind == 4 and len(data) == 76, f"form of the cosignature of {name}")
                time = int.from_bytes(data[4:12], "big")
                key.verify(data[12:], b"cosignature/v1\ntime %d\n" % time + body)
            found += 1
        require(found == 1, f"one signature of {name}")
    origin, size, root = body.decode().splitlines()
    require(origin == log[0], "origin")
    return origin, int(size), base64.b64decode(root, validate=True)


def main(folder):
    vkey = (folder / "vkey").read_text().strip()
    policy = [line.split() for line in (folder / "policy").read_text().splitlines()]
    require(["log", vkey] in policy, "the policy's log")
    witness_vkeys = [words[2] for words in policy if words and words[0] == "witness"]
    log, witnesses = read_key(vkey), [read_key(key) for key in witness_vkeys]

    note = (folder / "checkpoint").read_bytes()
    origin, size, root = check_note(note, log, witnesses)
    entries = read_entries(folder, size)
    require(len(entries) == size, "number of entries")
    for index, entry in enumerate(entries):
        require(rfc8785.dumps(json.loads(entry)) == entry, f"RFC 8785 spelling of entry {index}")

    tree = pymerkle.InmemoryTree("sha256")
    for entry in entries:
        tree.append_entry(entry)
    require(tree.get_state() == root, "root of the checkpoint")

    kinds = {"inclusion": 0, "consistency": 0}
    for number, line in enumerate((folder / "proofs.jsonl").read_text().splitlines(), 1):
        proof = json.loads(line)
        path = [bytes.fromhex(text) for text in proof["path"]]
        require(tree.get_state(proof["size"]).hex() == proof["root"], f"root in line {number}")
        if proof["kind"] == "inclusion":
            theirs = tree.prove_inclusion(proof["index"] + 1, proof["size"])
            require(theirs.path == [bytes.fromhex(proof["leaf"])] + path, f"path in line {number}")
            pymerkle.verify_inclusion(tree.get_leaf(proof["index"] + 1), bytes.fromhex(proof["root"]), theirs)
        elif aics_tlog:
            old_root = bytes.fromhex(proof["old_root"])
            require(
                aics_tlog.verify_consistency(proof["old"], proof["size"], old_root, bytes.fromhex(proof["root"]), path),
                f"consistency in line {number}")
        kinds[proof["kind"]] += 1
    require(all(kinds.values()), "proofs of both kinds")

    portable = sorted((folder / "proofs").glob("*.tlog-proof"))
    require(portable, "portable proofs")
    for file in portable:
        head, checkpoint = file.read_bytes().split(b"\n\n", 1)
        lines = head.decode().splitlines()
        require(lines[0] == "c2sp.org/tlog-proof@v1", f"first line of {file.name}")
        require(lines[1] == f"index {file.stem}", f"index of {file.name}")
        _, proof_size, proof_root = check_note(checkpoint, log, witnesses)
        index = int(file.stem)
        theirs = tree.prove_inclusion(index + 1, proof_size)
        require(tree.get_state(proof_size) == proof_root, f"root of {file.name}")
        require([base64.b64encode(node).decode() for node in theirs.path[1:]] == lines[2:], f"path of {file.name}")

    if aics_tlog:
        parsed = aics_tlog.parse_note(note)
        keys = [aics_tlog.parse_vkey(key) for key in witness_vkeys]
        result = aics_tlog.verify_checkpoint(parsed, aics_tlog.parse_vkey(vkey), keys, len(keys), expected_origin=origin)
        require(result.ok, f"checkpoint by aics-tlog: {result.error}")
        require(parsed.to_bytes() == note, "bytes of the note by aics-tlog")
        aics_tlog.audit_tiles(aics_tlog.FileSystemTileReader(folder), size, root)
    print(f"verified {size} entries, {kinds}, {len(portable)} portable proofs with cryptography, pymerkle, rfc8785"
          + (", aics-tlog" if aics_tlog else "; aics-tlog is not installed"))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
