//! The whole terminal, for a while.

use std::io;

use ratatui::{DefaultTerminal, Frame};

use crate::error::CliError;

/// The whole terminal, until it is dropped; a panic gives it back first.
pub(super) struct FullScreen(DefaultTerminal);

impl FullScreen {
    /// Takes the terminal over.
    pub(super) fn enter() -> Result<Self, CliError> {
        ratatui::try_init().map(Self).map_err(unusable)
    }

    pub(super) fn draw(&mut self, show: impl FnOnce(&mut Frame<'_>)) -> Result<(), CliError> {
        self.0.draw(show).map(|_| ()).map_err(unusable)
    }
}

impl Drop for FullScreen {
    fn drop(&mut self) {
        // A terminal that is gone needs no restoring.
        let _ = ratatui::try_restore();
    }
}

pub(super) fn unusable(error: io::Error) -> CliError {
    CliError::io("the terminal cannot be used", error)
        .with_hint("leave --full-screen out, or run it in another terminal")
}
