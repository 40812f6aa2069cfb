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
    if [ -n "$lock" ]; then release; fi
}

# Sets `folder` and `file`. $1 is what the server calls its software.
find_file() {
    new='' lock='' backup=''
    umask 077
    # What the shell has printed so far may lack its line end.
    printf '\n'
    for tool in awk cmp; do
        if ! command -v "$tool" >/dev/null 2>&1; then fail tool "$tool"; fi
    done
    if [ ! -d "${HOME:-}" ]; then fail home; fi
    folder=$HOME/.ssh
    case $1 in
        # On OpenWrt it reads another file of root.
        *dropbear*) if [ "$(id -u)" = 0 ] && [ -e /etc/openwrt_release ]; then folder=/etc/dropbear; fi ;;
    esac
    file=$folder/authorized_keys
    if [ -e "$file" ]; then check_file; fi
}

check_file() {
    if [ ! -f "$file" ]; then fail kind "$file"; fi
    if [ ! -r "$file" ]; then fail read "$file"; fi
    if [ "$(tr -d '\000' <"$file" | wc -c)" -ne "$(wc -c <"$file")" ]; then fail kind "$file"; fi
}

# Looks at the lines that let the key in, by their fields as sshd reads them. The lines of a certification authority are
# about other keys, unless OPTIONS has that word. $1 is "which": "same" or "other" for each, by whether the options are
# those in OPTIONS; "only": these lines; "without": all other lines. A last line without its end stays so.
lines() {
    end=1
    if [ -n "$(tail -c 1 "$2")" ]; then end=; fi
    KEY=$key OPTIONS=$options MODE=$1 END=$end awk '
        function is_authority(options) {
            gsub(/"(\\.|[^"\\])*"/, "", options)
            return ("," tolower(options) ",") ~ /,cert-authority,/
        }
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
            if (fields[1] " " fields[2] != ENVIRON["KEY"]) return 0
            return is_authority(found) == is_authority(ENVIRON["OPTIONS"])
        }
        { is_one = is_key($0) }
        ENVIRON["MODE"] == "which" { if (is_one) print (found == ENVIRON["OPTIONS"] ? "same" : "other"); next }
        is_one == (ENVIRON["MODE"] == "only") {
            if (count++) printf "\n"
            printf "%s", $0
        }
        END {
            # Only the last line of the file may lack its end.
            has_last = is_one == (ENVIRON["MODE"] == "only")
            if (count && (ENVIRON["END"] || !has_last)) printf "\n"
        }
    ' "$2"
}

# One at a time. A lock whose holder has ended is of somebody who was stopped.
take_lock() {
    lock=$file.keywright-lock
    tries=0
    until mkdir "$lock" 2>/dev/null; do
        tries=$((tries + 1))
        # It may have gone at this moment, so this is tried twice.
        if [ ! -d "$lock" ] && [ "$tries" -gt 1 ]; then lock='' && fail write "$file"; fi
        if [ "$tries" -gt 10 ]; then
            if kill -0 "$(cat "$lock/holder" 2>/dev/null)" 2>/dev/null; then lock='' && fail busy "$file"; fi
            release
        elif [ -d "$lock" ]; then
            sleep 1
        fi
    done
    echo $$ 2>/dev/null >"$lock/holder"
}

release() {
    rm -f "$lock/holder"
    rmdir "$lock" 2>/dev/null
}

# Sets `backup`, a copy under a name that was free, and `new`, another one.
copy() {
    if [ ! -e "$file" ]; then
        new=$file.keywright-new.$$
        # A failed redirection of ":" would end the shell.
        true 2>/dev/null >"$new" || fail write "$file"
        return 0
    fi
    backup=$file.$(date +%Y-%m-%d).bak
    number=1
    while [ -e "$backup" ]; do
        number=$((number + 1))
        backup=$file.$(date +%Y-%m-%d)-$number.bak
    done
    new=$file.keywright-new.$$
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

# Waits for the word "keep". After any other, and where nobody is there any more, the key is put back.
wait_for_word() {
    # Although nobody is there, this goes on.
    trap '' HUP PIPE
    say waiting
    word=
    read -r word <&3
    if [ "$word" = keep ]; then return 0; fi
    new=$file.keywright-new.$$
    if lines without "$backup" | cmp -s - "$file"; then
        cp -p "$backup" "$new" || fail unrestored "$backup"
    else
        # Somebody has changed the file meanwhile: the lines are added to what is there now.
        if ! cp -p "$file" "$new" || ! end_last_line || ! lines only "$backup" >>"$new"; then
            fail unrestored "$backup"
        fi
    fi
    if ! holds "$new" || ! replace || ! holds "$file"; then fail unrestored "$backup"; fi
    rm -f "$backup"
    say "restored $file"
    clean_up
    exit 0
}

# A last line without its end: of two keys in one line the second would be a comment.
end_last_line() {
    if [ -n "$(tail -c 1 "$new")" ]; then printf '\n' >>"$new"; fi
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
    if [ -f "$file" ]; then found=$(lines which "$file"); fi
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
    note_setting
    clean_up
}

# sshd may look elsewhere.
note_setting() {
    elsewhere=$(cat /etc/ssh/sshd_config /etc/ssh/sshd_config.d/*.conf 2>/dev/null |
        grep -i '^[[:space:]]*authorizedkeysfile[[:space:]=]' | grep -v '\.ssh/authorized_keys' | head -n 1)
    if [ -n "$elsewhere" ]; then say "setting $elsewhere"; fi
}

add() {
    copy
    end_last_line || give_up room
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
    # sshd reads both, if nothing else is set.
    second=$folder/authorized_keys2
    if ! holds "$file" && holds "$second"; then
        file=$second
        check_file
    fi
    if ! holds "$file"; then
        say "absent $file"
        note_setting
        return 0
    fi
    take_lock
    copy
    lines without "$backup" >"$new" || give_up room
    if [ -n "$(lines only "$new")" ] || ! lines without "$backup" | cmp -s - "$new"; then give_up room; fi
    put
    if [ "$3" = wait ]; then wait_for_word; fi
    say "removed $file"
    say "backup $backup"
    if [ "$file" != "$second" ] && holds "$second"; then say "left $second"; fi
    note_setting
    clean_up
}

# Whether the key is in this file.
holds() { [ -f "$1" ] && [ -r "$1" ] && [ -n "$(lines only "$1")" ]; }
