//! `watch`: until work requests end, whatever the outcome.

use futures_util::stream::TryStreamExt;

use super::following::{self, Demand, Source};
use crate::args::WatchArgs;
use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::interrupt::or_interrupted;
use crate::output::Format;

pub(super) async fn run(args: WatchArgs, context: &Context) -> Result<Exit, CliError> {
    let demand = if args.fail_on_error {
        Demand::Success
    } else {
        Demand::End
    };
    if args.follow && context.screen.format == Format::Json {
        return Err(
            CliError::usage("--follow has no end, and json is written at the end")
                .with_hint("take --output ndjson, or a table"),
        );
    }
    let source = match args.ids.is_empty() {
        false => Source::Ids(following::named(args.ids).await?),
        // The demo is there to be looked at, what has ended too.
        true if context.is_embedded() && args.compartment_id.is_none() && !args.follow => {
            Source::Ids(or_interrupted(all_ids(context)).await?)
        }
        true => Source::Compartment {
            id: context.compartment(args.compartment_id)?,
            forever: args.follow,
        },
    };
    if args.full_screen {
        return following::run_full_screen(source, args.pace, demand, context).await;
    }
    following::run(source, args.pace, None, demand, context).await
}

/// All work requests of the default compartment.
async fn all_ids(context: &Context) -> Result<Vec<String>, CliError> {
    let compartment = context.compartment(None)?;
    if let Some(service) = context.named_service() {
        let items = service
            .list_work_requests()
            .compartment_id(compartment)
            .items();
        let ids = items.map_ok(|work| work.id().map(str::to_owned));
        return Ok(ids.try_filter_map(async |id| Ok(id)).try_collect().await?);
    }
    let items = context.client.list_work_requests(compartment).items();
    Ok(items.map_ok(|work| work.id).try_collect().await?)
}
