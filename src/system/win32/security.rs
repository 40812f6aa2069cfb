//! Who owns what, and who has rights to it.

use super::{check_bool, check_code, terminated};
use std::ffi::{OsStr, c_void};
use std::fs::File;
use std::io;
use std::mem::size_of;
use std::os::windows::io::{AsRawHandle as _, FromRawHandle as _, OwnedHandle};
use std::ptr::{null, null_mut};
use windows_sys::Win32::Foundation::{HANDLE, LocalFree};
use windows_sys::Win32::Security::Authorization::{
    ConvertStringSecurityDescriptorToSecurityDescriptorW, GetSecurityInfo, SDDL_REVISION_1, SE_FILE_OBJECT,
    SE_KERNEL_OBJECT, SE_OBJECT_TYPE,
};
use windows_sys::Win32::Security::{
    DACL_SECURITY_INFORMATION, GetLengthSid, GetSecurityDescriptorLength, GetTokenInformation,
    LookupAccountSidW, OWNER_SECURITY_INFORMATION, PROTECTED_DACL_SECURITY_INFORMATION, PSECURITY_DESCRIPTOR,
    SECURITY_ATTRIBUTES, SetKernelObjectSecurity, TOKEN_QUERY, TOKEN_USER, TokenUser,
};
use windows_sys::Win32::System::Threading::{GetCurrentProcess, OpenProcessToken};

/// A descriptor in memory of the system's.
pub struct Descriptor(PSECURITY_DESCRIPTOR);

impl Drop for Descriptor {
    fn drop(&mut self) {
        // SAFETY: the system allocated it so that it is freed like this, and nobody else has it.
        unsafe { LocalFree(self.0) };
    }
}

impl Descriptor {
    /// Of a text in the security descriptor definition language.
    pub fn of_text(sddl: &str) -> io::Result<Self> {
        let text = terminated(OsStr::new(sddl))?;
        let mut descriptor = null_mut();
        // SAFETY: the text ends in 0; the result is ours to free; its size may be left unasked.
        check_bool(unsafe {
            ConvertStringSecurityDescriptorToSecurityDescriptorW(
                text.as_ptr(),
                SDDL_REVISION_1,
                &mut descriptor,
                null_mut(),
            )
        })?;
        Ok(Self(descriptor))
    }

    /// The owner and the ACL of an open file. It needs READ_CONTROL.
    pub fn of_file(file: &File) -> io::Result<Self> {
        Self::of_open(file, SE_FILE_OBJECT)
    }

    /// The same of the pipe that was connected to.
    pub fn of_pipe(pipe: &File) -> io::Result<Self> {
        Self::of_open(pipe, SE_KERNEL_OBJECT)
    }

    fn of_open(file: &File, kind: SE_OBJECT_TYPE) -> io::Result<Self> {
        let mut descriptor = null_mut();
        let parts = OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION;
        // SAFETY: the handle is open; only the whole is asked for, which is ours to free.
        check_code(unsafe {
            GetSecurityInfo(
                file.as_raw_handle(),
                kind,
                parts,
                null_mut(),
                null_mut(),
                null_mut(),
                null_mut(),
                &mut descriptor,
            )
        })?;
        Ok(Self(descriptor))
    }

    /// All of it, self-relative, as the calls above make it.
    pub fn bytes(&self) -> Vec<u8> {
        // SAFETY: it is a descriptor of the system's, whole and in one piece of this length.
        unsafe {
            let length = GetSecurityDescriptorLength(self.0) as usize;
            std::slice::from_raw_parts(self.0.cast::<u8>(), length).to_vec()
        }
    }

    pub(super) fn attributes(&self) -> SECURITY_ATTRIBUTES {
        let length = u32::try_from(size_of::<SECURITY_ATTRIBUTES>()).unwrap_or_default();
        SECURITY_ATTRIBUTES { nLength: length, lpSecurityDescriptor: self.0, bInheritHandle: 0 }
    }
}

/// Puts the descriptor's ACL on a file as it stands: what the folder hands down is not
/// added, as `SetSecurityInfo` may. It needs WRITE_DAC, and WRITE_OWNER for the owner.
pub fn set_rights(file: &File, descriptor: &Descriptor, with_owner: bool) -> io::Result<()> {
    let parts = DACL_SECURITY_INFORMATION | PROTECTED_DACL_SECURITY_INFORMATION | owner_part(with_owner);
    // SAFETY: the handle is open; the descriptor is whole and outlives the call.
    check_bool(unsafe { SetKernelObjectSecurity(file.as_raw_handle(), parts, descriptor.0) })
}

