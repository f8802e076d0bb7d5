//! Files that people write.

use work_requests_codegen::{Document, Error, Generator};
use work_requests_config::{Config, Env};

/// Profiles: an error or a configuration, whose secrets its `Debug` does not show.
pub(super) fn config(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else {
        return;
    };
    let Ok(config) = Config::from_text(&Env::empty(), text, "DEFAULT") else {
        return;
    };
    let shown = format!("{config:?}");
    if let Some(phrase) = config.pass_phrase() {
        use work_requests_config::ExposeSecret as _;
        let phrase = phrase.expose_secret();
        let is_odd = phrase.len() > 12 && !text.replacen(phrase, "", 1).contains(phrase);
        assert!(!is_odd || !shown.contains(phrase), "a passphrase is shown");
    }
    // What is wrong is a list of problems, whatever the text.
    let _ = config.validate();
    let _ = config.warnings();
}

/// OpenAPI documents: an error that names a place, or source text that is Rust.
pub(super) fn openapi(data: &[u8]) {
    let Ok(text) = str::from_utf8(data) else {
        return;
    };
    let Ok(document) = Document::parse("fuzz.yaml", text) else {
        return;
    };
    // What rustfmt would add is whether the source parses, which it must have done before.
    match Generator::new().without_rustfmt().generate(&document) {
        Ok(_) => {}
        Err(Error::Generated { file, source }) => panic!("{file}: {source}"),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}
