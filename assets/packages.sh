# What the scripts that make and test packages have in common: they source it. It goes to the folder
# of the project and knows the version.
# shellcheck shell=bash

called_from=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
# Windows and macOS know numbers only.
# shellcheck disable=SC2034
number=${version%%-*}

# A folder as it was named, seen from where the script was called.
folder() { (cd "$called_from" && cd "$1" && pwd); }
# The same, made where it is not there.
new_folder() { (cd "$called_from" && mkdir -p "$1" && cd "$1" && pwd); }

# Ends where one of these programs is not installed.
needs() {
    local need
    for need in "$@"; do
        command -v "$need" >/dev/null || { echo "Please install $need first" >&2; exit 1; }
    done
}
