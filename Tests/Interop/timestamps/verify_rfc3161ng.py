"""Verifies a token with the package rfc3161ng, which knows RSA only and looks at no chain.

Usage: verify_rfc3161ng.py RESPONSE DATA CERTIFICATE NONCE HASH

Prints what the token states as JSON, or `refused` with the reason.
"""
import json
import sys

import rfc3161ng

response, data, certificate = (open(path, "rb").read() for path in sys.argv[1:4])
try:
    token = rfc3161ng.decode_timestamp_response(response).time_stamp_token
    rfc3161ng.check_timestamp(token, certificate=certificate, data=data, hashname=sys.argv[5], nonce=int(sys.argv[4], 16))
except Exception as error:
    print("refused", type(error).__name__, error)
    sys.exit(1)
info = token.tst_info
print(json.dumps({
    "serial": f"{int(info['serialNumber']):X}", "policy": str(info["policy"]), "time": rfc3161ng.get_timestamp(token).isoformat(
        timespec="milliseconds"),
    "nonce": f"{int(info['nonce']):X}"}))
