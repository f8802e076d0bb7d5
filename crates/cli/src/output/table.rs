//! Aligned columns.

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

use super::palette::{HEADING, Palette};
use super::visible;

/// Between two columns.
const GAP: &str = "  ";

/// Rows of cells under headings.
#[derive(Debug)]
pub(crate) struct Table<const N: usize> {
    headings: [&'static str; N],
    rows: Vec<[Cell; N]>,
}

/// A text with a style. What could act on a terminal is escaped on the way in.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    text: String,
    style: Style,
    right: bool,
}

impl Cell {
    pub(crate) fn new(text: impl AsRef<str>) -> Self {
        Self {
            text: visible(text.as_ref()).into_owned(),
            ..Self::default()
        }
    }

    pub(crate) fn styled(self, style: Style) -> Self {
        Self { style, ..self }
    }

    /// Aligned at its right end, as numbers are.
    pub(crate) fn right(self) -> Self {
        Self {
            right: true,
            ..self
        }
    }

    fn width(&self) -> usize {
        self.text.width()
    }

    fn padded(&self, width: usize, palette: Palette) -> String {
        let fill = " ".repeat(width.saturating_sub(self.width()));
        let text = palette.paint(self.style, &self.text);
        if self.right {
            format!("{fill}{text}")
        } else {
            format!("{text}{fill}")
        }
    }
}

impl<const N: usize> Table<N> {
    pub(crate) fn new(headings: [&'static str; N]) -> Self {
        Self {
            headings,
            rows: Vec::new(),
        }
    }

    pub(crate) fn row(&mut self, cells: [Cell; N]) {
        self.rows.push(cells);
    }

    /// The table as lines, each ended.
    pub(crate) fn render(&self, palette: Palette) -> String {
        let headings = std::array::from_fn(|column| Cell {
            right: self.rows.iter().any(|row| row[column].right),
            ..Cell::new(self.headings[column]).styled(HEADING)
        });
        let widths = self.widths(&headings);
        let lines = std::iter::once(&headings).chain(&self.rows);
        lines.map(|row| line(row, &widths, palette)).collect()
    }

    fn widths(&self, headings: &[Cell; N]) -> [usize; N] {
        std::array::from_fn(|column| {
            let cells = self.rows.iter().map(|row| row[column].width());
            cells.max().unwrap_or(0).max(headings[column].width())
        })
    }
}

/// The last column is not filled up: nothing follows it, and a copied line has no blanks at its end.
fn line<const N: usize>(row: &[Cell; N], widths: &[usize; N], palette: Palette) -> String {
    let mut line = String::new();
    for (column, cell) in row.iter().enumerate() {
        let last = column + 1 == N;
        line.push_str(&cell.padded(
            if last && !cell.right {
                0
            } else {
                widths[column]
            },
            palette,
        ));
        line.push_str(if last { "\n" } else { GAP });
    }
    line
}

#[cfg(test)]
mod tests {
    use super::super::palette::BAD;
    use super::*;

    fn example() -> Table<3> {
        let mut table = Table::new(["STATUS", "%", "MESSAGE"]);
        table.row([
            Cell::new("FAILED").styled(BAD),
            Cell::new("7").right(),
            Cell::new("one\ntwo"),
        ]);
        table.row([
            Cell::new("\u{4e2d}\u{6587}"),
            Cell::new("100").right(),
            Cell::new(""),
        ]);
        table
    }

    #[test]
    fn columns_are_aligned_by_what_is_seen() {
        insta::assert_snapshot!(example().render(Palette::new(false)), @r"
        STATUS    %  MESSAGE
        FAILED    7  one\ntwo
        中文    100  
        ");
    }

    #[test]
    fn colours_do_not_shift_columns() {
        let plain = example().render(Palette::new(false));
        let colored = example().render(Palette::new(true));
        assert!(colored.contains("\u{1b}["));
        assert_eq!(without_colours(&colored), plain);
    }

    fn without_colours(text: &str) -> String {
        let mut parts = text.split('\u{1b}');
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |all, part| {
            all + part.split_once('m').map_or(part, |(_, rest)| rest)
        })
    }
}
