#!/usr/bin/env bash
# Makes the key files beside this script and manifest.toml, with puttygen 0.78 and OpenSSH 9.2.
# Every run makes new keys; the committed files are from one run. The keys protect nothing.
#
#   ./generate.sh        needs puttygen, ssh-keygen, iconv, python3 with `cryptography`
set -euo pipefail
cd "$(dirname "$0")"
export LC_ALL=C.UTF-8
manifest=manifest.toml
pass='tide & tile'
rm -rf ppk openssh public variants odd hostile
mkdir ppk openssh public variants odd hostile
secret=$(mktemp -d)
trap 'rm -rf "$secret"' EXIT
printf '%s' "$pass" >"$secret/pass"
: >"$secret/empty"

putty() { puttygen --random-device /dev/urandom -q "$@"; }

toml() { python3 -c 'import json, sys; print(json.dumps(sys.argv[1], ensure_ascii=False))' "$1"; }

# key FILE FORMAT KIND BITS COMMENT [PASSPHRASE [FINGERPRINT-OF]]: the fingerprint is a peer's.
key() {
    local of=${7:-$1} print
    case $of in
    *.ppk) print=$(puttygen -l -E sha256 "$of" | grep -o 'SHA256:[A-Za-z0-9+/]*') ;;
    *) print=$(ssh-keygen -lf "$of" | grep -o 'SHA256:[A-Za-z0-9+/]*') ;;
    esac
    {
        printf '\n[[key]]\nfile = "%s"\nformat = "%s"\nkind = "%s"\nbits = %s\n' "$1" "$2" "$3" "$4"
        printf 'fingerprint = "%s"\ncomment = %s\n' "$print" "$(toml "$5")"
        [ -z "${6:-}" ] || printf 'passphrase = %s\n' "$(toml "$6")"
    } >>$manifest
}

# refused FILE ERROR [PASSPHRASE]: the error begins with these words.
refused() {
    {
        printf '\n[[refused]]\nfile = "%s"\nerror = %s\n' "$1" "$(toml "$2")"
        [ -z "${3:-}" ] || printf 'passphrase = %s\n' "$(toml "$3")"
    } >>$manifest
}

{
    echo '# What each file in this folder holds. Written by generate.sh and make_odd.py;'
    echo '# fingerprints are from puttygen and ssh-keygen.'
} >$manifest

cheap=kdf=argon2id,memory=64,passes=1

# Every kind, made by puttygen, in every format, plain and encrypted.
kinds='ed25519:ed25519:256 ecdsa:p256:256 ecdsa:p384:384 ecdsa:p521:521 rsa:rsa:1024 rsa:rsa:2048 rsa:rsa:2049
rsa:rsa:3072 rsa:rsa:4096 rsa:rsa:8192 dsa:dsa:1024 dsa:dsa:2048'
for entry in $kinds; do
    IFS=: read -r type kind bits <<<"$entry"
    name=$kind; [ "$kind" != rsa ] && [ "$kind" != dsa ] || name=$kind$bits
    size=(-b "$bits"); [ "$type" != ed25519 ] || size=()
    comment="$name by puttygen"
    putty -t "$type" "${size[@]}" -C "$comment" --new-passphrase "$secret/empty" --ppk-param version=3 -o "ppk/$name-3.ppk"
    key "ppk/$name-3.ppk" ppk3 "$kind" "$bits" "$comment"
    putty "ppk/$name-3.ppk" -O private-openssh-new -o "openssh/$name-putty"
    chmod 600 "openssh/$name-putty"
    key "openssh/$name-putty" openssh "$kind" "$bits" "$comment"
    [ "$bits" -lt 8192 ] || continue
    putty "ppk/$name-3.ppk" -P --new-passphrase "$secret/pass" --ppk-param version=3,$cheap -o "ppk/$name-3-enc.ppk"
    key "ppk/$name-3-enc.ppk" ppk3 "$kind" "$bits" "$comment" "$pass"
    [ "$bits" -lt 4096 ] || continue
    putty "ppk/$name-3.ppk" -P --new-passphrase "$secret/empty" --ppk-param version=2 -o "ppk/$name-2.ppk"
    key "ppk/$name-2.ppk" ppk2 "$kind" "$bits" "$comment"
    putty "ppk/$name-3.ppk" -P --new-passphrase "$secret/pass" --ppk-param version=2 -o "ppk/$name-2-enc.ppk"
    key "ppk/$name-2-enc.ppk" ppk2 "$kind" "$bits" "$comment" "$pass"
    putty "ppk/$name-3.ppk" -P --new-passphrase "$secret/pass" -O private-openssh-new -o "openssh/$name-putty-enc"
    chmod 600 "openssh/$name-putty-enc"
    key "openssh/$name-putty-enc" openssh "$kind" "$bits" "$comment" "$pass"
    puttygen -L "ppk/$name-3.ppk" >"public/$name-putty.pub"
    key "public/$name-putty.pub" line "$kind" "$bits" "$comment"
    puttygen -O public "ppk/$name-3.ppk" >"public/$name-putty.rfc4716"
    key "public/$name-putty.rfc4716" rfc4716 "$kind" "$bits" "$comment" "" "ppk/$name-3.ppk"
