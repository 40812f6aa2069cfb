//! File systems of Linux that only seem to keep modes: a change of them is not refused, and forgotten (mount's manual,
//! FAT; mount.cifs's manual; WSL's DrvFs).

use std::path::Path;

/// Types whose files have modes that are not their own.
const WITHOUT_MODES: [&str; 6] = ["vfat", "msdos", "exfat", "drvfs", "vboxsf", "ntfs"];
/// The same as long as the server of the share does not keep them either.
const SHARES: [&str; 2] = ["cifs", "smb3"];

/// Whether the file system that a whole path is on keeps modes, by the lines of /proc/self/mounts.
pub fn keeps_modes(mounts: &str, path: &Path) -> bool {
    let parsed = mounts.lines().filter_map(Mount::parse).filter(|mount| path.starts_with(&mount.at));
    // Of several at one place, the last hides the others.
    let innermost = parsed.max_by_key(|mount| mount.at.len());
    innermost.is_none_or(|mount| mount.keeps_modes())
}

struct Mount<'a> {
    at: String,
    kind: &'a str,
    options: &'a str,
}

impl<'a> Mount<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let mut words = line.split(' ').skip(1);
        let (at, kind, options) = (words.next()?, words.next()?, words.next()?);
        Some(Self { at: unescaped(at), kind, options })
    }

    fn keeps_modes(&self) -> bool {
        let has = |option: &str| self.options.split([',', ';']).any(|other| other == option);
        match self.kind {
            kind if WITHOUT_MODES.contains(&kind) => has("metadata"),
            // NTFS by FUSE.
            "fuseblk" => has("default_permissions"),
            // WSL 2.
            "9p" => !has("aname=drvfs") || has("metadata"),
            kind if SHARES.contains(&kind) => !has("nounix") || has("modefromsid") || has("cifsacl"),
            _ => true,
        }
    }
}

/// Blanks and backslashes stand there as `\040` and the like.
fn unescaped(text: &str) -> String {
    let mut parts = text.split('\\');
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (digits, rest) = part.split_at_checked(3).unwrap_or((part, ""));
        match u8::from_str_radix(digits, 8) {
            Ok(byte) => whole.push(char::from(byte)),
            Err(_) => whole.push_str(digits),
        }
        whole.push_str(rest);
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "\
/dev/sda1 / ext4 rw,relatime 0 0
/dev/sdb1 /media/ann/USB\\040STICK vfat rw,uid=1000,fmask=0022 0 0
C:\\134 /mnt/c 9p rw,noatime,dirsync,aname=drvfs;path=C:\\;uid=1000;gid=1000;symlinkroot=/mnt/ 0 0
D:\\134 /mnt/d 9p rw,noatime,aname=drvfs;path=D:\\;uid=1000;metadata;symlinkroot=/mnt/ 0 0
share /srv/9 9p rw,trans=virtio 0 0
//nas/home /mnt/nas cifs rw,vers=3.1.1,file_mode=0755,nounix,serverino 0 0
//nas/unix /mnt/unix cifs rw,unix,posixpaths 0 0
/dev/sdc1 /media/ann/big exfat rw 0 0
tmpfs /media/ann/big tmpfs rw 0 0
/dev/sdd1 /media/ann/win fuseblk rw,user_id=0,group_id=0,allow_other,blksize=4096 0 0
/dev/sde1 /media/ann/kept fuseblk rw,user_id=0,group_id=0,default_permissions,allow_other 0 0
shared /media/sf_shared vboxsf rw,uid=0,gid=998 0 0
";

    #[test]
    fn file_systems_that_forget_modes_are_known() {
        let keeps = |path: &str| keeps_modes(MOUNTS, Path::new(path));
        for path in [
            "/home/ann/.ssh/id",
            "/mnt/d/id",
            "/srv/9/id",
            "/mnt/unix/id",
            "/media/ann/big/id",
            "/media/ann/kept/id",
        ] {
            assert!(keeps(path), "{path}");
        }
        for path in [
            "/media/ann/USB STICK/id",
            "/mnt/c/Users/ann/.ssh/id",
            "/mnt/nas/id",
            "/media/ann/win/id",
            "/media/sf_shared/id",
        ] {
            assert!(!keeps(path), "{path}");
        }
        assert!(keeps_modes("", Path::new("/id")) && keeps_modes("odd\nlines here\n", Path::new("/id")));
    }
}
