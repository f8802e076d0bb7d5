//! What came of the cases.

use std::fmt;

use serde::Deserialize;

/// What came of the cases, a line each.
#[derive(Debug, Default)]
pub(super) struct Table {
    cases: Vec<(&'static str, Case)>,
    skipped: Vec<(&'static str, String)>,
}

/// A line as the programs of the cases print it.
#[derive(Debug, Deserialize)]
struct Case {
    case: String,
    ok: bool,
    #[serde(default)]
    detail: String,
}

impl Table {
    /// Adds the lines of an SDK. A line that is none, and no line at all, are failures.
    pub(super) fn add(&mut self, sdk: &'static str, output: &str) {
        let lines = output.lines().filter(|line| !line.trim().is_empty());
        let mut cases: Vec<Case> = lines.map(Case::read).collect();
        if cases.is_empty() {
            cases.push(Case::failed("no case ran"));
        }
        self.cases.extend(cases.into_iter().map(|case| (sdk, case)));
    }

    /// Notes an SDK that cannot be had here.
    pub(super) fn skip(&mut self, sdk: &'static str, reason: String) {
        self.skipped.push((sdk, reason));
    }

    /// Whether no case failed.
    pub(super) fn is_good(&self) -> bool {
        self.cases.iter().all(|(_, case)| case.ok)
    }
}

impl Case {
    fn read(line: &str) -> Self {
        serde_json::from_str(line).unwrap_or_else(|_| Self::failed(line))
    }

    fn failed(detail: &str) -> Self {
        Self {
            case: "?".to_owned(),
            ok: false,
            detail: detail.to_owned(),
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (sdk, case) in &self.cases {
            let verdict = if case.ok { "pass" } else { "FAIL" };
            let line = format!(
                "{sdk:<7} {:<28} {verdict}  {}",
                case.case,
                case.detail.trim()
            );
            writeln!(f, "{}", line.trim_end())?;
        }
        for (sdk, reason) in &self.skipped {
            writeln!(f, "{sdk:<7} skipped: {reason}")?;
        }
        let passed = self.cases.iter().filter(|(_, case)| case.ok).count();
        writeln!(f, "{passed} of {} passed", self.cases.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_a_table() {
        let mut table = Table::default();
        table.add(
            "python",
            "{\"case\":\"get\",\"ok\":true}\n\n{\"case\":\"errors\",\"ok\":true,\"detail\":\"\"}\n",
        );
        table.skip("node", "npm: not found".to_owned());
        assert!(table.is_good());
        let lines: Vec<String> = table.to_string().lines().map(str::to_owned).collect();
        assert_eq!(
            lines,
            [
                "python  get                          pass",
                "python  errors                       pass",
                "node    skipped: npm: not found",
                "2 of 2 passed",
            ]
        );
    }

    #[test]
    fn what_failed_is_told_and_fails_it_all() {
        for (output, detail) in [
            ("{\"case\":\"get\",\"ok\":false,\"detail\":\"401\"}", "401"),
            ("Traceback", "Traceback"),
            ("", "no case ran"),
        ] {
            let mut table = Table::default();
            table.add("python", output);
            assert!(!table.is_good());
            assert!(
                table.to_string().contains(&format!("FAIL  {detail}")),
                "{table}"
            );
        }
    }
}
