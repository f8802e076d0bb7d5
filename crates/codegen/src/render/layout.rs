//! Prints items with the blank lines between them that people would leave.

use proc_macro2::TokenStream;
use syn::Item;

use crate::Error;

/// Prints `items` with a blank line between them.
///
/// `prettyplease` turns doc attributes into comments and leaves no blank lines at all; the lines
/// are the same in every run.
pub(super) fn source(name: &str, items: TokenStream) -> Result<String, Error> {
    let file: syn::File = syn::parse2(items).map_err(|source| Error::Generated {
        file: name.to_owned(),
        source,
    })?;
    let header = syn::File {
        items: Vec::new(),
        ..file.clone()
    };
    let mut text = prettyplease::unparse(&header);
    let mut previous = None;
    for item in file.items {
        let kind = one_liner(&item);
        if !text.is_empty() && (kind.is_none() || kind != previous) {
            text.push('\n');
        }
        text.push_str(&printed(item));
        previous = kind;
    }
    Ok(text)
}

/// Items of a line that stand together with others of their kind.
fn one_liner(item: &Item) -> Option<&'static str> {
    match item {
        Item::Mod(_) => Some("mod"),
        Item::Use(_) => Some("use"),
        _ => None,
    }
}

fn printed(item: Item) -> String {
    let has_methods = matches!(item, Item::Impl(_));
    let text = prettyplease::unparse(&syn::File {
        shebang: None,
        attrs: Vec::new(),
        items: vec![item],
        frontmatter: None,
    });
    if has_methods { spaced(&text) } else { text }
}

/// Puts a blank line after each associated item but the last.
fn spaced(text: &str) -> String {
    let mut lines = text.lines().peekable();
    let mut spaced = String::with_capacity(text.len());
    while let Some(line) = lines.next() {
        spaced.push_str(line);
        spaced.push('\n');
        let ends = line == "    }" || (line.starts_with("    type ") && line.ends_with(';'));
        if ends && lines.peek().is_some_and(|next| *next != "}") {
            spaced.push('\n');
        }
    }
    spaced
}
