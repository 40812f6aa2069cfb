//! Keys and their files: what we write is what we and the peers read, and nothing else is.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
#![allow(clippy::print_stdout, reason = "each test says how much it compared, or why it did not")]

mod bounds;
mod certificates;
mod certificates_refused;
#[path = "../support/costly.rs"]
mod costly;
mod device_keys;
mod ed448;
mod encodings;
mod exchange;
mod hostile;
mod interop;
mod known_answers;
mod mutation;
mod never_public;
mod peers;
mod pem;
mod ppk_certificates;
mod public_lines;
mod replay;
mod round_trip;
mod security_keys;
mod support;
mod unlock;
mod vectors;
mod wrapped;
