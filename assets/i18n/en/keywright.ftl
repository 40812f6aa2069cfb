### Everything that a person reads in Keywright, except the help of keywright-cli.
###
### To translators: write as the platforms and ssh do. Short, active sentences; sentence case; verbs on
### buttons; no blame and no jokes. Say what happened first, then what to do. Names of formats,
### programs, files, options and environment variables are not translated. There is room for
### sentences that are half as long again as the English ones.
###
### Glossary. One term for one thing:
###   format                what a key file looks like inside: OpenSSH, PuTTY (.ppk), PEM, PKCS#8 …
###   type                  what kind of key it is: Ed25519, ECDSA, RSA …
###   private key, public key   the two parts of a key
###   passphrase            encrypts a private key; not the password of an account or a server
###   locked, unlock        encrypted with a passphrase; decrypting it for use in Keywright
###   fingerprint           short hash that identifies a key
###   randomart             ssh's picture of a fingerprint
###   comment               text at the end of a public key, usually user@host
###   permissions           who may read a file; access control list (ACL) on macOS and Windows
###   certificate           OpenSSH certificate: a public key signed by an authority
###   principals, critical options, extensions   fields of a certificate, as ssh-keygen -L shows them
###   security key          hardware device (FIDO) that holds a private key
###   backup                the previous file, kept under another name when a file is replaced
###   skipped               deliberately not converted
###   failed                could not be converted
###   internal error        a bug in Keywright
###   vulnerability         a weakness that can be attacked

-app = Keywright
window-title = { -app }
# While a key from a file is shown. $name: the file name.
window-title-file = { $name } – { -app }

## Navigation

nav-new = New key
nav-open = Open…
nav-many = Convert keys
nav-my-keys = My keys
# For screen readers. $label: “My keys”.
nav-my-keys-wrong = { $label }, { $count ->
    [one] 1 problem
   *[other] { $count } problems
}
nav-problem = Fix a problem
nav-back = Back to the key
nav-theme = Theme
# On an entry that is only an icon. $label: what it opens, $keys: its keys.
nav-with-keys = { $label } ({ $keys })
# The lists of “My keys”: tabs in one row, short. authorized_keys is the name of the file.
tab-keys = Keys
tab-authorized = authorized_keys
tab-servers = Known servers
theme-system = System
theme-light = Light
theme-dark = Dark

# Under the themes: opens the dialog with the version and the licenses.
nav-about = About { -app }…

## About

about-title = { -app } { $version }
about-text = Makes, opens and converts SSH keys. You may use, change and share it under the MIT license or the Apache License 2.0, as you like. It also contains fonts and libraries of others.
about-licenses = Licenses of the program and of what is inside
about-close = Close

## The keys in ~/.ssh, above the form

own-title = { $count ->
    [one] You already have a key
   *[other] You already have { $count } keys
}
# $kind: the type of the key. $comment: usually user@host.
own-about = { $kind } · { $comment }
# The same where only a file with the public key says so, without and with a comment. $file: its name.
own-about-file = { $kind } · from { $file }
own-about-comment-file = { $kind } · { $comment } · from { $file }
own-copy = Copy public key
own-open = Open
# The same for screen readers. $name: the file name.
own-copy-of = Copy public key of { $name }
own-open-of = Open { $name }
own-show-all = Show all { $count } keys
own-show-first = Show the first { $count } keys
# Below a list that is too long to be shown to its end.
own-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}

## The form for a new key

# Below the title: what “Generate” makes, and for whom.
new-key-intro = Makes a public key to give to whoever asks for it, and a private key that stays with you.

kind-group = Key type
kind-ed25519 = Ed25519
kind-ecdsa = ECDSA
kind-rsa = RSA
kind-rsa-bits = RSA with { $bits } bits
# Below the choice of a type: when to choose it.
kind-ed25519-when = Recommended. Short, fast, and accepted almost everywhere.
kind-ecdsa-when = When a server or policy requires ECDSA or a NIST curve.
kind-rsa-when = For older servers and devices that do not support Ed25519.
curve-group = Curve
rsa-size-group = Size in bits
rsa-size-field = Bits
rsa-size-problem = Choose a size from { $least } to { $most } bits.
comment-field = Comment
comment-help = Appears at the end of the public key, so you can tell whose it is.
# $code: the character, such as U+0007.
comment-control = A comment cannot contain control or invisible characters. Remove { $code }.
# Text from a file that is too long to show in full. $text: its beginning. $count: characters left out.
cut-text = { $count ->
    [one] { $text }… (one more character)
   *[other] { $text }… ({ $count } more characters)
}
# A list from a file that is too long to show in full. $list: its first members, with commas. $count: members left out.
cut-list = { $list } and { $count } more
# Below the beginning of a comment from a file.
comment-too-long-to-edit = This comment is too long to edit here. It is kept unchanged when you save the key.
comment-too-long = A comment can be at most { $most } bytes long.
passphrase-field = Passphrase
passphrase-optional = optional
passphrase-show = Show passphrase
passphrase-hide = Hide passphrase
passphrase-none = Without a passphrase, anyone who has the file can use the key.
passphrase-again = Repeat passphrase
passphrase-again-unneeded = Only needed while the passphrase is hidden.
passphrase-not-repeated = Repeat the passphrase, so a typo cannot lock you out.
passphrase-differs = The passphrases do not match.
# A note, not an error. $side: where the white space is; all: there is nothing else in the passphrase.
# $blank: which white space; invisible is a character without any width.
passphrase-edge-space = { $side ->
    [start] { $blank ->
        [space] The passphrase begins with a space.
        [spaces] The passphrase begins with several spaces.
        [tab] The passphrase begins with a tab.
        [non-breaking] The passphrase begins with a non-breaking space.
        [invisible] The passphrase begins with an invisible character.
       *[other] The passphrase begins with white space.
    }
    [end] { $blank ->
        [space] The passphrase ends with a space.
        [spaces] The passphrase ends with several spaces.
        [tab] The passphrase ends with a tab.
        [non-breaking] The passphrase ends with a non-breaking space.
        [invisible] The passphrase ends with an invisible character.
       *[other] The passphrase ends with white space.
    }
    [both] { $blank ->
        [space] The passphrase begins and ends with a space.
        [spaces] The passphrase begins and ends with several spaces.
        [tab] The passphrase begins and ends with a tab.
        [non-breaking] The passphrase begins and ends with a non-breaking space.
        [invisible] The passphrase begins and ends with an invisible character.
       *[other] The passphrase begins and ends with white space.
    }
   *[all] The passphrase consists only of white space.
}
# Why pasted text was not inserted into a passphrase field. $code: the character, such as U+0007.
passphrase-several-lines = The pasted text has several lines, but a passphrase is a single line. Paste only the passphrase.
passphrase-untypable-tab = The pasted text contains a tab, which you could not type later. Paste only the passphrase.
passphrase-untypable = The pasted text contains a character that cannot be typed ({ $code }). Paste only the passphrase.
passphrase-too-long = A passphrase can be at most { $most } bytes long. Nothing was added.
strength = Passphrase strength
strength-minutes = Weak: someone who has the file could guess it within an hour.
strength-days = Fair: someone who has the file could guess it within a month.
strength-years = Good: guessing it would take years.
strength-ages = Strong: guessing it would take more than a lifetime.
generate = Generate
generating-rsa = Searching for two large primes…
generating = Generating the key…
cancel = Cancel

## Opening

drop-title = Drop a key file here
drop-title-no-drops = Open a key you already have
drop-formats = .ppk, OpenSSH, PEM or public key. You can also paste its text.
drop-choose = Choose a file…
drop-another = Drop another key here.
drop-another-no-drops = Another key?
drop-overlay = Drop to open
drop-overlay-named = Drop to open { $name }
drop-overlay-many = Drop to convert { $count } files
drop-overlay-add = Drop to add to the list
drop-overlay-elsewhere = Keywright can only open files on this computer
drop-overlay-not-a-file = Only files can be dropped here
# $uri: the address of a file on another computer or on a device, as sftp://server/key.ppk.
drop-elsewhere = { $count ->
    [one] { $uri } cannot be opened where it is. Copy it to a folder on this computer first, then drop it from there.
   *[other] { $count } of the dropped files cannot be opened where they are, such as { $uri }. Copy them to a folder on this computer first, then drop them from there.
}
# $text: what another program sent in place of the address of a file.
drop-not-a-file = { $count ->
    [one] “{ $text }” was dropped, which is not the location of a file. Use Open… instead.
   *[other] { $count } of the dropped items are not locations of files, such as “{ $text }”. Use Open… instead.
}
drop-too-long = Too many files were dropped at once. Drop the folder that contains them instead.
drop-no-list = The other program did not say which files were dropped. Try again, or use Open….
opening = Opening…
title-open = Open a key
title-save = Save the key
title-files = Choose the keys to convert
title-folder = Choose a folder of keys to convert
title-target = Choose where the new files go

## The key

# The title of a key. $kind: its type, such as Ed25519.
key-title = { $kind } key
key-title-locked = Private key
key-title-public = { $kind } public key
# Below the title: where the key is. $path: such as ~/Downloads/server.ppk. $format: one of the formats.
key-origin = { $path } · { $format }
key-origin-pasted = Pasted · { $format }
key-bits = { $bits } bits
kind-dsa = DSA
kind-ed448 = Ed448
# ssh-keygen’s names of the types of keys in security keys.
kind-sk-ed25519 = Ed25519-SK
kind-sk-ecdsa = ECDSA-SK
badge-passphrase = Passphrase set
badge-no-passphrase = No passphrase
badge-locked = Locked
badge-public = Public key only
public-only = This is a public key. It is safe to share. The private key is in another file.
fingerprint = Fingerprint
fingerprint-copy = Copy fingerprint
fingerprint-md5-copy = Copy MD5 fingerprint
md5-show = Show MD5
md5-hide = Hide MD5
randomart = Randomart
randomart-help = A picture of the fingerprint. The same key always gives the same picture.
public-line = Public key
public-line-help = Give this line to whoever asks for your public key.
# Below a line of which only the beginning is shown.
public-line-cut = { $count ->
    [one] One more character is not shown. “Copy” copies the whole line.
   *[other] { $count } more characters are not shown. “Copy” copies the whole line.
}
copy = Copy
weak-rsa = RSA with { $bits } bits is too short to be secure. Make a new key and replace this one wherever it is used.
weak-dsa = DSA is no longer secure, and OpenSSH no longer supports it. Make a new key and replace this one.
weak-p521 = If this key was ever used with PuTTY 0.68–0.80, its private key can be computed by others (CVE-2024-31497). In that case, make a new key and remove this one from every server.
# $name: a character encoding, such as windows-1252.
read-as = The program that locked this key encoded the passphrase as { $name }. Files you save now use UTF-8, like ssh.

# The passphrase was wrong as typed, but correct without this white space. $side and $blank: as in
# “passphrase-edge-space”.
opened-without-edge-space = { $side ->
    [start] { $blank ->
        [space] Unlocked without the space at the beginning of what you typed. Files you save now use the passphrase without it.
        [invisible] Unlocked without the invisible character at the beginning of what you typed. Files you save now use the passphrase without it.
       *[other] Unlocked without the white space at the beginning of what you typed. Files you save now use the passphrase without it.
    }
    [end] { $blank ->
        [space] Unlocked without the space at the end of what you typed. Files you save now use the passphrase without it.
        [invisible] Unlocked without the invisible character at the end of what you typed. Files you save now use the passphrase without it.
       *[other] Unlocked without the white space at the end of what you typed. Files you save now use the passphrase without it.
    }
   *[both] { $blank ->
        [space] Unlocked without the spaces before and after what you typed. Files you save now use the passphrase without them.
       *[other] Unlocked without the white space before and after what you typed. Files you save now use the passphrase without it.
    }
}
security-key-handle = The private key never leaves your security key. This file only refers to it: without the device, it cannot be used to log in.
# Rows about a security key. Application is a name that begins with “ssh:”. Touch and PIN: whether using the
# key requires touching the device or entering its PIN. Resident: stored on the device (ssh-keygen’s word).
security-key-application = Application
security-key-touch = Touch
security-key-pin = PIN
security-key-resident = Resident
security-key-required = required
security-key-not-required = not required
security-key-no-touch = not required (servers refuse this unless authorized_keys has no-touch-required)
security-key-is-resident = yes, ssh-keygen -K can download it from the device
security-key-not-resident = no, it cannot be used without this file

## A certificate

# The title of a certificate. $kind: the type of its key, such as Ed25519.
certificate-title = { $kind } certificate
certificate-user = For a user
certificate-host = For a server
certificate-shared = A certificate is safe to share. Logging in also requires the private key.
certificate-save = “Save as” writes the public key alone, without the certificate.
certificate-line = Certificate
certificate-line-help = Save this next to the private key, as NAME-cert.pub.
certificate-id = Key ID
certificate-serial = Serial number
# The user or host names that the certificate is valid for; ssh’s word.
certificate-principals = Principals
certificate-nobody = none: valid for no user (before OpenSSH 10.3: for any user)
certificate-no-server = none: valid for no server (before OpenSSH 10.3: for any server)
# Before one of the next four, such as “Valid: from 2026-01-01 until 2027-01-01”. $from and $until: dates.
certificate-validity = Valid
certificate-always = always
certificate-from = from { $from }
certificate-until = until { $until }
certificate-between = from { $from } until { $until }
certificate-expired = This certificate has expired. Ask its issuer for a new one.
certificate-not-yet = This certificate is not valid yet. Check this computer’s clock, or wait until the certificate becomes valid.
certificate-authority = Signed by
# Its fingerprint follows. $kind: the type of the key, such as Ed25519.
certificate-authority-key = { $kind } key
# Its fingerprint follows. $name: a type such as ssh-mldsa44-ed25519@openssh.com.
certificate-authority-other = key of type { $name }
# The name of the algorithm follows, such as rsa-sha2-512.
certificate-signature = Signature
certificate-checked = The signature is valid. Only you can decide whether to trust the signing key.
certificate-forged = The signature is not valid: the named authority did not sign this. Do not use this certificate; ask for a new one.
certificate-unchecked = The signature could not be checked: { -app } does not support this type of signature.
certificate-options = Critical options
certificate-extensions = Permissions
# A critical option or permission with its value.
certificate-option = { $name }: { $value }
certificate-none = none
# Why ssh and sshd do not accept the certificate. $option: a name such as force-command.
certificate-refused-principals = ssh refuses this certificate because it lists { $count } principals; the limit is { $most }. Ask for one with fewer.
certificate-refused-sha1 = ssh refuses this certificate because it is signed with SHA-1, which OpenSSH has refused since 8.2. Ask for a new one.
certificate-refused-zero = ssh refuses this certificate because a name in it contains a zero byte. Ask for a new one.
certificate-refused-not-text = ssh refuses this certificate because the value of its option { $option } is not a string. Ask for a new one.
certificate-refused-value = ssh refuses this certificate because its option { $option } has a value, which is not allowed. Ask for a new one.
certificate-refused-doubled = ssh refuses this certificate because its option { $option } appears more than once. Ask for a new one.
certificate-refused-unknown = ssh refuses this certificate because OpenSSH does not support its critical option { $option }. Ask for one without it.
certificate-refused-addresses = ssh refuses this certificate because its option source-address is not a list of addresses: { $value }. Ask for a new one.
certificate-refused-host-options = ssh refuses this certificate because it is for a server and has critical options, which are not allowed in host certificates. Ask for one without them.
# The certificate is in the same file as a private key.
certificate-unread = The certificate in this file cannot be read. The key is not affected, and the certificate is kept unchanged when you save the key.
certificate-attached-user = Certificate for a user
certificate-attached-host = Certificate for a server
# The formats are those of the menu “Save as”.
certificate-attached-save = Saving keeps the certificate: inside PuTTY key files, or as NAME-cert.pub next to OpenSSH, PEM and PKCS#8 keys. Public keys are saved without it.

## A locked key

# $name: the file name.
locked-from-file = { $name } is locked with a passphrase.
locked-pasted = The pasted key is locked with a passphrase.
unlock = Unlock
unlocking = Checking the passphrase…
# While a key that takes long to unlock is being unlocked. $name: a file name, or “the-key-being-tried”.
unlock-takes-seconds = Unlocking { $name } takes about { $seconds } seconds.
unlock-takes-minutes = { $minutes ->
    [one] Unlocking { $name } takes about a minute.
   *[other] Unlocking { $name } takes about { $minutes } minutes.
}
# For screen readers: the name of the progress bar.
unlock-progress = Unlocking
unlock-wrong = Wrong passphrase. Check the keyboard layout and Caps Lock.
unlock-wrong-again = That is not the passphrase either. Without it the key cannot be recovered; you can make a new one.
unlock-no-memory = There is not enough free memory to unlock this key. Close other programs and try again.
unlock-damaged = The passphrase is correct, but the key is damaged. Look for another copy of the file.
unlock-halves = The passphrase is correct, but the private and the public key in this file do not match. Do not use it: look for another copy, or make a new key.
# $what: ssh’s name of the type or the algorithm.
unlock-unsupported = The passphrase is correct, but this type of key is not supported: { $what }.
unlock-several = The passphrase is correct, but there is more than one private key inside, which is not supported.
give-up = Close

## Saving

# A button. $folder: ~/.ssh.
save-to-ssh = Save to { $folder }
# The key is in a file in another folder.
save-copy-to-ssh = Save a copy to { $folder }
# The key is in a file of another format.
save-convert-to-ssh = Convert and save to { $folder }
save-changes = Save changes
save-as = Save as
# $folder: ~/.ssh.
file-name-field = File name in { $folder }
# $most: how many characters.
file-name-characters = Use at most { $most } letters, digits, spaces and . _ - + @. Begin with a letter or a digit, and do not end with a dot or a space.
file-name-reserved = ssh or the system uses names like this for other files. Choose another name.
# $name: a file or folder beside which the key would be, or in whose place.
file-name-no-file = { $name } exists and is not a file, so it cannot be replaced. Choose another name.
file-name-certificate = { $name } is not a certificate of this key, but ssh would use it with this key. Choose another name.
file-name-taken = { $name } already exists. You will be asked before it is replaced.
save-looking = Looking for a free name…
# What the button “Save” will do. $private and $public: file names.
save-plan-passphrase = Will save { $private }, encrypted with your passphrase, and { $public }.
save-plan-clear = Will save { $private } and { $public }, without a passphrase: anyone who has the private key can use it.
# $certificate: a file name.
save-plan-certificate-passphrase = Will save { $private }, encrypted with your passphrase, and { $public } and { $certificate }.
save-plan-certificate-clear = Will save { $private }, { $public } and { $certificate }, without a passphrase: anyone who has the private key can use it.
save-plan-same-passphrase = Will change { $path }, encrypted with your passphrase. A backup of the old file is kept.
save-plan-same-clear = Will change { $path }, without a passphrase. A backup of the old file is kept.
save-no-home = No home folder was found. Use “Save as”.
save-blocked = Cannot save in { $folder }. Use “Save as”.
# The same where there is a file of that name.
save-blocked-file = { $path } is a file, not a folder, so nothing can be saved in it. Rename that file, or use “Save as”.
passphrase-set-link = Set a passphrase…
passphrase-change-link = Change passphrase…
saving = Saving…
state-made = Not saved yet
state-pasted = Not saved yet
state-changed = Unsaved changes
state-recovered = Recovered, not saved yet
saved-pair = Saved { $private } and { $public } in { $folder }. Only you can read the private key.
saved-with-certificate = Saved { $private }, { $public } and { $certificate } in { $folder }. Only you can read the private key.
saved-private = Saved { $private } in { $folder }. Only you can read it.
saved-public = Saved { $public } in { $folder }.
# $backup, $first, $second, $third: file names.
saved-backup = A backup of the previous file was kept: { $backup }.
saved-backups = Backups of the previous files were kept: { $first } and { $second }.
saved-backups-three = Backups of the previous files were kept: { $first }, { $second } and { $third }.
saved-made-folder = Created { $folder }, accessible only to you.
# $public: the file name of the public key. $private: the file name of the private key.
saved-share = Share only { $public }, or the line above. Never send { $private } to anyone.
saved-share-private = Never send { $private } to anyone. Share the public key above instead.
saved-ppk2-weak = Version 2 encrypts the key weakly. Use version 3 unless an older program needs version 2.
saved-pem-weak = This format encrypts the key weakly (one round of MD5). PKCS#8 and OpenSSH are far stronger.
saved-ppk-letters = PuTTY on Windows may not accept the accented or non-Latin characters in this passphrase. Plain letters, digits and punctuation work everywhere.
# $command: “login-command” or “login-command-default”.
saved-next = To log in with this key: { $command }
show-in-folder = Show in folder
# The menu “Save as”: formats, each with a note.
format-openssh = OpenSSH private key
format-openssh-note = and .pub; AWS calls it .pem
format-ppk3 = PuTTY key, version 3
format-ppk3-note = .ppk
format-ppk2 = PuTTY key, version 2
format-ppk2-note = .ppk, for older programs
format-pem = Traditional PEM
format-pem-note = .pem, for older programs
format-pkcs8 = PKCS#8
format-pkcs8-note = .p8, for OpenSSL and Java
format-public = Public key, one line
format-public-note = .pub
format-rfc4716 = Public key, RFC 4716
format-rfc4716-note = rarely accepted by servers