done

# Every kind, made by ssh-keygen.
for entry in ed25519:ed25519:256 ecdsa:p256:256 ecdsa:p384:384 ecdsa:p521:521 rsa:rsa:1024 rsa:rsa:2048 rsa:rsa:3072 dsa:dsa:1024; do
    IFS=: read -r type kind bits <<<"$entry"
    name=$kind; [ "$kind" != rsa ] && [ "$kind" != dsa ] || name=$kind$bits
    comment="$name by ssh-keygen"
    file=openssh/$name
    ssh-keygen -q -t "$type" -b "$bits" -C "$comment" -N '' -f "$file"
    key "$file" openssh "$kind" "$bits" "$comment"
    mv "$file.pub" public/
    key "public/$name.pub" line "$kind" "$bits" "$comment"
    ssh-keygen -e -f "public/$name.pub" >"public/$name.rfc4716"
    key "public/$name.rfc4716" rfc4716 "$kind" "$bits" "$(sed -n 's/^Comment: "\(.*\)"$/\1/p' "public/$name.rfc4716")" "" "$file"
    cp "$file" "$file-enc"
    ssh-keygen -q -p -a 4 -N "$pass" -f "$file-enc" >/dev/null
    key "$file-enc" openssh "$kind" "$bits" "$comment" "$pass"
done

# Every cipher that ssh-keygen writes, and its own number of rounds.
for cipher in 3des-cbc aes128-cbc aes192-cbc aes256-cbc aes128-ctr aes192-ctr aes256-ctr \
    aes128-gcm@openssh.com aes256-gcm@openssh.com chacha20-poly1305@openssh.com; do
    file=openssh/cipher-${cipher%@*}
    ssh-keygen -q -t ed25519 -Z "$cipher" -a 2 -C "$cipher" -N "$pass" -f "$file"
    rm "$file.pub"
    key "$file" openssh ed25519 256 "$cipher" "$pass"
done
ssh-keygen -q -t ed25519 -C 'usual rounds' -N "$pass" -f openssh/rounds-usual
rm openssh/rounds-usual.pub
key openssh/rounds-usual openssh ed25519 256 'usual rounds' "$pass"

# The three kinds of Argon2, several lanes, PuTTY's own memory.
for param in kdf=argon2i,memory=64,passes=2 kdf=argon2d,memory=64,passes=3 kdf=argon2id,memory=64,passes=2,parallelism=4 kdf=argon2id,memory=8192,passes=3; do
    file=ppk/$(tr '=,' '-_' <<<"${param#kdf=}").ppk
    putty -t ed25519 -C "$param" --new-passphrase "$secret/pass" --ppk-param "$param" -o "$file"
    key "$file" ppk3 ed25519 256 "$param" "$pass"
done

