//! Compressed bodies.

use flate2::{Compress, Compression, FlushCompress};

use super::{Ready, head, send};
use crate::faults::wire::WireStep;

pub(super) const ALL: &[Ready] = &[
    ("gzip", "the true answer, compressed", || {
        head(
            "content-encoding: gzip\r\ncontent-length: {gzipLength}\r\n",
            &[WireStep::Gzip],
        )
    }),
    (
        "gzip-upper-case",
        "the true answer, compressed, as X-GZIP",
        || {
            head(
                "content-encoding: X-GZIP\r\ncontent-length: {gzipLength}\r\n",
                &[WireStep::Gzip],
            )
        },
    ),
    ("gzip-corrupt", "gzip with a wrong byte", || {
        gzipped_raw(b"\x1f\x8b\x08\0\0\0\0\0\0\xff\x07\x07\x07\x07\x07\x07\x07\x07")
    }),
    ("gzip-cut", "gzip that ends early", || {
        gzipped_raw(b"\x1f\x8b\x08\0\0\0\0\0\0\xff")
    }),
    ("gzip-missing", "announced as gzip, and plain", || {
        head(
            "content-encoding: gzip\r\ncontent-length: {length}\r\n",
            &[WireStep::Body],
        )
    }),
    ("gzip-trailing", "gzip with bytes behind it", || {
        head(
            "content-encoding: gzip\r\n",
            &[WireStep::Gzip, send("trailing")],
        )
    }),
    ("gzip-bomb-1mib", "gzip of 1 MiB of zeros", || bomb(1)),
    ("gzip-bomb-1gib", "gzip of 1 GiB of zeros", || bomb(1024)),
    ("gzip-endless", "gzip without end", || {
        let mut steps = vec![
            send("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\n\r\n"),
            send(GZIP_HEAD.to_vec()),
        ];
        steps.push(WireStep::repeat_forever(mebibyte_of_zeros()));
        steps
    }),
    (
        "encoding-unknown",
        "an encoding that nobody asked for",
        || {
            head(
                "content-encoding: br\r\ncontent-length: {length}\r\n",
                &[WireStep::Body],
            )
        },
    ),
    ("encoding-identity", "the encoding that is none", || {
        head(
            "content-encoding: identity\r\ncontent-length: {length}\r\n",
            &[WireStep::Body],
        )
    }),
];

fn gzipped_raw(bytes: &[u8]) -> Vec<WireStep> {
    head("content-encoding: gzip\r\n", &[send(bytes.to_vec())])
}

const GZIP_HEAD: &[u8] = b"\x1f\x8b\x08\0\0\0\0\0\0\xff";

/// So many MiB of zeros; the sum at the end is left out, as nobody should come so far.
fn bomb(mebibytes: u32) -> Vec<WireStep> {
    let mut steps = head("content-encoding: gzip\r\n", &[send(GZIP_HEAD.to_vec())]);
    steps.push(WireStep::repeat(mebibyte_of_zeros(), mebibytes));
    steps.push(send(b"\x03\0".to_vec()));
    steps
}

/// A piece of a deflate stream that can be repeated: a full flush refers to nothing before it.
fn mebibyte_of_zeros() -> Vec<u8> {
    let mut packed = Vec::with_capacity(4096);
    let zeros = vec![0; 1 << 20];
    let mut deflate = Compress::new(Compression::best(), false);
    // There is room for all of it.
    let _ = deflate.compress_vec(&zeros, &mut packed, FlushCompress::Full);
    packed
}