## Convert keys

# The menu of a text field.
edit-cut = Cut
edit-copy = Copy
edit-paste = Paste
edit-select-all = Select all
# Inside a passphrase field, so keep it short.
caps-lock-on = Caps Lock is on
# The list of keyboard shortcuts, and the row of the menu that opens it.
shortcuts-title = Keyboard shortcuts
# For screen readers. $action: what it does, $keys: the keys.
shortcut-row = { $action }: { $keys }
shortcut-open = Open a key
shortcut-save = Save
shortcut-save-as = Save as
shortcut-copy = Copy the public key
shortcut-look-again = Check again, on My keys
shortcut-close = Close the window
shortcut-zoom-in = Zoom in
shortcut-zoom-out = Zoom out
shortcut-zoom-reset = Reset zoom
batch-drop-title = Drop key files or folders here
batch-drop-title-no-drops = Choose the keys to convert
batch-drop-text = Converts all of them to one format. The original files are not changed.
batch-choose-files = Choose files…
batch-choose-folder = Choose a folder…
batch-format = Convert to
batch-place = Save new files
batch-beside = Next to originals
batch-folder = In one folder…
batch-change-folder = Choose another folder…
batch-passphrase = Passphrase
batch-keep = Keep current
batch-new = Set one for all
batch-none = No passphrase
batch-keep-note = Keys without a passphrase stay without one.
batch-none-note = Anyone who has the new files can use the keys.
batch-plan-beside = Each new file is saved next to its original. Existing files are not overwritten.
batch-plan-new-folder = New files are saved in a new folder, { $folder }.
batch-plan-folder = New files are saved in { $folder }. Existing files are not overwritten.
batch-left-locked = { $count ->
    [one] One key will be skipped without its passphrase.
   *[other] { $count } keys will be skipped without their passphrases.
}
batch-left-unfit = { $count ->
    [one] One key or file will be skipped; its row says why.
   *[other] { $count } keys or files will be skipped; their rows say why.
}
batch-left-refused = { $count ->
    [one] One key or file cannot be converted; its row says why.
   *[other] { $count } keys or files cannot be converted; their rows say why.
}
# When the new format is a public key.
batch-without-certificate = { $count ->
    [one] One key has a certificate, which will not be part of the public key.
   *[other] { $count } keys have certificates, which will not be part of the public keys.
}
batch-convert = { $count ->
    [0] Nothing to convert
    [one] Convert 1 key
   *[other] Convert { $count } keys
}
# Where the button to convert is, while nothing else can be converted.
batch-passphrases-first = { $count ->
    [one] 1 key needs a passphrase
   *[other] { $count } keys need a passphrase
}
batch-all-done = All converted
batch-rest-done = Nothing left to convert
batch-running = { $count ->
    [one] Converting 1 key…
   *[other] Converting { $count } keys…
}
batch-stopping = Stopping after this file…
batch-summary = { $done } converted.
batch-summary-failed = { $done } converted, { $failed } failed.
# Locked keys, and keys and files that cannot be converted.
batch-summary-left = { $count ->
    [one] One key or file was not converted; its row says why.
   *[other] { $count } keys or files were not converted; their rows say why.
}
batch-try-again = You can retry the failed ones.
batch-files = { $count ->
    [one] 1 file
   *[other] { $count } files
}
# When some of the files contain several keys. $count: files.
batch-keys-in-files = { $count ->
    [one] { $keys } keys in 1 file
   *[other] { $keys } keys in { $count } files
}
batch-add-files = Add files…
batch-add-folder = Add folder…
batch-clear = Clear list
# For screen readers and as a tooltip. $name: the file name.
batch-remove = Remove { $name }
batch-reading = Reading files…
batch-no-keys = { $count ->
    [one] One more file is not a key.
   *[other] { $count } more files are not keys.
}
batch-folder-without-keys = There are no keys in { $folder }.
batch-too-large = { $count ->
    [one] One more file was not searched for keys: it is larger than { $limit } KiB.
   *[other] { $count } more files were not searched for keys: they are larger than { $limit } KiB.
}
batch-more-folders = { $count ->
    [one] One more folder could not be read.
   *[other] { $count } more folders could not be read.
}
batch-unlock-field = Passphrase for the locked keys
batch-unlock = Unlock
batch-opened = The passphrase unlocked { $opened } of { $count } locked keys.
batch-opened-without = { $count ->
    [one] One of them was unlocked without the white space around what you typed.
   *[other] { $count } of them were unlocked without the white space around what you typed.
}
batch-opened-none = The passphrase does not unlock any of the locked keys. Check the keyboard layout and Caps Lock.
batch-own = Enter passphrase…
# The same for screen readers, with the file name.
batch-own-of = Enter passphrase for { $name }
# For screen readers: the buttons next to the passphrase field of a row.
batch-unlock-of = Unlock { $name }
batch-cancel-of = Cancel, do not unlock { $name }
batch-own-field = Passphrase for { $name }
# For screen readers: a row. $name: the file name. $about: format, type and so on. $state: one of the states
# below. $detail: a sentence, or nothing.
batch-row = { $name }, { $about }, { $state }. { $detail }
batch-with-certificate = certificate
batch-with-passphrase = passphrase
# White space was typed around the passphrase, but is not part of it.
batch-with-passphrase-without = passphrase, without surrounding white space
batch-without-passphrase = no passphrase
# The state of a row.
batch-ready = Ready
batch-locked = Passphrase needed
batch-not-this = Wrong passphrase
batch-trying = Unlocking…
batch-unopened = Cannot be unlocked
batch-public-only = Public key only
batch-public-only-help = There is no private key in this file. To convert it, choose a public format.
batch-is-certificate = Not converted (certificate)
batch-is-certificate-help = Certificates have only one format. Convert the private key that belongs to it, and keep this file next to the new one.
batch-already = Already in this format
batch-no-form = Not available in this format
batch-not-a-key = Not a key
batch-refused = Cannot be read
batch-waiting = Waiting
batch-converting = Converting…
batch-done = Saved
# $name: a file name.
batch-done-name = New file: { $name }
# $names: file names, with commas.
batch-done-names = New files: { $names }
batch-failed = Failed
batch-stop-title = Keys are still being converted
batch-stop-text = Files converted so far are kept. The current file will be finished first.
batch-stop-keep = Keep converting
batch-stop-close = Stop and close
# The format of a file, in a row. $version: 1, 2 or 3.
found-openssh = OpenSSH
found-ppk = PuTTY { $version }
found-pem = PEM
found-pkcs8 = PKCS#8
found-sshcom = ssh.com
found-line = Public key
found-rfc4716 = Public key, RFC 4716
found-public-pem = Public key, PEM
found-certificate = Certificate

## Keys that were not saved when the program was closed

recovered-title = { -app } was closed before this key was saved
# $kind: the type of the key.
recovered-key = { $kind } key, { $fingerprint }
recovered-key-comment = { $kind } key “{ $comment }”, { $fingerprint }
recovered-locked = The key is in { $path }, locked with its passphrase.
recovered-unlocked = The key is in { $path }. It has no passphrase, but only you can read the file.
recovered-unreadable = { $path } should contain an unsaved key, but cannot be read. Check its permissions, or delete it.
recovered-more = { $count ->
    [one] Another key was recovered too.
   *[other] { $count } other keys were recovered too.
}
recovered-open = Open recovered key
recovered-later = Not now
recovered-delete = Delete…
delete-recovered-title = Delete the recovered key?
delete-recovered-text = A deleted key cannot be recovered. Delete it only if you have another copy or no longer need it.
delete-recovered-button = Delete key
failed-remove-recovered = { $path } could not be deleted. It still contains the key: delete the file yourself.

## Questions

discard-title-made = This key is not saved
discard-title-changed = Your changes are not saved
discard-made = It exists only in this window. If you continue without saving, it will be lost.
discard-pasted = It was pasted as text. If you continue without saving, this window no longer has it.
discard-changed = If you continue without saving, the key stays as it was before.
discard-title-form = Discard the options that you entered?
discard-form = authorized_keys has not been changed yet.
discard-made-button = Discard key
discard-changed-button = Discard changes
# $path: the file that the key will be saved to.
discard-save-place = Saving writes it to { $path }.
# Buttons: save, then close the window or open the other key. $folder: ~/.ssh.
discard-save-close = Save to { $folder } and close
discard-save-continue = Save to { $folder } and continue
discard-save-changes-close = Save changes and close
discard-save-changes-continue = Save changes and continue
discard-save-as-close = Choose where to save, then close…
discard-save-as-continue = Choose where to save, then continue…
go-back = Go back
replace-title = { $name } already exists
replace-title-many = { $first } and { $second } already exist
replace-title-three = { $first }, { $second } and { $third } already exist
replace-text = A backup of the old file will be kept: { $backup }.
replace-text-many = Backups of the old files will be kept: { $first } and { $second }.
replace-text-three = Backups of the old files will be kept: { $first }, { $second } and { $third }.
replace-button = Replace and keep a backup
replace-button-many = Replace and keep backups
replace-cancel = Don’t replace
replace-cancel-many = Don’t replace
passphrase-title-set = Set a passphrase
passphrase-title-change = Change passphrase
passphrase-dialog-text = Takes effect the next time you save. Files already saved are not changed.
passphrase-new = New passphrase
passphrase-missing = Enter a passphrase.
passphrase-set-button = Set passphrase
passphrase-remove-button = Remove passphrase
# $what: a file name, or “the-pasted-text”.
choice-title = { $what } contains { $count } keys
choice-text = Choose one to open, or convert all of them.
choice-text-pasted = Choose one to open. To open another one later, paste the text again.
# For screen readers: a key in the list. $title: such as “RSA key”. $comment may be empty. $about: whether it
# is locked.
choice-row = { $title }, { $comment }, { $about }
choice-locked = Private key, locked
choice-open-private = Private key, no passphrase
choice-unreadable = Key { $number } cannot be read
choice-open = Open
# The same button for screen readers. $title: such as “RSA key”. $comment may be empty.
choice-open-of = Open { $title } { $comment }
choice-convert-all = Convert all…
# While the file dialog of the system is open: it may be behind another window, or not respond.
file-dialog-open = The file dialog is open in another window. If you cannot find it, enter a path here.
file-dialog-type = Enter a path
file-dialog-cancel = Cancel
path-title-open = Open a file
path-title-save = Save to a file
path-text = Enter the path of the file, for example ~/.ssh/id_ed25519.
path-text-save = Enter the path of the new file.
path-field = File path
path-title-add = Add keys
path-text-add = Enter the path of a key file or of a folder.
path-field-add = File or folder path
path-add = Add
path-title-target = Choose a folder
path-text-target = Enter the folder for the new files.
path-field-target = Folder path
path-target = Use this folder
path-open = Open
path-save = Save

## Messages

close-message = Close message
close-drop-message = Close message about dropped files
toast-line = Copied the public key
toast-certificate = Copied the certificate
toast-fingerprint = Copied the fingerprint
toast-command = Copied the command
toast-saved = Saved { $path }
toast-nothing-to-save = There are no changes to save
toast-passphrase-set = The passphrase will be set when you save
toast-passphrase-removed = The passphrase will be removed when you save
toast-converted = Conversion finished. See Convert keys for the results
notice-answer-first = Please answer the open question first, then open the file again.
notice-comment-first = The comment is not valid. Change it, then save the key.
notice-busy = A key is being generated. Wait, or cancel it first.
notice-paste-too-late = Nothing was pasted: the text came too late for its field. Paste again where it should go.
notice-one-file-only = Several files are on the clipboard. Copy only the one whose path is asked for.
notice-nothing-to-paste = There is no text or file on the clipboard. Copy a key or its file first.
try-again = Try again
# $path: a private key that others can read, so that ssh refuses to use it.
notice-others = Others can read { $path }, so ssh refuses to use it.
# Windows. $names: accounts, with commas.
notice-others-named = Other accounts have access to { $path }, so ssh refuses to use it: { $names }.
# macOS, where a file has a mode and may have an ACL.
notice-others-listed = An access control list (ACL) may let others read { $path }, even though its mode does not.
keep-to-me = Make private
# After that. $command: “login-command”.
notice-made-private = Only you can access { $path } now. There is nothing else to save.
notice-made-private-use = Only you can access { $path } now. There is nothing else to save. To log in with it: { $command }
# The file is private, but what was changed here is not in it yet.
notice-made-private-unsaved = Only you can access { $path } now. Your changes to the key are not saved yet.
# A command. $path: the file of a key. Translate only what stands for the names of a user and a server.
login-command = ssh -i { $path } user@host
# The same where ssh finds the key without being told.
login-command-default = ssh user@host
copy-command = Copy command
toast-kept-to-owner = Only you can access the file now
failed-keep-to-owner = Could not change the permissions of { $path }: the disk does not support it, or you are not the owner. Save the key to ~/.ssh and use that file instead.
save-elsewhere = Save somewhere else…
choose-another = Choose another file…
failed-crash = Something went wrong inside { -app }. What you had open is still here; please try again.
failed-undo = The last change of { $path } cannot be undone: another program has changed the same lines since. To get them back, copy them from the backup { $backup }.
failed-undo-new = The last change of { $path } cannot be undone: another program has changed the same lines since. Remove them in this list instead.
failed-entropy = The system’s random number generator is not available, so no key can be made safely. Restart the computer and try again.
failed-show-folder = The file manager could not show the folder. It is { $path }.
failed-no-home = No home folder was found. Save the key somewhere else.
copy-missing = No clipboard is available. Select the line and copy it by hand.
copy-busy = Another program is using the clipboard. Try again in a moment.
copy-not-kept = The clipboard did not keep the text. Try again, or select the line and copy it by hand.
copy-other = The text could not be copied: { $reason }. Select the line and copy it by hand.
paste-missing = No clipboard is available, so nothing was pasted.
paste-too-large = The text on the clipboard is too large: { -app } reads up to { $limit } KiB.
# It was asked for what was copied there, and did not answer.
paste-no-answer = Another program is holding the clipboard. Copy the text or the file again, then paste.
paste-other = The clipboard could not be read: { $reason }. Copy the text or the file again, then paste.

