#!/bin/sh
# Makes the environment that `make` works in: the locked libraries, each checked against its hash, and this project beside them.
# Asked again it does only what is missing. Called by `make setup`, which hands over:
#   PYTHON           the Python to build on (3.11, 3.12 or 3.13)
#   VENV             the folder of the environment
#   SYSTEM_PACKAGES  Debian packages that must be there
set -eu
cd "$(dirname "$0")/.."

say() { printf "%s\n" "$@" >&2; }
stop() { say "$@"; exit 1; }

check_python() {
  command -v "$PYTHON" >/dev/null || stop "No $PYTHON here: install Python 3.11, 3.12 or 3.13."
  "$PYTHON" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' ||
    stop "FOP Coder needs Python 3.11, 3.12 or 3.13, and $PYTHON is $("$PYTHON" -V 2>&1)." \
      "If another is here, name it: make setup PYTHON=python3.12"
}

# What is installed, also under the names that a package stands in for: newer systems have libglib2.0-0t64 for libglib2.0-0.
installed_names() {
  dpkg-query --show --showformat '${db:Status-Status} ${Package}, ${Provides}\n' | sed -n 's/^installed //p' |
    tr ',' '\n' | sed 's/^ *//; s/ .*//'
}

# Debian keeps ensurepip, without which venv makes no usable environment, in a package of its own.
missing_packages() {
  if ! "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null; then
    if [ "$("$PYTHON" -c 'import sys; print(sys.executable)')" -ef /usr/bin/python3 ]; then
      echo python3-venv
    else
      "$PYTHON" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
    fi
  fi
  if command -v dpkg-query >/dev/null; then
    present=$(installed_names)
    for package in $SYSTEM_PACKAGES; do
      echo "$present" | grep -qxF "$package" || echo "$package"
    done
  fi
}

install_packages() {
  missing=$(missing_packages | tr '\n' ' ')
  missing=${missing% }
  [ -n "$missing" ] || return 0
  command -v apt-get >/dev/null || stop "Missing on this system: $missing (names as in Debian). Install them, then: make setup"
  [ "$(id -u)" -eq 0 ] ||
    stop "Missing on this system: $missing. Run this line, then make setup again:" "  sudo apt-get install $missing"
  say "Installing $missing"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  # shellcheck disable=SC2086 # a list of names
  apt-get install -qq -y --no-install-recommends $missing >/dev/null
}

make_environment() {
  "$VENV/bin/python" -c 'import sys, pip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && return 0
  say "Making $VENV with $("$PYTHON" -V)"
  "$PYTHON" -m venv --clear "$VENV"
}

pip_install() { "$VENV/bin/python" -m pip install -qq --disable-pip-version-check --no-input "$@"; }

install_libraries() {
  cmp -s requirements/dev.lock "$VENV/installed.lock" && return 0
  say "Installing the locked libraries (a minute or two)"
  pip_install --only-binary :all: --require-hashes --requirement requirements/dev.lock
  cp requirements/dev.lock "$VENV/installed.lock"
}

install_project() { pip_install --no-deps --no-build-isolation --editable .; }

check_python
install_packages
make_environment
install_libraries
install_project
say "Ready: $VENV"
