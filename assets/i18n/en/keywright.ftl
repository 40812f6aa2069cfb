### Everything that a person reads in Keywright.
###
### To translators: short, plain, active sentences; verbs on buttons; never blame. "Passphrase"
### protects a key and is not a password for a server. Names of formats, programs and files stay
### as they are.

-app = Keywright
window-title = { -app }

## Navigation

nav-new = New key
nav-open = Open…
nav-many = Convert many
nav-back = Back to the key
nav-theme = Colours
theme-system = As the system
theme-light = Light
theme-dark = Dark

## The form for a new key

kind-group = Kind of key
kind-ed25519 = Ed25519
kind-ecdsa = ECDSA
kind-rsa = RSA
# One sentence under the choice on when to take it.
kind-ed25519-when = Recommended. Short, fast, and accepted almost everywhere.
kind-ecdsa-when = For places that ask for ECDSA or a NIST curve.
kind-rsa-when = For older servers and devices that do not know Ed25519.
curve-group = Curve
rsa-size-group = Size in bits
rsa-size-field = Bits
rsa-size-problem = Choose a size from { $least } to { $most } bits.
comment-field = Comment
comment-help = Stands at the end of the public key, so that people know whose it is.
comment-control = A comment cannot contain control or invisible characters ({ $code }).
# A text out of a file that is too long to be shown whole: its beginning.
cut-text = { $count ->
    [one] { $text }… (one more character)
   *[other] { $text }… ({ $count } more characters)
}
# A list out of a file that is too long to be shown whole: its first members.
cut-list = { $list } and { $count } more
# Below the beginning of a comment out of a file.
comment-too-long-to-edit = This comment is too long to edit here. It is kept as it is when you save the key.
comment-too-long = A comment can be at most { $most } bytes long.
passphrase-field = Passphrase
passphrase-optional = optional
passphrase-show = Show the passphrase
passphrase-hide = Hide the passphrase
passphrase-none = Without one, anyone with the file can use it.
passphrase-again = Repeat the passphrase
passphrase-again-unneeded = Only needed while it is hidden.
passphrase-not-repeated = Type the passphrase once more, so that a slip does not lock you out.
passphrase-differs = This is not the same passphrase.
# White space at the ends of a passphrase. $side: start, end, both, or all where there is nothing else.
# $blank: space, spaces, tab, non-breaking, invisible (a character without any width), or other.
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
   *[all] The passphrase is nothing but white space.
}
# Why pasted text was not put into a passphrase field.
passphrase-several-lines = The pasted text has several lines. A passphrase is one line.
passphrase-untypable-tab = The pasted text contains a tab, which you could not type later. Paste only the passphrase.
passphrase-untypable = The pasted text contains a character that cannot be typed ({ $code }). Paste only the passphrase.
passphrase-too-long = A passphrase can be at most { $most } bytes long. Nothing was added.
strength = Passphrase strength
strength-minutes = Weak: someone who has the file could guess it within an hour.
strength-days = Fair: someone who has the file could guess it within a month.
strength-years = Good: guessing it would take years.
strength-ages = Strong: guessing it would take more than a lifetime.
generate = Generate
generating-rsa = Looking for two large primes…
generating = Making the key…
cancel = Cancel

## Opening

drop-title = Drop a key file here
drop-title-no-drops = Open a key you already have
drop-formats = .ppk, OpenSSH, PEM or public key. You can also paste its text.
drop-choose = Choose a file…
drop-another = Drop another key here, or
drop-another-no-drops = Another key?
drop-overlay = Drop to open it
drop-overlay-named = Drop to open { $name }
drop-overlay-many = Drop to convert { $count } files
drop-overlay-add = Drop to add to the list
opening = Opening…
title-open = Open a key
title-save = Save the key
title-files = Choose the keys to convert
title-folder = Choose a folder of keys to convert
title-target = Choose where the new files go

## The key

# The title of a key. $kind is one of the kinds above.
key-title = { $kind } key
key-title-locked = Private key
key-title-public = { $kind } public key
key-bits = { $bits } bits
kind-dsa = DSA
kind-ed448 = Ed448
kind-sk-ed25519 = Ed25519 security key
kind-sk-ecdsa = ECDSA security key
badge-passphrase = Passphrase set
badge-no-passphrase = No passphrase
badge-locked = Locked
badge-public = Public half only
public-only = This is the public half. It is safe to share; the private half is in another file.
fingerprint = Fingerprint
fingerprint-copy = Copy the fingerprint
fingerprint-md5-copy = Copy the MD5 fingerprint
md5-show = Show MD5
md5-hide = Hide MD5
randomart = Picture of the fingerprint
randomart-help = The same key always gives the same picture.
public-line = Public key
public-line-help = This is what you paste.
# Below a line of which only the beginning is shown.
public-line-cut = { $count ->
    [one] One more character is not shown here. Copy copies the whole line.
   *[other] { $count } more characters are not shown here. Copy copies the whole line.
}
copy = Copy
weak-rsa = RSA with { $bits } bits is too short to be safe. Make a new key and replace this one where it is used.
weak-dsa = DSA is no longer safe, and OpenSSH has stopped accepting it. Make a new key and replace this one.
weak-p521 = If this key was ever used in PuTTY 0.68 to 0.80, others can work out its private half (CVE-2024-31497). Then make a new key and remove this one from every server.
read-as = Another program had stored this passphrase in the old character set { $name }. It opens the key here all the same; files saved now use UTF-8, as ssh does.

