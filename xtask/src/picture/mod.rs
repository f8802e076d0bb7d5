//! `cargo xtask picture`: README's picture of `watch`, from a real run in a terminal of its own.

mod svg;

use std::fs;
use std::io::{self, Read as _, Write as _};
use std::process::ExitCode;

use pty_process::Size;
use pty_process::blocking::{Command, Pty};

use crate::{program, workspace};

/// Rows and columns of the terminal.
const ROWS: u16 = 15;
const COLUMNS: u16 = 96;

/// The moment of the picture: some have ended, others are under way.
const MOMENT: &str = " 7 of 12 ended";

/// Where README has it.
const FILE: &str = "docs/images/watch.svg";

pub(crate) fn run() -> ExitCode {
    match taken() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nobody is left to tell when stderr is closed.
            let _ = writeln!(io::stderr(), "no picture: {error}");
            ExitCode::FAILURE
        }
    }
}

fn taken() -> io::Result<()> {
    let program = program::build()?;
    let (pty, pts) = pty_process::blocking::open().map_err(io::Error::other)?;
    pty.resize(Size::new(ROWS, COLUMNS))
        .map_err(io::Error::other)?;
    let command = Command::new(program).args(["watch", "--emulator"]);
    let command = command.env("TERM", "xterm-256color").env_remove("NO_COLOR");
    let mut child = command.spawn(pts).map_err(io::Error::other)?;
    let screen = until(pty, MOMENT);
    child.kill()?;
    child.wait()?;
    let file = workspace::root().join(FILE);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(
        file,
        svg::drawn(screen?.screen(), "work-requests watch --emulator"),
    )
}

/// The terminal as soon as it shows these words.
fn until(mut pty: Pty, words: &str) -> io::Result<vt100::Parser> {
    let mut parser = vt100::Parser::new(ROWS, COLUMNS, 0);
    let mut bytes = [0; 4096];
    while !parser.screen().contents().contains(words.trim()) {
        let length = pty.read(&mut bytes)?;
        if length == 0 {
            return Err(io::Error::other(format!(
                "it ended before it showed {words:?}"
            )));
        }
        parser.process(&bytes[..length]);
    }
    Ok(parser)
}
