//! What each key does.

use std::io;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::view::{Mode, View};

/// What comes of a key beyond a change of the view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Stay,
    /// The user has seen enough.
    Leave,
    /// Ctrl-C, which raw mode gives as a key.
    Interrupt,
}

/// Keys and what they do, for the help.
pub(super) const HELP: [(&str, &str); 8] = [
    ("↑ ↓, k j", "select another work request"),
    ("Home End", "select the first, the last"),
    ("PgUp PgDn", "scroll the details"),
    (
        "/",
        "show only those with this text; Enter keeps it, Esc takes it away",
    ),
    ("s", "sort by another column"),
    ("?", "this help; any key closes it"),
    ("q", "leave; the work goes on"),
    ("Ctrl-C", "leave at once"),
];

impl View {
    /// Takes what came from the terminal.
    pub(super) fn press(&mut self, event: io::Result<Event>) -> io::Result<Action> {
        Ok(match event? {
            Event::Key(key) if key.kind != KeyEventKind::Release => self.key(key),
            _ => Action::Stay,
        })
    }

    fn key(&mut self, key: KeyEvent) -> Action {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        if control && key.code == KeyCode::Char('c') {
            return Action::Interrupt;
        }
        match self.mode {
            Mode::Help => self.mode = Mode::List,
            Mode::Filter => self.filter_key(key.code),
            Mode::List if key.code == KeyCode::Char('q') => return Action::Leave,
            Mode::List => self.list_key(key.code),
        }
        Action::Stay
    }

    fn list_key(&mut self, code: KeyCode) {
        match code {
            KeyCode::Up | KeyCode::Char('k') => self.select(-1),
            KeyCode::Down | KeyCode::Char('j') => self.select(1),
            KeyCode::Home => self.select(isize::MIN),
            KeyCode::End => self.select(isize::MAX),
            KeyCode::PageUp => self.scroll(-5),
            KeyCode::PageDown => self.scroll(5),
            KeyCode::Char('/') => self.mode = Mode::Filter,
            KeyCode::Char('s') => self.sort = self.sort.next(),
            KeyCode::Char('?') => self.mode = Mode::Help,
            KeyCode::Esc => self.filter.clear(),
            _ => {}
        }
    }

    fn filter_key(&mut self, code: KeyCode) {
        match code {
            KeyCode::Enter => self.mode = Mode::List,
            KeyCode::Esc => {
                self.filter.clear();
                self.mode = Mode::List;
            }
            KeyCode::Backspace => {
                self.filter.pop();
            }
            KeyCode::Char(c) => self.filter.push(c),
            _ => {}
        }
    }
}
