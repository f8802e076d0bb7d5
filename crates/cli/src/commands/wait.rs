//! `wait`: until work requests end, with success demanded.

use super::following::{self, Demand};
use crate::args::WaitArgs;
use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;

pub(super) async fn run(args: WaitArgs, context: &Context) -> Result<Exit, CliError> {
    let ids = following::named(args.ids).await?;
    following::run(ids, args.pace, Demand::Success, context).await
}
