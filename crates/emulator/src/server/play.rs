//! Writing a script to a socket.

use std::io;
use std::time::Duration;

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
            ScriptStep::Repeat {
                bytes,
                times,
                pause,
            } => {
                let mut left = times;
                while left != Some(0) {
                    stream.write_all(&bytes).await?;
                    wait(&mut stream, pause).await?;
                    left = left.map(|left| left - 1);
                }
            }
            ScriptStep::Pause(length) => wait(&mut stream, length).await?,
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

/// What was written goes out before it.
async fn wait(stream: &mut (impl AsyncWrite + Unpin), length: Duration) -> io::Result<()> {
    if length.is_zero() {
        return Ok(());
    }
    stream.flush().await?;
    tokio::time::sleep(length).await;
    Ok(())
}
