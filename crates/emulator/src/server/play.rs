//! Writing a script to a socket.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

use super::plug::ResetOrder;
use crate::faults::{Script, ScriptStep};

/// Writes all steps, and closes. A peer that goes ends it.
pub(super) async fn play(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    script: Script,
    order: &ResetOrder,
) -> io::Result<()> {
    for step in script.0 {
        match step {
            ScriptStep::Write(bytes) => stream.write_all(&bytes).await?,
            ScriptStep::Repeat(bytes, times) => {
                let mut left = times;
                while left != Some(0) {
                    stream.write_all(&bytes).await?;
                    left = left.map(|left| left - 1);
                }
            }
            ScriptStep::Pause(length) => {
                stream.flush().await?;
                tokio::time::sleep(length).await;
            }
            ScriptStep::Hang => {
                stream.flush().await?;
                // It ends when the peer closes its side, or the server ends.
                while stream.read(&mut [0; 1024]).await? > 0 {}
                return Ok(());
            }
            ScriptStep::Reset => {
                stream.flush().await?;
                order.give();
                return Ok(());
            }
        }
    }
    stream.flush().await?;
    stream.shutdown().await
}