# The passphrase was refused as it was typed. $side: start, end or both. $blank: as above.
opened-without-edge-space = { $side ->
    [start] { $blank ->
        [space] Opened without the space at the beginning of what you typed. Files you save now use the passphrase without it.
        [invisible] Opened without the invisible character at the beginning of what you typed. Files you save now use the passphrase without it.
       *[other] Opened without the white space at the beginning of what you typed. Files you save now use the passphrase without it.
    }
    [end] { $blank ->
        [space] Opened without the space at the end of what you typed. Files you save now use the passphrase without it.
        [invisible] Opened without the invisible character at the end of what you typed. Files you save now use the passphrase without it.
       *[other] Opened without the white space at the end of what you typed. Files you save now use the passphrase without it.
    }
   *[both] { $blank ->
        [space] Opened without the spaces before and after what you typed. Files you save now use the passphrase without them.
       *[other] Opened without the white space before and after what you typed. Files you save now use the passphrase without it.
    }
}
security-key-handle = The secret of this key is inside a security key. This file is only its handle: without the device, nobody can log in with it.
# What stands in the file of such a key: a name that begins with “ssh:”, and what using it takes.
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

# The title of a certificate. $kind is one of the kinds of keys.
certificate-title = { $kind } certificate
certificate-user = For a user
certificate-host = For a server
certificate-shared = It is safe to share. To log in with it, the private key is needed as well.
certificate-save = “Save as” writes the public key alone, without the certificate.
certificate-line = Certificate
certificate-line-help = Goes beside the private key, as NAME-cert.pub.
certificate-id = Key ID
certificate-serial = Serial number
# The names that the certificate is valid for, as ssh calls them.
certificate-principals = Principals
certificate-nobody = nobody (OpenSSH before 10.3 treated this as everybody)
certificate-no-server = no server (OpenSSH before 10.3 treated this as every server)
certificate-validity = Valid
certificate-always = always
certificate-from = from { $from }
certificate-until = until { $until }
certificate-between = from { $from } until { $until }
certificate-expired = This certificate has expired. Ask whoever issued it for a new one.
certificate-not-yet = This certificate is not valid yet. Check the clock of this computer, or wait until then.
certificate-authority = Signed by
# Its fingerprint follows.
certificate-authority-key = { $kind } key
# Its fingerprint follows. $name is a type such as ssh-mldsa44-ed25519@openssh.com.
certificate-authority-other = key of type { $name },
# The algorithm follows: rsa-sha2-512 …
certificate-signature = Signature
certificate-checked = The signature is valid. Only you can decide whether to trust the signing key.
certificate-forged = The signature is not valid: the named authority did not sign this. Do not use this certificate; ask for a new one.
certificate-unchecked = The signature could not be checked here.
certificate-options = Critical options
certificate-extensions = Permissions
# A critical option or permission with its value.
certificate-option = { $name }: { $value }
certificate-none = none
# Why ssh and sshd do not accept the certificate. $option is a name such as force-command.
certificate-refused-principals = ssh refuses this certificate because it lists { $count } principals; the limit is { $most }. Ask for one with fewer.
certificate-refused-sha1 = ssh refuses this certificate because it is signed with SHA-1, which OpenSSH has refused since 8.2. Ask for a new one.
certificate-refused-zero = ssh refuses this certificate because a name in it contains a zero byte. Ask for a new one.
certificate-refused-not-text = ssh refuses this certificate because the value of its option { $option } is not a string. Ask for a new one.
certificate-refused-value = ssh refuses this certificate because its option { $option } has a value, which it must not have. Ask for a new one.
certificate-refused-doubled = ssh refuses this certificate because its option { $option } occurs more than once. Ask for a new one.
certificate-refused-unknown = ssh refuses this certificate because OpenSSH does not support its critical option { $option }. Ask for one without it.
certificate-refused-addresses = ssh refuses this certificate because its option source-address is not a list of addresses: { $value }. Ask for a new one.
certificate-refused-host-options = ssh refuses this certificate because it is for a server and has critical options, which host certificates must not have. Ask for one without them.
# The certificate is in the same file as a private key.
certificate-unread = The certificate in this file cannot be read. The key is not affected, and the certificate is kept unchanged when you save the key.
certificate-attached-user = Certificate for a user
certificate-attached-host = Certificate for a server
# The formats are those of the menu “Save as”.
certificate-attached-save = Saving keeps the certificate: inside PuTTY key files, or in a file NAME-cert.pub next to OpenSSH, PEM and PKCS#8 keys. Public keys are saved without it.

## A locked key

locked-from-file = { $name } is locked with a passphrase.
locked-pasted = The pasted key is locked with a passphrase.
unlock = Open the key
unlocking = Trying the passphrase…
# While a key is unlocked whose file asks for much work, before it begins.
unlock-takes-seconds = Unlocking { $name } takes about { $seconds } seconds.
unlock-takes-minutes = { $minutes ->
    [one] Unlocking { $name } takes about a minute.
   *[other] Unlocking { $name } takes about { $minutes } minutes.
}
# The name of the bar that shows how much of it is done, for a screen reader.
unlock-progress = Unlocking
unlock-wrong = The passphrase does not open this key. Check the keyboard layout and Caps Lock.
unlock-wrong-again = That does not open it either. If nobody knows the passphrase, the key cannot be opened: make a new one.
unlock-no-memory = There is not enough free memory to unlock this key. Close other programs and try again.
unlock-damaged = The passphrase is right, but the key behind it is damaged. Look for another copy of the file.
unlock-halves = The passphrase is right, but the two halves of this key do not belong together. Do not use it: look for another copy, or make a new key.
unlock-unsupported = The passphrase is right, but this sort of key cannot be read: { $what }.
give-up = Leave it