const fn owner_part(with_owner: bool) -> u32 {
    if with_owner { OWNER_SECURITY_INFORMATION } else { 0 }
}

/// Puts an ACL on a file of which these are the bytes: with what the folder hands down, where that is in it. It needs
/// WRITE_DAC, and WRITE_OWNER for the owner.
pub fn set_rights_again(file: &File, descriptor: &[u8], with_owner: bool) -> io::Result<()> {
    let parts = DACL_SECURITY_INFORMATION | owner_part(with_owner);
    // As u64, so that it lies as the structure must.
    let mut aligned = vec![0_u64; descriptor.len().div_ceil(size_of::<u64>()).max(1)];
    let room = aligned.as_mut_ptr().cast::<u8>();
    // SAFETY: the buffer is at least as long as the bytes. They are a descriptor, whole and in one
    // piece, as `Descriptor::bytes` reads it from the system. The handle is open.
    check_bool(unsafe {
        std::ptr::copy_nonoverlapping(descriptor.as_ptr(), room, descriptor.len());
        SetKernelObjectSecurity(file.as_raw_handle(), parts, room.cast())
    })
}

/// Puts the descriptor's ACL on this process.
pub(super) fn set_rights_of_process(descriptor: &Descriptor) -> io::Result<()> {
    let parts = DACL_SECURITY_INFORMATION | PROTECTED_DACL_SECURITY_INFORMATION;
    // SAFETY: the pseudo handle of this process is always valid; the descriptor is whole.
    check_bool(unsafe { SetKernelObjectSecurity(GetCurrentProcess(), parts, descriptor.0) })
}

/// The bytes of the SID of whoever runs this program.
pub fn user() -> io::Result<Vec<u8>> {
    let mut handle: HANDLE = null_mut();
    // SAFETY: the pseudo handle of this process is always valid; the token's is written to `handle`.
    check_bool(unsafe { OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &mut handle) })?;
    // SAFETY: the call has opened it, and nobody else has it.
    let token = unsafe { OwnedHandle::from_raw_handle(handle) };
    let mut length = 0;
    // SAFETY: without a buffer it only tells how long that must be.
    unsafe { GetTokenInformation(token.as_raw_handle(), TokenUser, null_mut(), 0, &mut length) };
    // As u64, so that it lies as the structure must.
    let mut buffer = vec![0_u64; (length as usize).div_ceil(size_of::<u64>()).max(1)];
    let room = u32::try_from(size_of_val(buffer.as_slice())).unwrap_or_default();
    // SAFETY: the buffer has the length that is told. What it is filled with starts with TOKEN_USER,
    // whose SID is whole, of the length that is asked, and in the buffer.
    unsafe {
        check_bool(GetTokenInformation(
            token.as_raw_handle(),
            TokenUser,
            buffer.as_mut_ptr().cast(),
            room,
            &mut length,
        ))?;
        let sid = (*buffer.as_ptr().cast::<TOKEN_USER>()).User.Sid;
        Ok(std::slice::from_raw_parts(sid.cast::<u8>(), GetLengthSid(sid) as usize).to_vec())
    }
}

/// The account that a SID is of: its domain and its name. It may ask a server.
pub fn account(sid: &[u8]) -> Option<(String, String)> {
    // As u32, so that it lies as a SID must.
    let sid: Vec<u32> = sid
        .chunks(4)
        .map(|part| part.iter().rev().fold(0, |value, byte| value << 8 | u32::from(*byte)))
        .collect();
    let (mut name, mut domain) = ([0_u16; 512], [0_u16; 512]);
    let (mut name_length, mut domain_length) = (512, 512);
    let mut kind = 0;
    // SAFETY: the SID is whole; the buffers have the lengths that are told.
    let found = unsafe {
        LookupAccountSidW(
            null(),
            sid.as_ptr().cast_mut().cast::<c_void>(),
            name.as_mut_ptr(),
            &mut name_length,
            domain.as_mut_ptr(),
            &mut domain_length,
            &mut kind,
        )
    };
    let text = |buffer: &[u16], length: u32| {
        String::from_utf16_lossy(buffer.get(..length as usize).unwrap_or_default())
    };
    (found != 0).then(|| (text(&domain, domain_length), text(&name, name_length)))
}
