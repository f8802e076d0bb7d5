//! The table.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use super::spread::Spread;

/// What the table stands between in the page.
const BEGIN: &str = "<!-- cargo xtask bench: begin -->";
const END: &str = "<!-- cargo xtask bench: end -->";

/// Lines, in sections.
#[derive(Default)]
pub(super) struct Report(Vec<(&'static str, Vec<Line>)>);

/// One figure.
pub(super) struct Line {
    what: String,
    value: Spread,
    unit: &'static str,
    ratio: Option<(&'static str, Spread)>,
    bound: Option<Bound>,
}

#[derive(Clone, Copy)]
enum Bound {
    RatioAtLeast(f64),
    RatioAtMost(f64),
    ValueAtMost(f64),
}

impl Line {
    /// A time in microseconds.
    pub(super) fn new(what: impl Into<String>, value: Spread) -> Self {
        Self {
            what: what.into(),
            value,
            unit: "µs",
            ratio: None,
            bound: None,
        }
    }

    /// What nothing can be faster than.
    pub(super) fn floor(what: &str, value: Spread) -> Self {
        Self::new(format!("floor: {what}"), value)
    }

    /// A number of things.
    pub(super) fn counted(what: &str, value: Spread) -> Self {
        Self {
            unit: "",
            ..Self::new(what, value)
        }
    }

    /// In another unit than microseconds.
    pub(super) fn unit(self, unit: &'static str) -> Self {
        Self { unit, ..self }
    }

    /// What it is held against, measured in the same rounds.
    pub(super) fn ratio(mut self, to: &'static str, ratio: Spread) -> Self {
        self.ratio = Some((to, ratio));
        self
    }

    pub(super) fn at_least(mut self, bound: f64) -> Self {
        self.bound = Some(Bound::RatioAtLeast(bound));
        self
    }

    pub(super) fn at_most(mut self, bound: f64) -> Self {
        self.bound = Some(Bound::RatioAtMost(bound));
        self
    }

    pub(super) fn value_at_most(mut self, bound: f64) -> Self {
        self.bound = Some(Bound::ValueAtMost(bound));
        self
    }

    /// The bound, and whether it holds.
    fn verdict(&self) -> String {
        let ratio = self.ratio.map_or(0.0, |(_, ratio)| ratio.median);
        let (sign, bound, holds) = match self.bound {
            None => return String::new(),
            Some(Bound::RatioAtLeast(bound)) => ("≥", bound, ratio >= bound),
            Some(Bound::RatioAtMost(bound)) => ("≤", bound, ratio <= bound),
            Some(Bound::ValueAtMost(bound)) => ("≤", bound, self.value.median <= bound),
        };
        format!("{sign} {bound}: {}", if holds { "yes" } else { "**no**" })
    }
}

impl Report {
    /// Lines from here on are about this.
    pub(super) fn section(&mut self, name: &'static str) {
        self.0.push((name, Vec::new()));
    }

    pub(super) fn add(&mut self, line: Line) {
        if let Some((_, lines)) = self.0.last_mut() {
            lines.push(line);
        }
    }

    /// As Markdown.
    pub(super) fn table(&self) -> String {
        let mut text = String::new();
        for (name, lines) in &self.0 {
            let _ = write!(
                text,
                "### {name}\n\n| | median (middle half) | against | bound |\n|---|---:|---|---|\n"
            );
            for line in lines {
                let against = line.ratio.map(|(to, ratio)| format!("{ratio} {to}"));
                let _ = writeln!(
                    text,
                    "| {} | {} {} | {} | {} |",
                    line.what,
                    line.value,
                    line.unit,
                    against.unwrap_or_default(),
                    line.verdict()
                );
            }
            text.push('\n');
        }
        text
    }

    /// Puts the table into a page, in place of the one there.
    pub(super) fn write_into(&self, page: &Path) -> io::Result<()> {
        let text = std::fs::read_to_string(page)?;
        let parts = text.split_once(BEGIN);
        let parts = parts.and_then(|(head, rest)| Some((head, rest.split_once(END)?.1)));
        let (head, tail) = parts.ok_or_else(|| {
            io::Error::other(format!(
                "{}: `{BEGIN}` or `{END}` is missing",
                page.display()
            ))
        })?;
        let table = self.table();
        std::fs::write(
            page,
            format!("{head}{BEGIN}\n\n{}\n\n{END}{tail}", table.trim()),
        )
    }
}
