#!/bin/sh
# Make sure that parts of the system are there: venv, browser, gettext; for the drill omegat, writer, po4a, node.
# They are installed by the system's package manager, and only as root; otherwise one sentence says what to install.
set -eu

have() {
  case "$1" in
    venv) for p in python3.13 python3.12 python3.11 python3.14 python3; do
            command -v "$p" >/dev/null 2>&1 && "$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null &&
              "$p" -c 'import ensurepip' 2>/dev/null && return 0
          done; return 1 ;;
    browser) { command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null 2>&1 &&
             # Playwright's driver needs it; a minimal system does not have it.
             { ! command -v ldconfig >/dev/null 2>&1 || ldconfig -p | grep -q 'libatomic\.so\.1'; } ;;
    gettext) command -v msgfmt >/dev/null 2>&1 && command -v msgmerge >/dev/null 2>&1 ;;
    omegat) command -v omegat >/dev/null 2>&1 ;;
    writer) command -v soffice >/dev/null 2>&1 ;;
    po4a) command -v po4a-translate >/dev/null 2>&1 ;;
    node) command -v npm >/dev/null 2>&1 ;;
  esac
}

missing=""
for part in "$@"; do
  have "$part" || missing="$missing $part"
done
[ -z "$missing" ] && exit 0

packages=""
for part in $missing; do
  case "$part" in
    venv) packages="$packages python3-venv" ;;
    browser) packages="$packages chromium fonts-liberation libatomic1" ;;
    gettext) packages="$packages gettext" ;;
    omegat) packages="$packages omegat default-jre-headless" ;;
    writer) packages="$packages libreoffice-writer" ;;
    po4a) packages="$packages po4a" ;;
    node) packages="$packages npm" ;;
  esac
done

if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing$packages ..." >&2
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  # shellcheck disable=SC2086 # the names are meant to be split
  apt-get install -y -qq --no-install-recommends $packages >/dev/null
  exit 0
fi
echo "Please install with your system's package manager, then run this again:$packages" >&2
exit 1
