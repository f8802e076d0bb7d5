//! Answers that break off, stall or drip.

use std::time::Duration;

use super::{Ready, head, pause, raw, send};
use crate::faults::wire::WireStep;

pub(super) const ALL: &[Ready] = &[
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
    (
        "drip-head",
        "a header every fifth of a second, for ever",
        || {
            vec![
                send("HTTP/1.1 200 OK\r\n"),
                WireStep::drip("x-drip: 1\r\n", Duration::from_millis(200)),
            ]
        },
    ),
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
];
