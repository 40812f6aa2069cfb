//! Any bytes, as they come from a file.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| keywright_fuzz::check(bytes, "tide & tile"));