## Saving

save-to-ssh = Save to { $folder }
save-changes = Save changes
save-as = Save as
save-looking = Looking for a free name…
# $private and $public are file names.
save-plan-passphrase = Saves { $private } and { $public }, locked with the passphrase.
save-plan-clear = Saves { $private } and { $public }, without a passphrase: anyone with the file can use it.
# $certificate is a file name, too.
save-plan-certificate-passphrase = Will save { $private }, encrypted with your passphrase, and { $public } and { $certificate }.
save-plan-certificate-clear = Will save { $private }, { $public } and { $certificate }, without a passphrase: anyone who has the private key can use it.
save-plan-same-passphrase = Changes { $path }, locked with the passphrase. The old file is kept.
save-plan-same-clear = Changes { $path }, without a passphrase. The old file is kept.
save-no-home = There is no home folder to save in. Use “Save as”.
save-blocked = { $folder } cannot be used. Use “Save as”.
passphrase-set-link = Set a passphrase…
passphrase-change-link = Change the passphrase…
saving = Saving…
state-made = Not saved yet
state-pasted = Not saved yet
state-changed = Changes not saved
state-recovered = Recovered, not saved yet
saved-pair = Saved { $private } and { $public } in { $folder }. Only you can read the private key.
saved-with-certificate = Saved { $private }, { $public } and { $certificate } in { $folder }. Only you can read the private key.
saved-private = Saved { $private } in { $folder }. Only you can read it.
saved-public = Saved { $public } in { $folder }.
saved-backup = The file that was there is now called { $backup }.
saved-backups = The files that were there are now called { $first } and { $second }.
saved-backups-three = The files that were there are now called { $first }, { $second } and { $third }.
saved-made-folder = { $folder } is new; only you can open it.
# $public is the file name of the public key, $private that of the private one.
saved-share = Give others only { $public }, or the line above. Never send { $private } to anyone.
saved-share-private = Never send { $private } to anyone: give others the public key above.
saved-ppk2-weak = Version 2 protects its passphrase poorly. Where nothing old needs it, save as version 3.
saved-pem-weak = This form protects its passphrase poorly: MD5, one round. PKCS#8 and OpenSSH are far stronger.
saved-ppk-letters = PuTTY on Windows may not accept the special letters in this passphrase. One of plain letters, digits and signs works everywhere.
saved-next-default = ssh uses this key by itself.
saved-next-named = To log in with it: ssh -i { $path } user@host
show-in-folder = Show in folder
format-openssh = OpenSSH private key
format-openssh-note = and .pub
format-ppk3 = PuTTY key, version 3
format-ppk3-note = .ppk
format-ppk2 = PuTTY key, version 2
format-ppk2-note = .ppk, for older programs
format-pem = PEM, traditional
format-pem-note = .pem, for older programs
format-pkcs8 = PKCS#8
format-pkcs8-note = .p8, for OpenSSL and Java
format-public = Public key, one line
format-public-note = .pub
format-rfc4716 = Public key, RFC 4716
format-rfc4716-note = most servers refuse it

## Convert many

