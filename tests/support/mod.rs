//! What the tests of the state machine and of the window share: stand-ins for everything outside.
#![allow(dead_code, reason = "each test program uses its own part")]

pub mod cpu_renderer;
pub mod fakes;
pub mod keys;
pub mod window;
