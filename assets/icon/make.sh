#!/bin/sh
# Renders keywright.svg to keywright-128.png (128 x 128, RGBA). Needs the Debian package librsvg2-bin.
#   sh assets/icon/make.sh
set -eu
command -v rsvg-convert >/dev/null || { echo "Please install the Debian package librsvg2-bin first." >&2; exit 1; }
cd "$(dirname "$0")"
rsvg-convert --width 128 --height 128 --output keywright-128.png keywright.svg