# Passphrases that are not ASCII, as bytes of the program that wrote the file.
foreign() { # NAME PASSPHRASE BYTES
    printf '%b' "$3" >"$secret/foreign"
    for version in 2 3; do
        putty -t ed25519 -C "$1" --new-passphrase "$secret/foreign" --ppk-param version=$version,$cheap -o "ppk/passphrase-$1-$version.ppk"
        key "ppk/passphrase-$1-$version.ppk" ppk$version ed25519 256 "$1" "$2"
    done
}
foreign utf-8 'smörgås ключ 鍵 🗝' 'smörgås ключ 鍵 🗝'
foreign cp1252 'smörgås €' 'sm\xf6rg\xe5s \x80'
foreign best-fit 'Ŧéşť' 'T\xe9st'
foreign best-fit-lost 'Ŧ鍵🗝' 'T???'
foreign cp1251 'ключ' '\xea\xeb\xfe\xf7'
foreign cp932 '鍵' '\x8c\xae'
ssh-keygen -q -t ed25519 -a 2 -C 'utf-8' -N 'smörgås ключ 鍵 🗝' -f openssh/passphrase-utf-8
rm openssh/passphrase-utf-8.pub
key openssh/passphrase-utf-8 openssh ed25519 256 utf-8 'smörgås ключ 鍵 🗝'

