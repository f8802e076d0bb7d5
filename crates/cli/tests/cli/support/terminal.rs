//! The binary in a terminal of its own.

use std::time::Duration;

use pty_process::{Command, Pty, Size};
use rustix::termios::LocalModes;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Child;
use tokio::time::timeout;

use super::Home;

/// Longer than any wait for the next words should take.
const LIMIT: Duration = Duration::from_secs(60);

/// A command that runs in a terminal.
pub(crate) struct Terminal {
    pty: Pty,
    child: Child,
    seen: String,
    screen: vt100::Parser,
}

impl Terminal {
    /// Starts the binary, at home there, in a terminal of 100 columns and 30 rows.
    pub(crate) fn start(home: &Home, args: &[&str]) -> Self {
        let (pty, pts) = pty_process::open().unwrap();
        pty.resize(Size::new(30, 100)).unwrap();
        let command = Command::new(env!("CARGO_BIN_EXE_work-requests"))
            .args(args)
            .env_clear()
            .env("HOME", home.path())
            .env("TERM", "xterm")
            .kill_on_drop(true);
        let child = command.spawn(pts).unwrap();
        Self {
            pty,
            child,
            seen: String::new(),
            screen: vt100::Parser::new(30, 100, 0),
        }
    }

    /// Reads until these words are on the screen.
    pub(crate) async fn until(&mut self, words: &str) {
        while !self.seen.contains(words) {
            assert!(
                self.read().await,
                "it ended before {words:?}: {}",
                self.seen
            );
        }
    }

    /// Reads until the screen, as it is drawn, satisfies this.
    pub(crate) async fn until_shown(&mut self, what: &str, shown: impl Fn(&str) -> bool) {
        while !shown(&self.shown()) {
            let more = self.read().await;
            assert!(more, "it ended before {what}:\n{}", self.shown());
        }
    }

    /// What is on the screen now.
    pub(crate) fn shown(&self) -> String {
        self.screen.screen().contents()
    }

    /// Whether the terminal is as it was: on its usual screen, with the cursor seen and keys shown.
    pub(crate) fn is_as_it_was(&self) -> bool {
        let screen = self.screen.screen();
        !screen.alternate_screen() && !screen.hide_cursor() && self.echoes()
    }

    /// Makes it another size.
    pub(crate) fn resize(&mut self, rows: u16, columns: u16) {
        self.pty.resize(Size::new(rows, columns)).unwrap();
        self.screen.screen_mut().set_size(rows, columns);
    }

    /// The process.
    pub(crate) fn child(&self) -> &Child {
        &self.child
    }

    /// Types.
    pub(crate) async fn enter(&mut self, keys: &str) {
        self.pty.write_all(keys.as_bytes()).await.unwrap();
    }

    /// Whether what is typed is shown.
    pub(crate) fn echoes(&self) -> bool {
        let modes = rustix::termios::tcgetattr(&self.pty).unwrap();
        modes.local_modes.contains(LocalModes::ECHO)
    }

    /// Waits for the end: the exit code, and all that was on the screen.
    pub(crate) async fn end(&mut self) -> (Option<i32>, String) {
        while self.read().await {}
        let status = timeout(LIMIT, self.child.wait()).await;
        let code = status.expect("it does not end").unwrap().code();
        (code, self.seen.clone())
    }

    /// Whether there was more. Linux tells the end of the other side as an error.
    async fn read(&mut self) -> bool {
        let mut bytes = [0; 4096];
        let read = timeout(LIMIT, self.pty.read(&mut bytes)).await;
        let read = read.unwrap_or_else(|_| panic!("nothing more is shown: {}", self.seen));
        let length = read.unwrap_or(0);
        self.screen.process(&bytes[..length]);
        self.seen
            .push_str(&String::from_utf8_lossy(&bytes[..length]));
        length > 0
    }
}
