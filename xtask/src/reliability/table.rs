//! The table of what came of all cases.

use std::fmt::Write as _;

use super::case::Case;
use super::run::Outcome;

/// The document; `idle` is the memory of a plain call, in bytes.
pub(super) fn render(outcomes: &[(usize, Case, Outcome)], idle: u64) -> String {
    let mut text = format!(
        "# Reliability\n\n\
         What comes of everything that is known to go wrong: {} cases, each a run of the command line \
         (or a call of the library) against an emulator that misbehaves on order. Written by `cargo xtask reliability`, which \
         fails if one does not end as it must; `cargo xtask reliability --check` does that in CI.\n\n\
         `attempts` is how many requests the service saw, `memory` the peak over that of a plain call \
         ({} MiB). Repeats wait for 0.02 s at most here. `exit 0` means that the right data came out.\n",
        outcomes.len(),
        idle >> 20,
    );
    let mut group = "";
    for (_, case, outcome) in outcomes {
        if case.group != group {
            group = case.group;
            let count = outcomes
                .iter()
                .filter(|(_, case, _)| case.group == group)
                .count();
            // Writing to memory does not fail.
            let _ = write!(
                text,
                "\n## {group} ({count})\n\n| case | outcome | attempts | time | memory |\n|---|---|---:|---:|---:|\n"
            );
        }
        let over = outcome.memory.saturating_sub(idle) as f64 / f64::from(1 << 20);
        let memory = match case.of_library {
            true => "–".to_owned(),
            false => format!("{over:.1} MiB"),
        };
        let words = match case.of_library {
            // There is no program to exit.
            true => outcome
                .words()
                .split_once(", ")
                .map_or_else(|| "right data".to_owned(), |(_, words)| words.to_owned()),
            false => outcome.words(),
        };
        let _ = writeln!(
            text,
            "| {} | {} | {} | {:.2} s | {memory} |",
            case.name.replace('|', "\\|"),
            words,
            outcome.attempts,
            outcome.took.as_secs_f64(),
        );
    }
    text
}
