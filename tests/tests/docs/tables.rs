//! Tables of a Markdown document.

/// The part of a document under the heading that holds `title`.
pub(crate) fn section<'a>(document: &'a str, title: &str) -> Option<&'a str> {
    let mut parts = document.split("\n## ");
    parts.find(|part| part.lines().next().is_some_and(|line| line.contains(title)))
}

/// The words in backticks of each row's first cells, `cells` of them.
pub(crate) fn rows(text: &str, cells: usize) -> Vec<Vec<String>> {
    let lines = text.lines().filter(|line| line.starts_with("| "));
    lines
        .map(|line| {
            let first = line.split(" | ").take(cells).collect::<Vec<_>>().join(" ");
            let quoted = first.split('`').skip(1).step_by(2);
            quoted.map(str::to_owned).collect()
        })
        .collect()
}

/// Whether a row begins with a cell that names it.
pub(crate) fn names(text: &str, word: &str) -> bool {
    rows(text, 1).iter().flatten().any(|named| named == word)
}
