//! A terminal's screen as an image.

use std::fmt::Write as _;

use vt100::{Cell, Color, Screen};

/// The size of a character, in pixels.
const WIDTH: f64 = 8.43;
const HEIGHT: f64 = 19.0;
const MARGIN: f64 = 14.0;
/// Room for the line that tells what was typed.
const TITLE: f64 = 26.0;

const PAGE: &str = "#14181c";
const TEXT: &str = "#e6e9ec";

/// The screen below the command that made it.
pub(super) fn drawn(screen: &Screen, command: &str) -> String {
    let (rows, columns) = screen.size();
    let used = (0..rows)
        .rev()
        .find(|row| !line(screen, *row, columns).is_empty());
    let rows = used.map_or(1, |row| row + 1);
    let width = f64::from(columns) * WIDTH + 2.0 * MARGIN;
    let height = f64::from(rows) * HEIGHT + 2.0 * MARGIN + TITLE;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\">\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{PAGE}\"/>\n\
         <text x=\"{MARGIN}\" y=\"{:.0}\" fill=\"#9aa5b0\">$ {}</text>\n",
        MARGIN + 12.0,
        escaped(command),
    );
    for row in 0..rows {
        let y = MARGIN + TITLE + f64::from(row + 1) * HEIGHT - 5.0;
        for (column, text, style) in line(screen, row, columns) {
            let x = MARGIN + f64::from(column) * WIDTH;
            // The length is given, because a viewer's font may be wider or narrower.
            let length = text.chars().count() as f64 * WIDTH;
            let _ = writeln!(
                svg,
                "<text x=\"{x:.1}\" y=\"{y:.0}\" textLength=\"{length:.1}\" lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\" {style}>{}</text>",
                escaped(&text)
            );
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// The runs of one style in a row: column, text, attributes. Blank runs are left out.
fn line(screen: &Screen, row: u16, columns: u16) -> Vec<(u16, String, String)> {
    let mut runs: Vec<(u16, String, String)> = Vec::new();
    for column in 0..columns {
        let Some(cell) = screen.cell(row, column) else {
            continue;
        };
        let (text, style) = (cell.contents(), style(cell));
        let text = if text.is_empty() { " " } else { text };
        match runs.last_mut() {
            Some((_, run, of)) if *of == style => run.push_str(text),
            _ => runs.push((column, text.to_owned(), style)),
        }
    }
    for (_, text, _) in &mut runs {
        text.truncate(text.trim_end().len());
    }
    runs.retain(|(_, text, _)| !text.is_empty());
    runs
}

fn style(cell: &Cell) -> String {
    let fill = match cell.fgcolor() {
        Color::Idx(1 | 9) => "#ff7b72",
        Color::Idx(2 | 10) => "#4ac26b",
        Color::Idx(3 | 11) => "#d4a72c",
        Color::Idx(5 | 13) => "#d2a8ff",
        Color::Idx(6 | 14) => "#56d4dd",
        _ => TEXT,
    };
    let weight = if cell.bold() {
        " font-weight=\"bold\""
    } else {
        ""
    };
    let faint = if cell.dim() { " opacity=\"0.6\"" } else { "" };
    format!("fill=\"{fill}\"{weight}{faint}")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_and_texts_are_drawn_and_escaped() {
        let mut parser = vt100::Parser::new(3, 20, 0);
        parser.process(b"\x1b[31mFAILED\x1b[0m a<b\r\n\x1b[2mfaint");
        let svg = drawn(parser.screen(), "x & y");
        for part in [
            "$ x &amp; y",
            ">FAILED</text>",
            "fill=\"#ff7b72\"",
            "> a&lt;b</text>",
            "opacity=\"0.6\">faint</text>",
        ] {
            assert!(svg.contains(part), "{part}: {svg}");
        }
    }
}
