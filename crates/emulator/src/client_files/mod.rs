//! What a client of another program needs to call a server, written into a folder.

mod error;
mod folder;

use std::path::PathBuf;

use crate::credentials::Credentials;
use crate::server::Server;

pub use error::WriteConfigError;

use folder::Folder;

/// The first line of every `config` that the emulator writes; one without it is never replaced.
const MARK: &str = "# Written by the work-requests emulator, which replaces it at its next start.";

const CONFIG: &str = "config";
const KEY: &str = "emulator-key.pem";
const CA: &str = "emulator-ca.pem";
const ENDPOINT: &str = "endpoint";

/// The files that [`Server::write_config`] wrote. All are for their owner only.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ClientFiles {
    /// A profile file in the form of `~/.oci/config`, with the profile `DEFAULT`.
    pub config: PathBuf,
    /// The private key, which `config` names.
    pub key: PathBuf,
    /// The authority that clients must trust; `None` when the server speaks plain HTTP.
    pub ca: Option<PathBuf>,
    /// The server's URL and a line feed. Written last: when it is there, all are.
    pub endpoint: PathBuf,
    /// In whose name the files call.
    pub credentials: Credentials,
}

impl Server {
    /// Makes a fresh key of 2048 bits that this emulator accepts from now on, and writes all that
    /// any client needs into a folder, which is created if need be.
    ///
    /// Files of an earlier start are replaced, and nothing else is: a `config` that the emulator
    /// did not write is an error.
    ///
    /// # Errors
    ///
    /// [`WriteConfigError`], before which nothing was written unless the folder failed midway.
    pub async fn write_config(
        &self,
        folder: impl Into<PathBuf>,
    ) -> Result<ClientFiles, WriteConfigError> {
        let folder = folder.into();
        let endpoint = self.endpoint();
        let ca = self.ca_pem().map(str::to_owned);
        // Making a key is work of a second or so, and files are slow.
        let written = tokio::task::spawn_blocking(move || write(folder, &endpoint, ca.as_deref()));
        let files = written.await.map_err(|_| WriteConfigError::Interrupted)??;
        self.shared.trust(&files.credentials);
        Ok(files)
    }
}

fn write(
    folder: PathBuf,
    endpoint: &str,
    ca: Option<&str>,
) -> Result<ClientFiles, WriteConfigError> {
    let folder = Folder::open(folder)?;
    let credentials = Credentials::fresh().map_err(WriteConfigError::key)?;
    let key = folder.path(KEY);
    let text = config(&credentials, folder.text(KEY)?);
    folder.remove(ENDPOINT)?;
    folder.write(KEY, credentials.private_key_pem())?;
    let ca = match ca {
        Some(pem) => Some(folder.write(CA, pem)?),
        None => folder.remove(CA).map(|()| None)?,
    };
    Ok(ClientFiles {
        config: folder.write(CONFIG, &text)?,
        key,
        ca,
        endpoint: folder.write(ENDPOINT, &format!("{endpoint}\n"))?,
        credentials,
    })
}

fn config(credentials: &Credentials, key_file: String) -> String {
    let (user, tenancy) = (credentials.user(), credentials.tenancy());
    let (fingerprint, region) = (credentials.fingerprint(), credentials.region());
    format!(
        "{MARK}\n[DEFAULT]\nuser={user}\nfingerprint={fingerprint}\ntenancy={tenancy}\n\
         region={region}\nkey_file={key_file}\n"
    )
}
