//! Bodies in chunks.

use super::{Ready, head, pause, send};
use crate::faults::wire::WireStep;

pub(super) const ALL: &[Ready] = &[
    ("chunked", "chunks", || {
        head(
            "transfer-encoding: chunked\r\n",
            &[send("1\r\n[\r\n"), pause(0.05), send("1\r\n]\r\n0\r\n\r\n")],
        )
    }),
    ("chunk-extension", "a chunk with an extension", || {
        head(
            "transfer-encoding: chunked\r\n",
            &[send("2;name=value\r\n[]\r\n0\r\n\r\n")],
        )
    }),
    ("chunk-trailers", "chunks with trailers", || {
        head(
            "transfer-encoding: chunked\r\ntrailer: x-sum\r\n",
            &[send("2\r\n[]\r\n0\r\nx-sum: 1\r\n\r\n")],
        )
    }),
    (
        "chunk-size-wrong",
        "a chunk whose size is no number",
        || {
            head(
                "transfer-encoding: chunked\r\n",
                &[send("zz\r\n[]\r\n0\r\n\r\n")],
            )
        },
    ),
    ("chunk-size-huge", "a chunk beyond 64 bits", || {
        head(
            "transfer-encoding: chunked\r\n",
            &[send("fffffffffffffffffff\r\n[]\r\n")],
        )
    }),
    (
        "chunk-size-lies",
        "a chunk that is longer than it says",
        || {
            head(
                "transfer-encoding: chunked\r\n",
                &[send("2\r\n[]]]\r\n0\r\n\r\n")],
            )
        },
    ),
    ("chunk-no-end", "chunks closed before the last", || {
        head("transfer-encoding: chunked\r\n", &[send("2\r\n[]\r\n")])
    }),
    ("chunk-cut", "closed inside of a chunk", || {
        head("transfer-encoding: chunked\r\n", &[send("ff\r\n[")])
    }),
    ("chunk-endless", "chunks without end", || {
        head(
            "transfer-encoding: chunked\r\n",
            &[WireStep::repeat_forever(format!(
                "4000\r\n{}\r\n",
                " ".repeat(0x4000)
            ))],
        )
    }),
    ("chunk-trailers-endless", "trailers without end", || {
        head(
            "transfer-encoding: chunked\r\n",
            &[
                send("2\r\n[]\r\n0\r\n"),
                WireStep::repeat_forever("x-sum: 1\r\n"),
            ],
        )
    }),
    (
        "chunk-extension-endless",
        "an extension without end",
        || {
            head(
                "transfer-encoding: chunked\r\n",
                &[send("2;x="), WireStep::repeat_forever("xxxxxxxxxxxxxxxx")],
            )
        },
    ),
];
