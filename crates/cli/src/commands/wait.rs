//! `wait`: until work requests end, with success demanded.

use super::following::{self, Demand, Source};
use crate::args::WaitArgs;
use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::follow;

pub(super) async fn run(args: WaitArgs, context: &Context) -> Result<Exit, CliError> {
    let (source, save) = match args.resume {
        // It goes on being saved where it was.
        Some(path) => (
            Source::Saved(follow::read_saved(&path)?),
            Some(args.save.unwrap_or(path)),
        ),
        None => (Source::Ids(following::named(args.ids).await?), args.save),
    };
    following::run(source, args.pace, save, Demand::Success, context).await
}
