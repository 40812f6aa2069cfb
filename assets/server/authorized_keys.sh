#!/bin/sh
# Adds a public key to those that may log in to the account that runs this, or takes it from them, with nothing but
# the tools that every Unix has. Prints lines that begin with "keywright: ". Nothing else in the file is changed.
#
# The call follows behind the last line, so that half of this script does nothing.

LC_ALL=C
export LC_ALL

say() { printf 'keywright: %s\n' "$*"; }

fail() {
    clean_up
    say "failed $*"
    exit 1
}

clean_up() {
    if [ -n "$new" ]; then rm -f "$new"; fi
    if [ -n "$lock" ]; then rmdir "$lock" 2>/dev/null; fi
}

# Sets `folder` and `file`. $1 is what the server calls its software.
find_file() {
    new='' lock='' backup=''
    umask 077
    # What the shell has printed so far may lack its line end.
    printf '\n'
    if ! command -v awk >/dev/null 2>&1; then fail tool awk; fi
    if [ ! -d "${HOME:-}" ]; then fail home; fi
    folder=$HOME/.ssh
    case $1 in
        # On OpenWrt it reads another file of root.
        *dropbear*) if [ "$(id -u)" = 0 ] && [ -e /etc/openwrt_release ]; then folder=/etc/dropbear; fi ;;
    esac
    file=$folder/authorized_keys
    if [ ! -e "$file" ]; then return 0; fi
    if [ ! -f "$file" ]; then fail kind "$file"; fi
    if [ ! -r "$file" ]; then fail read "$file"; fi
    if [ "$(tr -d '\000' <"$file" | wc -c)" -ne "$(wc -c <"$file")" ]; then fail kind "$file"; fi
}

# Of the lines that let the key in, by their fields as sshd reads them: "same" or "other" for each, by whether the
# options are those in OPTIONS. With WITHOUT=1, all other lines instead.
lines() {
    KEY=$key OPTIONS=$options WITHOUT=$1 awk '
        function is_key(line, at, c, quoted, fields) {
            sub(/\r$/, "", line)
            sub(/^[ \t]+/, "", line)
            found = ""
            if (line ~ /^#/) return 0
            if (line !~ /^(ssh-|ecdsa-|sk-)[^ \t]*[ \t]/) {
                quoted = 0
                for (at = 1; at <= length(line); at++) {
                    c = substr(line, at, 1)
                    if (c == "\\" && substr(line, at + 1, 1) == "\"") at++
                    else if (c == "\"") quoted = !quoted
                    else if (!quoted && (c == " " || c == "\t")) break
                }
                found = substr(line, 1, at - 1)
                line = substr(line, at)
                sub(/^[ \t]+/, "", line)
            }
            split(line, fields, /[ \t]+/)
            return fields[1] " " fields[2] == ENVIRON["KEY"]
        }
        ENVIRON["WITHOUT"] { if (!is_key($0)) print; next }
        is_key($0) { print (found == ENVIRON["OPTIONS"] ? "same" : "other") }
    '
}

# One at a time. A lock that stays is of somebody who was stopped: all of this takes a moment.
take_lock() {
    lock=$file.keywright-lock
    tries=0
    until mkdir "$lock" 2>/dev/null; do
        tries=$((tries + 1))
        if [ "$tries" -gt 10 ]; then
            if [ ! -d "$lock" ]; then lock='' && fail write "$file"; fi
            return 0
        fi
        sleep 1
    done
}

# Sets `backup`, a copy under a name that was free, and `new`, another one.
copy() {
    if [ ! -e "$file" ]; then
        new=$file.keywright-new
        : >"$new" || fail write "$file"
        return 0
    fi
    backup=$file.$(date +%Y-%m-%d).bak
    number=1
    while [ -e "$backup" ]; do
        number=$((number + 1))
        backup=$file.$(date +%Y-%m-%d)-$number.bak
    done
    new=$file.keywright-new
    if ! cp -p "$file" "$backup" || ! cp -p "$backup" "$new"; then give_up room; fi
}

# Nothing has become of it: the backup is not needed.
give_up() {
    if [ -n "$backup" ]; then rm -f "$backup"; fi
    fail "$1" "$file"
}

# Puts the new file in the place of the old one, if nobody has changed that meanwhile.
put() {
    if [ -n "$backup" ] && ! cmp -s "$backup" "$file"; then give_up busy; fi
    if ! replace; then
        if [ -n "$backup" ] && ! cmp -s "$backup" "$file" &&
            { ! cat "$backup" >"$file" || ! cmp -s "$backup" "$file"; }; then
            fail damaged "$backup"
        fi
        give_up write
    fi
}

# Where somebody else owns it, or it is a link, it is written where it is.
replace() {
    if [ ! -L "$file" ] && { [ -z "$backup" ] || [ -O "$file" ]; }; then
        mv -f "$new" "$file" && new=
    else
        cat "$new" >"$file" && cmp -s "$new" "$file"
    fi
}

# Waits for the word "keep". After any other, and where nobody is there any more, the file becomes what it was.
wait_for_word() {
    # Although nobody is there, this goes on.
    trap '' HUP PIPE
    changed=$(cksum <"$file")
    say waiting
    word=
    read -r word <&3
    if [ "$word" = keep ]; then return 0; fi
    if [ "$(cksum <"$file")" != "$changed" ]; then fail unrestored "$backup"; fi
    new=$file.keywright-new
    if ! cp -p "$backup" "$new" || ! replace || ! cmp -s "$backup" "$file"; then fail unrestored "$backup"; fi
    rm -f "$backup"
    say "restored $file"
    clean_up
    exit 0
}

# Takes the right to write from the group and from everybody: sshd trusts no other files.
close() {
    case $(ls -ldL "$1" 2>/dev/null) in
        ?????w* | ????????w*) ;;
        *) return 0 ;;
    esac
    if chmod go-w "$1" 2>/dev/null; then say "closed $1"; else say "open $1"; fi
}

