# The same as authorized_keys.sh for OpenSSH on Windows, whose administrators share one file. It goes into a command, and
# cmd takes 8191 characters: comments and indentation are left out there, and names are short. Standard input has four
# lines, each in base64, so that no code page changes them: "install", "remove" or "remove-wait", the options,
# "TYPE BASE64", and the comment. After "remove-wait" a fifth line is waited for: unless it is "keep", the file becomes
# what it was.
$ErrorActionPreference = 'Stop'
$out = [Console]::OpenStandardOutput()
function Say($text) { $b = [Text.Encoding]::UTF8.GetBytes("keywright: $text`n"); $out.Write($b, 0, $b.Length) }
function Fail($text) { Say "failed $text"; exit 1 }
# A character for each byte: what is not understood stays as it is.
$bytes = [Text.Encoding]::GetEncoding(28591)
function Next { $bytes.GetString([Convert]::FromBase64String([Console]::In.ReadLine())) }
function Put($text, $path) { [IO.File]::WriteAllBytes($path, $bytes.GetBytes($text)) }
function Read { $bytes.GetString([IO.File]::ReadAllBytes($file)) }
# The options of a line that lets the key in, as sshd reads its fields; nothing for others. The lines of a certification
# authority are about other keys.
function Found($line) {
    $m = [regex]::Match($line, '^\s*(?!\S*cert-auth)(?:((?:[^\s"]|"(?:\\"|[^"])*")+)\s+)??((?:ssh-|ecdsa-|sk-)\S+)\s+(\S+)')
    if ($m.Success -and "$($m.Groups[2]) $($m.Groups[3])" -ceq $key) { , $m.Groups[1].Value }
}
$out.WriteByte(10)
$what = Next; $options = Next; $key = Next; $comment = Next
$me = [Security.Principal.WindowsIdentity]::GetCurrent()
# 544 are the Administrators, whatever the language calls them.
$admin = (New-Object Security.Principal.WindowsPrincipal $me).IsInRole(544)
if ($admin) { $folder = "$env:ProgramData\ssh"; $file = "$folder\administrators_authorized_keys" }
else { $folder = "$env:USERPROFILE\.ssh"; $file = "$folder\authorized_keys" }
$fault = "folder $folder"
try {
    $null = [IO.Directory]::CreateDirectory($folder)
    $fault = "read $file"
    $old = ''
    $isNew = ![IO.File]::Exists($file)
    if (!$isNew) { $old = Read }
    # UTF-16: sshd reads no line of it.
    if ($old.Contains("`0")) { Fail "kind $file" }
    $lines = $old.Split("`n")
    $found = @($lines | % { Found $_ })
    $new = $null
    $removes = $what -clike 'remove*'
    if ($removes) {
        if ($found.Count) { $new = @($lines | ? { $null -eq (Found $_) }) -join "`n" }
        else { Say "absent $file" }
    }
    elseif ($found -ccontains $options) { Say "present $file" }
    elseif ($found.Count) { Say "other $file" }
    else {
        $new = $old
        if ($new -and $new[-1] -ne "`n") { $new += "`r`n" }
        $new += "$options $key $comment".Trim() + "`r`n"
    }
    if ($null -ne $new) {
        $fault = "room $file"
        $backup = $null
        $next = "$file.keywright-new"
        Put $new $next
        $fault = "write $file"
        if ($isNew) { [IO.File]::Move($next, $file) }
        else {
            if ((Read) -cne $old) { Fail "busy $file" }
            $day = Get-Date -f yyyy-MM-dd; $backup = "$file.$day.bak"; $number = 1
            while ([IO.File]::Exists($backup)) { $number++; $backup = "$file.$day-$number.bak" }
            # In one step, and the rights to the old file stay.
            [IO.File]::Replace($next, $file, $backup)
        }
        if ((Read) -cne $new) { Fail $fault }
        if ($what -ceq 'remove-wait') {
            Say 'waiting'
            if ([Console]::In.ReadLine() -cne 'keep') {
                $fault = "unrestored $backup"
                if ((Read) -cne $new) { Fail $fault }
                Put $old $file
                if ((Read) -cne $old) { Fail $fault }
                Say "restored $file"
                exit
            }
        }
        if ($removes) { Say "removed $file" } else { Say "added $file" }
        if ($backup) { Say "backup $backup" }
    }
    # sshd trusts the file only if nobody else may change it: Administrators, the system, and the person.
    $fault = "rights $file"
    if (($admin -and [IO.File]::Exists($file)) -or ($isNew -and $new)) {
        icacls $file /reset /q | Out-Null
        $acl = @('*S-1-5-32-544:F', '*S-1-5-18:F')
        if (!$admin) { $acl += "*$($me.User.Value):F" }
        icacls $file /inheritance:r /grant $acl /q | Out-Null
        if ($LASTEXITCODE) { Fail $fault }
    }
} catch { Fail $fault }
