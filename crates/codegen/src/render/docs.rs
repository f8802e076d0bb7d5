//! Descriptions as doc comments.
//!
//! A description is prose that somebody wrote for another tool. What rustdoc would take for links,
//! tags or code to be run, and what clippy dislikes in lists, is made harmless here.

use proc_macro2::TokenStream;
use quote::quote;

/// Doc comments for the item that follows; `fallback` when the document tells nothing.
pub(super) fn outer(description: &str, fallback: &str) -> TokenStream {
    let description = if description.is_empty() {
        fallback
    } else {
        description
    };
    let lines = lines(description);
    quote! { #(#[doc = #lines])* }
}

/// Doc comments for the file they stand in.
pub(super) fn inner(description: &str) -> TokenStream {
    let lines = lines(description);
    quote! { #(#![doc = #lines])* }
}

/// A word as code; backticks in it would end that.
pub(super) fn code(word: &str) -> String {
    match word {
        "" => "The empty word.".to_owned(),
        word => format!("`{}`", word.replace('`', "'").replace(['\n', '\r'], " ")),
    }
}

fn lines(description: &str) -> Vec<String> {
    let mut state = State::default();
    let lines = description.trim().lines();
    let lines = lines.map(|line| state.line(line.replace('\t', "    ").trim_end()));
    let mut lines: Vec<String> = lines.collect();
    if state.in_code {
        lines.push("```".to_owned());
    }
    let spaced = lines.into_iter().map(|line| match line.as_str() {
        "" => line,
        text => format!(" {text}"),
    });
    spaced.collect()
}

/// What the lines before say about the next one.
#[derive(Default)]
struct State {
    in_code: bool,
    /// Where the text of the list item begins that the last line belonged to.
    item: Option<usize>,
}

impl State {
    fn line(&mut self, line: &str) -> String {
        let text = line.trim_start();
        if let Some(language) = text.strip_prefix("```") {
            self.in_code = !self.in_code;
            // Without a language it would be compiled as an example.
            let language = match language.trim() {
                "" | "rust" if self.in_code => "text",
                language => language,
            };
            return format!("```{language}");
        }
        if self.in_code {
            return line.to_owned();
        }
        self.prose(line, text)
    }

    fn prose(&mut self, line: &str, text: &str) -> String {
        // Four spaces would make it code.
        let indent = (line.len() - text.len()).min(self.item.unwrap_or(0)).min(3);
        if text.is_empty() {
            self.item = None;
            return String::new();
        }
        if let Some(width) = bullet(text) {
            self.item = Some(indent + width);
            return format!("{}{}", " ".repeat(indent), escape(text));
        }
        let indent = self.item.unwrap_or(0);
        format!("{}{}", " ".repeat(indent), escape(text))
    }
}

/// How wide the mark of a list item is, with the space behind.
fn bullet(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mark = match text.as_bytes().get(digits)? {
        b'-' | b'*' | b'+' if digits == 0 => 1,
        b'.' | b')' if digits > 0 => digits + 1,
        _ => return None,
    };
    text[mark..].starts_with(' ').then_some(mark + 1)
}

/// Keeps rustdoc from taking prose for links and tags; code spans stay as they are.
fn escape(line: &str) -> String {
    let spans: Vec<&str> = line.split('`').collect();
    // A backtick without a partner opens nothing.
    let last = if spans.len().is_multiple_of(2) {
        spans.len() - 1
    } else {
        spans.len()
    };
    let spans =
        spans
            .iter()
            .enumerate()
            .map(|(index, span)| match index % 2 == 1 && index < last {
                true => (*span).to_owned(),
                false => prose(span),
            });
    spans.collect::<Vec<_>>().join("`")
}

fn prose(text: &str) -> String {
    let words = text.split(' ').map(|word| match word.find("http") {
        Some(start) if is_url(&word[start..]) => linked(word, start),
        _ => escaped(word),
    });
    words.collect::<Vec<_>>().join(" ")
}

fn is_url(word: &str) -> bool {
    word.starts_with("http://") || word.starts_with("https://")
}

/// A URL in angle brackets, without what ends the sentence.
fn linked(word: &str, start: usize) -> String {
    let ends = |letter: char| matches!(letter, '<' | '>' | '[' | ']' | '(' | ')' | '"' | '\\');
    let (before, rest) = word.split_at(start);
    let url = rest.split(ends).next().unwrap_or_default();
    let url = url.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
    let after = escaped(&rest[url.len()..]);
    format!("{}<{url}>{after}", escaped(before))
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '[' | ']' | '<' | '>') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}
