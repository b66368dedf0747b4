"""Verifies the log in an evidence package with PyPI's aics-tlog (0.2.1; it asks for Python 3.12).

    python3.12 verify_log.py FOLDER

The checkpoints and their cosignatures, each entry by its own proof and by the tiles, and that the log goes on from each checkpoint.
"""
import base64
import sys
from pathlib import Path

import aics_tlog


def require(holds, what):
    if not holds:
        raise SystemExit(f"does not hold: {what}")


def opened(note, keys, witnesses):
    parsed = aics_tlog.parse_note(note)
    checkpoint = aics_tlog.parse_checkpoint(parsed.text)
    key = next(key for key in keys if key.name == checkpoint.origin)
    known = [witness for witness in witnesses if any(line.name == witness.name for line in parsed.signatures)]
    result = aics_tlog.verify_checkpoint(parsed, key, known, len(known), expected_origin=checkpoint.origin)
    require(result.ok, f"checkpoint {checkpoint.size}: {result.error}")
    return checkpoint.size, checkpoint.root


def main(folder):
    data = folder / "data"
    keys = [aics_tlog.parse_vkey(file.read_text().strip()) for file in sorted((data / "keys").glob("log-*.vkey"))]
    witnesses = [aics_tlog.parse_vkey(file.read_text().strip()) for file in sorted((data / "keys").glob("witness-*.vkey"))]
    size, root = opened((data / "log" / "checkpoint").read_bytes(), keys, witnesses)
    tiles = aics_tlog.FileSystemTileReader(data / "log" / "tiles")
    require(aics_tlog.tree_root_from_tiles(tiles, size) == root, "root of the tiles")
    checkpoints = sorted((data / "log" / "checkpoints").glob("*"))
    for file in checkpoints:
        old, old_root = opened(file.read_bytes(), keys, witnesses)
        proof = aics_tlog.consistency_proof_from_tiles(tiles, old, size)
        require(aics_tlog.verify_consistency(old, size, old_root, root, proof), file.name)
    records = sorted((data / "records").glob("*.json"))
    require(records, "records")
    for file in records:
        leaf, position = aics_tlog.leaf_hash(file.read_bytes()), int(file.name.split("-")[0])
        proof = aics_tlog.inclusion_proof_from_tiles(tiles, position, size)
        require(aics_tlog.verify_inclusion(leaf, position, size, proof, root), f"{file.name} by the tiles")
        lines, note = (data / "proofs" / (file.stem + ".tlog-proof")).read_bytes().split(b"\n\n", 1)
        _, index, *path = lines.decode().split("\n")
        within, within_root = opened(note, keys, witnesses)
        require(index == f"index {position}", f"index of {file.stem}")
        require(aics_tlog.verify_inclusion(leaf, position, within, [base64.b64decode(text) for text in path], within_root), file.stem)
    print(f"verified {len(records)} entries and {len(checkpoints)} checkpoints under {size} entries with aics-tlog")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
