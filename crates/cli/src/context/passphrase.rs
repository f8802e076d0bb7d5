//! Asks for the passphrase of the private key, where somebody is there to answer.

use std::error::Error as _;
use std::io::{self, IsTerminal as _, stderr, stdin};

#[cfg(unix)]
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
use secrecy::SecretString;
use work_requests::KeyError;

use crate::error::CliError;
use crate::interrupt::or_interrupted;

/// Whether the client could not be built for the want of a passphrase.
pub(super) fn is_wanted(error: &CliError) -> bool {
    let CliError::Call(call) = error else {
        return false;
    };
    let cause = call.source().and_then(|cause| cause.downcast_ref());
    matches!(cause, Some(KeyError::PassphraseNeeded))
}

/// Whether somebody can be asked.
pub(crate) fn can_ask(no_input: bool) -> bool {
    !no_input && stdin().is_terminal() && stderr().is_terminal()
}

/// Reads a line from the terminal that is not shown.
///
/// # Errors
/// Ctrl-C, after which the terminal is as it was; a terminal that is gone.
pub(crate) async fn ask() -> Result<SecretString, CliError> {
    let _unseen = Unseen::begin();
    let read = tokio::task::spawn_blocking(|| {
        rpassword::prompt_password("Passphrase of the private key: ")
    });
    or_interrupted(async {
        let line = read
            .await
            .unwrap_or_else(|error| Err(io::Error::other(error)));
        line.map(SecretString::from)
            .map_err(|error| CliError::io("the passphrase cannot be read from the terminal", error))
    })
    .await
}

/// While it lives, what is typed is not shown. The reader hides it too, but only after its question
/// is out, and Ctrl-C would leave it waiting with the terminal as it needs it.
struct Unseen {
    #[cfg(unix)]
    before: Option<Termios>,
}

#[cfg(unix)]
impl Unseen {
    fn begin() -> Self {
        let before = tcgetattr(stdin()).ok();
        if let Some(mut modes) = before.clone() {
            modes.local_modes -= LocalModes::ECHO;
            set(&modes);
        }
        Self { before }
    }
}

#[cfg(unix)]
impl Drop for Unseen {
    fn drop(&mut self) {
        self.before.iter().for_each(set);
    }
}

/// A terminal that is gone needs no modes.
#[cfg(unix)]
fn set(modes: &Termios) {
    let _ = tcsetattr(stdin(), OptionalActions::Now, modes);
}

#[cfg(not(unix))]
impl Unseen {
    fn begin() -> Self {
        Self {}
    }
}
