//! The ids that are named on the command line or on stdin.

use std::collections::HashSet;
use std::io::Read;

use work_requests::WorkRequestId;

use crate::error::CliError;

/// Largest text read from stdin, in bytes: more than 40,000 ids.
const MOST_BYTES: u64 = 10 * 1024 * 1024;

/// Checks the ids, and reads those on `stdin` where `-` stands. Each is followed once.
///
/// # Errors
/// A usage error if one could not be an id, so that nothing is begun with half of them; an I/O
/// error if stdin cannot be read.
pub(crate) fn named(words: Vec<String>, stdin: impl Read) -> Result<Vec<String>, CliError> {
    let mut words = words;
    if let Some(at) = words.iter().position(|word| word == "-") {
        words.retain(|word| word != "-");
        words.splice(at..at, from_stdin(stdin)?);
    }
    let mut seen = HashSet::new();
    words.retain(|word| seen.insert(word.clone()));
    for word in &words {
        WorkRequestId::new(word.as_str())?;
    }
    Ok(words)
}

fn from_stdin(stdin: impl Read) -> Result<Vec<String>, CliError> {
    let mut text = String::new();
    let read = stdin.take(MOST_BYTES + 1).read_to_string(&mut text);
    read.map_err(|error| CliError::io("stdin cannot be read as text", error))?;
    if text.len() as u64 > MOST_BYTES {
        return Err(CliError::usage("there are more than 10 MiB on stdin")
            .with_hint("`-` takes ids, not documents"));
    }
    let ids: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    if ids.is_empty() {
        return Err(
            CliError::usage("there are no ids on stdin").with_hint("write one id a line to stdin")
        );
    }
    Ok(ids)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ids(words: &[&str], stdin: &str) -> Result<Vec<String>, CliError> {
        named(
            words.iter().map(|word| (*word).to_owned()).collect(),
            stdin.as_bytes(),
        )
    }

    #[test]
    fn stdin_stands_where_the_dash_is_and_each_id_counts_once() {
        assert_eq!(
            ids(&["a", "-", "z"], "b\r\n c\tb\n\n").unwrap(),
            ["a", "b", "c", "z"]
        );
        assert_eq!(ids(&["a", "b", "a"], "never read").unwrap(), ["a", "b"]);
    }

    #[test]
    fn a_wrong_id_or_none_is_refused_before_anything_begins() {
        for words in [&["a", "b/c"][..], &[""], &[".."], &["-"]] {
            assert!(ids(words, " \n").is_err(), "{words:?} was accepted");
        }
        assert!(named(vec!["-".to_owned()], &[0xff, 0xfe][..]).is_err());
    }

    proptest! {
        #[test]
        fn any_bytes_on_stdin_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(ids) = named(vec!["-".to_owned()], &*bytes) {
                prop_assert!(!ids.is_empty() && ids.iter().all(|id| !id.contains(char::is_whitespace)));
            }
        }
    }
}
