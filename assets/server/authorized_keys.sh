#!/bin/sh
# Adds a public key to those that may log in to the account that runs this, or takes it from them, with nothing but
# the tools that every Unix has. Prints lines that begin with "keywright: ". Nothing else in the file is changed.
#
# The call follows behind the last line, so that half of this script does nothing.

say() { printf 'keywright: %s\n' "$*"; }
fail() { say "failed $*"; exit 1; }

# Sets `folder` and `file`. $1 is what the server calls its software.
find_file() {
    umask 077
    if [ ! -d "${HOME:-}" ]; then fail home; fi
    folder=$HOME/.ssh
    case $1 in
        # Of root it reads another file.
        *dropbear*) if [ "$(id -u)" = 0 ] && [ -d /etc/dropbear ]; then folder=/etc/dropbear; fi ;;
    esac
    file=$folder/authorized_keys
    if [ -e "$file" ] && [ ! -f "$file" ]; then fail kind "$file"; fi
    if [ -f "$file" ] && [ ! -r "$file" ]; then fail read "$file"; fi
}

# Sets `backup`, a copy under a name that was free.
back_up() {
    backup=$file.$(date +%Y-%m-%d).bak
    number=1
    while [ -e "$backup" ]; do
        number=$((number + 1))
        backup=$file.$(date +%Y-%m-%d)-$number.bak
    done
    cp -p "$file" "$backup" || { rm -f "$backup"; fail room "$file"; }
}

# Makes the file what it was. On a full disk there is room for what was just there.
put_back() {
    if [ -n "$backup" ]; then
        cat "$backup" >"$file"
    elif [ -f "$file" ]; then
        : >"$file"
    fi
    fail write "$file"
}

# The lines with the key that are not switched off, out of standard input.
with_key() { grep -v '^[[:space:]]*#' | grep -F -- "$key"; }

# Whether one of these lines has the same options before the key.
with_options() {
    if [ -n "$prefix" ]; then grep -qF -- "$prefix$key"; else grep -q "^[[:space:]]*${key%% *}[[:space:]]"; fi
}

# Takes the right to write from the group and from everybody: sshd trusts no other files.
close() {
    case $(ls -ld "$1" 2>/dev/null) in
        ?????w* | ????????w*) ;;
        *) return 0 ;;
    esac
    if chmod go-w "$1" 2>/dev/null; then say "closed $1"; else say "open $1"; fi
}

# install OPTIONS KEY COMMENT SOFTWARE: the options of the line, or nothing; "TYPE BASE64"; the comment, or nothing.
install() {
    prefix=${1:+$1 } key=$2
    line=$prefix$key${3:+ $3}
    find_file "$4"
    if [ ! -d "$folder" ]; then mkdir "$folder" || fail folder "$folder"; fi
    if [ ! -f "$file" ] || ! with_key <"$file" >/dev/null; then
        add
    elif with_key <"$file" | with_options; then
        say "present $file"
    else
        say "other $file"
    fi
    close "$HOME"
    close "$folder"
    close "$file"
    # For SELinux.
    if command -v restorecon >/dev/null 2>&1; then restorecon -R "$folder" >/dev/null 2>&1; fi
    # sshd may look elsewhere.
    elsewhere=$(cat /etc/ssh/sshd_config /etc/ssh/sshd_config.d/*.conf 2>/dev/null |
        grep -i '^[[:space:]]*authorizedkeysfile[[:space:]=]' | head -n 1)
    if [ -n "$elsewhere" ]; then say "setting $elsewhere"; fi
}

add() {
    backup=
    if [ -s "$file" ]; then back_up; fi
    # A last line without its end: of two keys in one line the second would be a comment.
    if [ -s "$file" ] && [ "$(tail -c 1 "$file" | wc -l)" -eq 0 ]; then
        printf '\n' >>"$file" || put_back
    fi
    printf '%s\n' "$line" >>"$file" || put_back
    if [ "$(tail -n 1 "$file")" != "$line" ]; then put_back; fi
    say "added $file"
    if [ -n "$backup" ]; then say "backup $backup"; fi
}

# remove KEY SOFTWARE
remove() {
    key=$1
    find_file "$2"
    if [ ! -f "$file" ] || ! with_key <"$file" >/dev/null; then say "absent $file"; return 0; fi
    back_up
    new=$file.keywright-new
    if ! awk -v key="$key" '/^[[:space:]]*#/ || !index($0, key)' "$file" >"$new"; then
        rm -f "$new"
        fail room "$file"
    fi
    # Into the file that is there: its owner, its rights and a link to it stay.
    if ! cat "$new" >"$file" || ! cmp -s "$new" "$file"; then
        rm -f "$new"
        put_back
    fi
    rm -f "$new"
    say "removed $file"
    say "backup $backup"
}
