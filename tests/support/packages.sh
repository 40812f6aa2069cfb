#!/usr/bin/env bash
# shellcheck disable=SC2034,SC2154 # needs, log, as_root and complete are those of whoever sources this.
# Debian's packages for the scripts that pass tests. Whoever sources this says what it needs in
# `needs`: what stands for a package (a program, or nothing for the package itself), a colon, the
# package. What apt says goes to $log.

PATH=$PATH:/usr/sbin:/sbin

say() { printf '%s\n' "$*"; }
has() { command -v "$1" >/dev/null 2>&1; }

# Nothing that is started may hang for ever.
limit() {
    local seconds=$1
    shift
    if has timeout; then timeout --foreground --kill-after=30 "$seconds" "$@"; else "$@"; fi
}

program_is_here() {
    local folder
    has "$1" && return
    for folder in /usr/sbin /usr/local/sbin /sbin /usr/libexec /usr/lib/at-spi2-core; do
        [[ -x $folder/$1 ]] && return
    done
    return 1
}

package_is_here() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

missing_packages() {
    local need
    for need in "${needs[@]}"; do
        if [[ -n ${need%%:*} ]]; then
            program_is_here "${need%%:*}" || say "${need#*:}"
        else
            package_is_here "${need#*:}" || say "${need#*:}"
        fi
    done
}

apt() {
    local seconds=$1
    shift
    limit "$seconds" "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get -q -y -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@" >"$log" 2>&1
}

# The tests start an sshd of their own. That of the system shall not open this computer to the
# network only because tests were run on it.
keep_sshd_off() {
    [[ -d /run/systemd/system ]] && has systemctl || return 0
    if limit 60 "${as_root[@]}" systemctl mask ssh.service ssh.socket >/dev/null 2>&1; then
        say "sshd is installed but stays off; to have it on: systemctl unmask ssh.service ssh.socket"
    fi
}

# Installs what is missing, where it may; says what stays out.
install_missing() {
    local missing package
    if ! has apt-get || ! has dpkg-query; then
        say "Nothing is installed here, as there is no apt"
        return
    fi
    mapfile -t missing < <(missing_packages)
    ((${#missing[@]} == 0)) && return
    as_root=()
    if ((EUID != 0)); then
        if ! has sudo || ! limit 20 sudo -n true 2>/dev/null; then
            say "Not installed, as this needs root: ${missing[*]}"
            return
        fi
        as_root=(sudo -n)
    fi
    say "Installing ${missing[*]}"
    [[ " ${missing[*]} " == *" openssh-server "* ]] && keep_sshd_off
    apt 900 update || say "The list of packages could not be renewed"
    if ! apt 1800 install --no-install-recommends "${missing[@]}"; then
        # One package that is called otherwise here must not keep the others out.
        for package in "${missing[@]}"; do
            apt 900 install --no-install-recommends "$package" || say "Could not install $package"
        done
    fi
}

# left_out WHAT NEED...: says that WHAT is left out where a program or library is missing, which
# makes `complete` no.
left_out() {
    local what=$1 need here
    shift
    for need in "$@"; do
        case $need in
            lib*.so.*) [[ $(ldconfig -p 2>/dev/null) == *"$need"* ]] && here=yes || here=no ;;
            *) program_is_here "$need" && here=yes || here=no ;;
        esac
        if [[ $here == no ]]; then
            say "Left out, as there is no $need: $what"
            complete=no
            return 1
        fi
    done
}

# has_target TARGET
has_target() { [[ -d $(rustc --print target-libdir --target "$1" 2>/dev/null) ]]; }

# add_target TARGET WHAT: has Rust build for another system, or says that WHAT is left out.
add_target() {
    has_target "$1" && return
    has rustup && limit 900 rustup target add "$1" >"$log" 2>&1 && return
    say "Left out, as there is no Rust for $1 here: $2"
    return 1
}

# What tests/windows needs, which tests/run installs with all the rest.
needs_of_windows=(
    cc:gcc cc:libc6-dev x86_64-w64-mingw32-gcc:gcc-mingw-w64-x86-64 wine:wine :wine64
    puttygen:putty-tools ssh-keygen:openssh-client
    Xvfb:xvfb openbox:openbox dbus-daemon:dbus at-spi-bus-launcher:at-spi2-core
    xdotool:xdotool wmctrl:wmctrl xclip:xclip
    :python3-gi :gir1.2-atspi-2.0 :python3-xlib
    :libgl1 :libgl1-mesa-dri :libegl1 :mesa-vulkan-drivers import:imagemagick
    wixl:wixl msibuild:msitools unzip:unzip wrestool:icoutils python3:python3
)
