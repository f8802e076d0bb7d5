//! Interim answers.

use super::{Ready, head, raw};
use crate::faults::wire::WireStep;

pub(super) const ALL: &[Ready] = &[
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
];

fn interim(text: &str, times: u32) -> Vec<WireStep> {
    let mut steps = vec![WireStep::repeat(text, times)];
    steps.extend(head("content-length: {length}\r\n", &[WireStep::Body]));
    steps
}
