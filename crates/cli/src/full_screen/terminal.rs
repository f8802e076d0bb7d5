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

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use pty_process::{Command, Size};
    use rustix::termios::{LocalModes, tcgetattr};
    use tokio::io::AsyncReadExt;

    /// Set in the process that is to panic.
    const PANICS: &str = "FULL_SCREEN_TEST_PANICS";

    /// This test runs itself in a terminal, where it panics on the full screen.
    #[tokio::test]
    async fn a_panic_gives_the_terminal_back() {
        if std::env::var_os(PANICS).is_some() {
            let mut terminal = FullScreen::enter().unwrap();
            terminal.draw(|_| {}).unwrap();
            panic!("as planned");
        }
        let (mut pty, pts) = pty_process::open().unwrap();
        pty.resize(Size::new(20, 80)).unwrap();
        let name = "full_screen::terminal::tests::a_panic_gives_the_terminal_back";
        let program = Command::new(std::env::current_exe().unwrap());
        let program = program
            .args(["--exact", name, "--nocapture"])
            .env(PANICS, "1");
        let mut child = program.env("RUST_BACKTRACE", "0").spawn(pts).unwrap();
        let (mut screen, mut bytes, mut seen) =
            (vt100::Parser::new(20, 80, 0), [0; 4096], String::new());
        while let Ok(length @ 1..) = pty.read(&mut bytes).await {
            screen.process(&bytes[..length]);
            seen.push_str(&String::from_utf8_lossy(&bytes[..length]));
        }
        assert!(!child.wait().await.unwrap().success());
        let echoes = tcgetattr(&pty)
            .unwrap()
            .local_modes
            .contains(LocalModes::ECHO);
        let screen = screen.screen();
        assert!(!screen.alternate_screen() && !screen.hide_cursor() && echoes);
        assert!(
            screen.contents().contains("as planned"),
            "{}",
            screen.contents()
        );
        assert!(
            seen.contains("\u{1b}[?1049h"),
            "it never was on the full screen"
        );
    }
}
