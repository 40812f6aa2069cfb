#!/usr/bin/env bash
# Makes every icon of the program from the two drawings in this folder: keywright.svg, and
# keywright-small.svg for 16 and 20 pixels.
#
#   assets/icon/make.sh            keywright.ico for Windows, keywright.icns for macOS, and PNGs for
#                               Linux; the one of 128 pixels is also inside the program
#   assets/icon/make.sh --check    makes them in a scratch folder and compares: every file and size is
#                               there, and each picture is what the drawing shows
#
# Needs (it installs nothing): rsvg-convert (Debian: librsvg2-bin), python3.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
for need in rsvg-convert python3; do
    command -v "$need" >/dev/null || { echo "Please install $need first" >&2; exit 1; }
done
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir "$scratch/out" "$scratch/mac"

draw() { rsvg-convert --width "$3" --height "$3" --output "$2" "$1"; }

for size in 16 20 24 32 40 48 64 128 256 512; do
    drawing=keywright.svg
    ((size > 20)) || drawing=keywright-small.svg
    draw "$drawing" "$scratch/$size.png" "$size"
done
for size in 16 24 32 48 64 128 256 512; do
    cp "$scratch/$size.png" "$scratch/out/keywright-$size.png"
done

# Icons on macOS have air around them: the tile is 80 of 100 wide.
sed 's/viewBox="0 0 128 128"/viewBox="-16 -16 160 160"/' keywright.svg >"$scratch/mac.svg"
cmp -s keywright.svg "$scratch/mac.svg" && { echo "keywright.svg has another viewBox now" >&2; exit 1; }
draw keywright-small.svg "$scratch/mac/16.png" 16
for size in 32 64 128 256 512 1024; do draw "$scratch/mac.svg" "$scratch/mac/$size.png" "$size"; done

at() { local folder=$1 size; shift; for size; do echo "$folder/$size.png"; done; }
mapfile -t windows < <(at "$scratch" 16 20 24 32 40 48 64 256)
mapfile -t mac < <(at "$scratch/mac" 16 32 64 128 256 512 1024)
python3 containers.py ico "$scratch/out/keywright.ico" "${windows[@]}"
python3 containers.py icns "$scratch/out/keywright.icns" "${mac[@]}"

if [[ ${1:-} == --check ]]; then
    python3 containers.py compare "$scratch/out" .
else
    cp "$scratch"/out/* .
fi
