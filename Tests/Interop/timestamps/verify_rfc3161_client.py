"""Verifies a time-stamp response with the package rfc3161-client.

Usage: verify_rfc3161_client.py RESPONSE DATA ROOTS OTHERS NONCE

ROOTS and OTHERS are files with certificates in PEM. Prints what the token states as JSON, or `refused` with the reason; a certificate
set in BER order is refused by this package.
"""
import json
import sys

from cryptography import x509
from rfc3161_client import VerifierBuilder, decode_timestamp_response
from rfc3161_client.errors import VerificationError

response, data, roots, others = (open(path, "rb").read() for path in sys.argv[1:5])
try:
    response = decode_timestamp_response(response)
    builder = VerifierBuilder(
        roots=x509.load_pem_x509_certificates(roots),
        intermediates=x509.load_pem_x509_certificates(others) if others.strip() else [],
        nonce=int(sys.argv[5], 16))
    builder.build().verify_message(response, data)
except (ValueError, VerificationError) as error:
    print("refused", error)
    sys.exit(1)
info = response.tst_info
print(json.dumps({
    "serial": f"{info.serial_number:X}", "policy": info.policy.dotted_string, "time": info.gen_time.isoformat(timespec="milliseconds"),
    "nonce": f"{info.nonce:X}"}))
