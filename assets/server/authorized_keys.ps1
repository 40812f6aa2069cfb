# The same as authorized_keys.sh for OpenSSH on Windows, whose administrators share one file. It goes into a command, and
# cmd takes 8191 characters: comments and indentation are left out there. Standard input has four lines, each in base64,
# so that no code page changes them: "install" or "remove", the options, "TYPE BASE64", and the comment.
$ErrorActionPreference = 'Stop'
function Say($text) { [Console]::Out.WriteLine('keywright: ' + $text) }
function Fail($text) { Say ('failed ' + $text); exit 1 }
# A character for each byte: what is not understood stays as it is.
$bytes = [Text.Encoding]::GetEncoding(28591)
function Next { $bytes.GetString([Convert]::FromBase64String([Console]::In.ReadLine())) }
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
    if (-not $isNew) { $old = $bytes.GetString([IO.File]::ReadAllBytes($file)) }
    # UTF-16: sshd reads no line of it.
    if ($old.Contains("`0")) { Fail "kind $file" }
    $has = { $_.Contains($key) -and -not $_.TrimStart().StartsWith('#') }
    $found = @($old -split "`n" | Where-Object $has)
    if ($options) { $line = "$options $key" } else { $line = $key }
    $new = $null
    if ($what -eq 'remove') {
        if ($found.Count) { $new = @($old -split "`n" | Where-Object { -not (& $has) }) -join "`n" }
        else { Say "absent $file" }
    } elseif (@($found | Where-Object { $_.TrimStart().StartsWith($line) }).Count) { Say "present $file" }
    elseif ($found.Count) { Say "other $file" }
    else {
        $new = $old
        if ($new -and -not $new.EndsWith("`n")) { $new += "`r`n" }
        $new += "$line $comment".TrimEnd() + "`r`n"
    }
    if ($null -ne $new) {
        $failing = "room $file"
        if ($old) {
            $backup = "$file.$(Get-Date -Format yyyy-MM-dd).bak"; $number = 1
            while (Test-Path -LiteralPath $backup) {
                $number++; $backup = "$file.$(Get-Date -Format yyyy-MM-dd)-$number.bak"
            }
            Copy-Item -LiteralPath $file -Destination $backup
        }
        $failing = "write $file"
        try {
            [IO.File]::WriteAllBytes($file, $bytes.GetBytes($new))
            if ($bytes.GetString([IO.File]::ReadAllBytes($file)) -cne $new) { throw 'other' }
        } catch {
            if (-not $isNew) { [IO.File]::WriteAllBytes($file, $bytes.GetBytes($old)) }
            throw
        }
        if ($what -eq 'remove') { Say "removed $file" } else { Say "added $file" }
        if ($backup) { Say "backup $backup" }
    }
    # sshd trusts the file only if nobody else may change it: Administrators, the system, and the person.
    $failing = "rights $file"
    if ($admin -or $isNew -and $null -ne $new) {
        icacls $file /reset /q | Out-Null
        $grants = @('*S-1-5-32-544:F', '*S-1-5-18:F')
        if (-not $admin) { $grants += "*$($me.User.Value):F" }
        icacls $file /inheritance:r /grant $grants /q | Out-Null
        if ($LASTEXITCODE) { Fail $failing }
    }
} catch { Fail $failing }