many-drop-title = Drop key files or folders here
many-drop-title-no-drops = Choose the keys to convert
many-drop-text = Converts all of them to one format. Your old files are not changed.
many-choose-files = Choose files…
many-choose-folder = Choose a folder…
many-format = Convert to
many-place = New files
many-beside = Beside the old
many-folder = In one folder…
many-change-folder = Choose another folder…
many-passphrase = Passphrase
many-keep = Keep as they are
many-new = One new for all
many-none = None
many-keep-note = Keys that have no passphrase stay without one.
many-none-note = Anyone with the new files can use the keys.
many-plan-beside = Each new file goes beside its old one. Nothing is overwritten: a name that is taken gets a number.
many-plan-folder = All new files go to { $folder }. Nothing is overwritten: a name that is taken gets a number.
many-left-locked = { $count ->
    [one] One key is left out until its passphrase is given.
   *[other] { $count } keys are left out until their passphrase is given.
}
many-left-unfit = { $count ->
    [one] One key or file will be skipped; its row says why.
   *[other] { $count } keys or files will be skipped; their rows say why.
}
many-left-refused = { $count ->
    [one] One key or file cannot be converted; its row says why.
   *[other] { $count } keys or files cannot be converted; their rows say why.
}
# Where public keys are asked for.
many-without-certificate = { $count ->
    [one] One key has a certificate, which is not part of the public key.
   *[other] { $count } keys have certificates, which are not part of the public keys.
}
many-convert = { $count ->
    [0] Nothing to convert
    [one] Convert 1 key
   *[other] Convert { $count } keys
}
many-all-done = All converted
many-rest-done = Nothing else to convert
many-running = { $count ->
    [one] Converting 1 key…
   *[other] Converting { $count } keys…
}
many-stopping = Stopping after this file…
many-summary = { $done } converted.
many-summary-failed = { $done } converted, { $failed } not.
# Keys that are still locked, and those that cannot be converted.
many-summary-left = { $count ->
    [one] One key or file was not converted; its row says why.
   *[other] { $count } keys or files were not converted; their rows say why.
}
many-try-again = Those that were not converted can be tried again.
many-files = { $count ->
    [one] 1 file
   *[other] { $count } files
}
# Where some of the files hold several keys; $count counts the files.
many-keys-in-files = { $count ->
    [one] { $keys } keys in 1 file
   *[other] { $keys } keys in { $count } files
}
many-add-files = Add files…
many-add-folder = Add a folder…
many-clear = Clear the list
many-remove = Take { $name } out of the list
many-reading = Reading the files…
many-no-keys = { $count ->
    [one] One more file is not a key.
   *[other] { $count } more files are not keys.
}
many-too-large = { $count ->
    [one] One more file was not searched for keys: it is larger than { $limit } KiB.
   *[other] { $count } more files were not searched for keys: they are larger than { $limit } KiB.
}
many-more-folders = { $count ->
    [one] One more folder could not be looked into.
   *[other] { $count } more folders could not be looked into.
}
many-unlock-field = Passphrase for the locked keys
many-unlock = Unlock
many-opened = The passphrase opened { $opened } of { $count } locked keys.
many-opened-without = { $count ->
    [one] One of them was opened without the white space around what you typed.
   *[other] { $count } of them were opened without the white space around what you typed.
}
many-opened-none = The passphrase opens none of the locked keys. Check the keyboard layout and Caps Lock.
many-own = Give its passphrase…
# The same for a screen reader, which does not see beside which file it stands.
many-own-of = Give the passphrase of { $name }
# The buttons beside the field of a row, for a screen reader.
many-unlock-of = Unlock { $name }
many-cancel-of = Cancel, do not unlock { $name }
many-own-field = Passphrase of { $name }
# What a screen reader says of a row: the file, what it is, how far it is, and a sentence or nothing.
many-row = { $name }, { $about }, { $state }. { $detail }
many-with-certificate = certificate
many-with-passphrase = passphrase
# White space around it was typed, but is not part of it.
many-with-passphrase-without = passphrase, without surrounding white space
many-without-passphrase = no passphrase
many-ready = Ready
many-locked = Needs its passphrase
many-not-this = Not this passphrase
many-trying = Trying…
many-unopened = Cannot be opened
many-public-only = Public key only
many-public-only-help = There is no private key in this file. To convert it, choose a public format.
many-is-certificate = Stays as it is
many-is-certificate-help = Certificates have only one form. Convert the private key that belongs to it, and keep this file beside the new one.
many-already = Already in this format
many-no-form = No such form
many-not-a-key = Not a key
many-refused = Cannot be read
many-waiting = Waiting
many-converting = Converting…
many-done = Saved
# Before what the old file is.
many-done-name = New file: { $name }
# $names are file names, with commas.
many-done-names = New files: { $names }
many-failed = Not converted
many-stop-title = Keys are still being converted
many-stop-text = What is converted so far stays. The file that is being written is finished first.
many-stop-keep = Keep converting
many-stop-close = Stop and close
found-openssh = OpenSSH
found-ppk = PuTTY { $version }
found-pem = PEM
found-pkcs8 = PKCS#8
found-sshcom = ssh.com
found-line = Public key
found-rfc4716 = Public key, RFC 4716
found-public-pem = Public key, PEM
found-certificate = Certificate

## Keys that were not saved when the program was ended

recovered-title = { -app } was closed before this key was saved
recovered-key = { $kind } key, { $fingerprint }
recovered-key-comment = { $kind } key “{ $comment }”, { $fingerprint }
recovered-locked = The key is in { $path }, locked with its passphrase.
recovered-unlocked = The key is in { $path }. It has no passphrase, but only you can read the file.
recovered-unreadable = { $path } should hold an unsaved key, but cannot be read. Check its permissions, or delete it.
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
failed-remove-recovered = { $path } could not be deleted. It still holds the key: delete the file yourself.

## Questions

discard-title-made = This key is not saved
discard-title-changed = The changes are not saved
discard-made = It exists only in this window. If you go on without saving, it is lost.
discard-pasted = It came from pasted text. If you go on without saving, this window no longer has it.
discard-changed = If you go on without saving, the key stays as it was before.
discard-made-button = Lose the key
discard-changed-button = Lose the changes
discard-save = Save first
go-back = Go back
replace-title = { $name } is already there
replace-title-many = { $first } and { $second } are already there
replace-title-three = { $first }, { $second } and { $third } are already there
replace-text = The old file is kept as { $backup }.
replace-text-many = The old files are kept as { $first } and { $second }.
replace-text-three = The old files are kept as { $first }, { $second } and { $third }.
replace-button = Replace, keep the old one
replace-button-many = Replace, keep the old ones
replace-cancel = Keep it as it is
replace-cancel-many = Keep them as they are
passphrase-title-set = Set a passphrase
passphrase-title-change = Change the passphrase
passphrase-dialog-text = Used from the next save on. Files that are already saved keep theirs.
passphrase-new = New passphrase
passphrase-missing = Type a passphrase.
passphrase-set-button = Set the passphrase
passphrase-remove-button = Remove the passphrase
# $what is the name of a file, or the words of "the-pasted-text".
choice-title = { $what } holds { $count } keys
choice-text = Choose one to open, or convert all of them.
choice-text-pasted = Choose one to open. To open another one later, paste the text again.
# What a screen reader says of a key: what it is, its comment or nothing, and whether it is locked.
choice-row = { $title }, { $comment }, { $about }
choice-locked = Private key, locked
choice-open-private = Private key, no passphrase
choice-unreadable = Key { $number } cannot be read
choice-open = Open
# The same button for a screen reader: $title says what the key is, $comment may be empty.
choice-open-of = Open { $title } { $comment }
choice-convert-all = Convert all…
path-title-open = Which file?
path-title-save = Save where?
path-text = This system shows no file dialogs to programs. Type where the file is, as ~/.ssh/id_ed25519.
path-text-save = This system shows no file dialogs to programs. Type where to save it.
path-field = Path of the file
path-title-add = Which files?
path-text-add = This system shows no file dialogs to programs. Type where the key file is, or a folder of them.
path-field-add = Path of the file or folder
path-add = Add
path-title-target = Which folder?
path-text-target = This system shows no file dialogs to programs. Type where the new files shall go.
path-field-target = Path of the folder
path-target = Use this folder
path-open = Open
path-save = Save

