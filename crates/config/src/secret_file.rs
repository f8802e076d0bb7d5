//! Reads files that hold secrets, leaving no copies in freed memory.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use zeroize::Zeroizing;

/// Most bytes such a file can have.
const MAX_BYTES: u64 = 1024 * 1024;

/// The whole file; an error of kind `FileTooLarge` above 1 MiB.
pub(crate) fn read(path: &Path) -> io::Result<Zeroizing<Vec<u8>>> {
    let file = File::open(path)?;
    let mut bytes = Zeroizing::new(Vec::with_capacity(capacity(&file)));
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    Ok(bytes)
}

/// Room for the whole file and the last, empty read, so that the buffer never moves.
fn capacity(file: &File) -> usize {
    let length = file.metadata().map_or(0, |metadata| metadata.len());
    usize::try_from(length.min(MAX_BYTES)).unwrap_or(0) + 32
}
