//! Versions and statuses.

use super::{Ready, raw, send};
use crate::faults::wire::WireStep;

pub(super) const ALL: &[Ready] = &[
    ("http-1.0", "an answer in HTTP/1.0", || {
        raw(
            "HTTP/1.0 200 OK\r\ncontent-type: application/json\r\n\r\n",
            &[WireStep::Body],
        )
    }),
    ("http-0.9", "a body without headers", || {
        vec![WireStep::Body]
    }),
    ("http-2-preface", "the beginning of HTTP/2", || {
        vec![
            send(
                b"\0\0\x12\x04\0\0\0\0\0\0\x03\0\0\0\x64\0\x04\0\0\xff\xff\0\x02\0\0\0\0".to_vec(),
            ),
            WireStep::Hang,
        ]
    }),
    ("http-9.9", "a version that does not exist", || {
        raw(
            "HTTP/9.9 200 OK\r\ncontent-length: {length}\r\n\r\n",
            &[WireStep::Body],
        )
    }),
    ("garbage", "bytes that mean nothing", || {
        vec![send(b"\x16\x03\x00garbage\xff\xfe\r\n\r\n".to_vec())]
    }),
    ("status-no-reason", "a status line without a reason", || {
        raw(
            "HTTP/1.1 200\r\ncontent-length: {length}\r\n\r\n",
            &[WireStep::Body],
        )
    }),
    ("status-no-number", "a status that is no number", || {
        raw("HTTP/1.1 OK 200\r\ncontent-length: 0\r\n\r\n", &[])
    }),
    ("status-99", "a status below 100", || {
        raw("HTTP/1.1 99 Low\r\ncontent-length: 0\r\n\r\n", &[])
    }),
    ("status-1000", "a status of four digits", || {
        raw("HTTP/1.1 1000 High\r\ncontent-length: 0\r\n\r\n", &[])
    }),
    ("status-199", "an interim status, and no other", || {
        raw("HTTP/1.1 199 Wait\r\n\r\n", &[])
    }),
    ("status-299", "a status that is rare and good", || {
        raw(
            "HTTP/1.1 299 Fine\r\ncontent-length: {length}\r\ncontent-type: application/json\r\n\r\n",
            &[WireStep::Body],
        )
    }),
];