## Messages

close-message = Close the message
toast-line = Copied the public key
toast-certificate = Copied the certificate
toast-fingerprint = Copied the fingerprint
toast-saved = Saved
toast-passphrase-set = The next save uses this passphrase
toast-passphrase-removed = The next save uses no passphrase
toast-converted = Converting has ended. Convert many shows the results
notice-answer-first = A question is open. Answer it first, then open the file again.
notice-comment-first = The comment cannot be used as it is. Change it, then save the key.
notice-busy = A key is being made. Cancel that first, or wait until it is there.
notice-nothing-to-paste = There is no text on the clipboard. Copy the text of the key first.
try-again = Try again
# $path is a private key that ssh would read.
notice-others = Others can read { $path }, so ssh refuses it.
# $names are accounts of Windows.
notice-others-named = Others have rights to { $path }, so ssh refuses it: { $names }.
# macOS.
notice-others-listed = A list of rights may let others read { $path }, although its mode does not.
keep-to-me = Keep it to me alone
toast-kept-to-owner = The file is yours alone now
failed-keep-to-owner = Others still have rights to { $path }: its disk or its owner does not let you take them. Save the key to ~/.ssh and use that file instead.
save-elsewhere = Save somewhere else…
choose-another = Choose another file…
failed-crash = A fault in { -app } stopped this. What you had is still here; please try again.
failed-entropy = The system gave no random numbers, without which no key is safe. Restart the computer and try again.
failed-show-folder = The folder could not be shown. It is { $path }.
failed-no-home = There is no home folder to save in. Save the key somewhere else.
copy-missing = There is no clipboard here. Select the line and copy it by hand.
copy-busy = Another program is holding the clipboard. Try again in a moment.
copy-not-kept = The clipboard did not keep the text. Try again, or select the line and copy it by hand.
copy-other = The text could not be copied: { $reason }. Select the line and copy it by hand.

