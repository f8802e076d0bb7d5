//! Colours, where the output takes them.

use anstyle::{AnsiColor, Style};
use work_requests::work::Status;

/// Paints text, or leaves it as it is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Palette {
    colored: bool,
}

impl Palette {
    pub(crate) fn new(colored: bool) -> Self {
        Self { colored }
    }

    pub(crate) fn is_colored(self) -> bool {
        self.colored
    }

    pub(crate) fn paint(self, style: Style, text: &str) -> String {
        if !self.colored || style == Style::new() || text.is_empty() {
            return text.to_owned();
        }
        format!("{style}{text}{style:#}")
    }
}

/// Headings and labels.
pub(crate) const HEADING: Style = Style::new().bold();
/// What matters less.
pub(crate) const FAINT: Style = Style::new().dimmed();
/// Errors.
pub(crate) const BAD: Style = AnsiColor::Red.on_default().bold();
/// What to look at, such as hints.
pub(crate) const ATTENTION: Style = AnsiColor::Yellow.on_default();

/// Green for what went well, red for what did not, yellow for what wants a person.
pub(crate) fn status_style(status: Status) -> Style {
    match status {
        Status::Succeeded => AnsiColor::Green.on_default(),
        Status::Failed => AnsiColor::Red.on_default(),
        Status::NeedsAttention | Status::PartiallySucceeded | Status::Waiting => ATTENTION,
        Status::Suspending | Status::Suspended => ATTENTION,
        Status::Canceled | Status::Canceling | Status::Skipped => AnsiColor::Magenta.on_default(),
        Status::InProgress => AnsiColor::Cyan.on_default(),
        _ => Style::new(),
    }
}
