//! Splits what the layers say into what is wrong and what to do about it.

use work_requests::{Error, ErrorKind};

use crate::error::advice_for;

/// The two parts of a text that says after the last such sign what to do.
pub(super) fn parts(text: &str, sign: &str) -> (String, Option<String>) {
    match text.rsplit_once(sign) {
        Some((what, mend)) => (what.to_owned(), Some(mend.to_owned())),
        None => (text.to_owned(), None),
    }
}

/// What failed, and the way out in terms of the command line.
pub(super) fn of(error: &Error) -> (String, Option<String>) {
    if error.kind() == ErrorKind::Service {
        return (error.to_string(), advice_for(error));
    }
    // The transport puts a colon before what to do, all others a semicolon.
    let sign = match error.stage() {
        Some(_) => ": ",
        None => "; ",
    };
    let (what, mend) = parts(error.message(), sign);
    match mend {
        Some(mend) => (what, Some(in_flags(&mend).unwrap_or(mend))),
        None => (what, advice_for(error)),
    }
}

/// Names the flag in place of the library's option.
fn in_flags(mend: &str) -> Option<String> {
    let flags = [
        (
            "root_certificates",
            "name the file of that authority's certificate with --ca-file, or all authorities to trust with SSL_CERT_FILE",
        ),
        (
            "allow_plaintext",
            "use an https:// endpoint, or allow http:// with --allow-plaintext",
        ),
        ("client certificate", "check --client-cert and --client-key"),
        (
            "`proxy`",
            "check the proxy's address in --proxy, HTTPS_PROXY, HTTP_PROXY or ALL_PROXY, or exempt the host with NO_PROXY",
        ),
        (
            "raise the timeout",
            "check the endpoint, the network and any proxy between, or raise --connect-timeout or --read-timeout",
        ),
    ];
    let found = flags.iter().find(|(option, _)| mend.contains(option));
    found.map(|(_, mend)| (*mend).to_owned())
}
