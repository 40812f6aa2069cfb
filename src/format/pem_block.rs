//! PEM: `-----BEGIN LABEL-----`, headers or none, base64, `-----END LABEL-----` (RFC 7468; headers
//! as in RFC 1421, section 4.6), as programs write it. `reading` reads it.

use super::text_encoding;
use zeroize::Zeroizing;

/// OpenSSL's line width.
pub(super) const WIDTH: usize = 64;

/// With `width` characters of base64 in a line. Every line ends with LF, on Windows too: OpenSSH reads
/// nothing else.
pub(super) fn write(label: &str, headers: &[String], bytes: &[u8], width: usize) -> Zeroizing<Vec<u8>> {
    let room =
        text_encoding::base64_room(bytes.len()) + headers.iter().map(|line| line.len() + 1).sum::<usize>();
    let mut out = Zeroizing::new(Vec::with_capacity(room + 128));
    out.extend_from_slice(format!("-----BEGIN {label}-----\n").as_bytes());
    for header in headers {
        out.extend_from_slice(header.as_bytes());
        out.push(b'\n');
    }
    if !headers.is_empty() {
        out.push(b'\n');
    }
    text_encoding::push_base64(&mut out, bytes, width);
    out.extend_from_slice(format!("-----END {label}-----\n").as_bytes());
    out
}
