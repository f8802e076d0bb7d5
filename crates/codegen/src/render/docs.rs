//! Descriptions as doc comments.

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

fn lines(description: &str) -> Vec<String> {
    let lines = description.trim().lines();
    lines
        .map(|line| match line.trim_end() {
            "" => String::new(),
            line => format!(" {}", escape(line)),
        })
        .collect()
}

/// Keeps rustdoc from taking prose for links and tags; code spans stay as they are.
fn escape(line: &str) -> String {
    let spans = line.split('`').enumerate();
    let spans = spans.map(|(index, span)| match index % 2 {
        0 => prose(span),
        _ => span.to_owned(),
    });
    spans.collect::<Vec<_>>().join("`")
}

fn prose(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '[' | ']' | '<' | '>') {
            escaped.push('\\');
        }
        escaped.push(character);
    }
    escaped
}
