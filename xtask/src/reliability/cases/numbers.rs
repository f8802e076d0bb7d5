//! Percentages in all forms.

use super::super::case::Case;
use super::document;

const GROUP: &str = "numbers";

pub(super) fn cases() -> Vec<Case> {
    let good = [
        "0",
        "100",
        "42",
        "42.0",
        "42.5",
        "4.25e1",
        "4.25E+1",
        "0.0000001",
        "-0",
        "-5",
        "250",
        "1e300",
        "99.99999999999999999",
        "null",
    ];
    let wrong = [
        "NaN",
        "Infinity",
        "-Infinity",
        "1e999",
        "\"42\"",
        "\"\"",
        "[]",
        "[42]",
        "{}",
        "true",
        "0x10",
        "042",
        "+42",
        "4_2",
        "42%",
        ".5",
        "5.",
    ];
    let case = |value: &str, expected: &str| {
        let body = document("percentComplete", Some(value));
        Case::get(GROUP, format!("`{value}`"), expected).body(body)
    };
    let good = good.map(|value| case(value, "0 x1")).into_iter();
    let wrong = wrong.map(|value| case(value, "8 decode 200 x1"));
    let absent = Case::get(GROUP, "absent", "0 x1").body(document("percentComplete", None));
    let table = ["250", "-5", "1e300"].map(|value| {
        let body = document("percentComplete", Some(value));
        let case = Case::get(GROUP, format!("`{value}` in a table"), "0 x1");
        case.body(body).any().args(&["--output", "table"])
    });
    good.chain(wrong).chain([absent]).chain(table).collect()
}