# Comments.
comments=(utf-8 'ann@münchen ключ 鍵 🗝' quotes 'say "hi" \ or C:\new\"x"' empty '' spaces '  two  spaces  ' long "$(printf 'long %.0s' $(seq 60))end")
for ((i = 0; i < ${#comments[@]}; i += 2)); do
    name=comment-${comments[i]} comment=${comments[i + 1]}
    putty -t ed25519 -C "$comment" --new-passphrase "$secret/empty" -o "ppk/$name.ppk"
    key "ppk/$name.ppk" ppk3 ed25519 256 "$comment"
    putty "ppk/$name.ppk" -P --new-passphrase "$secret/pass" --ppk-param version=2 -o "ppk/$name-enc.ppk"
    key "ppk/$name-enc.ppk" ppk2 ed25519 256 "$comment" "$pass"
    puttygen -O public "ppk/$name.ppk" >"public/$name.rfc4716"
    key "public/$name.rfc4716" rfc4716 ed25519 256 "$(sed 's/^ *//; s/ *$//' <<<"$comment" | { [ "$name" = comment-spaces ] && echo "$comment" || cat; })" "" "ppk/$name.ppk"
    ssh-keygen -q -t ed25519 -C "$comment" -N '' -f "openssh/$name"
    rm "openssh/$name.pub"
    key "openssh/$name" openssh ed25519 256 "$comment"
done
putty -t ed25519 -C $'caf\xe9 \x96 \x80' --new-passphrase "$secret/empty" -o ppk/comment-latin-1.ppk
key ppk/comment-latin-1.ppk ppk3 ed25519 256 'café – €'

# What editors, mail and other systems do to a file.
vary() { # FROM NAME FORMAT COMMENT [FINGERPRINT-OF]
    local from=$1 to=variants/$2 name
    sed 's/$/\r/' "$from" >"$to-crlf"
    tr '\n' '\r' <"$from" >"$to-cr"
    head -c -1 "$from" >"$to-no-final-newline"
    { cat "$from"; printf '\n\n  \n'; } >"$to-blank-lines-at-end"
    { printf '\n \r\n'; cat "$from"; } >"$to-blank-lines-first"
    sed 's/^/    /' "$from" >"$to-indented"
    { printf '\xef\xbb\xbf'; cat "$from"; } >"$to-bom"
    { printf '\xff\xfe'; iconv -t UTF-16LE "$from"; } >"$to-utf-16le"
    { printf '\xfe\xff'; sed 's/$/\r/' "$from" | iconv -t UTF-16BE; } >"$to-utf-16be-crlf"
    for name in crlf cr no-final-newline blank-lines-at-end blank-lines-first indented bom utf-16le utf-16be-crlf; do
        key "$to-$name" "$3" ed25519 256 "$4" "" "${5:-$from}"
    done
}
vary ppk/ed25519-3.ppk ppk ppk3 'ed25519 by puttygen'
vary openssh/ed25519 openssh openssh 'ed25519 by ssh-keygen'
vary public/ed25519.pub line line 'ed25519 by ssh-keygen'
vary public/ed25519-putty.rfc4716 rfc4716 rfc4716 'ed25519 by puttygen' ppk/ed25519-3.ppk
{ echo 'Here is my key:'; cat openssh/ed25519; echo 'Bye'; } >variants/openssh-in-a-mail
sed 's/$/   /' openssh/ed25519 >variants/openssh-trailing-spaces
tr '\n' ' ' <openssh/ed25519 >variants/openssh-one-line
{ head -1 openssh/ed25519; sed '1d;$d' openssh/ed25519 | tr -d '\n' | fold -w 64; echo; tail -1 openssh/ed25519; } >variants/openssh-64-columns
for name in in-a-mail trailing-spaces one-line 64-columns; do
    key variants/openssh-$name openssh ed25519 256 'ed25519 by ssh-keygen' "" openssh/ed25519
done
sed 's/^Comment: .*/Comment: /; s/ *$//' ppk/comment-empty.ppk >variants/ppk-empty-comment-cut
key variants/ppk-empty-comment-cut ppk3 ed25519 256 '' "" ppk/comment-empty.ppk
{ printf 'restrict,command="echo AAAA \\"x\\" y",from="10.0.0.0/8" '; cat public/ed25519.pub; } >variants/line-with-options
{ echo '# my key'; echo; cat public/ed25519.pub; } >variants/line-under-a-remark
for name in with-options under-a-remark; do
    key variants/line-$name line ed25519 256 'ed25519 by ssh-keygen' "" public/ed25519.pub
done
printf '%s\n' '---- BEGIN SSH2 PUBLIC KEY ----' 'Subject: ann' 'x-owner: a, \' '  b' 'Comment: not: quoted, on \' 'two lines' '' \
    "$(cut -d' ' -f2 public/ed25519.pub)" '---- END SSH2 PUBLIC KEY ----' >variants/rfc4716-headers
key variants/rfc4716-headers rfc4716 ed25519 256 'not: quoted, on two lines' "" public/ed25519.pub

# Kinds and formats that are refused by name.
putty -t rsa1 -b 1024 -C ssh1 --new-passphrase "$secret/empty" -o hostile/ssh1
refused hostile/ssh1 'Unsupported(Ssh1)'
cat public/ed25519.pub public/p256.pub >hostile/two-public
refused hostile/two-public 'SeveralKeys { count: 2 }'
sed '1s/-3:/-4:/' ppk/rsa1024-3.ppk >hostile/version-4.ppk
refused hostile/version-4.ppk 'Unsupported(PpkVersion("4"))'

# Cut, changed, absurd.
: >hostile/empty
refused hostile/empty Empty
printf '\n \r\n' >hostile/blank
refused hostile/blank Empty
echo 'Dear Ann, the key is under the mat.' >hostile/letter
refused hostile/letter NotAKey
for bytes in 20 60 200 250; do head -c $bytes ppk/ed25519-3.ppk >hostile/cut-$bytes.ppk; done
refused hostile/cut-20.ppk 'Unsupported(PpkVersion("")'
refused hostile/cut-60.ppk 'Damaged { format: Ppk3, damage: '
refused hostile/cut-200.ppk 'Damaged { format: Ppk3, damage: '
refused hostile/cut-250.ppk 'Damaged { format: Ppk3, damage: '
head -n -1 openssh/ed25519 >hostile/cut-end
key hostile/cut-end openssh ed25519 256 "ed25519 by ssh-keygen" "" openssh/ed25519
sed '3d' openssh/ed25519 >hostile/cut-line
refused hostile/cut-line 'Damaged { format: OpenSsh, damage: '
sed 's/^Comment: .*/Comment: changed/' ppk/ed25519-3.ppk >hostile/comment-changed.ppk
refused hostile/comment-changed.ppk 'Damaged { format: Ppk3, damage: Mac }'
sed 's/^Comment: .*/Comment: changed/' ppk/ed25519-2.ppk >hostile/comment-changed-2.ppk
refused hostile/comment-changed-2.ppk 'Damaged { format: Ppk2, damage: Mac }'
sed 's/^Comment: .*/Comment: changed/' ppk/ed25519-3-enc.ppk >hostile/comment-changed-enc.ppk
refused hostile/comment-changed-enc.ppk WrongPassphrase "$pass"
sed 's/^Private-MAC: .*/Private-MAC: 00/' ppk/ed25519-3.ppk >hostile/mac-short.ppk
refused hostile/mac-short.ppk 'Damaged { format: Ppk3, damage: Mac }'
sed '/^Private-MAC/d' ppk/ed25519-3.ppk >hostile/mac-missing.ppk
refused hostile/mac-missing.ppk 'Damaged { format: Ppk3, damage: Missing("Private-MAC") }'
sed 's/^Argon2-Memory: .*/Argon2-Memory: 4294967295/' ppk/ed25519-3-enc.ppk >hostile/memory-4-tib.ppk
refused hostile/memory-4-tib.ppk 'TooCostly(Argon2 { memory_kib: 4294967295, passes: 1, lanes: 1 })'
sed 's/^Argon2-Passes: .*/Argon2-Passes: 4294967295/' ppk/ed25519-3-enc.ppk >hostile/passes.ppk
refused hostile/passes.ppk 'TooCostly(Argon2 { memory_kib: 64, passes: 4294967295, lanes: 1 })'
sed 's/^Argon2-Parallelism: .*/Argon2-Parallelism: 16777215/' ppk/ed25519-3-enc.ppk >hostile/lanes.ppk
refused hostile/lanes.ppk 'Damaged { format: Ppk3, damage: Value("Key-Derivation") }'
sed 's/^Argon2-Memory: .*/Argon2-Memory: 99999999999/' ppk/ed25519-3-enc.ppk >hostile/memory-overflow.ppk
refused hostile/memory-overflow.ppk 'Damaged { format: Ppk3, damage: Value("Argon2-Memory") }'
sed 's/^Public-Lines: .*/Public-Lines: 4294967295/' ppk/ed25519-3.ppk >hostile/lines.ppk
refused hostile/lines.ppk 'Damaged { format: Ppk3, damage: '

# Ed448, which ssh-keygen does not know.
ed448() { key "$1" "$2" ed448 448 "${4-ed448 by puttygen}" "${3:-}" ppk/ed448-3.ppk; }
putty -t ed448 -C 'ed448 by puttygen' --new-passphrase "$secret/empty" -o ppk/ed448-3.ppk
putty ppk/ed448-3.ppk -P --new-passphrase "$secret/pass" --ppk-param version=3,$cheap -o ppk/ed448-3-enc.ppk
putty ppk/ed448-3.ppk -P --new-passphrase "$secret/empty" --ppk-param version=2 -o ppk/ed448-2.ppk
putty ppk/ed448-3.ppk -P --new-passphrase "$secret/pass" --ppk-param version=2 -o ppk/ed448-2-enc.ppk
putty ppk/ed448-3.ppk -O private-openssh-new -o openssh/ed448-putty
putty ppk/ed448-3.ppk -P --new-passphrase "$secret/pass" -O private-openssh-new -o openssh/ed448-putty-enc
puttygen -L ppk/ed448-3.ppk >public/ed448-putty.pub
puttygen -O public ppk/ed448-3.ppk >public/ed448-putty.rfc4716
for version in 2 3; do
    ed448 ppk/ed448-$version.ppk ppk$version
    ed448 ppk/ed448-$version-enc.ppk ppk$version "$pass"
done
ed448 openssh/ed448-putty openssh
ed448 openssh/ed448-putty-enc openssh "$pass"
ed448 public/ed448-putty.pub line
ed448 public/ed448-putty.rfc4716 rfc4716

# Certificates: every kind of key, holder, validity, option and authority. The fingerprint is the key's.
certificate() { # NAME KIND BITS SUBJECT AUTHORITY [OPTION...]
    local name=$1 kind=$2 bits=$3 comment
    cp "$4" "$secret/$name.pub"
    ssh-keygen -q -s "$5" "${@:6}" "$secret/$name.pub"
    cp "$secret/$name-cert.pub" public/
    comment=$(cut -d' ' -f3- "public/$name-cert.pub")
    key "public/$name-cert.pub" certificate "$kind" "$bits" "$comment"
}
certificate user-ed25519 ed25519 256 public/ed25519.pub openssh/ed25519 -I 'ann "at" work' -n ann,root -z 7 -V 20250101:20350101
certificate user-p256 p256 256 public/p256.pub openssh/p384 -I ann -n ann -V always:forever
certificate user-p384 p384 384 public/p384.pub openssh/p521 -I ann -n ann -O clear
certificate user-p521 p521 521 public/p521.pub openssh/p256 -I ann -z 18446744073709551615 -V 20250101:forever
certificate user-rsa rsa 2048 public/rsa2048.pub openssh/rsa2048 -I ann -n ann -t rsa-sha2-256 -O force-command='echo "a b"' -O source-address=10.0.0.0/8,::1 -O no-pty
certificate user-rsa-by-rsa rsa 3072 public/rsa3072.pub openssh/rsa3072 -I ann -n ann -t rsa-sha2-512 -O verify-required -O extension:a@example.com=b -O critical:c@example.com
certificate user-by-large-rsa ed25519 256 public/ed25519.pub openssh/rsa8192-putty -I ann -n ann
certificate user-by-sha-1 ed25519 256 public/ed25519.pub openssh/rsa2048 -I ann -n ann -t ssh-rsa
certificate user-dsa dsa 1024 public/dsa1024.pub openssh/ed25519 -I ann -n ann
certificate host-ed25519 ed25519 256 public/ed25519.pub openssh/ed25519 -h -I host -n a.example.com,b.example.com
certificate host-all ed25519 256 public/ed25519.pub openssh/rsa2048 -h -I host

# PuTTY keeps the certificate of a key in the key's file.
putty ppk/p256-3.ppk -L >"$secret/p.pub" && ssh-keygen -q -s openssh/ed25519 -I ann -n ann "$secret/p.pub"
putty ppk/p256-3.ppk --certificate "$secret/p-cert.pub" -O private -o odd/certificate.ppk
key odd/certificate.ppk ppk3 p256 256 'p256 by puttygen' "" ppk/p256-3.ppk
putty odd/certificate.ppk -P --new-passphrase "$secret/pass" --ppk-param version=2 -o odd/certificate-enc.ppk
key odd/certificate-enc.ppk ppk2 p256 256 'p256 by puttygen' "$pass" ppk/p256-3.ppk
for entry in 3:ed25519-3:ed25519:256 2:rsa2048-2-enc:rsa:2048; do
    IFS=: read -r version name kind bits <<<"$entry"
    sed -n '/^Key-Derivation\|^Private-Lines/q; p' "ppk/$name.ppk" >"odd/public-half-$version.ppk"
    refused "odd/public-half-$version.ppk" "Damaged { format: Ppk$version, damage: Missing(\"Private-Lines\") }"
done

# What becomes of public lines on their way through mails, terminals and settings.
read -r type base64 comment <public/rsa1024.pub
damaged() { # NAME COMMENT: from standard input
    cat >"variants/line-$1"
    key "variants/line-$1" line rsa 1024 "$2" "" public/rsa1024.pub
}
printf '"%s %s %s"\n' "$type" "$base64" "$comment" | damaged quoted "$comment"
printf "'%s %s'" "$type" "$base64" | damaged quoted-single ''
printf '“%s %s %s”\n' "$type" "$base64" "$comment" | damaged quoted-curly "$comment"
printf '\x93%s %s %s\x94\r\n' "$type" "$base64" "$comment" | damaged quoted-curly-windows "$comment"
printf 'key = "%s %s %s", # mine\n' "$type" "$base64" "$comment" | damaged setting "$comment"
printf 'keys:\n  - %s %s %s\n' "$type" "$base64" "$comment" | damaged yaml "$comment"
printf '{"keys": ["%s %s"]}' "$type" "$base64" | damaged json ''
printf '%s %s %s\n' "$type" "$base64" "$comment" | sed -E 's/(.{60})/\1\n/g' | damaged wrapped 'rsa1024 by ssh-keygen'
printf '%s %s\n' "$type" "$base64" | sed -E 's/(.{37})/\1\r\n    /g' | damaged wrapped-indented ''
printf '%s\n%s\n%s\n' "$type" "$base64" "$comment" | damaged wrapped-at-spaces ''
printf '> %s %s\n> %s %s\n' "$type" "${base64:0:70}" "${base64:70}" "$comment" | damaged answered "$comment"
printf '%s %s\\\n%s %s\n' "$type" "${base64:0:70}" "${base64:70}" "$comment" | damaged wrapped-by-shell "$comment"
printf '%s\t  %s \t %s  \n' "$type" "$base64" "$comment" | damaged spaces "$comment"
printf 'command="say \\"%s %s x\\"",no-pty %s %s %s\n' ssh-rsa "${base64:0:60}" "$type" "$base64" "$comment" | damaged key-in-options "$comment"
printf 'example.com,10.0.0.1 %s %s %s\n' "$type" "$base64" "$comment" | damaged known-hosts "$comment"
printf '@cert-authority *.example.com %s %s\n' "$type" "$base64" | damaged known-hosts-authority ''
printf '%s %s %s\n' "$type" "${base64%%=*}" "$comment" | damaged no-padding "$comment"
printf '%s %s===== %s\n' "$type" "${base64%%=*}" "$comment" | damaged much-padding "$comment"
printf '%s\n' "$base64" | damaged without-type ''
printf '%s %s caf\xe9\n' "$type" "$base64" | damaged latin-1 'café'
printf '%s %s %s\n' "$type" "$base64" "$comment" | iconv -t UTF-16LE | damaged utf-16le-no-bom "$comment"
printf '%s %s %s\n' "$type" "$base64" "$comment" | iconv -t UTF-16BE | damaged utf-16be-no-bom "$comment"
printf '%s %s one\n%s %s two\n' "$type" "$base64" "$type" "$base64" | damaged twice one
{ head -n -1 public/rsa1024.rfc4716; } >variants/rfc4716-end-missing
printf '%s\n' '---- BEGIN SSH2 PUBLIC KEY ----' '' "$base64" '' '---- END SSH2 PUBLIC KEY ----' >variants/rfc4716-no-headers
key variants/rfc4716-end-missing rfc4716 rsa 1024 "$(sed -n 's/^Comment: "\(.*\)"$/\1/p' public/rsa1024.rfc4716)" "" public/rsa1024.pub
key variants/rfc4716-no-headers rfc4716 rsa 1024 '' "" public/rsa1024.pub
{ printf '%s %s\n' "$type" "${base64:0:100}"; cat public/ed25519.pub; } >hostile/cut-line-then-another.pub
refused hostile/cut-line-then-another.pub 'SeveralKeys { count: 2 }'
printf '%s %s\n%s\n' "$type" "${base64:0:100}" "$base64" >hostile/cut-then-without-type.pub
refused hostile/cut-then-without-type.pub 'SeveralKeys { count: 2 }'
printf '%s %s%s\n' "$type" "${base64%%=*}" AAAA >hostile/more-base64.pub
refused hostile/more-base64.pub 'Damaged { format: Line, damage: '
printf '%s %s %s\n' "$type" "${base64:0:100}" "${base64:100}" >hostile/space-in-base64.pub
refused hostile/space-in-base64.pub 'Damaged { format: Line, damage: '
printf 'ssh-ed25519 %s\n' "$base64" >hostile/other-type.pub
key hostile/other-type.pub line rsa 1024 "" "" public/rsa1024.pub
head -n 3 public/rsa1024.rfc4716 >hostile/cut.rfc4716
refused hostile/cut.rfc4716 'Damaged { format: Rfc4716, damage: Missing("END") }'
puttygen -L hostile/ssh1 >hostile/ssh1.pub
refused hostile/ssh1.pub 'Unsupported(Ssh1)'
echo 'We need AAAA batteries, ssh-rsa or AAA.' >hostile/batteries
refused hostile/batteries NotAKey

python3 make_odd.py >>$manifest

# The passphrase of a key in a device can be changed without the device.
for name in sk-ed25519 sk-ecdsa; do
    cp odd/$name odd/$name-enc
    chmod 600 odd/$name odd/$name-enc
    ssh-keygen -q -p -a 2 -N "$pass" -f odd/$name-enc >/dev/null
    key odd/$name-enc openssh $name 256 "$name" "$pass"
    ssh-keygen -y -f odd/$name >"$secret/$name"
    certificate user-$name $name 256 "$secret/$name" openssh/ed25519 -I ann -n ann
done
