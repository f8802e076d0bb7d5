//! Wires that are ready to be used, by name.

use std::time::Duration;

use flate2::{Compress, Compression, FlushCompress};

use super::{Wire, WireStep};

type Steps = fn() -> Vec<WireStep>;

/// Name, meaning, steps.
const ALL: &[(&str, &str, Steps)] = &[
    ("plain", "the true answer", || {
        head("content-length: {length}\r\n", &[WireStep::Body])
    }),
    ("no-answer", "closed without a byte", Vec::new),
    ("reset", "reset without a byte", || vec![WireStep::Reset]),
    ("reset-in-head", "reset inside of the headers", || {
        raw("HTTP/1.1 200 OK\r\nconte", &[WireStep::Reset])
    }),
    ("close-in-head", "closed inside of the headers", || {
        raw("HTTP/1.1 200 OK\r\nconte", &[])
    }),
    ("hang-in-head", "silent inside of the headers", || {
        raw("HTTP/1.1 200 OK\r\nconte", &[WireStep::Hang])
    }),
    ("reset-in-body", "reset inside of the body", || {
        head(
            "content-length: {length}\r\n",
            &[WireStep::FirstHalf, WireStep::Reset],
        )
    }),
    ("hang-in-body", "silent inside of the body", || {
        head(
            "content-length: {length}\r\n",
            &[WireStep::FirstHalf, WireStep::Hang],
        )
    }),
    (
        "pause-in-body",
        "half a second of silence inside of the body",
        || {
            head(
                "content-length: {length}\r\n",
                &[WireStep::FirstHalf, pause(0.5), WireStep::SecondHalf],
            )
        },
    ),
    ("drip-head", "a header a second, for ever", || {
        vec![
            send("HTTP/1.1 200 OK\r\n"),
            WireStep::repeat("x-drip: 1\r\n", 1),
            pause(1.0),
            WireStep::repeat("x-drip: 2\r\n", 1),
            WireStep::Hang,
        ]
    }),
    (
        "length-too-large",
        "more announced than sent, then closed",
        || head("content-length: 100000\r\n", &[WireStep::Body]),
    ),
    ("length-too-small", "less announced than sent", || {
        head("content-length: 2\r\n", &[send("{}"), WireStep::Body])
    }),
    ("length-twice-same", "the length twice, equal", || {
        head(
            "content-length: {length}\r\ncontent-length: {length}\r\n",
            &[WireStep::Body],
        )
    }),
    ("length-twice-other", "two lengths that differ", || {
        head(
            "content-length: {length}\r\ncontent-length: 3\r\n",
            &[WireStep::Body],
        )
    }),
    ("length-and-chunked", "both a length and chunks", || {
        head(
            "content-length: 3\r\ntransfer-encoding: chunked\r\n",
            &[send("2\r\n{}\r\n0\r\n\r\n")],
        )
    }),
    ("length-no-number", "a length that is no number", || {
        head("content-length: many\r\n", &[WireStep::Body])
    }),
    ("length-negative", "a length below zero", || {
        head("content-length: -5\r\n", &[WireStep::Body])
    }),
    ("length-huge", "a length beyond 64 bits", || {
        head(
            "content-length: 99999999999999999999999\r\n",
            &[WireStep::Body],
        )
    }),
    (
        "length-gigabytes",
        "a length over any cap, and no body",
        || head("content-length: 99999999999\r\n", &[WireStep::Hang]),
    ),
    ("no-length", "a body that ends with the connection", || {
        head("", &[WireStep::Body])
    }),
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
    ("interim-100", "100, then the answer", || {
        interim("HTTP/1.1 100 Continue\r\n\r\n", 1)
    }),
    ("interim-103", "103 with a link, then the answer", || {
        interim("HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\n", 1)
    }),
    (
        "interim-many",
        "twenty interim answers, then the answer",
        || interim("HTTP/1.1 102 Processing\r\n\r\n", 20),
    ),
    ("interim-flood", "interim answers without end", || {
        vec![WireStep::repeat_forever("HTTP/1.1 102 Processing\r\n\r\n")]
    }),
    ("switching-protocols", "101, which nobody asked for", || {
        raw(
            "HTTP/1.1 101 Switching Protocols\r\nupgrade: chat\r\nconnection: upgrade\r\n\r\n",
            &[WireStep::Hang],
        )
    }),
    (
        "header-folded",
        "a header that goes on in the next line",
        || {
            head(
                "content-length: {length}\r\nx-long: one\r\n two\r\n",
                &[WireStep::Body],
            )
        },
    ),
    ("header-no-colon", "a header without a colon", || {
        head(
            "content-length: {length}\r\nnonsense\r\n",
            &[WireStep::Body],
        )
    }),
    ("header-blank-name", "a header without a name", || {
        head("content-length: {length}\r\n: value\r\n", &[WireStep::Body])
    }),
    ("header-space-in-name", "a blank before the colon", || {
        head(
            "content-length: {length}\r\nx-one : value\r\n",
            &[WireStep::Body],
        )
    }),
    ("header-nul", "a NUL in a header", || {
        head(
            "content-length: {length}\r\nx-nul: a\0b\r\n",
            &[WireStep::Body],
        )
    }),
    ("header-latin-1", "a header in Latin-1", || {
        let mut steps = vec![send(
            b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-name: caf\xe9\r\n".to_vec(),
        )];
        steps.extend([send("content-length: {length}\r\n\r\n"), WireStep::Body]);
        steps
    }),
    (
        "header-request-id-odd",
        "a request id with odd bytes",
        || {
            let mut steps = vec![send(
                b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nopc-request-id: caf\xe9\r\n"
                    .to_vec(),
            )];
            steps.extend([send("content-length: {length}\r\n\r\n"), WireStep::Body]);
            steps
        },
    ),
    ("header-request-id-twice", "two request ids", || {
        head(
            "content-length: {length}\r\nopc-request-id: one\r\nopc-request-id: two\r\n",
            &[WireStep::Body],
        )
    }),
    ("header-large", "a header of 300 KiB", || {
        head(
            &format!(
                "content-length: {{length}}\r\nx-large: {}\r\n",
                "x".repeat(300 * 1024)
            ),
            &[WireStep::Body],
        )
    }),
    ("header-many", "five hundred headers", || {
        head(
            &format!(
                "content-length: {{length}}\r\n{}",
                "x-many: 1\r\n".repeat(500)
            ),
            &[WireStep::Body],
        )
    }),
    ("header-endless", "headers without end", || {
        vec![
            send("HTTP/1.1 200 OK\r\n"),
            WireStep::repeat_forever("x-many: 1\r\n"),
        ]
    }),
    ("header-value-endless", "a header value without end", || {
        vec![
            send("HTTP/1.1 200 OK\r\nx-long: "),
            WireStep::repeat_forever("xxxxxxxxxxxxxxxx"),
        ]
    }),
    ("lf-only", "lines that end without CR", || {
        raw(
            "HTTP/1.1 200 OK\ncontent-length: {length}\n\n",
            &[WireStep::Body],
        )
    }),
    (
        "stale-keep-alive",
        "the true answer, kept alive, then closed at once",
        || {
            head(
                "content-length: {length}\r\nconnection: keep-alive\r\n",
                &[WireStep::Body],
            )
        },
    ),
    (
        "second-answer",
        "the true answer, and another that nobody asked for",
        || {
            head(
                "content-length: {length}\r\n",
                &[
                    WireStep::Body,
                    send("HTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n\"other\""),
                ],
            )
        },
    ),
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
    ("body-endless", "blanks without end", || {
        head("", &[WireStep::repeat_forever(" ".repeat(0x4000))])
    }),
    ("body-200mib", "a body of 200 MiB without a length", || {
        head(
            "",
            &[
                send("["),
                WireStep::repeat(" ".repeat(1 << 20), 200),
                send("]"),
            ],
        )
    }),
    (
        "body-200mib-announced",
        "a body of 200 MiB with its length",
        || {
            head(
                "content-length: 209715202\r\n",
                &[
                    send("["),
                    WireStep::repeat(" ".repeat(1 << 20), 200),
                    send("]"),
                ],
            )
        },
    ),
];

pub(super) fn find(name: &str) -> Option<Wire> {
    let (_, _, steps) = ALL.iter().find(|(known, ..)| *known == name)?;
    Some(Wire(steps()))
}

pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    ALL.iter().map(|(name, meaning, _)| (*name, *meaning))
}

fn send(bytes: impl Into<Vec<u8>>) -> WireStep {
    WireStep::send(bytes)
}

fn pause(seconds: f64) -> WireStep {
    WireStep::Pause(Duration::from_secs_f64(seconds))
}

fn raw(text: &str, then: &[WireStep]) -> Vec<WireStep> {
    let mut steps = vec![send(text)];
    steps.extend_from_slice(then);
    steps
}

/// A good answer with these further headers.
fn head(headers: &str, then: &[WireStep]) -> Vec<WireStep> {
    let text = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n{headers}\r\n");
    raw(&text, then)
}

fn interim(text: &str, times: u32) -> Vec<WireStep> {
    let mut steps = vec![WireStep::repeat(text, times)];
    steps.extend(head("content-length: {length}\r\n", &[WireStep::Body]));
    steps
}

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