# What could not be opened: $what is a file name, or the words of "the-pasted-text".
the-pasted-text = The pasted text
# Of several keys that are tried one after the other: “Unlocking the key takes about 40 seconds.”
the-key-being-tried = the key
open-too-large = { $what } is too large to be a key: more than { $limit } KiB.
open-empty = { $what } is empty. Look for another copy of the key.
open-not-a-key = { $what } is not a key that { -app } can read. Private keys begin with “-----BEGIN” or “PuTTY-User-Key-File”, public ones with “ssh-”.
# One key of a file that holds several: { $file } is the file's name.
key-of-several = { $file } (key { $number } of { $count })
# What was undone to read a key: whole sentences, shown one after the other.
unwrapped-rtf = The key was in an RTF document.
unwrapped-quoted-printable = The key was in a quoted-printable email.
unwrapped-percent = The key was percent-encoded, as in a web address.
unwrapped-html = HTML tags and character references around the key were removed.
unwrapped-escapes = Escape sequences such as \n were turned back into the characters they stand for.
unwrapped-characters = Typographic dashes and spaces were replaced; invisible characters were removed.
unwrapped-base64 = The key was inside another layer of base64.
unwrapped-lines = Extra characters around the lines of the key were ignored.
unwrapped-marks = Its BEGIN or END line was missing or damaged; the key itself is complete.
unwrapped-no-marks = Its BEGIN and END lines were missing; the key itself is complete.
# Followed by another of these sentences, which says why.
open-private-unreadable = There is a private key in { $what } that cannot be read.
open-several = { $what } holds { $count } keys. Open the file and choose one, or use --key.
open-damaged-missing = { $what } is damaged: the part “{ $part }” is missing. Look for another copy.
open-damaged-value = { $what } is damaged: the part “{ $part }” cannot be right. Look for another copy.
open-damaged-base64 = { $what } is damaged: its text is cut off or was changed. Look for another copy.
open-damaged-structure = { $what } is damaged: its contents do not fit together. Look for another copy.
open-damaged-mac = { $what } was changed after it was written: its check value does not fit. Do not use it; look for another copy.
open-halves = The two halves of the key in { $what } do not belong together. Do not use it: look for another copy, or make a new key.
open-costly-argon2 = { $what } asks for { $memory } MiB of memory and { $passes } passes to open it, more than a key file should. It may be meant to block the computer.
open-costly-bcrypt = { $what } asks for { $rounds } rounds of work to open it, more than a key file should. It may be meant to block the computer.
open-costly-pbkdf2 = { $what } asks for { $iterations } rounds of work to open it, more than a key file should. It may be meant to block the computer.
open-costly-scrypt = { $what } asks for { $memory } MiB of memory and { $runs } runs to open it, more than a key file should. It may be meant to block the computer.
# What is whole, and no SSH key. FILE and NEW stand for file names.
foreign-pkcs12 = { $what } is a PKCS#12 file (.pfx or .p12), which { -app } cannot read. Extract the private key with: openssl pkcs12 -in FILE -nocerts -out NEW (add -legacy for an old file). Then open the new file.
foreign-java = { $what } is a Java keystore, which { -app } cannot read. Convert it to PKCS#12 with: keytool -importkeystore -srckeystore FILE -destkeystore NEW.p12 -deststoretype PKCS12. Then extract the key with: openssl pkcs12 -in NEW.p12 -nocerts -out NEW
foreign-pgp-private = { $what } is an OpenPGP private key, not an SSH key. To log in with it, import it into GnuPG and use gpg-agent as your SSH agent.
foreign-pgp = { $what } contains OpenPGP data, not an SSH key. For the SSH public key of an OpenPGP key, run: gpg --export-ssh-key NAME
foreign-tpm = { $what } is bound to the TPM of the computer that made it. It cannot be converted. Use it on that computer, and make a new key for other computers.
foreign-sigstore = { $what } is a Sigstore (cosign) signing key, not an SSH key. Open the SSH key instead, or make a new one.
foreign-nebula = { $what } is a key of the VPN software Nebula, not an SSH key. Open the SSH key instead, or make a new one.
foreign-age = { $what } is an age key or a file encrypted with age, not an SSH key. If an SSH key is encrypted in it, decrypt it with: age --decrypt -i IDENTITY -o NEW FILE
foreign-raw-ed25519 = { $what } holds the raw bytes of an Ed25519 key, which no SSH program reads. Export it as PKCS#8 or OpenSSH from the program that made it.
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
# $kind is the name of a format: ZIP, gzip, 7-Zip …
foreign-archive = { $what } is a { $kind } archive. Unpack it, then open the key that is in it.
foreign-document = { $what } is a document. Open it in its own program, copy the text of the key, and paste it here.
foreign-picture = { $what } is an image; { -app } cannot read keys from images. Ask for the key as a file or as text.
unsupported-certificate = { $what } is a “{ $name }”, not an SSH key. Look for the private key that belongs to it.
unsupported-ssh1 = { $what } is a key for SSH version 1, which is no longer safe and which servers have stopped accepting. Make a new key.
unsupported-dropbear = { $what } is a private key of Dropbear, which { -app } cannot read. The command dropbearconvert dropbear openssh FILE NEW rewrites it in the OpenSSH form.
unsupported-ppk = { $what } is a PuTTY key of version { $version }, which { -app } cannot read. PuTTYgen can open it and save it as version 3.
unsupported-curve = { $what } is a key on the curve { $name }, for which SSH has no name, so that no server takes it. Make a new key.
unsupported-type = { $what } is a key of the type { $name }, which { -app } cannot read. Make an Ed25519 key, or ask for one of another type.
unsupported-certificate-type = { $what } is a certificate of the type { $name }, for a type of key that { -app } cannot read. To see what it says, use a recent ssh-keygen: ssh-keygen -L -f FILE
unsupported-encryption = { $what } is locked with { $name }, which { -app } cannot read. The program that made it may save it with another cipher or without a passphrase.
unsupported-pem-encryption = { $what } is locked with { $name }, which { -app } cannot read. The command openssl pkcs8 -topk8 -in FILE -out NEW -provider legacy -provider default can lock it in another way.
unsupported-ppk-encryption = { $what } is locked with { $name }, which { -app } cannot read. PuTTYgen can open it and save it again.
unsupported-many-keys = { $what } holds several private keys, which { -app } cannot read. Put each into a file of its own.

disk-not-found = { $path } does not exist.
disk-denied-read = You are not allowed to read { $path }.
disk-denied-write = You are not allowed to write to { $path }. Save the key somewhere else.
disk-full = There is no space left for { $path }. Make room and try again, or save the key somewhere else.
disk-quota = Your disk quota does not allow { $path }. Make room and try again, or save the key somewhere else.
disk-read-only = { $path } is on a disk that can only be read. Save the key somewhere else.
disk-folder = { $path } is a folder, not a file.
disk-not-a-folder = Part of the path { $path } is a file, not a folder. Save the key somewhere else.
disk-special = { $path } is not an ordinary file.
disk-exists = { $path } appeared in the meantime. Nothing was changed; save again.
disk-too-many-open = Too many files are open to continue with { $path }. Close other programs or raise the limit (ulimit -n), then try again.
disk-size-limit = { $path } exceeds your file size limit. Raise the limit (ulimit -f) and try again.
disk-owner = Could not give the new { $path } the owner of the old file ({ $reason }). Save it as that user instead.
disk-busy = Another program has { $path } open. Close it there and try again.
disk-other-read = { $path } could not be read ({ $reason }).
disk-other-write = { $path } could not be written ({ $reason }). Save the key somewhere else.
save-folder-in-the-way = { $path } is a folder. Choose another name.
save-no-folder = The folder { $path } does not exist. Choose another place.
save-bad-name = That is no name for a file. Choose another one.
save-appeared = { $path } appeared in the meantime. Nothing was changed; save again.
no-form-security-key = The secret of this key is in a security key, so that only OpenSSH’s own form can hold it. Choose OpenSSH.
no-form-pem = There is no traditional PEM form of { $kind } keys. Choose PKCS#8 or OpenSSH.
no-form = There is no such form of { $kind } keys. Choose another one.
save-named-like-temporary = { -app } uses names like { $path } for temporary files, and deletes those files. Choose another name.
save-interfered = Another program replaced or removed { $path } while it was being saved. Look at what is there now, then save again.
save-folder-moved = The folder { $path } was renamed or replaced while the key was being saved. Nothing was saved; save again.
save-encoding = The key could not be written in this form. Choose another form.
save-no-memory = There is not enough free memory to encrypt the key. Nothing was saved; close other programs and try again.
save-access = { $path } cannot be kept to you alone: the disk does not support it. Nothing was saved; use another disk.
save-not-read-back = { $path } did not hold the key when it was read again, so it was removed. The disk may be failing: save the key somewhere else.
save-in-the-way = { $path } is not a regular file, or links to something that is not one. Choose another name.
save-named-like-public = { $path } ends in “.pub”, which is for public keys that people give away. Choose another name for the private key.
save-no-private = This is a public key: there is no private half to save.
save-partway = Saving failed partway, and not all of it could be undone.
save-backups-stay = What was there before is now only in { $files }.
save-files-stay = These could not be removed again: { $files }.
nothing-lost = The key is still in this window.

