//! Finds the key in a PEM text, whatever is around it.
//!
//! A scanner of our own, because what it reads is secret and must be wiped (PEM crates leave
//! copies of the base64 behind), and because each way of being wrong has its own answer.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use zeroize::Zeroizing;

use super::KeyError;

const BEGIN: &[u8] = b"-----BEGIN ";
const END: &[u8] = b"-----END ";
const DASHES: &[u8] = b"-----";

/// A decoded PEM block.
pub(super) struct Block<'a> {
    pub(super) label: &'a str,
    pub(super) headers: Vec<(&'a str, &'a str)>,
    pub(super) der: Zeroizing<Vec<u8>>,
}

/// The structure of a private key, encrypted or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Pkcs1,
    Pkcs8,
}

impl<'a> Block<'a> {
    /// What the label promises of a private key.
    pub(super) fn form(&self) -> Form {
        match self.label {
            "RSA PRIVATE KEY" => Form::Pkcs1,
            _ => Form::Pkcs8,
        }
    }

    /// Whether the key inside is encrypted, in the PKCS#8 or in the legacy way.
    pub(super) fn is_encrypted(&self) -> bool {
        let announced = |kind: &str| kind.ends_with("ENCRYPTED");
        self.label == "ENCRYPTED PRIVATE KEY"
            || self.header("DEK-Info").is_some()
            || self.header("Proc-Type").is_some_and(announced)
    }

    /// The value of a line `name: value` before the base64.
    pub(super) fn header(&self, name: &str) -> Option<&'a str> {
        let mut headers = self.headers.iter();
        headers.find(|(n, _)| *n == name).map(|(_, value)| *value)
    }
}

/// The first block that is a private key.
pub(super) fn find_private(text: &[u8]) -> Result<Block<'_>, KeyError> {
    find(text, is_private, |label| match label {
        "PUBLIC KEY" | "RSA PUBLIC KEY" => KeyError::PublicKey,
        _ => refusal(label),
    })
}

/// The first block that is a public key.
pub(super) fn find_public(text: &[u8]) -> Result<Block<'_>, KeyError> {
    let is_public = |label: &str| matches!(label, "PUBLIC KEY" | "RSA PUBLIC KEY");
    find(text, is_public, |label| match is_private(label) {
        true => KeyError::PrivateKey,
        false => refusal(label),
    })
}

fn is_private(label: &str) -> bool {
    matches!(
        label,
        "PRIVATE KEY" | "RSA PRIVATE KEY" | "ENCRYPTED PRIVATE KEY"
    )
}

/// What to say of a text whose only block is `label`.
fn refusal(label: &str) -> KeyError {
    match label {
        "EC PRIVATE KEY" | "EC PARAMETERS" => KeyError::NotRsa {
            algorithm: "EC".to_owned(),
        },
        "DSA PRIVATE KEY" => KeyError::NotRsa {
            algorithm: "DSA".to_owned(),
        },
        "OPENSSH PRIVATE KEY" => KeyError::OpenSsh,
        label => KeyError::NotAKey {
            label: label.to_owned(),
        },
    }
}

fn find<'a>(
    text: &'a [u8],
    wanted: impl Fn(&str) -> bool,
    refuse: impl Fn(&str) -> KeyError,
) -> Result<Block<'a>, KeyError> {
    let mut rest = text;
    let mut first = None;
    while let Some((label, after)) = next_begin(rest) {
        if wanted(label) {
            return decode(label, body(label, after)?);
        }
        first.get_or_insert(label);
        rest = after;
    }
    Err(match first {
        Some(label) => refuse(label),
        None if is_der(text) => KeyError::Der,
        None => KeyError::NotPem,
    })
}

/// The label of the next `BEGIN` line, and what follows the line.
fn next_begin(text: &[u8]) -> Option<(&str, &[u8])> {
    let mut rest = text;
    loop {
        let (_, after) = split_at(rest, BEGIN)?;
        if let Some((label, body)) = split_at(after, DASHES)
            && let Ok(label) = str::from_utf8(label)
            && label
                .bytes()
                .all(|byte| byte == b' ' || byte.is_ascii_alphanumeric())
        {
            return Some((label, body));
        }
        rest = after;
    }
}

/// What is between the `BEGIN` line and the `END` line of the same label.
fn body<'a>(label: &str, after: &'a [u8]) -> Result<&'a [u8], KeyError> {
    let truncated = || KeyError::Truncated {
        label: label.to_owned(),
    };
    let (body, end) = split_at(after, END).ok_or_else(truncated)?;
    let (end_label, _) = split_at(end, DASHES).ok_or_else(truncated)?;
    match end_label == label.as_bytes() {
        true => Ok(body),
        false => Err(truncated()),
    }
}

fn decode<'a>(label: &'a str, body: &'a [u8]) -> Result<Block<'a>, KeyError> {
    if body.contains(&b'\\') {
        return Err(KeyError::EscapedLineBreaks);
    }
    let body = str::from_utf8(body).map_err(|_| KeyError::Base64)?;
    let (headers, base64) = split_headers(body);
    Ok(Block {
        label,
        headers,
        der: decode_base64(base64)?,
    })
}

/// The `Name: value` lines at the start, as legacy encrypted keys have them, and the rest.
fn split_headers(body: &str) -> (Vec<(&str, &str)>, &str) {
    let mut headers = Vec::new();
    let mut rest = body.trim_start();
    while let Some((name, after)) = rest.split_once(':')
        && !name.contains(['\n', '\r'])
    {
        let (value, next) = after.split_once(['\n', '\r']).unwrap_or((after, ""));
        headers.push((name.trim(), value.trim()));
        rest = next.trim_start();
    }
    (headers, rest)
}

/// Both buffers have their full size from the start: growing would leave copies behind.
fn decode_base64(text: &str) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let mut compact = Zeroizing::new(Vec::with_capacity(text.len()));
    compact.extend(text.bytes().filter(|byte| !byte.is_ascii_whitespace()));
    let mut der = Zeroizing::new(vec![0; base64::decoded_len_estimate(compact.len())]);
    // The cause would name a byte of the key.
    let length = BASE64
        .decode_slice(compact.as_slice(), &mut der)
        .map_err(|_| KeyError::Base64)?;
    der.truncate(length);
    Ok(der)
}

/// Whether the bytes are one DER sequence with a long length, as every RSA key is.
fn is_der(bytes: &[u8]) -> bool {
    match bytes {
        [0x30, 0x81, length, rest @ ..] => rest.len() == usize::from(*length),
        [0x30, 0x82, high, low, rest @ ..] => {
            rest.len() == usize::from(u16::from_be_bytes([*high, *low]))
        }
        _ => false,
    }
}

/// The text before and after the first `marker`.
fn split_at<'a>(text: &'a [u8], marker: &[u8]) -> Option<(&'a [u8], &'a [u8])> {
    let at = text
        .windows(marker.len())
        .position(|window| window == marker)?;
    Some((&text[..at], &text[at + marker.len()..]))
}
