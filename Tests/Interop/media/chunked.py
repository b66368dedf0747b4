"""c2sp.org/chunked-encryption, Cobblestone-256, written from the specification alone (commit 5ba5ee8).

    python3 chunked.py seal KEY SALT CONTEXT MESSAGE CIPHERTEXT
    python3 chunked.py open KEY CONTEXT CIPHERTEXT MESSAGE
    python3 chunked.py commit SALT MESSAGE

Keys, salts and contexts are in hexadecimal; the last arguments are files, the very last is written. `commit` prints HMAC-SHA256 of a disclosed file under its salt, which a leaf has as
`seal.commit`. Needs cryptography of PyPI. Ends with status 1 and the reason where a ciphertext does not open.
"""

import hashlib
import hmac
import sys
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA512
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

CHUNK = 16 * 1024
TAG = 16


def derive(input_key, salt, context):
    info = b"c2sp.org/chunked-encryption@v1+" + b"AEAD_AES_256_GCM" + b"\x00" + salt + context
    output = HKDFExpand(SHA512(), 32 + 12 + 32, info).derive(input_key)
    return AESGCM(output[:32]), int.from_bytes(output[32:44], "big"), output[44:]


def seal(message, input_key, salt, context):
    aead, base, commitment = derive(input_key, salt, context)
    parts = [salt, commitment]
    for number in range(len(message) // CHUNK + 1):
        nonce = (base ^ number).to_bytes(12, "big")
        parts.append(aead.encrypt(nonce, message[number * CHUNK:(number + 1) * CHUNK], None))
    return b"".join(parts)


def unseal(ciphertext, input_key, context):
    if len(ciphertext) < 56:
        raise SystemExit("shorter than salt and commitment")
    aead, base, commitment = derive(input_key, ciphertext[:24], context)
    if not hmac.compare_digest(commitment, ciphertext[24:56]):
        raise SystemExit("key commitment")
    rest, message, number = ciphertext[56:], [], 0
    while True:
        chunk, rest = rest[:CHUNK + TAG], rest[CHUNK + TAG:]
        if len(chunk) < TAG:
            raise SystemExit("truncated")
        try:
            message.append(aead.decrypt((base ^ number).to_bytes(12, "big"), chunk, None))
        except InvalidTag:
            raise SystemExit(f"chunk {number}") from None
        if len(chunk) < CHUNK + TAG:
            break
        number += 1
    if rest:
        raise SystemExit("bytes after the last chunk")
    return b"".join(message)


def main(command, *arguments):
    if command == "seal" and len(arguments) == 5:
        values = [bytes.fromhex(argument) for argument in arguments[:3]]
        Path(arguments[4]).write_bytes(seal(Path(arguments[3]).read_bytes(), *values))
    elif command == "open" and len(arguments) == 4:
        values = [bytes.fromhex(argument) for argument in arguments[:2]]
        Path(arguments[3]).write_bytes(unseal(Path(arguments[2]).read_bytes(), *values))
    elif command == "commit" and len(arguments) == 2:
        print(hmac.new(bytes.fromhex(arguments[0]), Path(arguments[1]).read_bytes(), hashlib.sha256).hexdigest())
    else:
        raise SystemExit(__doc__)


if __name__ == "__main__":
    main(*sys.argv[1:])
