# The same as authorized_keys.sh for OpenSSH on Windows, whose administrators share one file. It goes into a command, and
# cmd takes 8191 characters: comments and indentation are left out there, and names are short. Standard input has four
# lines, each in base64, so that no code page changes them: "install" or "remove", the options, "TYPE BASE64", and the
# comment.
$ErrorActionPreference = 'Stop'
$out = [Console]::OpenStandardOutput()
function Say($text) { $b = [Text.Encoding]::UTF8.GetBytes("keywright: $text`n"); $out.Write($b, 0, $b.Length) }
function Fail($text) { Say "failed $text"; exit 1 }
# A character for each byte: what is not understood stays as it is.
$bytes = [Text.Encoding]::GetEncoding(28591)
function Next { $bytes.GetString([Convert]::FromBase64String([Console]::In.ReadLine())) }
function Read { $bytes.GetString([IO.File]::ReadAllBytes($file)) }
# The options of a line that lets the key in, as sshd reads its fields; nothing for others.
function Found($line) {
    $m = [regex]::Match($line, '^\s*(?:((?:[^\s"]|"(?:\\"|[^"])*")+)\s+)??((?:ssh-|ecdsa-|sk-)\S+)\s+(\S+)')
    if ($m.Success -and "$($m.Groups[2]) $($m.Groups[3])" -ceq $key) { , $m.Groups[1].Value }
}
$out.WriteByte(10)
$what = Next; $options = Next; $key = Next; $comment = Next
$me = [Security.Principal.WindowsIdentity]::GetCurrent()
$role = [Security.Principal.WindowsBuiltInRole]::Administrator
$admin = (New-Object Security.Principal.WindowsPrincipal $me).IsInRole($role)
if ($admin) { $folder = "$env:ProgramData\ssh"; $file = "$folder\administrators_authorized_keys" }
else { $folder = "$env:USERPROFILE\.ssh"; $file = "$folder\authorized_keys" }
$failing = "folder $folder"
try {
    if (-not (Test-Path -LiteralPath $folder)) { New-Item -ItemType Directory -Path $folder | Out-Null }
    $failing = "read $file"
    $old = ''
    $isNew = -not (Test-Path -LiteralPath $file)
    if (-not $isNew) { $old = Read }
    # UTF-16: sshd reads no line of it.
    if ($old.Contains("`0")) { Fail "kind $file" }
    $lines = $old.Split("`n")
    $found = @($lines | ForEach-Object { Found $_ })
    $new = $null
    if ($what -ceq 'remove') {
        if ($found.Count) { $new = @($lines | Where-Object { $null -eq (Found $_) }) -join "`n" }
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
        $failing = "room $file"
        $backup = $null
        $next = "$file.keywright-new"
        [IO.File]::WriteAllBytes($next, $bytes.GetBytes($new))
        $failing = "write $file"
        if ($isNew) { [IO.File]::Move($next, $file) }
        else {
            if ((Read) -cne $old) { Fail "busy $file" }
            $day = Get-Date -Format yyyy-MM-dd; $backup = "$file.$day.bak"; $number = 1
            while (Test-Path -LiteralPath $backup) { $number++; $backup = "$file.$day-$number.bak" }
            # In one step, and the rights to the old file stay.
            [IO.File]::Replace($next, $file, $backup)
        }
        if ((Read) -cne $new) { Fail "write $file" }
        if ($what -ceq 'remove') { Say "removed $file" } else { Say "added $file" }
        if ($backup) { Say "backup $backup" }
    }
    # sshd trusts the file only if nobody else may change it: Administrators, the system, and the person.
    $failing = "rights $file"
    if (($admin -and (Test-Path -LiteralPath $file)) -or ($isNew -and $null -ne $new)) {
        icacls $file /reset /q | Out-Null
        $grants = @('*S-1-5-32-544:F', '*S-1-5-18:F')
        if (-not $admin) { $grants += "*$($me.User.Value):F" }
        icacls $file /inheritance:r /grant $grants /q | Out-Null
        if ($LASTEXITCODE) { Fail $failing }
    }
} catch { Fail $failing }