## The command line

# The one line on standard error. $problem is in English: what is wrong with the arguments.
cli-usage = { $problem }; see keywright-cli --help
cli-ecdsa-bits = There are no ECDSA keys with { $bits } bits. Choose 256, 384 or 521.
cli-ed25519-bits = There are no Ed25519 keys with { $bits } bits: they all have 256. Leave --bits out.
cli-output-for-many = --output names one new file, but there are several to make. Use --output-dir to name their folder.
cli-output-for-keys = { $file } holds { $count } keys, and --output names one new file. Choose a key with --key, or use --output-dir to convert all of them.
cli-no-such-key = { $count ->
    [one] { $file } holds one key, so there is no key { $number }.
   *[other] { $file } holds { $count } keys, so there is no key { $number }.
}
cli-private-to-output = A private key is not printed, because files made of it could be read by others. Name a file with --output.
cli-input-for-both = A key and its passphrase cannot both come from standard input. Put one of them in a file.
cli-pipe-without-output = A key read from a pipe needs a place to be saved: use --output or --output-dir.
cli-no-command = Say what to do: generate, show, convert, man or completions; see keywright-cli --help
cli-no-such-command = There is no command { $name }. See keywright-cli --help.
cli-ask-passphrase = Passphrase for { $file }:
cli-ask-new = Passphrase for the new key (empty for none):
cli-ask-again = The same passphrase again:
cli-wrong-in-file = The passphrase in the file does not open { $file }. The passphrase must be the first line of that file.
cli-no-passphrase = { $file } is locked with a passphrase. Name a file with the passphrase after --passphrase-file.
cli-not-given = { $file } stays locked, because no passphrase was given for it.
cli-is-certificate = { $file } is a certificate and is not converted. To print it, use keywright-cli show --certificate.
cli-no-certificate = There is no certificate in { $file }.
cli-untypable = The new passphrase holds a byte order mark or a control character, such as a tab, which could not be typed later. Leave those out of it.
# After “passphrase-edge-space”.
cli-edge-space-kept = It will be part of the passphrase of the new file.
# $side: start, end or both. $blank: as in “passphrase-edge-space”.
cli-left-out = { $side ->
    [start] { $blank ->
        [space] { $file } was opened without the space at the beginning of the passphrase, which is not part of it.
        [invisible] { $file } was opened without the invisible character at the beginning of the passphrase, which is not part of it.
       *[other] { $file } was opened without the white space at the beginning of the passphrase, which is not part of it.
    }
    [end] { $blank ->
        [space] { $file } was opened without the space at the end of the passphrase, which is not part of it.
        [invisible] { $file } was opened without the invisible character at the end of the passphrase, which is not part of it.
       *[other] { $file } was opened without the white space at the end of the passphrase, which is not part of it.
    }
   *[both] { $blank ->
        [space] { $file } was opened without the spaces before and after the passphrase, which are not part of it.
       *[other] { $file } was opened without the white space before and after the passphrase, which is not part of it.
    }
}
cli-passphrase-no-file = { $file } is not an ordinary file, and others are not waited for. Pipe the passphrase into the program, and use --passphrase-file - (or --new-passphrase-file -).
cli-passphrase-encoding = The passphrase in { $file } is UTF-16, not plain text. Save the file as UTF-8 without a byte order mark (BOM).
cli-no-new-passphrase = There is no terminal to ask for the passphrase of the new key. Use --new-passphrase-file or --no-passphrase.
cli-passphrases-differ = The two passphrases were not the same. Nothing was made; try again.
cli-empty-passphrase = The passphrase in { $file } is empty: its first line must hold it. For a new key without one, use --no-passphrase.
cli-long-passphrase = What is in { $file } is too large to be a passphrase: more than 64 KiB.
# Where a passphrase was to come from: “The passphrase in standard input is empty”.
cli-input = standard input
cli-input-unread = Standard input could not be read ({ $reason }).
cli-special = { $path } is not a regular file. To read a key from a pipe, use “-” as the file name and pipe the key in.
cli-standard-input = The passphrase could not be read from standard input ({ $reason }).
cli-cancelled = Cancelled. Nothing was changed.
cli-taken = { $path } is already there. Choose another place with --output, or use --replace, which keeps the old file.
cli-taken-of-many = { $path } is already there. Choose another folder with --output-dir, or use --replace, which keeps the old files.
cli-taken-new = { $path } is already there. Choose another place with --output.
cli-same-name = { $file } and { $other } would get the same name. Convert one of them by itself, with --output.
cli-no-keys = There are no keys for this in the folder.
cli-too-many = Not all of { $folder } was looked at: a run takes a million files, and folders in folders 32 deep. Name what is left by itself.
cli-no-home = There is no home folder to save in. Choose a place with --output.
cli-output = Standard output could not be written ({ $reason }).
cli-output-new = The key was saved as { $path }, but its public key could not be printed ({ $reason }).
cli-output-converted = Converted and saved: { $count }. Standard output could not be written ({ $reason }).
cli-saved-pair = Saved { $private } and { $public }. Only you can read the private key.
# $old and $new are paths of files.
cli-converted = { $old } -> { $new }
cli-certificate-left-out = The public key is written without the certificate in { $file }. To print the certificate, use keywright-cli show --certificate.
cli-certificate-unread = The certificate in { $file } cannot be read. It is kept unchanged.
cli-certificate-forged = The signature of the certificate in { $file } is not valid. It is kept unchanged, but do not use it; ask for a new one.
cli-summary = { $converted } converted, { $failed } failed, { $skipped } skipped.
# $public, $certificates, $already and $other count the parts of $skipped.
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
cli-pem-weak = A passphrase protects traditional PEM files poorly. Where nothing old needs it, use openssh or pkcs8.
# Labels before what they name.
cli-file = File
cli-key = Key
cli-key-of = { $number } of { $count }
cli-rights = Rights
cli-rights-mode = { $mode }: others can read it, so ssh refuses it. To keep it to yourself: chmod 600 { $file }
cli-rights-listed = { $mode }, with a list of rights that may let others read it. To clear that: chmod -N { $file }
cli-rights-both = { $mode }: others can read it, so ssh refuses it; a list of rights lets them do so as well. To keep it to yourself: chmod 600 { $file } && chmod -N { $file }
cli-rights-named = Others have rights to it, so ssh refuses it: { $names }. Keep it to yourself with the window, or convert it into ~/.ssh.
cli-format = Format
cli-kind = Kind
cli-passphrase = Passphrase
cli-holds = Holds
cli-note = Note
cli-warning = Warning
cli-certificate = Certificate
# What stands behind the labels.
cli-yes = yes
cli-none = none
cli-certificate-user = for a user
cli-certificate-host = for a server
cli-comment-hidden = locked; shown with --passphrase-file
cli-all-hidden = locked; shown with --passphrase-file
cli-in-device = The secret is in the security key; this file works only together with it.
format-ppk1 = PuTTY key, version 1
format-sshcom = ssh.com private key
format-public-pem = Public key in PEM
format-certificate = OpenSSH certificate

