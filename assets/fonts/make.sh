#!/bin/sh
# Makes the subset fonts in this folder again, on Debian.
#   sh assets/fonts/make.sh            write the fonts, the Lucide licence and the table in README.md
#   sh assets/fonts/make.sh --check    make them in a scratch folder and compare with the files here
# Needs (it installs nothing): fonttools fonts-inter fonts-jetbrains-mono npm
# Made with Debian 12: fonttools 4.38, fonts-inter 4.0~beta7+ds-1, fonts-jetbrains-mono 2.242+ds-3.
# Other versions make fonts that are as good, but not the same byte for byte.
set -eu

LUCIDE_VERSION=1.62.0
LUCIDE_SHA256=695a71b7a9f185d2c6d606640db2687c2c93044abba09ded7fcec28b168a70f4

# Icon name in Lucide, and the name of the constant in the program.
ICONS='
key-round         KEY
arrow-right-left  CONVERT
folder-key        MY_KEYS
folder-open       FOLDER_OPEN
file-key          FILE_KEY
file-input        DROP
eye               EYE
eye-off           EYE_OFF
copy              COPY
clipboard-paste   PASTE
download          SAVE
check             CHECK
x                 X
plus              PLUS
pencil            PENCIL
trash-2           TRASH
rotate-ccw        RETRY
external-link     EXTERNAL
chevron-down      DOWN
chevron-up        UP
chevron-right     RIGHT
triangle-alert    WARN
circle-alert      ERROR
circle-check      OK
info              INFO
shield-check      SHIELD
lock              LOCK
lock-open         LOCK_OPEN
fingerprint       FINGERPRINT
sparkles          SPARKLES
loader            LOADER
settings          SETTINGS
sun               SUN
moon              MOON
sun-moon          SUN_MOON
monitor           MONITOR
'

# Basic Latin; Latin-1; Latin Extended-A and B; schwa; spacing modifiers in use; combining marks (file names
# on macOS come decomposed); Greek; Cyrillic of today and its supplement; of Latin Extended Additional the
# dotted letters of Irish and of transcriptions, Welsh, capital sharp s, Vietnamese; general punctuation; superscript digits; currency; numero, trade mark; arrows; keyboard
# signs (shift, tab, enter, control, command, option, delete, escape); mathematics; shapes; warning, ticks.
TEXT='U+0020-007E,U+00A0-017F,U+0180-024F,U+0259,U+02B9-02BC,U+02C6,U+02C7,U+02C9,U+02D8-02DD,U+0300-036F,
U+0370-03FF,U+0400-045F,U+048A-052F,U+1E02,U+1E03,U+1E0A,U+1E0B,U+1E1E,U+1E1F,U+1E20,U+1E21,U+1E24-1E27,
U+1E30-1E33,U+1E36,U+1E37,U+1E40-1E43,U+1E46,U+1E47,U+1E56,U+1E57,U+1E60-1E63,U+1E6A-1E6D,U+1E80-1E85,U+1E8C,U+1E8D,
U+1E9E,U+1EA0-1EFF,U+2000-206F,U+2070-2079,U+20A0-20BF,U+2116,U+2122,U+2190-2199,U+21A9,U+21B5,
U+21E4,U+21E5,U+21E7,U+21EA,U+2212,U+221E,U+2248,U+2260,U+2264,U+2265,U+2303,U+2318,U+2325,U+2326,U+232B,
U+238B,U+23CE,U+25A0,U+25A1,U+25CB,U+25CF,U+26A0,U+2713,U+2717,U+FFFD'
TEXT=$(printf %s "$TEXT" | tr -d '\n')

INTER=/usr/share/fonts/opentype/inter
MONO=/usr/share/fonts/truetype/jetbrains-mono

missing=
command -v pyftsubset >/dev/null || missing="$missing fonttools"
command -v npm >/dev/null || missing="$missing npm"
[ -e "$INTER/Inter-Regular.otf" ] || missing="$missing fonts-inter"
[ -e "$MONO/JetBrainsMono-Regular.ttf" ] || missing="$missing fonts-jetbrains-mono"
if [ -n "$missing" ]; then
	echo "Please install these Debian packages first:$missing" >&2
	exit 1
fi

here=$(cd "$(dirname "$0")" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
out=$scratch/out
mkdir "$out"

# Kerning, marks and composition stay. Stylistic sets, numerals, small capitals and so on go. So does calt:
# in Inter it makes an arrow of "->" and a multiplication sign of "3x4", in JetBrains Mono it is the code
# ligatures, and a key, a file name and a fingerprint have to show letter by letter.
text_font() {
	pyftsubset "$1" --output-file="$out/$2" --unicodes="$TEXT" --layout-features="$3" \
		--name-IDs=0,1,2,3,4,5,6,7,8,9,11,13,14 --notdef-outline --no-glyph-names --no-recalc-timestamp --drop-tables+=DSIG
}
for weight in Regular Medium SemiBold; do
	text_font "$INTER/Inter-$weight.otf" "Inter-$weight.otf" kern,mark,mkmk,ccmp
done
text_font "$MONO/JetBrainsMono-Regular.ttf" JetBrainsMono-Regular.ttf mark,mkmk,ccmp

(cd "$scratch" && npm pack --silent "lucide-static@$LUCIDE_VERSION" >/dev/null && tar xzf "lucide-static-$LUCIDE_VERSION.tgz")
lucide=$scratch/package
echo "$LUCIDE_SHA256  $lucide/font/lucide.ttf" | sha256sum --check --quiet
cp "$lucide/LICENSE" "$out/LICENSE-Lucide.txt"

# "name": number, one to a line
codepoint() {
	n=$(sed -n "s/^ *\"$1\": *\([0-9][0-9]*\),\{0,1\}\$/\1/p" "$lucide/font/codepoints.json")
	[ -n "$n" ] || { echo "Lucide $LUCIDE_VERSION has no icon $1" >&2; exit 1; }
	printf '%x\n' "$n"
}
points=
: >"$scratch/table"
printf '| icon | constant | codepoint |\n|---|---|---|\n' >"$scratch/table"
echo "$ICONS" >"$scratch/icons"
while read -r icon constant; do
	[ -n "$icon" ] || continue
	point=$(codepoint "$icon")
	points=$points,U+$point
	printf '| %s | %s | U+%s |\n' "$icon" "$constant" "$(echo "$point" | tr a-f A-F)" >>"$scratch/table"
done <"$scratch/icons"
# The feature that makes an icon of its written name goes too.
pyftsubset "$lucide/font/lucide.ttf" --output-file="$out/lucide.ttf" --unicodes="${points#,}" --layout-features= --drop-tables+=GSUB \
	--name-IDs=0,1,2,3,4,5,6,7,8,9,11,13,14 --notdef-outline --no-glyph-names --no-recalc-timestamp 2>"$scratch/log" || { cat "$scratch/log" >&2; exit 1; }

# The table stands in README.md between the two marks.
awk -v table="$scratch/table" '
	/^<!-- icons -->$/ { print; while ((getline line < table) > 0) print line; skip = 1; next }
	/^<!-- end of icons -->$/ { skip = 0 }
	!skip
' "$here/README.md" >"$out/README.md"

if [ "${1:-}" = --check ]; then
	bad=0
	for file in "$out"/*; do
		cmp "$file" "$here/$(basename "$file")" || bad=1
	done
	[ "$bad" = 0 ] && echo "All files are the same."
	exit "$bad"
fi
cp "$out"/* "$here/"
cd "$here" && wc -c ./*.otf ./*.ttf
