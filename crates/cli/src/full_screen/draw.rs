//! The screen as it is drawn.

use chrono::{DateTime, Utc};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Paragraph, Row, Table, TableState};

use super::keys::HELP;
use super::view::{Mode, View};
use crate::progress::Entry;
use crate::progress::row::Row as Shown;

/// Rows of the list at most; the rest is for the details.
const LIST_SHARE: u16 = 45;

const FAINT: Style = Style::new().add_modifier(Modifier::DIM);

/// List, details, and a line that tells what can be done.
pub(super) fn screen(
    frame: &mut Frame<'_>,
    rows: &[&Entry],
    view: &mut View,
    details: &str,
    now: DateTime<Utc>,
) {
    let areas = Layout::vertical([
        Constraint::Percentage(LIST_SHARE),
        Constraint::Min(3),
        Constraint::Length(1),
    ]);
    let [list, detail, footer] = areas.areas(frame.area());
    draw_list(frame, list, rows, view, now);
    draw_details(frame, detail, details, view);
    frame.render_widget(footer_line(rows, view), footer);
    if view.mode == Mode::Help {
        draw_help(frame);
    }
}

fn draw_list(
    frame: &mut Frame<'_>,
    area: Rect,
    rows: &[&Entry],
    view: &mut View,
    now: DateTime<Utc>,
) {
    // The view learns here how many rows there are.
    view.at = view.at.min(rows.len().saturating_sub(1));
    let lines = rows.iter().map(|entry| {
        let row = Shown::of(entry, now, None);
        let status = Span::styled(row.status_column(), style(row.style));
        Row::new([Line::from(vec![
            status,
            Span::raw(" "),
            Span::raw(row.rest()),
        ])])
    });
    let title = format!(
        " {} work requests, sorted {} ",
        rows.len(),
        view.sort.name()
    );
    let table = Table::new(lines, [Constraint::Percentage(100)])
        .block(Block::bordered().title(title))
        .row_highlight_style(Style::new().add_modifier(Modifier::REVERSED));
    let mut state = TableState::new().with_selected((!rows.is_empty()).then_some(view.at));
    frame.render_stateful_widget(table, area, &mut state);
}

fn draw_details(frame: &mut Frame<'_>, area: Rect, text: &str, view: &mut View) {
    let lines = u16::try_from(text.lines().count()).unwrap_or(u16::MAX);
    let room = area.height.saturating_sub(2);
    view.scrolled = view.scrolled.min(lines.saturating_sub(room));
    let text = if text.is_empty() { "reading…" } else { text };
    let details = Paragraph::new(text)
        .block(Block::bordered().title(" details "))
        .scroll((view.scrolled, 0));
    frame.render_widget(details, area);
}

fn footer_line(rows: &[&Entry], view: &View) -> Line<'static> {
    let ended = rows.iter().filter(|entry| entry.has_ended()).count();
    match view.mode {
        Mode::Filter => Line::from(format!("filter: {}▏", view.filter)),
        _ => {
            let filter = match view.filter.as_str() {
                "" => String::new(),
                filter => format!("  filter: {filter}"),
            };
            let keys = "  ? help  / filter  s sort  q leave";
            Line::from(vec![
                Span::raw(format!("{ended} of {} ended{filter}", rows.len())),
                Span::styled(keys, FAINT),
            ])
        }
    }
}

fn draw_help(frame: &mut Frame<'_>) {
    let lines: Vec<Line<'_>> = HELP
        .iter()
        .map(|(keys, what)| Line::from(format!(" {keys:<10} {what} ")))
        .collect();
    let width = lines.iter().map(Line::width).max().unwrap_or(0) + 2;
    let (width, height) = (u16::try_from(width).unwrap_or(80), HELP.len() as u16 + 2);
    let area = frame.area().centered(
        Constraint::Length(width.min(frame.area().width)),
        Constraint::Length(height.min(frame.area().height)),
    );
    frame.render_widget(Clear, area);
    frame.render_widget(
        Paragraph::new(lines).block(Block::bordered().title(" keys ")),
        area,
    );
}

/// The palette's colours, as the screen names them.
fn style(style: anstyle::Style) -> Style {
    let colour = match style.get_fg_color() {
        Some(anstyle::Color::Ansi(colour)) => match colour {
            anstyle::AnsiColor::Green => Color::Green,
            anstyle::AnsiColor::Red => Color::Red,
            anstyle::AnsiColor::Yellow => Color::Yellow,
            anstyle::AnsiColor::Magenta => Color::Magenta,
            anstyle::AnsiColor::Cyan => Color::Cyan,
            _ => Color::Reset,
        },
        _ => Color::Reset,
    };
    Style::new().fg(colour)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::End;
    use crate::testing::{at, document, state};
    use crossterm::event::{Event, KeyCode, KeyEvent};
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;
    use work_requests::Outcome;

    fn entries() -> Vec<Entry> {
        let entry = |id: &str, operation: &str, status: &str, percent: f64| {
            let state = state(&document(id, operation, status, percent));
            let end = match status {
                "SUCCEEDED" => End::Outcome(Outcome::Succeeded(state.clone())),
                "FAILED" => End::Outcome(Outcome::Failed(state.clone())),
                _ => End::None,
            };
            Entry {
                state: Some(state),
                end,
                ..Entry::of_shared(id.to_owned())
            }
        };
        vec![
            entry("ocid1.wr.oc1..a", "LaunchInstance", "IN_PROGRESS", 70.0),
            entry("ocid1.wr.oc1..b", "CreateVcn", "SUCCEEDED", 100.0),
            entry("ocid1.wr.oc1..c", "CreateCluster", "FAILED", 10.0),
        ]
    }

    fn shown(view: &mut View, keys: &str) -> String {
        for key in keys.chars() {
            let code = match key {
                '\n' => KeyCode::Enter,
                key => KeyCode::Char(key),
            };
            view.press(Ok(Event::Key(KeyEvent::from(code)))).unwrap();
        }
        let entries = entries();
        let rows = view.rows(&entries);
        let selected = view.selected(&rows).unwrap_or("nothing").to_owned();
        let mut terminal = Terminal::new(TestBackend::new(100, 16)).unwrap();
        let details = format!("all about {selected}");
        terminal
            .draw(|frame| screen(frame, &rows, view, &details, at(90)))
            .unwrap();
        terminal.backend().to_string()
    }

    #[test]
    fn it_shows_list_details_and_keys() {
        insta::assert_snapshot!(shown(&mut View::default(), "j"));
    }

    #[test]
    fn a_filter_and_an_order_are_told() {
        insta::assert_snapshot!(shown(&mut View::default(), "ss/create\n"));
    }

    #[test]
    fn help_lies_over_it_and_any_key_closes_it() {
        let mut view = View::default();
        insta::assert_snapshot!(shown(&mut view, "?"));
        assert!(!shown(&mut view, "x").contains("select another"));
    }

    #[test]
    fn a_screen_too_small_for_anything_does_no_harm() {
        let entries = entries();
        let mut view = View {
            mode: Mode::Help,
            ..View::default()
        };
        for (width, height) in [(1, 1), (5, 3), (200, 2)] {
            let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
            let rows = view.rows(&entries);
            terminal
                .draw(|frame| screen(frame, &rows, &mut view, "x\ny", at(0)))
                .unwrap();
        }
    }
}
