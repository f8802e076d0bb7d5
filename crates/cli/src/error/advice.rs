//! Which flag helps against a failed call.

use work_requests::{Error, ErrorKind};

/// The hint for the command line: the flag where there is one, else what the client says.
pub(crate) fn for_call(error: &Error) -> Option<String> {
    let flag = flag_for(error);
    flag.or_else(|| error.hint()).map(str::to_owned)
}

fn flag_for(error: &Error) -> Option<&'static str> {
    let mentions = |word: &str| error.message().contains(word);
    match error.kind() {
        ErrorKind::Limit if error.attempts() > 0 => {
            Some("raise --max-body-bytes, or ask for less with --limit")
        }
        ErrorKind::Decode if mentions("control character") => {
            Some("--allow-control-chars accepts such answers as they are")
        }
        ErrorKind::Tls => Some(
            "name the authority that signed the certificate with --ca-file, and check the host's name",
        ),
        ErrorKind::Timeout => {
            Some("try again later, or raise --connect-timeout, --read-timeout or --deadline")
        }
        ErrorKind::Connection => Some("check the endpoint and the network"),
        ErrorKind::Config if mentions("plaintext") || mentions("http://") => {
            Some("use an https:// endpoint, or allow http:// with --allow-plaintext")
        }
        _ => None,
    }
}