## Starting

# $renderers are names for --renderer, with commas. Also shown in a box, so without columns.
usage =
    { -app } makes, opens and converts SSH keys.

    keywright – opens the window
    keywright FILE – opens the window with this key file
    keywright FILE FILE – converts many; a folder stands for its files

    --renderer NAME – draws the window with NAME alone: { $renderers }
    --version – says which version this is
    --help – says this
    After -- everything is a file.

    The environment variable KEYWRIGHT_RENDERER does what --renderer does.
    keywright-cli does the same work without a window.
start-wrong-option = There is no option { $option }.
start-wrong-no-name = After --renderer comes a name: { $renderers }.
start-wrong-unknown = --renderer knows no “{ $name }”. Here it can be: { $renderers }.
start-wrong-unknown-variable = The environment variable KEYWRIGHT_RENDERER is “{ $name }”, which is unknown. Here it can be: { $renderers }.
start-not-here = --renderer asks for { $name }, which this program does not have. Here it can be: { $renderers }.
start-not-here-variable = The environment variable KEYWRIGHT_RENDERER asks for { $name }, which this program does not have. Here it can be: { $renderers }.

# Above the causes, which come one on each line.
start-no-window = { -app } could not open its window.
start-broke-off = { -app }’s window closed unexpectedly. Files that were saved are safe.
# Said when the session ends, by the system itself, as the reason why it should wait.
session-unsaved = A key is not saved yet.
# Said when the program is ended before a key is saved.
rescued-kept = Your unsaved key was written to { $path }. { -app } will offer it the next time it starts.
rescued-lost = The unsaved key could not be written to disk. Unless you have another copy, make a new key.
# What it was tried with, and why that failed.
start-cause = { $renderer }: { $cause }
renderer-opengl = OpenGL
renderer-dx12 = DirectX 12
renderer-vulkan = Vulkan
# The $reason is what the system or the driver said, in English.
start-no-desktop = There is no desktop to open a window on ({ $reason }).
start-no-opengl = There is no OpenGL 2.0 or later here.
start-no-opengl-because = There is no OpenGL 2.0 or later here ({ $reason }).
start-no-adapter = No graphics adapter was found that can show a window.
start-driver = The graphics driver failed ({ $reason }).
start-fault = The program came to a fault of its own at { $place }.
start-other = It failed ({ $reason }).
start-forced = Nothing else was tried, because --renderer { $name } was given.
start-forced-variable = Nothing else was tried, because the environment variable KEYWRIGHT_RENDERER is { $name }.
start-instead =
    keywright-cli, beside this program, does the same work in a terminal. How to use it:
    keywright-cli --help
# Where in the source follows.
start-fault-at = { -app } came to a fault of its own at