# install OPTIONS KEY COMMENT SOFTWARE: the options of the line, or nothing; "TYPE BASE64"; the comment, or nothing.
install() {
    options=$1 key=$2
    line=${1:+$1 }$key${3:+ $3}
    find_file "$4"
    # Somebody else may make it at the same moment.
    if [ ! -d "$folder" ] && ! mkdir "$folder" && [ ! -d "$folder" ]; then fail folder "$folder"; fi
    take_lock
    found=
    if [ -f "$file" ]; then found=$(lines <"$file"); fi
    case $found in
        '') add ;;
        *same*) say "present $file" ;;
        *) say "other $file" ;;
    esac
    close "$HOME"
    close "$folder"
    close "$file"
    # For SELinux.
    if command -v restorecon >/dev/null 2>&1; then restorecon -R "$folder" >/dev/null 2>&1; fi
    # sshd may look elsewhere.
    elsewhere=$(cat /etc/ssh/sshd_config /etc/ssh/sshd_config.d/*.conf 2>/dev/null |
        grep -i '^[[:space:]]*authorizedkeysfile[[:space:]=]' | grep -v '\.ssh/authorized_keys' | head -n 1)
    if [ -n "$elsewhere" ]; then say "setting $elsewhere"; fi
    clean_up
}

add() {
    copy
    # A last line without its end: of two keys in one line the second would be a comment.
    if [ -s "$new" ] && [ "$(tail -c 1 "$new" | wc -l)" -eq 0 ]; then
        printf '\n' >>"$new" || give_up room
    fi
    printf '%s\n' "$line" >>"$new" || give_up room
    if [ "$(tail -n 1 "$new")" != "$line" ]; then give_up room; fi
    put
    say "added $file"
    if [ -n "$backup" ]; then say "backup $backup"; fi
}

# remove KEY SOFTWARE [wait]
remove() {
    options='' key=$1
    find_file "$2"
    if [ -f "$file" ]; then take_lock; fi
    if [ ! -f "$file" ] || [ -z "$(lines <"$file")" ]; then
        say "absent $file"
        clean_up
        return 0
    fi
    copy
    lines 1 <"$backup" >"$new" || give_up room
    if [ -n "$(lines <"$new")" ] || [ "$(lines 1 <"$new" | cksum)" != "$(lines 1 <"$backup" | cksum)" ]; then
        give_up room
    fi
    put
    if [ "$3" = wait ]; then wait_for_word; fi
    say "removed $file"
    say "backup $backup"
    clean_up
}
