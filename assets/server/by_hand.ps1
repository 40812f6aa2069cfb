# The same as authorized_keys.ps1, short enough for a command to be copied: the line for the file comes on standard
# input, in base64. FILE and GRANT are filled in, as what differs between a person and the administrators.
$ErrorActionPreference = 'Stop'
$line = [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String([Console]::In.ReadLine()))
$key = [regex]::Match($line, 'AAAA[\w+/]+').Value
$f = FILE
$d = Split-Path $f
if (!(Test-Path -LiteralPath $d)) { [void](New-Item -ItemType Directory $d) }
$old = ''
if (Test-Path -LiteralPath $f) { $old = [IO.File]::ReadAllText($f) }
if (@($old -split "`n" | ? { $_.Contains($key) -and $_ -notmatch '^\s*#' }).Count) { 'already there' } else {
if ($old -and !$old.EndsWith("`n")) { $line = "`r`n$line" }
[IO.File]::AppendAllText($f, "$line`r`n")
'added'
}
GRANT