# What could not be opened. $what in all of these: a file name, or “the-pasted-text”.
the-pasted-text = The pasted text
# In “unlock-takes-seconds”: “Unlocking the key takes about 40 seconds.”
the-key-being-tried = the key
open-too-large = { $what } is too large to be a key: more than { $limit } KiB.
open-empty = { $what } is empty. Look for another copy of the key.
open-not-a-key = { $what } is not a key that { -app } can read. Private keys begin with “-----BEGIN” or “PuTTY-User-Key-File”, public keys usually with “ssh-” or “ecdsa-”.
# One key of a file with several keys. $file: the file name.
key-of-several = { $file } (key { $number } of { $count })
# What was undone to read a key. Several of these sentences may follow each other.
unwrapped-rtf = The key was in an RTF document.
unwrapped-quoted-printable = The key was in a quoted-printable email.
unwrapped-percent = The key was percent-encoded, as in a web address.
unwrapped-html = HTML tags and character references around the key were removed.
unwrapped-escapes = Escape sequences such as \n were turned back into the characters they stand for.
unwrapped-characters = Typographic dashes and spaces were replaced; invisible characters were removed.
unwrapped-base64 = The key was inside another layer of base64.
unwrapped-literals = The key was assembled from the quoted strings of a program or script.
unwrapped-hexadecimal = The key was written as hexadecimal or decimal numbers.
unwrapped-lines = Extra characters around the lines of the key were ignored.
unwrapped-marks = Its BEGIN or END line was missing or damaged; the key itself is complete.
# $words: what was wrong with the text of the key, in whole sentences.
key-text-save = { $words } The key in it is complete. Save it to have it as ssh reads it.
key-text-unlock = { $words } Unlock and save the key to have it as ssh reads it.
unwrapped-quotes = Quotes around the key were removed.
unwrapped-fence = The code fence (```) around the key was removed.
unwrapped-no-marks = Its BEGIN and END lines were missing; the key itself is complete.
# $reason: one of the sentences below, which says why.
open-private-unreadable = { $what } contains a private key that cannot be read. { $reason }
open-several = { $what } contains { $count } keys. Open the file and choose one, or use --key.
# $part: a line or field of the file, such as Private-MAC or END.
open-damaged-missing = { $what } is damaged: the part “{ $part }” is missing. Look for another copy.
open-damaged-value = { $what } is damaged: the value of “{ $part }” is not valid. Look for another copy.
open-damaged-base64 = { $what } is damaged: its text is incomplete or was changed. Look for another copy.
open-damaged-structure = { $what } is damaged: its contents are inconsistent. Look for another copy.
open-damaged-mac = { $what } was modified: its checksum (MAC) does not match. Do not use it; look for another copy.
open-halves = The private and the public key in { $what } do not match. Do not use it: look for another copy, or make a new key.
open-costly-argon2 = { $what } needs { $memory } MiB of memory and { $passes } passes to unlock, more than any normal key. It may be malicious.
open-costly-bcrypt = { $what } needs { $rounds } KDF rounds to unlock, more than any normal key. It may be malicious.
open-costly-pbkdf2 = { $what } needs { $iterations } KDF rounds to unlock, more than any normal key. It may be malicious.
open-costly-scrypt = { $what } needs { $memory } MiB of memory and { $runs } runs to unlock, more than any normal key. It may be malicious.
# Files that are not damaged and not SSH keys. In the commands, FILE and NEW stand for file names.
foreign-pkcs12 = { $what } is a PKCS#12 file (.pfx or .p12), which { -app } cannot read. Extract the private key with: openssl pkcs12 -in FILE -nocerts -out NEW (add -legacy for an old file). Then open the new file.
foreign-java = { $what } is a Java keystore, which { -app } cannot read. Convert it to PKCS#12 with: keytool -importkeystore -srckeystore FILE -destkeystore NEW.p12 -deststoretype PKCS12. Then extract the key with: openssl pkcs12 -in NEW.p12 -nocerts -out NEW
foreign-pgp-private = { $what } is an OpenPGP private key, not an SSH key. To log in with it, import it into GnuPG and use gpg-agent as your SSH agent.
foreign-pgp = { $what } contains OpenPGP data, not an SSH key. For the SSH public key of an OpenPGP key, run: gpg --export-ssh-key NAME
foreign-tpm = { $what } is bound to the TPM of the computer that made it. It cannot be converted. Use it on that computer, and make a new key for other computers.
foreign-sigstore = { $what } is a Sigstore (cosign) signing key, not an SSH key. Open the SSH key instead, or make a new one.
foreign-nebula = { $what } is a key for the Nebula VPN, not an SSH key. Open the SSH key instead, or make a new one.
foreign-age = { $what } is an age key or a file encrypted with age, not an SSH key. If an SSH key is encrypted in it, decrypt it with: age --decrypt -i IDENTITY -o NEW FILE
foreign-raw-ed25519 = { $what } contains the raw bytes of an Ed25519 key, which no SSH program reads. Export it as PKCS#8 or OpenSSH from the program that made it.
foreign-jwk-private = { $what } contains a private JSON Web Key, which { -app } cannot read. Export the key as PEM from the program or service it comes from.
foreign-jwk = { $what } is a JSON Web Key, which { -app } cannot read. Export the key as PEM from the program or service it comes from.
foreign-dotnet-private = { $what } is a .NET private key in XML, which { -app } cannot read. Export it as PKCS#8 from the program that made it, in .NET with ExportPkcs8PrivateKeyPem.
foreign-dotnet = { $what } is a .NET public key in XML, which { -app } cannot read. Export it as PEM from the program that made it, in .NET with ExportSubjectPublicKeyInfoPem.
foreign-pvk = { $what } is a Microsoft PVK private key, which { -app } cannot read. Convert it with: openssl rsa -inform PVK -in FILE -out NEW. Then open the new file.
foreign-x509 = { $what } is an X.509 certificate, not an SSH key. Look for the private key that belongs to it.
foreign-request = { $what } is a certificate request, not an SSH key. Look for the private key that it was made with.
foreign-ansible = { $what } is encrypted with Ansible Vault. Decrypt it with: ansible-vault decrypt --output NEW FILE. Then open the new file.
foreign-keepass = { $what } is a KeePass database. Open it in KeePass, export the key stored in it to a file, and open that.
foreign-web-page = { $what } is a web page, not a key. The download may have needed a login: sign in to the website and download the key again.
foreign-path = { $what } is the path of a file, not a key. Open the file at that path instead.
foreign-ssh-config = { $what } is an SSH configuration file, not a key. Its IdentityFile lines name the key files: open one of those.
foreign-winscp = { $what } is a WinSCP configuration file, not a key. Its PublicKeyFile lines name the key files: open one of those.
foreign-registry = { $what } is a registry export. PuTTY does not keep keys in the registry: the PublicKeyFile values name the key files. Open one of those.
foreign-filezilla = { $what } is a FileZilla site list, not a key. Its Keyfile entries name the key files: open one of those.
# $kind: ZIP, gzip, 7-Zip …
foreign-archive = { $what } is a { $kind } archive. Unpack it, then open the key that is in it.
foreign-document = { $what } is a document. Open it in its own program, copy the text of the key, and paste it here.
foreign-picture = { $what } is an image; { -app } cannot read keys from images. Ask for the key as a file or as text.
# $name: the words of its BEGIN line.
unsupported-certificate = { $what } is a “{ $name }”, not an SSH key. Look for the private key that belongs to it.
unsupported-ssh1 = { $what } is a key for SSH version 1, which is no longer secure and which servers no longer accept. Make a new key.
unsupported-dropbear = { $what } is a Dropbear private key, which { -app } cannot read. Convert it with: dropbearconvert dropbear openssh FILE NEW
unsupported-ppk = { $what } is a PuTTY key file of version { $version }, which { -app } cannot read. Open it in PuTTYgen and save it as version 3.
unsupported-curve = { $what } uses the curve { $name }, which SSH does not support. Make a new key.
unsupported-type = { $what } is a key of type { $name }, which { -app } cannot read. Make an Ed25519 key, or ask for a key of another type.
unsupported-certificate-type = { $what } is a certificate of type { $name }, for a type of key that { -app } cannot read. To see what it contains, run a recent ssh-keygen: ssh-keygen -L -f FILE
# $name in these three: a cipher.
unsupported-encryption = { $what } is encrypted with { $name }, which { -app } cannot read. In the program that made it, save it with another cipher or without a passphrase.
unsupported-pem-encryption = { $what } is encrypted with { $name }, which { -app } cannot read. Encrypt it in another way with: openssl pkcs8 -topk8 -in FILE -out NEW -provider legacy -provider default
unsupported-ppk-encryption = { $what } is encrypted with { $name }, which { -app } cannot read. Open it in PuTTYgen and save it again.
unsupported-many-keys = { $what } contains several private keys, which { -app } cannot read. Put each of them into its own file.

# $path: a file or folder. $reason: what the system said, in its own language.
disk-not-found = { $path } does not exist.
disk-denied-read = You do not have permission to read { $path }.
disk-denied-write = You do not have permission to write to { $path }. Save the key somewhere else.
disk-denied-change = You do not have permission to write to { $path }. Nothing was changed. Ask the owner of the folder, or change its permissions.
disk-read-only-change = { $path } is on a read-only disk. Nothing was changed.
disk-full = There is not enough disk space for { $path }. Free some space and try again, or save the key somewhere else.
disk-quota = { $path } would exceed your disk quota. Free some space and try again, or save the key somewhere else.
disk-read-only = { $path } is on a read-only disk. Save the key somewhere else.
disk-folder = { $path } is a folder, not a file.
disk-not-a-folder = Part of the path { $path } is a file, not a folder. Save the key somewhere else.
disk-special = { $path } is not a regular file.
disk-exists = { $path } was created by another program in the meantime. Nothing was changed; save again.
disk-too-many-open = Too many files are open to continue with { $path }. Close other programs or raise the limit (ulimit -n), then try again.
disk-size-limit = { $path } exceeds your file size limit. Raise the limit (ulimit -f) and try again.
disk-owner = Could not give the new { $path } the owner of the old file ({ $reason }). Save it as that user instead.
disk-busy = { $path } is open in another program. Close it there and try again.
disk-other-read = { $path } could not be read ({ $reason }).
disk-other-write = { $path } could not be written ({ $reason }). Save the key somewhere else.
save-folder-in-the-way = { $path } is a folder. Choose another name.
save-rights = The permissions of { $path } would not be kept. Nothing was changed. Use a text editor for it.
save-link = { $path } is a link to another file. Name that file instead: replacing the link would leave the file unchanged.
save-changed = { $path } was changed by another program in the meantime. Nothing was changed; try again.
save-no-folder = The folder { $path } does not exist. Choose another folder.
save-bad-name = That is not a valid file name. Choose another one.
save-appeared = { $path } was created by another program in the meantime. Nothing was changed; save again.
# $kind: the type of the key.
no-form-security-key = The private key is inside a security key, so only the OpenSSH format can be used. Choose OpenSSH.
no-form-pem = { $kind } keys cannot be saved in traditional PEM format. Choose PKCS#8 or OpenSSH.
no-form = { $kind } keys cannot be saved in this format. Choose another format.
save-named-like-temporary = { -app } uses names like { $path } for temporary files, and deletes those files. Choose another name.
save-interfered = Another program replaced or removed { $path } while it was being saved. Check what is there now, then save again.
save-folder-moved = The folder { $path } was renamed or replaced while the key was being saved. Nothing was saved; save again.
save-encoding = The key could not be written in this format. Choose another format.
save-no-memory = There is not enough free memory to encrypt the key. Nothing was saved; close other programs and try again.
save-access = { $path } cannot be made private on this disk (it does not support permissions). Nothing was saved; use another disk.
save-not-read-back = { $path } could not be verified after saving, so it was removed. The disk may be failing: save the key somewhere else.
save-in-the-way = { $path } is not a regular file, or links to something that is not one. Choose another name.
save-named-like-public = { $path } ends in “.pub”, which is for public keys. Choose another name for the private key.
save-no-private = This is a public key. It has no private key to save.
save-partway = Saving failed, and some changes could not be undone.
# After another sentence. $files: paths, with commas.
save-backups-stay = What was there before is now only in { $files }.
save-files-stay = These files could not be removed: { $files }.
# After the reason why the key could not be saved.
nothing-lost = The key is still open in this window.

## Services, devices and programs that a key is given to

# Where the public key is entered, or the private key opened. Names of menus are in English, as the service shows them.
recipe-github = Settings > SSH and GPG keys > New SSH key. Choose “Authentication Key” as the key type.
recipe-gitlab = Your picture > Preferences > SSH Keys > Add new key.
recipe-bitbucket = Settings > Personal Bitbucket settings > SSH keys > Add key.
recipe-azure-devops = User settings > SSH public keys > New Key.
recipe-gitea = Settings > SSH / GPG Keys > Add Key.
recipe-sourcehut = Your account > Keys > SSH keys.
recipe-aws-ec2 = EC2 > Key Pairs > Actions > Import key pair.
recipe-aws-ec2-windows = EC2 > Key Pairs > Actions > Import key pair.
recipe-aws-transfer = AWS Transfer Family > your server > your user > Add SSH public key.
recipe-azure-vm = Create a virtual machine > Authentication type: SSH public key > Use existing public key.
recipe-google-cloud = Compute Engine > VM instances > your VM > Edit > SSH Keys > Add item. For all VMs: Metadata > SSH Keys.
recipe-google-os-login = Run this command where gcloud is installed and signed in.
recipe-oracle-cloud = Create instance > Add SSH keys > Paste public keys.
recipe-digitalocean = Settings > Security > Add SSH Key.
recipe-linode = Your profile > SSH Keys > Add an SSH Key.
recipe-scaleway = Organization > SSH keys > Add SSH key.
recipe-ovh = Your account > SSH keys, or the server’s own page when it is installed again.
recipe-hetzner = Your project > Security > SSH Keys > Add SSH Key.
recipe-vultr = Account > SSH Keys > Add SSH Key.
recipe-heroku = Account settings > SSH Keys > Add.
recipe-cpanel = Security > SSH Access > Manage SSH Keys > Import Key. Paste the public key into the lower field.
recipe-other = Paste this line into the field for the SSH public key, or send it to whoever asked for it.
recipe-linux = Add this line to the file .ssh/authorized_keys in the home folder of the account on the server.
recipe-synology = Add this line to the file .ssh/authorized_keys in your home folder on the DiskStation. Turn on SSH in Control Panel > Terminal & SNMP, and home folders in Control Panel > User & Group > Advanced.
recipe-truenas = Credentials > Users > the user > Edit > Authorized Keys.
recipe-proxmox = Create CT > General > SSH public key, or for a virtual machine Cloud-Init > SSH public key.
recipe-pfsense = System > User Manager > the user > Edit > Authorized SSH Keys.
recipe-openwrt = System > Administration > SSH-Keys. Without the web page: add the line to /etc/dropbear/authorized_keys.
recipe-mikrotik = Upload the file of the public key to the router (Files), named after the user with .pub at the end. Then enter this command in the terminal.
recipe-cisco = Log in to the device, change to privileged mode (enable), and paste these lines.
recipe-fortigate = Log in to the command line of the firewall, and paste these lines.
recipe-aruba = Log in to the command line of the switch, change to configuration mode (configure), and paste this line.
recipe-juniper = Log in to the device, change to configuration mode (configure), paste this line, then enter commit.
recipe-putty = Connection > SSH > Auth > Credentials > Private key file for authentication.
recipe-winscp = Advanced > SSH > Authentication > Private key file.
recipe-filezilla = File > Site Manager > Logon Type: Key file.
recipe-rlogin = Server > Edit > SSH Identity Key.
recipe-teraterm = SSH Authentication > Use RSA/DSA/ECDSA/ED25519 key to log in > Private key file.
recipe-securecrt = Options > Global Options > SSH2, or in the session SSH2 > PublicKey > Properties.
recipe-keepassxc = Add the file to an entry under Advanced > Attachments, then choose it under SSH Agent > Attachment.
recipe-bitwarden = New > SSH key > Import key from clipboard.
recipe-1password = New Item > SSH Key > Add Private Key > Import a Key File.
recipe-termius = Keychain > New Key > Import from key file.
recipe-vscode = Name the file in ~/.ssh/config with IdentityFile; Remote-SSH connects with the ssh of this computer.
recipe-jetbrains = Settings > Tools > SSH Configurations > Authentication type: Key pair.
recipe-mobaxterm = Session > SSH > Advanced SSH settings > Use private key.
recipe-bitvise = Client key manager > Import.
recipe-jenkins = Manage Jenkins > Credentials > Add Credentials > SSH Username with private key.

# What else should be known.
recipe-note-key-of-one-account = A key can belong to one account only. If it is refused as “already in use”, another account has it.
recipe-note-signing-apart = To sign commits with it, add it a second time as a “Signing Key”.
recipe-note-expiry-suggested = The form suggests an expiry date. Clear it if the key should not expire.
recipe-note-no-line-end = Paste one line without a line break or spaces after it: they make the key unusable there.
recipe-note-only-this-key = Only the first key that ssh offers is looked at. Set IdentitiesOnly yes for this server in ~/.ssh/config.
recipe-note-key-ends-after-a-year = The key stops working after a year, and must be added again.
recipe-note-least-size-set-by-operator = Whoever runs the server can require larger keys or forbid types.
recipe-note-one-per-region = Key pairs belong to one region. Import it in each region where you start servers.
recipe-note-only-new-servers = Only servers that you create from now on get the key. For those that exist, add it on the server itself.
recipe-note-windows-password-needs-pem = AWS encrypts the Windows password with this key. Its web page decrypts it with the private key in PEM.
recipe-note-linux-only = For Linux servers only, not for Windows.
recipe-note-google-os-login = Not used where OS Login is turned on. The name before the colon is the account on the VM.
recipe-note-google-metadata-ignored = With OS Login, keys in the metadata are ignored. Your account name on the VM is your e-mail address with _ for . and @.
recipe-note-shows-md5 = It shows the MD5 fingerprint of the key.
recipe-note-windows-needs-rsa = Windows instances need an RSA key.
recipe-note-authorize-after-import = Then choose Manage next to the key, and authorize it.
recipe-note-own-line = Each key has a line of its own. If the last line of the file has no line end, start a new line first.
recipe-note-others-must-not-write = If others can write to the home folder, the .ssh folder or the file, the server ignores the key without a message.
recipe-note-synology-home = Others can write to home folders by default, so SSH ignores the key. Run: chmod 755 ~
recipe-note-administrators-only = Only administrators can log in.
recipe-note-dropbear-limits = At most 300 lines are read, each of at most 3000 characters. A line with an option that Dropbear does not know is ignored.
recipe-note-mikrotik-ed25519 = Older versions refuse Ed25519 keys of users. An RSA key works with all of them.
recipe-note-upload-first = A file name or user name that does not match gives “unable to load key file”.
recipe-note-cisco-prompt = The device shows another prompt for each line. Save the configuration afterwards (write memory).
recipe-note-two-keys-each = A user can have two keys.
recipe-note-no-comment = The comment is left out: the firewall may refuse a key with one.
recipe-note-older-rsa-only = Before FortiOS 7.0, only RSA keys are accepted.
recipe-note-ten-keys = At most ten keys are kept.
recipe-note-aruba-only-switch = This command is for ArubaOS-Switch (ProCurve) only, not for AOS-CX. It lets the key log in as manager.
recipe-note-aruba-login = If the switch still asks for a password, allow keys: aaa authentication ssh login public-key
recipe-note-ppk-version = Versions before PuTTY 0.75 need the older format: choose PuTTY key, version 2.
recipe-note-no-ppk = It does not read .ppk files.
recipe-note-passphrase-in-entry = The password of the entry must be the passphrase of the key.
recipe-note-uses-ssh-config = If it does not connect, run ssh with the same name in a terminal: the message there says why.
recipe-note-old-jenkins-pem = Older plug-ins read only the traditional PEM format (“invalid privatekey”).

# $name: of the service, device or program.
recipe-takes-file = { $name } takes the file of the private key, as { $format }. Save it in that format, then choose it there.
recipe-takes-file-too = The private key is needed as { $format }.
recipe-refused = Not accepted by { $name }: { $kind } keys.
recipe-too-short = Not accepted by { $name }: RSA keys with fewer than { $least } bits.
recipe-too-long = Not accepted by { $name }: RSA keys with more than { $most } bits.
# $sizes: the sizes that are accepted, such as “RSA (2048, 4096 bits)”.
recipe-other-size = Not accepted by { $name }: RSA keys with { $bits } bits. Accepted: { $sizes }.
recipe-accepted = Accepted types: { $types }
recipe-rsa-least = RSA (at least { $least } bits)
recipe-rsa-range = RSA ({ $least } to { $most } bits)
# $sizes: numbers, with commas between them.
recipe-rsa-only = RSA ({ $sizes } bits)
recipe-make = Generate an { $kind } key instead.
recipe-make-rsa = Generate an RSA key with { $bits } bits instead.
recipe-md5 = It shows the MD5 fingerprint of the key: { $md5 }
# $file: the file of a private key.
recipe-file-ready = { $file } already has the format that { $name } needs ({ $format }). Choose this file there.
recipe-no-user = { $name } also needs the name of the account there.
recipe-bad-user = “{ $user }” cannot be the name of an account. Use letters, digits and . _ @ + -
recipe-source = Source: { $place } ({ $date }). It may have changed since.
recipe-unchecked = Not checked against the vendor’s documentation.
recipe-group-code = Source code
recipe-group-cloud = Cloud
recipe-group-server = Servers
recipe-group-device = Devices
recipe-group-program = Programs

## Agents

agent-openssh = the SSH agent
agent-pageant = Pageant
# $program: its name, such as ssh-agent or gnome-keyring-daemon.
agent-program = the SSH agent ({ $program })
# $agent: one of the three above. $key: the name of its file.
agent-added = { $key } is now held by { $agent }.
agent-none = No SSH agent is running. Start one with: eval "$(ssh-agent)"
agent-no-pageant = Pageant is used on Windows only. Leave out --agent pageant to use the agent of this session.
agent-no-pageant-windows = Pageant is not running. Start it, then try again.
agent-none-windows = No SSH agent is running. An administrator can start the one of Windows in PowerShell: Get-Service ssh-agent | Set-Service -StartupType Automatic; Start-Service ssh-agent
agent-not-allowed = You are not allowed to use { $agent }. It may belong to another account.
agent-no-answer = There was no answer from { $agent }. If it asked you something, answer that, then try again.
agent-refused = The request was refused by { $agent }. It may be locked (unlock it with ssh-add -X), or it does not support this type of key.
agent-limits-refused = The key was refused by { $agent }. It may be locked (unlock it with ssh-add -X), or it may not support a lifetime or confirmation; then you can add the key without them.
agent-too-long = The key is too long for { $agent }.
agent-unreadable = The answer of { $agent } makes no sense. Restart it, then try again.
agent-broken = The connection to { $agent } was lost ({ $reason }). Try again.
# $program: the path of ssh. $agent: one of the three above.
agent-route = ssh is { $program } and uses { $agent }, unless IdentityAgent in ~/.ssh/config names another one.
agent-route-windows = ssh is { $program }, which belongs to Windows, and uses { $agent }, unless IdentityAgent in its config names another one.
agent-route-unknown = ssh is { $program }. If it is OpenSSH for Windows, it uses { $agent }.
agent-route-git = ssh is { $program }, which belongs to Git. It cannot use the agent of Windows, only one that was started in Git Bash. To let Git use the ssh of Windows: git config --global core.sshCommand C:/Windows/System32/OpenSSH/ssh.exe
agent-route-cygwin = ssh is { $program }, which belongs to Cygwin or MSYS2. It cannot use the agent of Windows, only one that was started in their own terminal.
agent-route-none = ssh is { $program }. It found no agent to use, so it reads the keys from their files.
agent-route-no-ssh = There is no ssh on this computer, so only other programs, such as PuTTY, can use an agent.

## The command line

# One line on standard error. $problem: what is wrong with the arguments, in English.
cli-usage = { $problem }; see keywright-cli --help
cli-ecdsa-bits = ECDSA keys cannot have { $bits } bits. Choose 256, 384 or 521.
cli-ed25519-bits = Ed25519 keys cannot have { $bits } bits: they always have 256. Omit --bits.
cli-output-for-many = --output names one new file, but there are several to write. Use --output-dir to name their folder.
cli-output-for-keys = { $file } contains { $count } keys, but --output names one new file. Choose a key with --key, or use --output-dir to convert all of them.
cli-no-such-key = { $count ->
    [one] { $file } contains one key, so there is no key { $number }.
   *[other] { $file } contains { $count } keys, so there is no key { $number }.
}
cli-private-to-output = Private keys are not printed, because files made from the output could be readable by others. Name a file with --output.
cli-input-for-both = A key and its passphrase cannot both come from standard input. Put one of them in a file.
cli-pipe-without-output = To save a key that is read from a pipe, use --output or --output-dir.
cli-no-command = No command given. Use generate, show, convert, authorized, explain, find, recipe, agent, man or completions; see keywright-cli --help
cli-no-such-command = There is no command { $name }. See keywright-cli --help.
cli-ask-passphrase = Passphrase for { $file }:
cli-ask-new = Passphrase for the new key (empty for none):
cli-ask-again = Repeat passphrase:
cli-wrong-in-file = The passphrase in the file does not unlock { $file }. The passphrase must be the first line of that file.
cli-no-passphrase = { $file } is locked with a passphrase. Use --passphrase-file to name a file that contains it.
cli-not-given = { $file } stays locked, because no passphrase was entered for it.
cli-is-certificate = { $file } is a certificate and is not converted. To print it, use keywright-cli show --certificate.
cli-no-certificate = There is no certificate in { $file }.
cli-untypable = The new passphrase contains a control character or byte order mark that you could not type later. Remove it.
# After “passphrase-edge-space”.
cli-edge-space-kept = It will be part of the passphrase of the new file.
# $side and $blank: as in “passphrase-edge-space”.
cli-left-out = { $side ->
    [start] { $blank ->
        [space] { $file } was unlocked without the space at the beginning of the passphrase, which is not part of it.
        [invisible] { $file } was unlocked without the invisible character at the beginning of the passphrase, which is not part of it.
       *[other] { $file } was unlocked without the white space at the beginning of the passphrase, which is not part of it.
    }
    [end] { $blank ->
        [space] { $file } was unlocked without the space at the end of the passphrase, which is not part of it.
        [invisible] { $file } was unlocked without the invisible character at the end of the passphrase, which is not part of it.
       *[other] { $file } was unlocked without the white space at the end of the passphrase, which is not part of it.
    }
   *[both] { $blank ->
        [space] { $file } was unlocked without the spaces before and after the passphrase, which are not part of it.
       *[other] { $file } was unlocked without the white space before and after the passphrase, which is not part of it.
    }
}
cli-passphrase-no-file = { $file } is not a regular file. To pass the passphrase through a pipe, use --passphrase-file - (or --new-passphrase-file -).
cli-passphrase-encoding = The passphrase in { $file } is UTF-16, not plain text. Save the file as UTF-8 without a byte order mark (BOM).
cli-no-new-passphrase = There is no terminal to ask for the passphrase of the new key. Use --new-passphrase-file or --no-passphrase.
cli-passphrases-differ = The passphrases do not match. No key was created; try again.
cli-empty-passphrase = The passphrase in { $file } is empty: it must be on the first line. For no passphrase, use --no-passphrase.
cli-long-passphrase = The content of { $file } is too large to be a passphrase: more than 64 KiB.
# In place of a file name: “The passphrase in standard input is empty”.
cli-input = standard input
cli-input-unread = Standard input could not be read ({ $reason }).
cli-not-a-file = { $path } is not a regular file. Name a file or a folder.
cli-special = { $path } is not a regular file. To read a key from a pipe, use “-” as the file name and pipe the key in.
cli-standard-input = The passphrase could not be read from standard input ({ $reason }).
cli-cancelled = Cancelled. Nothing was changed.
cli-taken = { $path } already exists. Choose another place with --output, or use --replace, which keeps a backup of the old file.
cli-taken-new = { $path } already exists. Choose another place with --output.
cli-no-keys = No keys to convert were found.
cli-too-many = Not all of { $folder } was searched: the search stops after one million files or 32 folder levels. Convert the rest separately.
cli-no-home = No home folder was found. Choose a place with --output.
cli-output = Standard output could not be written ({ $reason }).
cli-output-new = The key was saved as { $path }, but its public key could not be printed ({ $reason }).
cli-output-converted = Converted and saved: { $count }. Standard output could not be written ({ $reason }).
cli-saved-pair = Saved { $private } and { $public }. Only you can read the private key.
# $words: what was undone to read the key, in whole sentences.
cli-unwrapped = { $file }: { $words }
# $old and $new: paths of files.
cli-converted = { $old } -> { $new }
cli-certificate-left-out = The public key is saved without the certificate in { $file }. To print the certificate, use keywright-cli show --certificate.
cli-certificate-unread = The certificate in { $file } cannot be read. It is kept unchanged.
cli-certificate-forged = The signature of the certificate in { $file } is not valid. It is kept unchanged, but do not use it; ask for a new one.
cli-summary = { $converted } converted, { $failed } failed, { $skipped } skipped.
# $skipped is the sum of $public, $certificates, $already and $other.
cli-summary-skipped = { $converted } converted, { $failed } failed, { $skipped } skipped ({ $public ->
    [one] 1 public key
   *[other] { $public } public keys
}, { $certificates ->
    [one] 1 certificate
   *[other] { $certificates } certificates
}, { $already } already in this format, { $other ->
    [one] 1 file that is not a key
   *[other] { $other } files that are not keys
}).
cli-too-large = { $count ->
    [one] 1 file was not searched for keys: it is larger than { $limit } KiB.
   *[other] { $count } files were not searched for keys: they are larger than { $limit } KiB.
}
cli-pem-weak = Traditional PEM encrypts the key weakly. Use openssh or pkcs8 unless an older program needs PEM.
# Labels of the table that “show” prints.
cli-file = File
cli-key = Key
cli-key-of = { $number } of { $count }
cli-rights = Permissions
# $mode: such as 0644. $names: accounts of Windows, with commas.
cli-rights-mode = { $mode }: readable by others, so ssh ignores the key. Fix: chmod 600 { $file }
cli-rights-listed = { $mode }, with an access control list (ACL) that may let others read the file. Fix: chmod -N { $file }
cli-rights-both = { $mode }: readable by others, so ssh ignores the key; an access control list (ACL) may let others read it as well. Fix: chmod 600 { $file } && chmod -N { $file }
cli-rights-named = Other accounts have access to the file, so ssh ignores the key: { $names }. Fix: open it in the { -app } window and choose “Make private”, or convert it into ~/.ssh.
cli-format = Format
cli-kind = Type
cli-passphrase = Passphrase
cli-holds = Contents
cli-note = Note
cli-warning = Warning
cli-certificate = Certificate
# Values of that table.
cli-yes = yes
cli-none = none
cli-comment-hidden = locked; shown with --passphrase-file
cli-all-hidden = locked; shown with --passphrase-file
cli-in-device = The private key is inside the security key; this file works only together with it.
format-ppk1 = PuTTY key, version 1
format-sshcom = ssh.com private key
format-public-pem = Public key, PEM
format-certificate = OpenSSH certificate

## authorized_keys

# Labels of a list, and values beside them.
cli-authorized-line = Line
cli-authorized-on = { $number }, on
cli-authorized-off = { $number }, off
cli-authorized-ignored = { $number }, ignored by sshd
cli-authorized-options = Options
cli-authorized-text = Text
cli-authorized-reason = Reason
cli-authorized-empty = There are no keys in the file.
auth-from = From
auth-from-not = not { $pattern }
auth-until = Until
auth-until-utc = { $time } UTC
auth-until-utc-past = { $time } UTC (expired)
auth-until-local = { $time }, local time of the server
auth-until-local-past = { $time }, local time of the server (expired)
auth-authority = Authority
auth-authority-yes = certificates signed by this key can log in; the key itself cannot
auth-principals = Principals
auth-command = Command
auth-allowed = Allowed
auth-allowed-all = everything
auth-allowed-none = running commands only
# $names: a list of what follows.
auth-allowed-some = running commands, { $names }
auth-pty = terminal
auth-ports = port forwarding
auth-agent = agent forwarding
auth-x11 = X11 forwarding
auth-rc = ~/.ssh/rc
auth-environment = Environment
auth-permit-open = Forward to
auth-permit-listen = Listen on
auth-tunnel = Tunnel device
auth-security-key = Security key
auth-no-touch = need not be touched
auth-verify = must verify its user, such as by a PIN

# What is odd about a line that sshd uses.
auth-repeated = The same key is in line { $line }. sshd uses the first line whose conditions are met.
auth-second-key = Another key is in the comment of this one, so it cannot log in. A line break is missing before it.
auth-from-empty = “from” has nothing between two commas, so sshd lets nobody in. Remove one comma.
auth-from-mask = “from” contains { $pattern }, whose mask does not fit the address. sshd then lets nobody in, or does not exclude what it names. Write it as in 192.0.2.0/24, with zeros after the mask.
auth-from-blank = “from” contains “{ $pattern }”. With a space in it, it matches nothing. Remove the space.
auth-from-only-not = “from” only says from where not, so sshd lets nobody in. Add * to let in all others.
auth-from-name = “from” contains the name { $pattern }. Names count only if the server has UseDNS yes, which is not the default. Use addresses.
auth-from-not-name = “from” excludes the name { $pattern }, but names count only if the server has UseDNS yes, which is not the default. Exclude addresses.
auth-principals-alone = “principals” without “cert-authority” makes sshd refuse the key. Use both or neither.
auth-permit-service = “{ $value }” names a service. sshd ignores the line if the server does not know that service. Write the number of the port, or *.

# Why sshd ignores a line.
auth-option-unknown = sshd does not know the option “{ $option }”. Remove it or correct its spelling.
auth-option-quote = The value of “{ $option }” must be in double quotes: { $option }="…"
auth-option-open = A double quote is not closed.
auth-option-twice = The option “{ $option }” is there twice. Use one, with all values in it.
auth-option-time = “{ $value }” is not an expiry time. Write it as YYYYMMDD, YYYYMMDDHHMM or YYYYMMDDHHMMSS, with Z at the end for UTC.
auth-option-environment = “{ $value }” is not a variable. Write it as NAME=value, with only letters, digits and underscores in the name.
auth-option-permit = The value “{ $value }” of “{ $option }” is not a host and port. Write it as host:port.
auth-option-tunnel = “{ $value }” is not the number of a tunnel device.
auth-key-missing = There is nothing after the type of the key.
auth-key-base64 = The key is damaged: it contains characters that no key contains, or its end is missing. Copy it again.
auth-key-damaged = The key is damaged: part of it is missing or was changed. Copy it again.
auth-key-other = The line says { $named }, but the key is of type { $found }.
auth-key-unsupported = OpenSSH does not support keys of type { $name }.
auth-key-short = An RSA key with { $bits } bits is too short for OpenSSH, which requires 1024.
auth-glued = Two keys are in one line. Insert a line break where the second one begins.
auth-certificate = This is a certificate. Add the key of its authority instead, with the option cert-authority.
auth-bom = The line begins with an invisible byte order mark (BOM). Save the file as UTF-8 without BOM.
auth-utf16 = The text is UTF-16. Save the file as UTF-8 without BOM.
auth-private = This is a private key. Anyone who can read this file can use it. Remove it, and add its public key.
auth-other-format = This is a key in another format. Remove it, and add it with keywright-cli authorized add.
auth-in-block = This line is part of a key in another format.
auth-space-in-options = There is a space in the options before the key. Options have only commas between them.
auth-quotes = The line is in quotes. Without them, sshd can read its key.
auth-marker = @cert-authority belongs in known_hosts; here it is cert-authority.
auth-wrapped = The key goes on in the next line. It must be in one line.
auth-no-key = There is no key in this line.

# Why a key is not added.
auth-value-backslash = “{ $value }” ends with a backslash, which sshd cannot read before a quote. Add a space or another character at the end.
auth-value-control = The options contain the control character { $code }. Remove it.
auth-value-long = The line would be longer than { $limit } bytes, and not every sshd reads longer ones. Use shorter options.
auth-value-not-read-back = The key cannot be written with these options so that sshd reads the same. Nothing was changed.
auth-large = The file is larger than { $limit } KiB. Nothing was changed.
auth-lines = The file has more than { $limit } lines. Nothing was changed.

cli-authorized-saved = Saved { $file }.
cli-authorized-dry-run = Nothing was changed (--dry-run).
cli-authorized-input = Standard input cannot be changed. Name a file.
cli-authorized-past = { $until } is in the past: the key could never log in. Give a later date after --until.
cli-authorized-date = “{ $text }” is not a date. Write it as 2026-12-31 or “2026-12-31 18:00”, with Z at the end for UTC.
# $file: where the key was read from, $number: of the line.
cli-authorized-already = The key in { $file } is already there, in line { $number }.
cli-authorized-otherwise = The key in { $file } is already there, with other options, in line { $number }. Remove that line first, or change it.
cli-authorized-several = The key { $key } is in lines { $numbers }, which may allow different things. Name the line to turn on by its number.
cli-authorized-already-off = The key in { $file } is already there, turned off, in line { $number }. Use keywright-cli authorized on.
cli-authorized-certificate = { $file } is a certificate. Add the key of its authority with --cert-authority.
cli-authorized-hidden = { $file } is locked with a passphrase, and so is its public key. Use what keywright-cli show --public prints for it.
cli-authorized-no-line = There is no line { $number } in { $file }.
# $key: a fingerprint or a file.
cli-authorized-no-key = The key { $key } is not in { $file }.
cli-authorized-not-on = There is no key in line { $number } that could be turned off.
cli-authorized-not-off = There is no key in line { $number } that could be turned on.
cli-authorized-no-action = Say what to do: list, add, off, on or remove; see keywright-cli authorized --help
cli-recipe-unknown = { $name } is not known. Run keywright-cli recipe for a list of all.
cli-recipe-meant = { $name } is not known. Did you mean: { $names }?
cli-recipe-keys = { $count ->
    [0] There is no key in the file.
   *[other] There are { $count } keys in the file. Name one with a single key.
}
cli-agent = Agent
cli-agent-unknown-type = unknown
cli-agent-empty = The agent holds no keys.
cli-agent-no-action = Say what to do: list, add or remove; see keywright-cli agent --help
cli-agent-public = There is only a public key in { $file }. Name the file of the private key.
cli-agent-not-there = The agent does not hold the key { $key }.
cli-agent-no-certificate = The agent did not accept the certificate in { $file }. It holds the key without it.
cli-agent-removed = The agent no longer holds { $key }.
cli-agent-removed-all = The agent no longer holds any keys.
cli-find-no-home = No home folder was found. Name the files or folders to search.
cli-find-nothing = The key was not found.
cli-authorized-unchanged = The keys are already so. Nothing was changed.

## My keys

my-keys-title = { $count ->
    [one] 1 key
   *[other] { $count } keys
}
# While the list is filtered.
my-keys-title-some = { $shown } of { $count ->
    [one] 1 key
   *[other] { $count } keys
}
my-keys-check = Check again
my-keys-checking = Checking…
# Before anything is shown. $folder: ~/.ssh.
my-keys-checking-folder = Checking { $folder }…
my-keys-unchecked = { $folder } has not been checked.
my-keys-left-out = { $count ->
    [one] 1 more file was not checked, because there are too many.
   *[other] { $count } more files were not checked, because there are too many.
}
my-keys-empty = There are no keys in { $folder } yet.
my-keys-no-home = No home folder was found, so there is no .ssh folder to check.
my-keys-make = Make a key
my-keys-open = Open a key…
# The field over the list, and what can be typed into it.
my-keys-filter = Which key is this?
my-keys-filter-hint = Name, comment, type, host or fingerprint
my-keys-show-all = Show all
my-keys-searching = Searching…
my-keys-none = No key matches.
# After a fingerprint or a key was pasted into the field.
my-keys-nowhere = This key is not in { $folder }.
my-keys-nowhere-locked = AWS shows this kind of fingerprint for keys it creates. Unlock a key to compare it.
my-keys-also = Also in { $path }
my-keys-also-line = Also in { $path }, line { $line }
my-keys-also-more = { $count ->
    [one] and in one more place
   *[other] and in { $count } more places
}
# Findings that are about no key.
my-keys-folder-title = In { $folder }
my-keys-line = { $path }, line { $line }
my-keys-fine = No problems found.
my-keys-safe = { $count } problems can be fixed safely.
my-keys-safe-help = This removes other people’s access and rewrites key files the way ssh expects. The keys themselves do not change.
my-keys-fix-safe = Fix all that is safe
# For screen readers. $fix: the words on the button, $name: the file.
my-keys-fix-of = { $fix }: { $name }
my-keys-show-of = Show { $name } in its folder
my-keys-fixing = Working…
my-keys-undo = Undo
my-keys-done-many = { $count ->
    [one] 1 change was made.
   *[other] { $count } changes were made.
}
my-keys-failed-many = { $count ->
    [one] 1 problem could not be fixed.
   *[other] { $count } problems could not be fixed.
}
my-keys-undone = Undone.

# Parts of the second line of a key, with dots between them.
my-key-held = in the agent
my-key-locked = locked
my-key-open = no passphrase
my-key-unreadable = cannot be read
my-key-public = public key file
my-key-certificate = certificate
my-key-hosts = for { $hosts }
my-key-all-hosts = for all servers
my-key-new = changed today
my-key-days = { $count ->
    [one] changed yesterday
   *[other] changed { $count } days ago
}
my-key-months = changed { $count } months ago
my-key-years = changed { $count } years ago
# For screen readers, which do not see the sign before it. $finding: what is wrong, in whole sentences.
my-keys-said-problem = Problem: { $finding }
my-keys-said-warning = Warning: { $finding }
my-keys-said-hint = Hint: { $finding }
# A key as a screen reader reads it. $about: the parts of its second line.
my-key-row = { $name }: { $about }

# The question before a fix.
repair-title = { $count ->
    [one] Make this change?
   *[other] Make these changes?
}
repair-more = { $count ->
    [one] and one more change
   *[other] and { $count } more changes
}
repair-undo-later = You can undo this afterwards.
repair-apply = Apply

# Which server is to use which key.
server-title = Which server is this for?
server-text = The server gets a few lines in ~/.ssh/config. You see them before they are added.
server-field = Server
server-offer = In your configuration:
server-wrong = Enter the name or address of one server, as you type it after ssh: no user name, no spaces and none of * ? ! , = # / or quotes.
server-key-field = Key
server-key-offer = Your keys:
server-key-wrong = Choose one of your keys.
server-go = Show changes

# The title of the system’s own dialog.
title-identity = Choose the private key for this setting
path-title-identity = Choose the private key for this setting
path-identity = Use

## The page authorized_keys

keys-list-title = Keys that can log in
keys-list-text = The keys in this file can log in to your account on this computer. To log in to a server, your key must be in the server’s file: copy your public key on the Keys tab and send it to the administrator.
keys-list-other = Another file…
# $file: the file that is shown.
keys-list-choose = Choose the file to show; now { $file }
keys-list-add = Add a key…
keys-list-reading = Reading…
keys-list-no-home = No home folder was found. Choose a file.
keys-list-missing = { $file } does not exist yet, so it lets no key in. Add the first key: drop its file here, paste it, or choose it.
keys-list-no-keys = There are no keys in this file, so it lets no key in. Add one: drop its file here, paste it, or choose it.
keys-list-how = To add keys, drop their files here or paste them, in any format.
keys-list-count = { $count ->
    [one] One key, { $on } turned on
   *[other] { $count } keys, { $on } turned on
}
keys-list-try-again = Try again

# A row. $name: the comment of the key. $number: of its line.
key-row-no-comment = Key without a comment
key-row-ignored = Line { $number }, ignored by sshd
key-row-own = your key { $file }
# $label and $value: such as “From” and “192.0.2.0/24”.
key-row-option = { $label }: { $value }
key-row-written = Options: { $options }
# For screen readers. $state: “on” or “off”. $about: the texts of the row.
key-row-key = { $kind } { $about }.
key-row-all = { $name }, line { $number }, { $state }. { $about }
# The same for a line without a key.
key-row-line = { $name }: { $about }. { $findings }
key-row-on = on
key-row-off = off
key-row-skipped = ignored
# The switch of a row.
key-row-switch = Let { $name } log in, line { $number }
key-row-edit = Edit…
key-row-edit-name = Edit { $name }, line { $number }
key-row-remove-name = Remove { $name }, line { $number }
key-row-remove-line = Remove line { $number }
line-fix-mark = Remove the mark
line-fix-split = Split into two lines
line-fix-convert = Convert to a line
line-fix-public = Replace with its public key
line-fix-utf8 = Convert the file to UTF-8
line-fix-spaces = Remove the spaces
line-fix-quotes = Remove the quotes
line-fix-option = Write it as an option
line-fix-join = Join the lines
# For screen readers. $button: one of the buttons above.
line-fix-name = { $button }, line { $number }

# The form.
editor-title = Options of { $name }
# What the form leaves out of a line that sshd ignores.
editor-dropped = These options are removed: { $options }.
# A key that is added, and what is said of it.
editor-weak = { $name }: { $why }
editor-title-new = { $count ->
    [one] Add a key
   *[other] Add { $count } keys
}
editor-text-new = { $count ->
    [one] Whoever has the private key can then log in here, within the limits that you set.
   *[other] All of them get the same options.
}
editor-leave-out = Do not add { $name }
editor-more-keys = Add more…
editor-only-from = Log in only from some addresses
editor-from = Addresses
editor-from-help = For example 192.0.2.7, 192.0.2.0/24, 2001:db8:* or !192.0.2.9 for all but that one, with commas between them.
editor-mapped = Also allow these IPv4 addresses in IPv6 form (::ffff:192.0.2.7)
editor-mapped-help = Some servers see IPv4 addresses in this form.
editor-only-until = Log in only until a date
editor-until = Until
editor-until-help = For example 2026-12-31, to the end of that day, or 2026-12-31 18:00.
editor-clock = Clock
editor-clock-local = Time of the server
editor-clock-utc = UTC
editor-only-command = Run one command only
editor-command = Command
editor-command-help = It runs instead of whatever is asked for at login.
editor-restrict = Allow only what is selected below
editor-restrict-help = Also blocks features that future versions of sshd may add.
editor-allowed = Allowed
editor-allow-pty = Open a terminal
editor-allow-ports = Port forwarding
editor-allow-agent = Agent forwarding
editor-allow-x11 = X11 forwarding
editor-allow-rc = Run ~/.ssh/rc
editor-show-more = More options
editor-show-less = Fewer options
editor-permit-open = Forward only to
editor-permit-open-help = A host and a port, for example db.example.org:5432. Everywhere if nothing is entered.
editor-permit-listen = Listen only on
editor-permit-listen-help = A port, or a host and a port, for example localhost:8080.
editor-environment = Environment
editor-environment-help = NAME=value. Only if the server has PermitUserEnvironment.
# A field of a list. $name: the name of the list. $number: which one.
editor-one-of = { $name } { $number }
editor-authority = This key is a certificate authority
editor-authority-help = Certificates signed by it can log in; the key itself cannot.
editor-only-principals = Only for some names
editor-principals = Principals
editor-principals-help = Names with commas between them. A certificate must have one of them.
editor-only-tunnel = Use a tunnel device
editor-tunnel = Tunnel device
editor-touch = A security key must be touched
editor-verify = A security key must verify its user, such as by a PIN
editor-line = The line will be
editor-lines = The first line will be
editor-apply = Show changes…
editor-apply-new = Add…
editor-empty-from = Enter an address, or clear the box above.
editor-empty-until = Enter a date, or clear the box above.
editor-empty-tunnel = Enter the number of a device, or any.
editor-empty-principals = Enter a name, or clear the box above.
editor-bad-date = This is not a date. Enter it as 2026-12-31 or 2026-12-31 18:00.
editor-wrong = Correct the fields marked in red.

# Why nothing is changed.
refused-all-there = The key is already there, in line { $number }.
refused-otherwise = The key is already there with other options, in line { $number }. Edit that line instead.
refused-same = There is nothing to change.
refused-form-open = Finish or cancel the options of { $name } first.
refused-no-keys = { $count ->
    [0] There is no key in it.
    [one] Nothing can be added.
   *[other] None of these { $count } can be added.
}
not-added-certificate = { $what } is a certificate. Add the key of its authority instead, and select “This key is a certificate authority”.
not-added-hidden = { $what } is locked with a passphrase, and so is its public key. Open it first and copy its public key.

# The question before a file is changed. $name: of a key. $number: of a line. $server: a host.
change-title-add = { $count ->
    [one] Add this key?
   *[other] Add { $count } keys?
}
change-title-edit = Change the options of “{ $name }”?
change-title-off = Turn off the key “{ $name }”?
change-title-off-line = Turn off line { $number }? It becomes a comment.
change-title-on = Turn on the key “{ $name }”?
change-title-remove = Remove the key “{ $name }”?
change-title-remove-line = Remove line { $number }?
change-title-right = Change line { $number }?
change-title-utf8 = Convert the file to UTF-8?
change-title-forget = { $count ->
    [one] Remove the entry of { $name }?
   *[other] Remove { $count } entries of { $name }?
}
change-title-forget-line = Remove the entry in line { $number }?
change-title-server = Add “{ $name }” to the configuration of ssh?
change-title-server-key = Change the key for “{ $name }”?
change-title-undo = Undo the last change?
change-there = { $count ->
    [one] One key is already there and is not added again.
   *[other] { $count } keys are already there and are not added again.
}
change-server-place = The block begins in line { $number }, before anything else that ssh could use for this server.
change-server-stays = The configuration already has a block for this name. Its other settings stay as they are.
# For screen readers: the lines of the file, where they can be scrolled.
change-lines = What changes
change-kept = Line { $number } stays: { $text }
change-backup = A backup is kept as { $backup }.
change-new-file = { $file } will be created.
change-file-removed = { $file } did not exist before that change. It will be removed.
change-removed = Line { $number } is removed: { $text }
change-added = Line { $number } is added: { $text }
change-more = { $count ->
    [one] and one more line
   *[other] and { $count } more lines
}
change-save = Save changes
change-anyway = Change anyway
change-remove-anyway = Remove anyway
risk-lock-out = After this, no key in this file can log in. The last one that can is { $name }. If you need it to get in, stay logged in until another way works.
risk-lock-you-out = None of your own keys on this computer will be able to log in after this. The last one is { $name }.
risk-right-key = This is the fingerprint you were given, so ssh has the right key. If ssh warns about this server, someone may be impersonating it. Ask the administrator before you remove the entry.
risk-unrevoke = After this, ssh no longer refuses servers that use this key. It was revoked because it must not be used any more.
# $keywords: settings of ssh, such as "User, Port"
risk-overruled = Other values stand further up in the file and count first: { $keywords }. ssh will use those instead of the ones here. Change them there if that is not what you want.
text-bad-line = A line that would have to change cannot be read, for example because it is not in UTF-8. Nothing was changed. Correct it in a text editor.
risk-forget = Remove this entry only if the administrator confirms that the server’s key changed. Otherwise someone may be impersonating the server.

# What was done, before the button “Undo”.
done-add = { $count ->
    [one] Added the key to { $file }.
   *[other] Added { $count } keys to { $file }.
}
done-edit = Changed the options of “{ $name }”.
done-off = Turned off the key “{ $name }”.
done-on = Turned on the key “{ $name }”.
done-remove = Removed the key “{ $name }”.
done-off-line = Turned off line { $number }: it is a comment now.
done-remove-line = Removed line { $number }.
done-right = Changed line { $number }.
done-forget = { $count ->
    [one] Removed the entry of { $name }.
   *[other] Removed { $count } entries of { $name }.
}
done-forget-line = Removed the entry in line { $number }.
done-server = Added “{ $name }” to { $file }.
done-server-key = “{ $name }” uses this key now. Changed { $file }.
done-undo = Undone: { $file } is as it was before.
done-undo-keeps = Undone. What another program changed in { $file } meanwhile is still there.
done-backup = Backup: { $backup }
done-undo-button = Undo
drop-overlay-authorized = Drop to add to authorized_keys
title-text-file = Choose a file
title-authorize = Choose the keys to add
path-title-text-file = Show another file
path-text-file = Show
path-title-authorize = Add keys

## The page of known servers

servers-title = Known servers
servers-text = ssh remembers the key of each server that you connect to, and warns you when it changes.
servers-missing = { $file } does not exist yet. ssh creates it when you first connect to a server.
servers-empty = There are no servers in this file.
servers-find = Find a server
servers-find-hint = Name, address or fingerprint
servers-count = { $count ->
    [one] One entry
   *[other] { $count } entries
}
servers-found = { $count ->
    [one] One entry found
   *[other] { $count } entries found
}
servers-none-found = No entry found. Entries with a hashed name are found only by the whole name, with the port if it is not 22.
servers-remove-all = Remove all { $count } entries of { $name }…
servers-hashed = Hashed name
servers-hashed-found = { $name } (hashed)
servers-unreadable = Line { $number }, skipped by ssh
servers-skipped = ssh cannot read this line: { $text }
servers-no-key = There is no key in this line, so ssh skips it.
servers-authority = Certificate authority: ssh accepts servers of these names with a certificate signed by this key.
servers-revoked = Revoked: ssh refuses servers that use this key.
# For screen readers. $kind: the type of the key. $about: its fingerprint, and what else is said of it.
servers-row = { $name }, line { $number }. { $kind } { $about }
servers-compare = Compare…
servers-compare-name = Compare the fingerprint of { $name }, line { $number }
servers-compare-title = Key of { $name }
servers-compare-text = Compare it with the fingerprint that the administrator gave you, for example by telephone.
servers-stored-sha256 = SHA-256 fingerprint
servers-stored-md5 = MD5 fingerprint, for older programs
servers-given = Fingerprint that you were given
servers-same = It is the same key.
# $given and $kind: types of keys.
servers-other-type = This is the fingerprint of the server’s { $given } key, in line { $number }. This entry is its { $kind } key.
servers-other-of-type = This is the fingerprint of the key in line { $number }. This entry is another key of the same type for this server, and may be out of date.
servers-another = The fingerprints do not match. A server can have several keys: ask for the fingerprint of its { $kind } key before you remove this entry.
servers-no-fingerprint = This is not a whole fingerprint. It begins with SHA256: or is 16 pairs of digits and letters with colons.
servers-remove = Remove this entry…

## Error messages explained

# What the messages of ssh and other programs mean. One or two sentences each: what happened, not yet why.
# $file, $path: paths. $host: a server. $user: an account. They are as the message has them.
error-key-exposed = ssh does not use the private key { $file }, because other users of this computer can read it (permissions { $mode }).
error-key-bad-permissions = ssh does not use the private key { $file }, because other users of this computer can read it.
error-key-unprotected = ssh does not use a private key, because other users of this computer can read its file.
error-key-not-readable = ssh may not read the private key { $file }, so it continues without it.
error-key-libcrypto = ssh cannot read the private key { $file }: its text is not in a form that ssh understands.
error-key-libcrypto-bare = A private key cannot be read: its text is not in a form that ssh understands.
error-key-invalid-format = ssh cannot read a private key in { $file }: the file is not in a format that ssh understands.
error-key-passphrase-wrong = The private key { $file } was not unlocked, because the passphrase was wrong.
error-identity-not-accessible = ssh was told to use the private key { $file }, but cannot open it ({ $reason }). It continues without it.
error-identity-missing = ssh was told to use the private key { $file }, but cannot open it ({ $reason }).
error-config-permissions = ssh stops, because someone other than you could change { $file }.
error-config-option = ssh does not know the option { $option } in line { $line } of { $file }, so it stops.
error-config-option-bare = ssh does not know the option { $option }, so it stops.
error-config-terminating = ssh stops, because it does not understand its configuration. The lines before this one say which.
error-permission-denied-bare = The login was not permitted, or a file may not be read or written. The lines before this one may say which.
error-copy-denied = scp is not allowed to read or write { $path }.
error-public-key-invalid = ssh cannot read the file of a public key.
error-host-key-asked = ssh has never connected to { $host } from this account and asks whether its host key is the right one.
error-config-argument = ssh cannot use what line { $line } of { $file } says, so it stops.
error-control-path = ssh cannot share its connection, because the path of the socket is too long.
error-host-key-changed = The server identifies itself with a different host key than before. ssh refuses to connect, because someone could be intercepting the connection.
error-host-key-offending = The host key of the server is not the one in known_hosts. ssh refuses to connect.
error-host-key-differs-for-address = The host key of { $host } is not the one that known_hosts has for its address { $address }.
error-host-key-not-known = ssh has never connected to { $host }, and it was told not to connect to servers whose host key is unknown.
error-host-key-verification = ssh did not connect, because the host key of the server could not be confirmed.
error-name-resolution-temporary = The name of the server could not be looked up, because no name server (DNS) answered.
error-name-unknown = This computer cannot find a server with the name { $host }.
error-no-route = The server cannot be reached: there is no network route to it, or it does not answer.
error-network-unreachable = This computer has no connection to the network that the server is in.
error-connection-refused = { $host } was reached, but nothing accepts connections on port { $port }.
error-connection-timed-out = The server did not answer in time.
error-service-permission-denied = { $host } did not accept any of the keys that ssh offered.
error-permission-denied = The server did not let you log in. It accepts: { $methods }.
error-password-refused = The server did not accept the password.
error-too-many-failures = The server ended the connection after too many attempts to log in. Every key that ssh offers counts as one.
error-ssh1 = ssh was told to use version 1 of the protocol, which has not been supported since OpenSSH 7.6.
error-protocol-versions = The server and this program use different versions of the SSH protocol.
error-no-key-exchange = ssh and the server have no key exchange method in common.
error-no-host-key-type = ssh and the server have no type of host key in common. The server offers { $offer }.
error-no-cipher = ssh and the server have no cipher in common. The server offers { $offer }.
error-no-mac = ssh and the server have no message authentication code (MAC) in common. The server offers { $offer }.
error-no-mutual-signature = ssh and the server have no signature algorithm in common for this key. This happens with RSA keys when one side is old.
error-agent-refused = The server would accept the key, but the agent did not sign with it.
error-agent-refused-key = The agent did not accept the key { $file }.
error-agent-refused-bare = The agent refused the request.
error-agent-not-found = ssh-add found no agent to talk to.
error-agent-no-connection = The agent could not be reached ({ $reason }).
error-security-key-missing = The security key that this key needs did not answer.
error-closed-before-greeting = Something accepted the connection and closed it again before SSH began.
error-not-an-ssh-server = What answered on this port does not speak SSH.
error-corrupted = Data arrived damaged, so ssh ended the connection.
error-broken-pipe = The connection was lost after it had been established.
error-connection-closed = The connection was closed by the server or by something on the way.
error-password-expired = The password of your account on the server has expired. The server asks for a new one even if you log in with a key.
error-account-unavailable = You were logged in, but the account has no shell, so the session ended immediately.
error-no-pty = The server did not provide a terminal for this session.
error-subsystem-failed = The server does not offer what was asked for, usually file transfer (SFTP).
error-message-too-long = The server sent ordinary text where SFTP was expected.
error-forward-address-in-use = ssh cannot forward a port, because another program on this computer uses it.
error-forward-refused = The connection works, but the server did not make a forwarded connection.
error-certificate-refused = The certificate is not valid at this time.
error-certificate-name = The certificate is not valid for this user or host name.
error-copy-id-no-identities = ssh-copy-id found no public key to install.
error-not-a-key-file = ssh-keygen found no key in { $file } that it can read.
error-no-post-quantum = This is a warning; the connection works. Someone who records it now may be able to read it later with a quantum computer.
error-askpass-missing = ssh had a question, but there was no terminal to ask on, and { $path } is not installed.
error-ssh-not-found = The shell found no OpenSSH on this computer.
error-refused-ownership = The server did not use authorized_keys, because someone other than the owner could change { $path }. Every key of this account is refused.
error-closed-by-authenticating = { $user } ended the connection before logging in. Usually no key that the client offered was accepted.
error-invalid-user = Someone tried to log in as { $user }, but the server has no such account.
error-user-not-allowed = The settings of the server do not let { $user } log in.
error-user-locked = The account is locked or has expired, so no key is accepted for it.
error-user-shell = { $user } may not log in, because the shell { $path } cannot be run on the server.
error-pam-denied = The rules of the server (PAM) do not let { $user } log in, even with the right key.
error-type-not-accepted = The server does not accept { $algorithm }, which the client used for its key.
error-authorized-keys-unreadable = The server cannot read { $path } ({ $reason }), so it accepts no key for this account.
error-failed-publickey = The server refused a key for { $user }.
error-failed-password = The server refused a password for { $user }.
error-maximum-attempts = A client tried too often to log in as { $user }. Every key that it offers counts as one attempt.
error-no-host-keys = sshd does not start, because it has no host key.
error-run-folder-missing = sshd does not start, because the folder { $path } does not exist.
error-no-identification = Someone connected to the server without speaking SSH.
error-max-startups = The server turns connections away, because too many are waiting to log in.
error-windows-key-exposed = ssh does not use { $file }, because { $other } has access to it.
error-windows-key-exposed-unnamed = ssh does not use the private key { $file }, because other accounts have access to it.
error-windows-agent-disabled = The SSH agent of Windows could not be started, because its service is disabled.
error-windows-proxy-command = ssh could not start a program that it needs for this connection.
error-windows-no-copy-id = Windows does not include ssh-copy-id.
error-windows-no-ssh = Windows did not find OpenSSH on this computer.
error-putty-key-refused = The server did not accept the key that was offered.
error-putty-signature-refused = The server first accepted the key, but then refused the signature made with it.
error-ppk-too-new = The .ppk file is of version 3, which this program is too old to read.
error-putty-openssh-key = PuTTY reads private keys only as .ppk files. This file has another format: { $format }.
error-putty-no-file = The file is not used, because it cannot be opened or holds no private key in PuTTY’s format.
error-puttygen-cannot-load = PuTTYgen could not read a private key in the file.
error-no-supported-methods = No way of logging in is left: what the server accepts was not offered, or it was refused.
error-putty-no-agreement = The program and the server have no { $what } in common. The server offers { $offer }.
error-putty-timed-out = The server did not answer in time.
error-putty-refused = The computer was reached, but nothing accepts connections on this port.
error-putty-aborted = The connection was lost after it had been established.
error-putty-unexpectedly-closed = The server closed the connection without giving a reason.
error-putty-no-host = The name of the server could not be found.
error-putty-host-key-changed = The server identifies itself with a different host key than before. Someone could be intercepting the connection.
error-putty-host-key-unknown = The program has not connected to this server before, or nobody confirmed its host key.
error-putty-wrong-passphrase = The private key was not unlocked, because the passphrase was wrong.
error-putty-access-denied = The server did not let you log in.
error-winscp-needs-ppk = WinSCP reads private keys only as .ppk files. { $file } has another format: { $format }.
error-winscp-no-sftp = You were logged in, but file transfer (SFTP) did not start.
error-winscp-large-packet = The server sent ordinary text where SFTP was expected.
error-filezilla-protocol = FileZilla is set to FTP, but the server speaks SFTP.
error-filezilla-key = FileZilla found no private key in { $file }.
error-filezilla-no-connection = FileZilla could not connect. The lines before say why.
error-mobaxterm-stopped = The session has ended. The lines before say why.
error-rlogin-rsa-sha1 = The server does not accept signatures with SHA-1, which RLogin uses for RSA keys unless it is told otherwise.
error-rlogin-auth-failure = The server refused every way of logging in that RLogin tried.
error-teraterm-read-error = Tera Term could not read the private key.
error-teraterm-auth-failed = The server did not let you log in.
error-git-repository-not-found = The server found no such repository that you may see.
error-github-deploy-key = The key is a deploy key of one repository and may not do this.
error-github-permission = You are logged in as { $account }, and this account may not change { $repository }.
error-github-sha1 = GitHub does not accept signatures with SHA-1. Your program is too old to sign with this RSA key in another way.
error-github-sso = The key is right, but the organization requires it to be authorized for single sign-on (SSO).
error-github-key-in-use = The key cannot be added, because it is already registered. A key belongs to only one account or repository.
error-github-key-invalid = What was pasted is not a public key in OpenSSH’s one-line format.
error-git-password-removed = The service does not accept your account password over HTTPS.
error-azure-key-failed = Azure DevOps does not know the key that ssh offered first.
error-git-signing-key = Git cannot open { $file }, with which it should sign.
error-git-allowed-signers = Git cannot verify the signature, because it does not know which keys to trust for whom.
error-git-no-ssh = Git could not start { $command }.
error-git-could-not-read = Git could not reach the repository. The lines before say why.
error-vscode-no-ssh = Visual Studio Code found no ssh on this computer.
error-vscode-no-connection = Visual Studio Code could not connect to { $host }. The lines before, in Output > Remote – SSH, say why.
error-vscode-pipe = The ssh that Visual Studio Code had started has ended. The lines before say why.
error-ansible-sshpass = Ansible needs sshpass to log in with a password, and it is not installed.
error-ansible-password-host-key = Ansible cannot log in with a password, because the host key of the server is not known yet.
error-ansible-become = Ansible is logged in, but did not become another user, because the password for sudo is missing or wrong.
error-ansible-unreachable = Ansible could not connect to the host.
error-java-invalid-key = The Java library for SSH cannot read the private key.
error-java-auth-fail = The server did not let the program log in.
error-java-host-key = The program does not know the host key of { $host }.
error-java-negotiation = The program and the server have no algorithm in common.
error-jenkins-key-rejected = The server did not accept the private key that Jenkins used for { $user }.
error-aws-other-user = The key is accepted, but this instance expects you to log in as { $user }.
error-aws-key-pair = AWS has no key pair with this name in this region.
error-aws-key-format = AWS cannot import what it was given as a public key.
error-paramiko-key = Paramiko cannot read the private key.
error-paramiko-auth = The server did not let the program log in.
error-openssl-no-start-line = OpenSSL found no key in the file that it can read.
error-openssl-bad-decrypt = OpenSSL could not decrypt the private key.
error-openssl-unsupported = OpenSSL 3 does not support an algorithm that was asked for, usually an old one.

# Possible causes. First the cause and how to recognize it; what to do follows in a sentence of its own.
cause-key-exposed = The permissions of the file let other users read it.
cause-key-on-plain-disk = The file is on a disk that keeps no permissions, such as a USB stick, a network folder, or /mnt/c in WSL. Then chmod changes nothing, and the key must be copied to ~/.ssh.
cause-key-exposed-windows = The file inherited permissions from its folder, as in Downloads or on another drive.
cause-key-not-yours = The file belongs to another user, for example because it was created with sudo.
cause-key-missing = There is no file with this name: it was moved or renamed, or the name is misspelled in the command or in ~/.ssh/config.
cause-key-line-ends = The text was changed when it was copied: Windows line ends, a missing last line break, a byte order mark, spaces, or several lines joined into one. This is common for keys in variables of CI systems.
cause-key-is-ppk = It is a PuTTY key (.ppk), which ssh cannot read.
cause-key-is-public = The file holds the public key. ssh needs the private key, usually the file of the same name without .pub.
cause-key-damaged = Part of the text is missing or was changed, so the key is damaged.
cause-key-other-format = The key is in a format that this version of ssh does not read, such as PKCS#8 with Ed25519, or the format of ssh.com.
cause-passphrase-wrong = The passphrase was mistyped, or it belongs to another key. The following command prints the public key if the passphrase is right.
cause-passphrase-not-asked = The key is locked, and nobody could be asked for its passphrase, as in a script. Add the key to an agent first; then no passphrase is needed.
cause-pub-mismatch = The .pub file next to the key belongs to another key, so ssh offers the wrong one.
cause-not-a-private-key = The file is not a private key but something else, such as a certificate, a web page or an empty file.
cause-config-writable = The permissions of the file let other users change it.
cause-config-not-yours = The file belongs to another user.
cause-option-misspelled = The line has a typo, or a value that this version of ssh no longer supports.
cause-option-too-new = The option belongs to another version of ssh: a newer one, or that of macOS (UseKeychain). A line before it can tell ssh to ignore it.
cause-control-path-long = The host name or the folder in ControlPath is long, and a socket’s path has room for only about 100 characters.
cause-not-installed = The public key is not in authorized_keys of this account on the server.
cause-key-not-offered = ssh did not offer the right key, because it is not under a default name such as ~/.ssh/id_ed25519 and is neither named in ~/.ssh/config nor in an agent.
cause-wrong-user = The user name is wrong. Without a name, ssh uses the one you have on this computer; servers in the cloud often expect ubuntu, ec2-user, admin or root.
cause-server-permissions = On the server, someone other than the owner can change the home folder, ~/.ssh or authorized_keys, so the server does not use the key. Its log then says “bad ownership or modes”.
cause-keys-only = The server accepts no passwords, only keys, and you have no key there yet. Someone who can log in must add your public key.
cause-signature-refused = The key is an RSA key, and the server is so old that it only knows signatures with SHA-1.
cause-signing-failed = The server accepted the key, but signing with it failed: the private key could not be unlocked or does not match its .pub file. The following command should print the same as the .pub file.
cause-wrong-password = The password is wrong, or belongs to another account. If nobody knows it, it must be reset.
cause-password-not-allowed = The server does not accept a password for this account. Many servers do not accept one for root. Log in with a key instead.
cause-too-many-keys = ssh offers all keys of the agent, one after the other, and the server gives up before the right one.
cause-agent-full = The agent holds many keys. The following command lists them; ssh-add -d removes those that are no longer needed.
cause-old-client = The ssh on this computer is older than the server requires, for example because the server only allows post-quantum key exchange.
cause-old-putty = The program is older than the server or the key file requires.
cause-old-program = The program, or the library in it, is older than the server requires.
cause-new-key-type = The key is an RSA or DSA key. A new Ed25519 key does not have this problem.
cause-account-missing = The user name is misspelled, or the account exists on another server.
cause-account-not-allowed = AllowUsers, AllowGroups, DenyUsers or DenyGroups in the settings of the server exclude the account. Add it to the line that is already there, and reload sshd.
cause-account-locked = The account was locked (passwd -l) or has an end date that has passed.
cause-account-shell = The account has no usable shell, such as nologin, or one that is not installed.
cause-account-no-login = The server knows the account but closes the session immediately, for example because logging in is restricted.
cause-password-expired = The password of the account has an end date. Set a new one in an interactive session.
cause-password-never-set = The account should only be used with keys, so its password should not expire at all.
cause-shell-prints = A startup file of the shell on the server, such as .bashrc, prints text. It must print nothing if the session is not interactive, so this command must print nothing.
cause-no-sftp = File transfer (SFTP) is not switched on in sshd_config, or its program is not installed.
cause-no-terminal = The server or the line in authorized_keys does not allow a terminal (no-pty), as on Git services, or it has run out of terminals.
cause-home-writable = Users other than the owner can change the home folder, ~/.ssh or authorized_keys.
cause-path-not-owned = A folder on the way to authorized_keys, or the file itself, belongs to another user.
cause-authorized-keys-unreadable = The permissions of authorized_keys do not let its owner read it.
cause-selinux = SELinux labels the file as something else, for example because it was moved from another folder.
cause-server-refuses-type = The settings of the server exclude this algorithm. Allowing ssh-rsa again weakens the server; prefer a newer client or key.
cause-server-no-host-keys = The host keys in /etc/ssh were deleted or never made, as in copied containers and images.
cause-server-run-folder = sshd was not started as a service. The folder is normally made by the service.
cause-key-not-accepted = None of the offered keys is in authorized_keys of this account. The fingerprints there can be compared with that of the key.
cause-client-gave-up = The client had no other key to offer or nobody answered its question. Its own output says more.
cause-scanner = The internet is full of programs that try names and passwords. If you do not know the address, it has nothing to do with you.
cause-server-log = Only the log of the server says why.
cause-certificate-expired = The time for which the certificate was issued has passed or has not begun.
cause-certificate-principal = The certificate was issued for other names (principals).
cause-clock-wrong = The clock of this computer or of the server is wrong. The following command prints the time as this computer has it.
cause-forwarding-off = The server does not allow forwarding for this account.
cause-forward-target-refused = The server could not reach the address to which the connection should be forwarded.
cause-port-taken = Another ssh, or another program, already listens on this port.
cause-name-misspelled = The name or address of the server is misspelled or out of date.
cause-name-not-in-config = The name is an abbreviation that should be in ~/.ssh/config, but is not there on this computer.
cause-no-network = This computer is not connected to the network or the internet.
cause-name-server-down = The network works, but the name server that this computer uses does not answer. Containers and WSL often have a wrong one in /etc/resolv.conf.
cause-vpn-off = The server is in a company or home network that can only be reached through a VPN, and that is not connected.
cause-server-off = The server is switched off, restarting or has another address now.
cause-sshd-not-running = No SSH server is running there, or it has not started yet.
cause-wrong-port = The SSH server uses a different port.
cause-firewall = A firewall, or a security group of the cloud provider, does not let the connection through.
cause-address-banned = The server or a tool on it, such as fail2ban, blocks your address after failed attempts.
cause-server-busy = Too many connections are being opened at the same time.
cause-not-ssh = The port belongs to something else, such as a web server or a proxy.
cause-idle-cut = A router or firewall dropped the connection because nothing was sent for a while.
cause-network-unstable = The network was interrupted, or this computer went to sleep.
cause-proxy-failed = The computer in between (ProxyJump or ProxyCommand) could not connect. ssh -v shows how far it came.
cause-wrong-protocol = The protocol in the connection settings is FTP instead of SFTP.
cause-host-key-replaced = known_hosts still has an earlier key: the server was installed again, or its address was given to another one. Only the fingerprint can show whether that is so.
cause-other-machine = You are connecting to a different machine than you think, because of a wrong address, a changed DNS entry, or someone who intercepts the connection. Do not enter a password until you know.
cause-host-unknown = Nobody has confirmed the host key of this server yet, and the program could not ask, as in a script.
cause-host-first-time = This is the first connection to this server, or its line is missing from known_hosts. Compare the fingerprint that ssh shows before you answer yes.
cause-pub-damaged = The .pub file is damaged, empty or in another format. Without it, ssh can still use the private key.
cause-path-denied = The account may not read the file, or not write in the folder, on the computer that scp names. Its owner can change that, or another folder will do.
cause-host-changed = The host key of the server is no longer the one in known_hosts. In that case, ssh printed a large warning before this line.
cause-host-address-reused = The address belonged to another server before.
cause-host-key-cached = The host key must be confirmed by a person, who compares its fingerprint with the real one.
cause-old-server-exchange = The server is old and only offers key exchange with SHA-1. ssh can be told to allow that for this server only; the better way is to update the server.
cause-old-server-host-key = The server is old and only has an RSA key with SHA-1 signatures. ssh can be told to allow that for this server only.
cause-old-server-cipher = The server is old and only offers ciphers that are considered weak. ssh can be told to allow them for this server only.
cause-old-server-mac = The server is old and only offers weak message authentication codes. ssh can be told to allow them for this server only.
cause-server-not-post-quantum = The server is older than OpenSSH 9.0, or its settings exclude the newer key exchange. An update of the server ends the warning.
cause-old-server-ssh1 = The server, or a line “Protocol 1” in the configuration, requires version 1, which is insecure. The device needs an update.
cause-old-server-rsa = The server is old and only knows RSA signatures with SHA-1, which ssh has not used since version 8.8. ssh can be told to allow them for this server only.
cause-rsa-sha1-client = The key is an RSA key, and the program signs with SHA-1, which newer servers refuse. Newer versions sign with SHA-2; RLogin has a setting for it.
cause-packet-damaged = Something on the way changes the data, such as a broken network adapter, a VPN with a wrong MTU, or a proxy.
cause-agent-not-running = No agent is running in this session, or the variable SSH_AUTH_SOCK does not name it.
cause-agent-service-off = On Windows, the agent service is off until an administrator enables it.
cause-agent-socket-gone = SSH_AUTH_SOCK names an agent that has ended, as in an old tmux or screen session. In a new terminal, the following command should list the keys.
cause-agent-denied = The agent asked for a confirmation, a passphrase or a PIN, and nobody answered or the question was declined.
cause-agent-reload = The agent has an outdated entry for this key. Adding the key again replaces it.
cause-agent-cannot = The agent does not support this type of key or this limit, as some agents of desktops and password managers. ssh can be tried without an agent.
cause-security-key-absent = The security key is not plugged in, was not touched in time, or is another one.
cause-no-identity = You have no key in ~/.ssh yet, or it is not under a default name.
cause-needs-ppk = The key must be converted to a .ppk file.
cause-ppk-too-new = The file is a .ppk of version 3. Version 2 can be read by older programs.
cause-no-key-chosen = No private key is chosen in PuTTY’s settings for this session.
cause-no-key-chosen-winscp = No private key is chosen in the settings of WinSCP for this site; in FileZilla, the logon type is not “Key file”.
cause-no-key-chosen-rlogin = The key is not chosen, or not ticked, among the keys of this server entry in RLogin.
cause-public-key-cut = The public key was not installed in one piece: the text from PuTTYgen must be one line that begins with ssh-, and no “Comment:” lines.
cause-service-key-missing = The public key is not registered in your account at the service.
cause-service-other-account = ssh offers another key first, which belongs to another account or repository.
cause-service-user = The user name is not git. Services of this kind expect it for everybody.
cause-service-sso = Keys must be authorized once for each organization with single sign-on.
cause-repository-address = The address of the repository is misspelled, or the repository was renamed, moved or deleted.
cause-repository-access = The account has no access to the repository, or only permission to read. Its owner can change that.
cause-deploy-key = The deploy key was added without permission to write, or to another repository.
cause-key-in-use = The same key is registered in another account or as a deploy key. Each needs a key of its own.
cause-key-text-not-public = The text was of a private key, of a .ppk file, or of a public key in several lines (RFC 4716 or PEM).
cause-https-password = The address begins with https://. With a key, the address is of the form git@host:owner/repository.git.
cause-signing-key-path = user.signingkey in Git’s configuration names a file that is not there or is not a public key.
cause-allowed-signers = There is no file of allowed signers yet, or it has no line for this address. Each line has an email address and a public key.
cause-earlier-line = The reason is in a line before this one.
cause-ssh-missing = ssh is not installed, or its folder is not in PATH. On Debian and Ubuntu, the following command installs it.
cause-ssh-missing-windows = The OpenSSH client is an optional feature of Windows and is not installed. An administrator can add it.
cause-no-ssh-copy-id = The public key can be added with ssh itself.
cause-sshpass-missing = Logging in with a key needs no sshpass at all.
cause-proxy-command-missing = The program in ProxyCommand or ProxyJump is not installed or its path is wrong. On Windows, ssh may have to be named with its full path.
cause-become-password = The account on the server needs a password for sudo, which Ansible must ask for.
cause-needs-pem = The key is in OpenSSH’s format, which older versions of the library do not read. They need PEM, which there is for RSA and ECDSA keys.
cause-credential-wrong = The credential stored in the program holds a different key or user name than you think.
cause-key-pair-region = The key pair exists in another region, or under another name. Key pairs belong to one region.
cause-cloud-user = The image does not allow root. Use the name in the message.
cause-host-key-not-checked-in = The program uses a known_hosts file of its own, which lacks the server. Compare the printed keys with those of the server before you add them.
cause-openssl-needs-pem = The key is in OpenSSH’s own format or another that OpenSSL does not read. As PKCS#8 it does.
cause-openssl-old-cipher = The file is encrypted with an old cipher that OpenSSL 3 does not use without the legacy provider. Saved in another format, it can be read.
cause-key-type-unsupported = The key is of a type that AWS does not import: it takes RSA and Ed25519, and only RSA for Windows.
cause-old-paramiko = This version of Paramiko does not know the format or the type of the key.

# What a log shows. Part of “explain-for” and “explain-against”, so without a full stop.
sign-key-offered = ssh offered a key to the server
sign-no-key-offered = ssh offered no key to the server
sign-key-accepted = the server accepted a key
sign-key-refused-format = ssh could not read one of the private keys
sign-no-such-file = the system found no such file
sign-no-mutual-signature = ssh and the server had no signature algorithm in common
sign-offers-post-quantum = the server only offers post-quantum key exchange
sign-offers-old-exchange = the server offers key exchange with SHA-1
sign-key-only = the server accepts only keys
sign-password-offered = the server also accepts passwords
sign-asked-in-batch = there was no terminal to ask on
sign-many-keys = ssh takes keys from an agent
sign-connected = the server accepted the connection
sign-old-server = the server is an old version
# $seen: one of the sentences above.
explain-for = The text points to this: { $seen }.
explain-against = The text speaks against this: { $seen }.

# What to do about a cause. A command or lines to copy follow where there are any.
# $file: a path, or “fix-the-file”. $host: a server, or “fix-the-server”.
fix-the-file = the file
fix-the-server = the server
fix-protect = Make { $file } readable only by you:
fix-protect-windows = Make { $file } accessible only to you: open it in the { -app } window and choose “Make private”.
fix-deny-writing = Let only the owner change { $file }:
fix-deny-writing-windows = Let only your account, SYSTEM and Administrators change { $file }, on the Security tab of its Properties.
fix-take-ownership-windows = Make your account the owner of { $file }, on the Security tab of its Properties, under Advanced.
fix-take-ownership = Make { $file } belong to you:
fix-inspect = See what { $file } contains:
# $format: openssh, ppk, ppk2, pem or pkcs8.
fix-convert = { $format ->
    [ppk] Convert { $file } to a PuTTY key:
    [ppk2] Convert { $file } to a PuTTY key of version 2:
    [pem] Convert { $file } to PEM:
    [pkcs8] Convert { $file } to PKCS#8:
   *[openssh] Convert { $file } to OpenSSH’s format:
}
fix-rewrite = Save the same key again as ssh expects it (a backup of { $file } is kept):
fix-extract-public = Save the public key of { $file } again (a backup of the old .pub file is kept):
fix-print-public = Use the public key, which is a single line of text:
fix-choose-file = Use the right file. For ssh, it is named after -i, or after IdentityFile in ~/.ssh/config.
fix-install = Install the public key on { $host }:
fix-register = Add the public key, a single line of text, to your account on { $host }:
fix-remove-host-line = First ask the administrator for the fingerprint of the new key, and compare it. If it matches, remove the old keys of the server, including the one in line { $line } of { $file }:
fix-remove-host-here = First ask the administrator for the fingerprint of the new key, and compare it. If it matches, remove the old keys of the server.
fix-remove-host-key = First ask the administrator for the fingerprint of the new key, and compare it. If it matches, remove all old keys of { $host }:
fix-learn-host-key = Connect to { $host } once by hand, and compare the fingerprint before you answer yes:
fix-compare-host-key = Ask the administrator for the fingerprint, and confirm it in the program only if it is the same.
fix-config = Put this into ~/.ssh/config, before other lines for the same host:
fix-edit-line = Correct line { $line } of { $file }.
fix-edit = Correct the line in { $file }.
fix-server-config = On the server, put this into /etc/ssh/sshd_config and reload sshd:
fix-run = Run:
fix-on-server = Run on the server:
fix-log-in = Log in with the right user name:
fix-log = See in detail what ssh does:
fix-explain-all = Explain the whole output, not only this line.
fix-update = Install the newest version of { $program }.
fix-update-program = Install the newest version of the program that logs in.
# $place: where it is in the other program, in English.
fix-setting = Change it in the settings: { $place }.
fix-check-address = Check which name, address and port ssh uses:
fix-check-network = Check the network and the VPN, then try again.
fix-choose-port = End the other program, or choose another port.
fix-generate = Make a new key, and install its public key:
fix-plug-in = Plug in the security key and touch it when it blinks.
fix-ask = Ask the administrator of the server or service.
fix-ask-issuer = Ask for a new certificate where you got this one.
fix-wait = Wait a few minutes, then try again.
fix-ignore = Nothing needs to be done.

# Above the numbered causes.
explain-one-cause = The cause:
explain-causes = Possible causes, most likely first:
# The first was found on this computer.
explain-causes-found = Possible causes, starting with what was found on this computer:
# Before a cause that was looked at on this computer.
explain-this-is-it = This is it.
explain-not-this = Not this.
# The line that was explained. $number: its number. $programs: names, with commas. $text: the line.
explain-line = Line { $number }, from { $programs }: { $text }
explain-masked = The text without the names and addresses that were found. Check it before you share it:
cli-explain-unknown = This message is not known. Nothing is guessed: look for the first line that says what failed, or run the command again with ssh -v and explain all of its output (ssh -v HOST 2>&1 | keywright-cli explain -). To ask someone, send the output of keywright-cli explain --mask.
cli-explain-empty = There is no text to explain. Name an error message, or pipe the output of a program into keywright-cli explain -.
cli-explain-private-key = This is a private key, not an error message. Never send it to anyone.
cli-explain-too-large = The text is too large to explain: more than { $limit } MiB. Pass its end, for example with tail.

## Fix a problem

# The name of the field, and what stands under it while it is empty.
problem-field = Paste the error message or the log
problem-about = Messages from ssh, PuTTY, Git, and others are explained here. You can also drop a log file.
problem-about-no-drops = Messages from ssh, PuTTY, Git, and others are explained here.
problem-explain = Explain
problem-explaining = Explaining the text…
problem-clear = Clear
problem-mask = Mask names and addresses
problem-masking = Masking names and addresses…
problem-hide-masked = Hide the masked text
# Under the masked text, of which only the beginning fits.
problem-masked-cut = Only the beginning is shown. All of it is copied.
# A text that is not in the field. $name: a file. $lines: how many lines it has.
problem-aside-file = { $lines ->
    [one] { $name }, { $lines } line
   *[other] { $name }, { $lines } lines
}
problem-aside-pasted = { $lines ->
    [one] Pasted text, { $lines } line
   *[other] Pasted text, { $lines } lines
}
problem-aside-private = It contains a private key, so it is not shown here.
problem-check-again = Check again
# What was pasted instead of a message.
problem-private-key = This is a private key, not an error message
problem-private-key-help = Never send it to anyone. Open it to see what it is and to save it.
problem-public-key = This is a public key, not an error message
problem-public-key-help = Open it to see its fingerprint and to use it.
problem-no-message = This is not an error message
problem-open-key = Open the key
problem-path = This is the path of a file, not an error message
problem-path-help = A key is opened. The text of any other file is explained.
problem-fingerprint = This is the fingerprint of a key, not an error message
problem-fingerprint-help = My keys shows which of your keys it belongs to, and where else that key is.
problem-find-key = Find the key
# Folded below the likeliest causes.
problem-others = Other causes ({ $count })
problem-hide-others = Hide other causes
problem-unknown = This message is not known
problem-unknown-help = Look for the first line that says what failed, or run the command again with ssh -v and paste all of its output:
problem-unknown-ask = To ask the administrator of the server or the support team of the program, send them the text without names and addresses.
problem-too-large = The text is too large to explain: more than { $limit } MiB. Copy only its last part and paste that.
# For screen readers: a button that copies a command.
problem-copy-named = Copy { $command }
# The same of a button that several causes may have.
problem-for-cause = { $label }: { $cause }
# What settles a cause. $name: a file.
remedy-open = Open { $name }
remedy-show-my-keys = Show my keys
remedy-show-servers = Show known servers
remedy-show-server = Show { $host } in known servers
remedy-show-authorized = Show authorized keys
remedy-copy-masked = Copy masked text
remedy-clear = Explain another message
toast-masked = Copied the masked text

## Starting

# $renderers: names for --renderer, with commas. Also shown in a message box, so without columns.
usage =
    { -app } makes, opens and converts SSH keys.

    keywright – open the window
    keywright FILE – open the window with this key file
    keywright FILE FILE – convert several files; a folder stands for the files in it

    --renderer NAME – use only this renderer: { $renderers }
    --version – show the version
    --help – show this help
    Everything after -- is a file.

    The environment variable KEYWRIGHT_RENDERER does the same as --renderer.
    keywright-cli does the same work without a window.
start-wrong-option = Unknown option: { $option }.
start-wrong-no-name = --renderer needs a name. Available here: { $renderers }.
start-wrong-unknown = --renderer names an unknown renderer, “{ $name }”. Available here: { $renderers }.
start-wrong-unknown-variable = The environment variable KEYWRIGHT_RENDERER names an unknown renderer, “{ $name }”. Available here: { $renderers }.
start-not-here = --renderer asks for { $name }, which is not included in this program. Available here: { $renderers }.
start-not-here-variable = The environment variable KEYWRIGHT_RENDERER asks for { $name }, which is not included in this program. Available here: { $renderers }.

# Followed by the causes, one on each line.
start-no-window = { -app } could not open its window.
start-broke-off = { -app }’s window closed unexpectedly. Files that were saved are safe.
# The system shows this when the session ends, as the reason to wait.
session-unsaved = A key is not saved yet.
# On standard error, when the program is ended before a key is saved.
rescued-kept = Your unsaved key was written to { $path }. { -app } will offer it the next time it starts.
rescued-lost = The unsaved key could not be written to disk. Unless you have another copy, make a new key.
# $renderer: OpenGL, DirectX 12 or Vulkan. $cause: one of the sentences below.
start-cause = { $renderer }: { $cause }
renderer-opengl = OpenGL
renderer-dx12 = DirectX 12
renderer-vulkan = Vulkan
# $reason: what the system or the driver said, in English. $place: a file and line of the source.
start-no-desktop = There is no desktop session to open a window in ({ $reason }).
start-no-opengl = Version 2.0 or later is not available.
start-no-opengl-because = Version 2.0 or later is not available ({ $reason }).
start-no-adapter = No graphics adapter was found that can show a window.
start-driver = The graphics driver failed ({ $reason }).
start-fault = Internal error at { $place }.
start-other = It failed ({ $reason }).
start-forced = No other renderer was tried because of --renderer { $name }.
start-forced-variable = No other renderer was tried because the environment variable KEYWRIGHT_RENDERER is { $name }.
start-instead =
    keywright-cli, next to this program, does the same work in a terminal. How to use it:
    keywright-cli --help
# A file and line of the source follow.
start-fault-at = { -app }: internal error at

## Putting things right

# Buttons.
repair-make-private = Make private
repair-take-write = Let only me change it
repair-rewrite = Rewrite the key
repair-write-public = Write the public key
repair-rename = Rename
repair-switch-off = Turn off the line
repair-remove-line = Remove the line
repair-config = Add to the configuration…
repair-choose-file = Choose the file…
repair-convert = Open and convert…
repair-passphrase = Set a passphrase…
repair-save-in-ssh = Open and save in ~/.ssh…
repair-replace = Make a new key…
repair-ask-issuer = Ask the issuer
repair-copy-command = Copy the command

# What a fix will change. $from, $to: permissions as chmod takes them, such as 644.
repair-will-protect = The permissions of { $path } change from { $from } to { $to }: only you can read and change it.
repair-will-protect-listed = The permissions of { $path } change from { $from } to { $to }, and its access control list (ACL) is removed: only you can read and change it.
# $names: the other accounts and groups.
repair-will-protect-named = { $path } can no longer be used by { $names }, only by its owner, the administrators and the system.
repair-will-take-write-named = { $path } can no longer be changed by { $names }. Whoever could read it still can.
repair-will-take-write = The permissions of { $path } change from { $from } to { $to }: only you can change it.
repair-will-switch-off = Line { $line } of { $path } is turned off: it becomes a comment.
repair-will-change = Line { $line } of { $path } changes.
repair-will-add = Line { $line } of { $path } is new.
# After the line that names the first key of a server.
repair-only-key = ssh then tries only this key for { $server }.
repair-only-key-and-agent = ssh then tries only this key for { $server }, and those in an agent.
repair-will-remove = Line { $line } of { $path } is removed.
repair-will-tidy = { $path } is written again as ssh reads it. Only line breaks, spaces and the encoding of characters change; key, passphrase and comment stay.
# $undone: what was wrong with the text, in whole sentences.
repair-will-rewrite = { $path } is written again as ssh reads it; key, passphrase and comment stay. { $undone }
repair-will-rewrite-and-leave-out = { $path } is written again as ssh reads it; key, passphrase and comment stay. { $undone } The other text in the file is left out.
repair-will-lay-out = { $path } is written again as ssh reads it; key, passphrase and comment stay.
repair-will-leave-out = { $path } is written again as ssh reads it; key, passphrase and comment stay. The other text in the file is left out.
# $of: the file of the private key.
repair-will-write-public = The public key of { $of } is written to { $path }.
repair-will-rename = { $from } is renamed to { $to }.
repair-will-keep = The current { $path } is kept as the backup { $backup }.

# What was done.
repair-did-protect = Only you can read and change { $path } now.
repair-did-take-write = Only you can change { $path } now.
repair-did-switch-off = Line { $line } of { $path } was turned off.
repair-did-change = Line { $line } of { $path } was changed.
repair-did-add = Line { $line } was added to { $path }.
repair-did-remove = Line { $line } of { $path } was removed.
repair-did-tidy = { $path } was written again as ssh reads it. Only line breaks, spaces and the encoding of characters changed; it is the same key.
repair-did-rewrite = { $path } was written again as ssh reads it, with the same key. { $undone }
repair-did-rewrite-and-leave-out = { $path } was written again as ssh reads it, with the same key. { $undone } The other text in the file was left out.
repair-did-lay-out = { $path } was written again as ssh reads it, with the same key.
repair-did-leave-out = { $path } was written again as ssh reads it, with the same key. The other text in the file was left out.
repair-did-write-public = The public key of { $of } was written to { $path }.
repair-did-rename = { $from } was renamed to { $to }.
repair-did-keep = The old { $path } was kept as { $backup }.

# What went wrong.
repair-by-hand = This cannot be fixed automatically. { $path } was not changed.
repair-changed = { $path } is not as it was when it was checked. It was not changed. Check again to see what is wrong now.
repair-not-mine = { $path } belongs to another account, so its permissions are left to that account. It was not changed. To change them, make the file yours first.
repair-hidden = The system does not tell who can use { $path }. It was not changed. Look at its permissions in the file manager.
repair-not-kept = The disk did not keep the new permissions of { $path }, so they are as before. Move it to your home folder, on a disk that supports permissions.
repair-too-large = { $path } is too large to be changed: the limit is { $limit } bytes or lines. The file was not changed. Use a text editor for it.
repair-several = { $what } contains { $count } keys, and ssh reads only one from a file. The file was not changed. Convert it: each key then gets a file of its own.
repair-other-format = { $what } is in a format that is only read here, never written ({ $format }). The file was not changed. Convert the key to OpenSSH.
repair-needs-passphrase = Something in { $what } that is not encrypted was changed, and only the passphrase can tell what it was. The file was not changed. Open the key with its passphrase and save it.
# $file: as it is written in a command.
cli-repair = To have it as ssh reads it: keywright-cli repair { $file }
# For: keywright-cli repair -
cli-repair-private-input = Private keys are not printed, because files made from the output could be readable by others. Save the text as a file and repair that.
# For: keywright-cli repair FILE
cli-repair-leaves-out = { $path } contains other text beside the key, which would be left out. Nothing was changed. To write the key without that text, add --leave-out-text.
repair-other-text = { $what } contains other text beside the public key, such as options or the name of a server, which would be lost. Nothing was changed. Correct the text by hand, or put the key into a file of its own.
repair-is-list = { $path } is a file of ssh in which other text counts as much as the keys. Nothing was changed. To see what is wrong in it, run: keywright-cli check
repair-not-needed = { $what } is written as it should be. Nothing was changed.
repair-not-read-back = { $what } would not have been the same key after rewriting. The file was not changed. Open it and save it in the OpenSSH format.
repair-locked = The public key of { $path } is locked as well. The file was not changed. Open the key with its passphrase and save it with its public key.
repair-taken = { $path } already exists and was not overwritten. Rename or move that file first.
repair-not-writable = { $path } cannot be written in the configuration of ssh, which reads some of its characters as something else. The file was not changed. Rename the file first.
repair-changed-since = This cannot be undone, because { $path } was changed since. It was left as it is, and so were the backups.
# $why, $left: whole sentences.
repair-not-undone = { $why } Some changes before that could not be undone. { $left }

## keywright-cli check

# A file, perhaps with the number of a line, and what is wrong with it.
check-problem = { $place }: problem: { $words }
check-warning = { $place }: warning: { $words }
check-hint = { $place }: hint: { $words }
# A file, and what was done to it.
check-fixed = { $place }: fixed: { $words }
# In lines to add to ~/.ssh/config, for what the person puts in. No spaces.
check-server = SERVER
check-key = ~/.ssh/KEY
check-nothing = Nothing is wrong.
check-left-out = { $count ->
    [one] One file was not checked, because there are too many.
   *[other] { $count } files were not checked, because there are too many.
}

## What is wrong in ~/.ssh
# The name of the file is shown before each of these.

finding-private-key-open = Other users of this computer can read this private key, so ssh does not use it.
# Windows. $names: accounts.
finding-private-key-open-to = Other accounts have access to this private key, so ssh does not use it: { $names }.
finding-outside-open = Other users of this computer can read this private key.
finding-outside-open-to = Other accounts have access to this private key: { $names }.
finding-copy-open = Other users of this computer can read this copy of a private key.
finding-copy-open-to = Other accounts have access to this copy of a private key: { $names }.
finding-no-permissions-kept = This private key is on a disk that keeps no permissions, so everybody can read it and ssh does not use it. Copy it to a folder of your home folder, such as ~/.ssh.
finding-not-readable-home = The permissions of your home folder do not let you enter it, so nothing in it can be used.
finding-not-readable-folder = The permissions of this folder do not let you enter it, so ssh does not find its keys.
finding-not-readable-key = The permissions of this private key do not let you read it, so ssh does not use it.
finding-not-readable-config = The permissions of this file do not let you read it, so ssh stops.
finding-not-readable-authorized = The permissions of this file do not let you read it, so sshd lets none of its keys in.
finding-not-readable-known-hosts = The permissions of this file do not let you read it, so ssh takes every server for a new one.
finding-other-owner-key = This private key belongs to another account and you may not read it, so ssh does not use it. It may have been made with sudo.
finding-other-owner-config = This file belongs to another account, so ssh stops with “Bad owner or permissions”.
finding-other-owner-known-hosts = This file belongs to another account.
finding-other-owner-sshd = This belongs to another account, so sshd ignores all keys in authorized_keys.
finding-writable-config = Everyone on this computer can change this file, so ssh stops with “Bad owner or permissions”.
finding-writable-config-group = Members of the file’s group can change it, so ssh may stop with “Bad owner or permissions”.
finding-writable-config-to = Other accounts can change this file, so ssh stops with “Bad owner or permissions”: { $names }.
finding-writable-known-hosts-to = Other accounts can change this file, and could make ssh trust a wrong server: { $names }.
finding-writable-folder-to = Other accounts can change what is in this folder, also the files of ssh: { $names }.
finding-writable-authorized-to = Other accounts can change this file, so sshd ignores all keys in it: { $names }.
finding-open-administrators-to = Only the administrators and the system may have access to this file. sshd may ignore all keys in it, because these accounts have access too: { $names }.
finding-writable-known-hosts = Others can change this file, and could make ssh trust a wrong server.
finding-writable-sshd = Everyone on this computer can change this, so sshd ignores all keys in authorized_keys.
finding-writable-sshd-group = Members of its group can change this, so sshd may ignore all keys in authorized_keys.
finding-text-utf16 = The text of this private key is UTF-16, which ssh cannot read.
finding-text-bom = This private key begins with an invisible byte order mark (BOM), so ssh cannot read it.
finding-text-line-ends = The line breaks of this private key are not those that ssh reads.
finding-text-leading = There is a blank line or other text before this private key, so ssh cannot read it.
finding-text-spaces = There are spaces around the lines of this private key, so ssh cannot read it.
finding-text-no-newline = The line break at the end of this private key is missing, so ssh cannot read it.
finding-text-other = The text of this private key was changed in a way that keeps ssh from reading it.
# $format: such as “PuTTY (.ppk), version 3”.
finding-format-used = ssh looks for a key in this file but cannot read its format: { $format }. Save the key in OpenSSH format.
finding-format-unused = ssh cannot read the format of this key: { $format }. To use it with ssh, save it in OpenSSH format.
finding-format-new = ssh before version 9.6 cannot read Ed25519 keys in PKCS#8. Save the key in OpenSSH format.
finding-public-as-private = ssh looks for a private key in this file, but it contains a public key. Rename it, with .pub at the end.
finding-wrong-public = The .pub file next to this private key is of another key, so ssh offers the wrong key to servers.
finding-damaged-public = ssh cannot read the .pub file next to this private key: it is damaged or in another format. Write it again from the private key.
finding-public-text = ssh cannot read the public key in this file as it stands: something is around it, or it is in another format.
finding-no-public = The file with the public key is missing. Programs that pass it on, such as ssh-copy-id, need it.
finding-authorized-expired = The time until which this key may log in has passed.
check-in-window = Open it in the { -app } window: My keys shows what would be changed.
check-repair-line = Correct line { $line } in a text editor, or in the { -app } window.
check-remove-line = Remove line { $line } in a text editor, or in the { -app } window.
check-choose-file = Correct the name in line { $line }, or remove the line.
finding-not-a-folder = This is a file, but ssh needs a folder with this name. Rename the file; ssh-keygen then makes the folder.
finding-not-tried = ssh does not try this key on its own. Use ssh -i { $path }, or add it to ~/.ssh/config.
finding-identity-missing = IdentityFile names { $path }, which does not exist, so ssh goes on without it.
finding-too-many-keys = ssh offers { $count } keys to each server. Most servers end the connection after six. Say in ~/.ssh/config which key a server uses.
# $host: the server as config calls it, or * for all.
finding-too-many-keys-for = ssh offers { $count } keys to { $host }. Most servers end the connection after six. Say in ~/.ssh/config which key it uses.
finding-no-passphrase = This private key has no passphrase. Anyone who has the file can use the key.
finding-weak-pem = This format encrypts the key weakly: one round of MD5. Save it in OpenSSH format.
finding-weak-ppk = Version 2 of PuTTY’s format encrypts the key weakly. Save it as version 3 or in OpenSSH format.
finding-weak-rounds = The passphrase is protected by only { $count ->
    [one] one round
   *[other] { $count } rounds
} of bcrypt; ssh-keygen uses 16 or more. Save the key again.
finding-certificate-expired = This certificate has expired, so servers refuse it. Ask whoever issued it for a new one.
finding-certificate-not-yet = This certificate is not valid yet, so servers refuse it until then. Check the clock of this computer.
finding-certificate-of-other = This certificate is of another key than the private key next to it, so ssh cannot use it. Ask for one of this key.
finding-certificate-of-host = This is a certificate of a server, so nobody can log in with it. Ask for one of a user, or give the file another name.
finding-certificate-no-principals = This certificate names no users, so OpenSSH 10.3 and later refuse it. Ask for one that names you.
# $reason: a sentence.
finding-authorized-ignored = sshd ignores this line. { $reason }
# $reason: a sentence.
finding-not-checked = The lines of this file could not be checked. { $reason }
finding-known-host-ignored = ssh ignores this line. { $reason }
finding-known-host-damaged = ssh ignores this line, because the key in it is damaged: part of it is missing or was changed. Remove the line, and compare the key with that of the server at the next login.
# $name is the type of a key, such as ssh-mldsa44
finding-known-host-type = Keys of type { $name } are not known here. Older versions of ssh ignore this line; newer ones may read it.
finding-known-host-marker = ssh ignores this line, because it does not know the word with @ at its beginning. It knows @revoked and @cert-authority.
finding-known-host-no-key = ssh ignores this line, because there is no key in it.
finding-known-host-hash = ssh ignores this line, because the hashed name of the server is damaged.
finding-weak-host-key = The key of this server is of a type or size that is no longer secure, and new versions of ssh refuse it. Ask whoever runs the server for its new key.

## “Use this key”: a key on a server

use-key = Use this key…
use-key-title = Use the key { $key }
use-key-back = Back to the key
use-panel-server = On a server
use-server-title = Install the key and log in
use-server-text = Adds the public key to your account on a server and logs in with it. The ssh of this computer connects, with your own settings; only its questions are asked here.
use-server-host = Server
use-server-host-hint = Name or address, such as server.example.org
use-server-user = User name
use-server-port = Port
use-server-jump = Jump host
use-server-jump-hint = user@gateway
use-server-optional = (optional)
use-server-another = Install it on another server
use-server-restrict = Restrict what this key may do on the server
use-server-start = Install and try
use-server-start-untried = Install
use-server-not-tried = Only the public key is installed. To try the key as well, save its private key in ~/.ssh first.
use-remove-offer = Remove this key from a server…
use-remove-back = Install it instead
use-remove-title = Remove the key from a server
use-remove-text = Takes the public key out of your account on a server. A backup of the file is kept there. No file on this computer changes.
use-remove-stays = Key that stays
use-remove-stays-hint = ~/.ssh/id_ed25519
use-remove-stays-offer = Your keys
use-remove-stays-text = This key is tried before and after the removal. If it does not let you in, the other one is put back. Leave the field empty if you sign in with a password.
use-remove-stays-wrong = There is no such key in ~/.ssh that differs from the one to be removed. Choose one from the list, or leave the field empty.
use-remove-start = Remove…
use-remove-another = Remove it from another server
removal-title = Remove the key “{ $key }” from { $server }?
removal-text = Nobody can log in there with this key afterwards. Nothing else is tried before: make sure that a password or another key lets you in.
removal-text-tried = Nobody can log in there with this key afterwards. { $path } is tried before and after the removal; if it does not let you in, the removed key is put back.
removal-yes = Remove from server
use-ask-host-title = Is this the right server?
use-ask-before = Before that, ssh showed:
use-ask-host-known = You may know this server under another name. The same key is on record for:
use-ask-host-warning = Compare the fingerprint with the one that the administrator or the provider of the server gives you. If it is different, somebody may be between you and the server.
use-ask-host-no = No, stop
use-ask-host-yes = Yes, the fingerprint is right
use-ask-password-title = Password for { $account }
use-ask-password-text = The password of your account on the server, not the passphrase of the key. It goes to ssh once and is not kept.
use-ask-password = Password
use-ask-passphrase-title = ssh needs the passphrase of { $path }
use-ask-text-title = ssh asks:
use-ask-server-title = The server asks:
use-ask-again-passphrase = That was not the passphrase. Try again.
use-ask-skip = Skip
use-ask-text = Answer
use-ask-send = Continue
use-ask-again = The server did not accept that. Try again.
use-ask-no = No
use-ask-yes = Yes
use-done-untried = The key was not tried.
use-crashed = This stopped because of an error in Keywright. Start again.
use-failed-after-change = The key is on the server, but logging in with it did not work yet.
use-explain = Explain what ssh printed
# The command that installs a key, to be copied
use-hand-show = Copy the command instead
use-hand-hide = Hide the command
use-hand-text = Installs the public key from a terminal, here or on another computer.
use-hand-from = Paste it into
use-hand-to = The server runs
# Short: three of each stand side by side
use-hand-sh = sh, bash, zsh
use-hand-powershell = PowerShell
use-hand-cmd = Command Prompt
use-hand-unix = Linux, macOS
use-hand-windows = Windows
# Windows, and the account is an administrator
use-hand-administrator = Windows, admin
use-hand-no-server = Enter the server above to see the command.
use-hand-no-comment = The comment of the key is left out, because this shell cannot pass it on unchanged.
use-hand-impossible = This shell cannot pass on the options of the key unchanged. Choose another one.
use-hand-then = ssh asks for your password. Then “added” or “already there” is printed.
# The key on this computer: a block in ~/.ssh/config
use-panel-computer = On this computer
use-computer-title = Log in with a short command
use-computer-text = Adds the server to ~/.ssh/config, so that ssh and every program that uses it know the address, the user name and this key. You see the lines before they are added.
use-computer-no-file = Save the private key first: ssh reads it from a file.
use-computer-name = Name
use-computer-name-note = (as you type it after ssh)
# $login: user@host, or user@host:port
use-computer-taken = “{ $name }” already means { $login } in the configuration of ssh. Enter another name.
# $through: the jump host, or the command that connects
use-computer-taken-through = “{ $name }” already means { $login }, through { $through }, in the configuration of ssh. Enter another name.
use-computer-taken-unknown = “{ $name }” is already in the configuration of ssh. Enter another name.
use-computer-key = Private key: { $file }
use-computer-agent = Keep the key in the SSH agent once its passphrase was entered
use-computer-bad-path = The path of the private key cannot be written in the configuration of ssh. Save the key in ~/.ssh under another name.
use-computer-offer-text = ssh can remember the address, the user name and this key.
use-computer-offer = Set up a short command…
use-check-asking = Asking ssh how it reads the configuration…
use-check-there = The configuration says all of this for “{ $name }” already. Nothing was changed.
use-check-right = Checked: ssh reads these settings for “{ $name }” as intended.
# $keyword: a setting of ssh, such as HostName
use-check-other = ssh uses { $keyword } { $taken } instead of { $meant }.
use-check-none = ssh does not use { $keyword } { $meant }.
use-check-why = Another setting counts first: further up in this file, or in a file that it includes. Change it there, or undo this change.
use-check-no-ssh = The settings could not be checked: there is no ssh on this computer.
use-check-failed = The settings could not be checked: ssh could not be started.
use-check-refused = ssh does not accept the configuration: { $said }. Until this is corrected, ssh does not connect to any server.
use-check-command = Log in with:

remote-no-host = Enter the name or the address of the server.
remote-missing = This field is empty.
remote-bad-host = This is not the name or address of a server.
remote-bad-user = This is not a user name.
remote-bad-port = A port is a number from 1 to 65535.
remote-bad-jump = Enter the jump host as user@host or user@host:port. Separate several with commas.
remote-host-key = ssh has never connected to { $server }. It shows this fingerprint:
remote-host-key-kind = Type of its key: { $kind }
# $name: a file, the number of a line and the name of a server, as ssh writes them
remote-host-key-other = • { $name }
# Where one server is reached through another
remote-way-connect = A server on the way asks each time Keywright connects. This time, Keywright connects to see which server answers.
remote-way-sign-in = A server on the way asks each time Keywright connects. This time, Keywright connects to sign in and to change the file.
remote-way-try = A server on the way asks each time Keywright connects. This time, Keywright connects to try a key alone.
remote-connecting = Connecting to { $server }…
remote-signing-in = Signing in to { $server }…
remote-changing = Adding the key…
remote-removing = Removing the key…
remote-trying-other = Trying the key that stays…
remote-still-in-before = The key that stays lets you in.
remote-still-in = The key that stays lets you in without the removed one.
remote-trying = Trying the key…
remote-connected = Connected to { $server }.
remote-connected-to = Connected to { $server } ({ $software }).
remote-signed-in-password = Signed in with the password.
remote-signed-in-interactive = Signed in with your answers.
remote-signed-in-key = Signed in with the key { $fingerprint }.
remote-signed-in-some-key = Signed in with a key.
remote-signed-in-open = Signed in. The server asked for neither a password nor a key.
remote-signed-in-other = Signed in with the method { $method }.
remote-added = The key was added to { $file } on the server.
remote-present = The key is in { $file } on the server already.
remote-other-options = The key is in { $file } on the server already, with other options. To change the options, edit the line on the server.
remote-removed = The key was removed from { $file } on the server.
remote-absent = The key is not in { $file } on the server. Nothing was changed.
remote-backup = A backup is kept on the server as { $file }.
remote-closed = Others could change { $path } on the server. Only the owner can now, as sshd requires.
remote-open = Others can change { $path } on the server, so sshd may ignore the key. Ask the administrator to run chmod go-w on it.
remote-setting = This server may look for keys elsewhere. Its configuration says: { $line }
remote-welcome = You can log in with this key.
remote-and-more = The server accepts the key and also asks for: { $methods }.
remote-no-ssh = There is no ssh on this computer. Install OpenSSH, or send your public key to the administrator of the server.
remote-ssh-fails = ssh could not be started ({ $why }).
remote-stopped = Stopped. Nothing was changed on the server.
remote-stopped-changing = Stopped while the file on the server was being changed. The key may or may not be there: start again to find out.
remote-stopped-trying = Stopped. The key is on the server but was not tried.
remote-not-connected = ssh could not connect to { $server }.
remote-not-signed-in = { $server } did not let you in. Nothing was changed.
remote-cut-off = The connection to { $server } broke off. The key may or may not be there: start again to find out.
remote-not-logged-in = The key is on the server, but the server does not accept it.
remote-not-tried = The key is on the server, but logging in with it could not be tried.
remote-key-unused = The server accepts the key, but ssh could not use the private key. Check the passphrase and the permissions of its file.
remote-last-way-in = You are signed in with the very key that is to be removed, and nothing else may let you in. First make sure that another key or a password works. Nothing was changed.
remote-bad-path = The key is on the server, but ssh cannot be told the path of its private key, so it was not tried. Save the key in ~/.ssh.
remote-certified = You can log in with this key and its certificate.
remote-open-server = The server lets everybody in and does not ask for keys, so the key could not be tried.
remote-no-tool = The server has no { $name }, which is needed to change the file safely. Nothing was changed.
remote-busy = { $path } was being changed by another program on the server. Nothing was changed; try again.
remote-damaged = The file with the keys could not be written on the server, and not be restored either: the disk is full. Before you close this connection, ask the administrator to restore { $path }, the copy of what it was.
remote-host-key-changed = { $server } has another key than when you last connected to it. ssh stopped, because somebody may be between you and the server. Ask the administrator whether its key was changed.
remote-host-key-refused = Stopped, because { $server } was not confirmed.
remote-no-shell = { $server } let you in but did not run the command that changes the file with the keys. The account may be for files or Git only: change its keys in the settings of the service.
remote-no-shell-said = { $server } let you in but did not run the command that changes the file with the keys. The account may be for files or Git only: change its keys in the settings of the service. It said: { $said }
remote-no-home = Your account has no home folder on the server, so there is no place for keys. Ask the administrator.
remote-no-folder = The folder { $path } could not be created on the server. The disk may be full or read-only. Nothing was changed.
remote-no-file = { $path } on the server is not a text file. Nothing was changed.
remote-unreadable = { $path } on the server cannot be read. Nothing was changed.
remote-unwritable = { $path } on the server could not be written. The disk may be full or read-only, or the account may not be allowed to. The file is as it was.
remote-no-room = There was no room for a backup of { $path } on the server. Nothing was changed.
remote-rights = The permissions of { $path } on the server could not be set, so sshd may ignore the key. Ask the administrator.
remote-staying-key = The key that is to stay does not let you in, so the other one was not removed. Nothing was changed.
remote-staying-key-no-shell = The key that is to stay lets you in but runs only a fixed command, so it does not replace the other one. Nothing was changed.
remote-staying-key-and-more = The server accepts the key that is to stay but asks for another key as well, perhaps for the one that is to be removed. Nothing was changed.
remote-staying-key-other = The server let you in with another key than the one that is to stay. Nothing was changed.
remote-staying-key-path = ssh cannot be told the path of the key that is to stay, so it could not be tried. Nothing was changed. Save that key in ~/.ssh.
remote-staying-key-put-back = Without the removed key, the key that is to stay did not let you in. The removed key was put back: the file is as it was.
remote-staying-key-perhaps = Without the removed key, the key that is to stay did not let you in, and the server has not confirmed that the removed key was put back. Try to log in before you close other connections to this server.
remote-stopped-put-back = Stopped. The removed key was put back: the file on the server is as it was.
remote-still-accepted = The server still accepts the removed key: it is allowed in another place, such as the configuration of the server or a certificate. Ask the administrator.
remote-not-put-back = The key was removed and could not be put back. { $path } on the server is a copy of the file as it was: if you can still log in, add the line from there again, otherwise ask the administrator.
remote-authority-untried = The key was not tried, because it is an authority: only certificates that it signs can log in.
remote-from = You restricted the key to certain addresses (from=). The address of this computer may not be one of them.
remote-other-key = The server accepts another key of yours but not this one.

cli-install-not-for-ssh = { $file } is not a private key that ssh reads, so logging in with it cannot be tried.
cli-install-untried = The key was not tried: this is not a private key that ssh reads.

## “Use this key”: a key in an app or service

use-panel-service = In an app or service
use-service-title = Use the key in an app or service
use-service-text = Choose a service, device or program to see which keys it accepts, where to enter the key, and the exact text or file.
use-service-search = Search
use-service-search-hint = Name, such as GitHub, Cisco or PuTTY
use-service-none = Nothing found for “{ $text }”.
use-service-none-help = Most services that are not listed take the public key in one line:
use-service-all = All apps and services
use-service-refused = does not accept this key
use-service-row-refused = { $name }, does not accept this key
use-service-accepted = { $name } accepts this key ({ $kind }).
use-service-make = Generate an { $kind } key
use-service-make-rsa = Generate an RSA key with { $bits } bits
use-service-user = Account name
use-service-paste = Text to paste
use-service-file-there = The key is already saved in this format: { $path }
use-service-save = Save as { $format }…
use-service-saved = Saved { $path }. Choose this file in { $name }.
use-service-public-only = Only the public key is open here. Open the file of the private key first.
toast-service-text = Copied the text
form-take = Use { $kind } instead
form-not-for = The key is not for { $name }

## “Use this key”: the key in an agent

use-panel-agent = In an agent
use-agent-title = Let an agent hold the key
use-agent-text = An agent holds unlocked keys, so that you need not enter their passphrases again. The files of the keys stay as they are.
use-agent-looking = Asking the agents…
use-agent-waiting = Waiting for the agent. It may ask you something first.
use-agent-check = Check again
use-agent-none = No SSH agent is running.
use-agent-none-unix = Most desktops start an agent when you log in. To start one yourself, run this command in a terminal, then start Keywright from the same terminal:
use-agent-none-windows = The agent of Windows is off until an administrator enables it. Run this command in PowerShell as administrator, then check again. Pageant can be used as well.
use-agent-copy-named = Copy { $command }
use-agent-lifetime = Forget the key after
use-agent-lifetime-unlimited = Never
use-agent-lifetime-hours = { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
}
use-agent-confirm = Let the agent ask me each time the key is used
use-agent-heading = SSH agent
# $program: its name, such as ssh-agent or gnome-keyring-daemon.
use-agent-heading-program = SSH agent ({ $program })
use-agent-holds = This agent holds the key.
use-agent-holds-not = This agent does not hold the key.
use-agent-no-limits = This agent supports neither a lifetime nor confirmation.
use-agent-keeps = This agent keeps keys until you remove them, even after a restart of the computer.
use-agent-public-only = Only the public key is open. To add the key, open its private key.
use-agent-not-open = The private key is no longer open. Open it again, then add it.
use-agent-add = Add the key
use-agent-add-again = Add the key again
use-agent-without = Add without a lifetime or confirmation
use-agent-remove-this = Remove the key
use-agent-keys = Keys in this agent: { $count }
use-agent-empty = This agent holds no keys.
use-agent-certificate = certificate
use-agent-unknown = unknown type
# $key: its comment. $kind: its type, or “certificate”.
use-agent-key = { $key } ({ $kind })
use-agent-remove = Remove
# $key: its comment, or its type.
use-agent-remove-named = Remove { $key } from the agent
use-agent-more = { $count ->
    [one] { $count } more key is not shown. “keywright-cli agent list” shows it.
   *[other] { $count } more keys are not shown. “keywright-cli agent list” shows them.
}
use-agent-remove-all = Remove all keys…
use-agent-remove-all-title = Remove all keys from { $agent }?
use-agent-remove-all-text = The files of the keys stay as they are. A key that has no file any more is lost.
use-agent-remove-all-yes = Remove all keys
use-agent-removed = The key was removed from { $agent }.
use-agent-removed-all = All keys were removed from { $agent }.
use-agent-no-certificate = The agent did not accept the certificate of the key. It holds the key without it.
use-agent-stopped = Keywright no longer waits for the agent. If the agent asked you something, its question may still be open.
key-held = The key is held by { $agent }.

## Replacing a key with a new one, step by step

use-panel-replace = Replace it
replacement-title = Replace this key with a new one
replacement-text = The new key is installed and tried on your servers before anything else changes, and the old key keeps working until a day that you choose. Only then is the old key removed, one server after the other. You can close Keywright at any time and continue later.
replacement-looking = Looking for what is known about this key…
replacement-no-file = Save the private key in ~/.ssh first: ssh reads it from a file.
replacement-make = Make the new key
replacement-or-choose = Or use a key that you already have:
# A button. $name: the name of a file.
replacement-choose = Use { $name }
# $old, $new: files.
replacement-of = { $old } is replaced by { $new }.
# The heading of a step. $number: its number. $title: one of the next six.
replacement-step = { $number }. { $title }
replacement-step-new = Make the new key
replacement-step-servers = Install it on your servers and try it
replacement-step-configuration = Let ssh use it
replacement-step-keep = Keep the old key for a while
replacement-step-remove = Remove the old key from the servers
replacement-step-move = Move the old files aside
# For screen readers. $step: the heading.
replacement-step-done = { $step }: done
replacement-step-now = { $step }: this is next
replacement-step-later = { $step }: later
# $file: the file of the new key. $fingerprint: its fingerprint.
replacement-new-key = { $file }, { $fingerprint }
replacement-servers-text = Choose the servers where the old key lets you in. Names that known_hosts stores as hashes cannot be listed: add those servers below. ssh signs in there as it always does; only its questions are asked here.
replacement-servers-options = The new key is added without restrictions. If the old key is restricted on a server, install the new one there on the tab “On a server”; for a service such as GitHub, add it on the website. Then only try it here.
replacement-servers-none = No server is chosen yet.
# A server with a port other than 22.
replacement-server-port = { $server }, port { $port }
# $server: the server. $state: one of the next ones.
replacement-server-row = { $server }: { $state }
replacement-state-waiting = the new key was not tried yet
replacement-state-new = the new key has worked since { $day }
replacement-state-removed = the old key was removed on { $day }
replacement-state-skipped = skipped
# Beside a server that can be chosen.
replacement-server-uses = { $server } (ssh uses the old key there)
replacement-more-servers = { $count ->
    [one] Show one more server
   *[other] Show { $count } more servers
}
replacement-add-field = Another server
replacement-add-hint = user@server.example.org
replacement-add = Add server
replacement-install = Install and try
replacement-install-on = Install the new key on { $server } and try it
replacement-try = Only try
replacement-try-on = Only try the new key on { $server }
replacement-skip = Skip…
replacement-skip-on = Skip { $server }…
replacement-unskip = Do not skip
replacement-unskip-on = Do not skip { $server }
replacement-remove = Remove the old key…
replacement-remove-on = Remove the old key from { $server }…
replacement-configuration-text = Wherever ~/.ssh/config names the old key, it will name the new one. You see the lines before they change, and ssh is asked afterwards.
replacement-configuration-wait = First try the new key on each server that you have chosen, or skip the server.
replacement-configure = Show what changes
replacement-configuring = Looking at the configuration of ssh…
replacement-configured = ssh uses the new key for every server where it was tried.
replacement-left = The configuration of ssh stays as it is.
replacement-leave = Leave the configuration as it is…
replacement-keep-text = Both keys work now on the servers where the new one was tried. Use your servers as usual, so you notice whether anything still needs the old key.
replacement-keep-field = Keep the old key until
replacement-keep-note = (year-month-day)
replacement-keep-save = Save the date
replacement-keep-bad = This is not a date. Enter it as in 2026-12-31.
replacement-end-keeping = Remove the old key now…
replacement-remove-text = For each server, the new key is tried once more. Only if it lets you in is the old key removed.
replacement-remove-none = The old key was removed from all chosen servers, except those that you skipped.
replacement-move-text = The files of the old key get the names of backups, so that no program finds them. They are not deleted.
replacement-move = Move the files aside…
# $from and $to: files.
replacement-moved = { $from } is now { $to }.
replacement-move-back = Put them back
replacement-done = The key was replaced. The old files are still there under their new names; delete them once you are sure that nobody needs them.
replacement-finish = Finish
replacement-stop = Stop replacing…

# What was done on a server. $file: its path there.
replacement-welcome = The new key lets you in.
replacement-removed = The old key was removed from { $file } on the server.
replacement-absent = The old key is not in { $file } on the server. Nothing was changed.
replacement-no-shell = The new key lets you in but cannot run commands there, so the old key cannot be removed from here. Remove it on the website of the service or ask the administrator, then skip the server.
replacement-key-refused = The server does not accept the new key.

# Questions.
replacement-ask-remove-title = Remove the old key from { $server }?
# $old: the fingerprint of the old key.
replacement-ask-remove-text = { $old } will no longer let you in there. The new key is tried first; if it does not let you in, nothing is removed.
replacement-ask-remove-left = The configuration of ssh was left as it is. If it names the old key for this server, name the new key there yourself.
replacement-ask-remove-button = Remove the old key
replacement-ask-skip-title = Skip { $server }?
replacement-ask-skip-text = Do this if the server no longer exists, or if you replace the key there yourself. Nothing is changed on it, and a key that is installed there stays.
replacement-ask-skip-button = Skip the server
replacement-ask-leave-title = Leave the configuration of ssh as it is?
replacement-ask-leave-text = If it names the old key, ssh goes on using that one, and finds no key once the old files are moved aside.
replacement-ask-leave-button = Leave it as it is
replacement-ask-now-title = Remove the old key before the day that you chose?
# $day: a date.
replacement-ask-now-text = You wanted to keep it until { $day }. Go on only if you are sure that nothing else needs the old key: another computer, a backup, a script.
replacement-ask-now-button = Do not wait
replacement-ask-move-title = Move the files of the old key aside?
# $file: the private key.
replacement-ask-move-text = { $file }, its public key and its certificate get other names. You can put them back.
replacement-ask-move-button = Move them aside
replacement-ask-stop-title = Stop replacing the key?
# What stays as it is. $new: the file of the new key.
replacement-ask-stop-text = Only the list of what was done is forgotten. { $new } stays, also on the servers where it was installed and in the configuration of ssh, and the old key stays wherever it was not removed.
replacement-ask-stop-button = Stop replacing

# What did not work.
replacement-not-kept-changed = Another window of Keywright went on with this replacement. What it has done is shown now; nothing was overwritten.
# $why: a sentence.
replacement-not-kept = What was just done could not be noted down, and will be offered again: { $why }
replacement-no-place = There is no folder in which Keywright could note down how far it is. Nothing was begun.
replacement-not-saved = The new key could not be saved: { $why }
replacement-not-usable = { $file } cannot be the new key: ssh does not read it, or its public key is not known without the passphrase. Save its public key next to it first.
replacement-not-moved = The files were not moved: { $why }
replacement-not-proven = The server let you in, but not with the new key alone, so nothing is known about that key. Nothing further was done there.
# $servers: a list of names.
replacement-not-taken = ssh does not use the new key for { $servers }, although the configuration names it. Another setting counts first. Change it, or leave the configuration as it is.
replacement-unreadable-damaged = { $file } records the progress of a replacement but is damaged. It was left as it is. To replace its key anew, move the file away.
replacement-unreadable-newer = { $file } was written by a newer version of Keywright. It was left as it is. Use that version to continue.
replacement-unreadable = How far a replacement is could not be read: { $why }
replacement-refused-same = This is the key that is to be replaced. Choose another one.
replacement-refused-path = The path of this file contains characters that cannot be noted down. Rename the file first.
replacement-refused-known = This server is in the list already.
replacement-refused-many = There is no room for more servers in one replacement.
replacement-refused-there = This cannot be done any more, because something has changed. Look at the steps again.
replacement-refused-tried = First try the new key on each server that you have chosen, or skip the server.
replacement-refused-kept = The old key is kept until { $day }.
replacement-refused-configured = First let ssh use the new key.
replacement-refused-used = The old key was not yet removed from every server. Remove it there, or skip the server.
replacement-refused-late = This cannot be taken back, because the old key was already removed.

# On “My keys”. $name: the file of the new key.
my-key-replaced = being replaced by { $name }
replacement-continue = Continue
replacement-continue-of = Continue replacing { $name }
# $name: the file of the old key.
replacement-due = The old key { $name } can be removed from your servers now.

# The question before ssh’s configuration is changed, and what was done. $name: the file of the new key.
change-title-new-key = Let ssh use { $name } instead of the old key?
done-new-key = ssh uses { $name } now. Changed { $file }.
# $servers: a list of names, which may be patterns.
risk-not-tried = The new key was not tried for these servers: { $servers }. After this, ssh no longer offers them the old key.
