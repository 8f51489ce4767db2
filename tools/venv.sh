#!/bin/sh
# Make the virtual environment .venv with the pinned versions of constraints.txt.
set -eu
cd "$(dirname "$0")/.."

python=""
for candidate in python3.13 python3.12 python3.11 python3.14 python3 python; do
  if command -v "$candidate" >/dev/null 2>&1 &&
     "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$candidate
    break
  fi
done
if [ -z "$python" ]; then
  echo "i18nflow needs Python 3.11 or newer: install it and try again." >&2
  exit 1
fi

# Debian ships Python without ensurepip: python3-venv brings it.
"$python" -c 'import ensurepip, venv' 2>/dev/null || sh tools/system.sh venv

[ -x .venv/bin/python ] || "$python" -m venv .venv
echo "Installing the pinned versions into .venv (once) ..." >&2
# --group needs pip 25.1
.venv/bin/python -m pip install --quiet --upgrade "pip>=25.1"
.venv/bin/python -m pip install --quiet --constraint constraints.txt --editable .
