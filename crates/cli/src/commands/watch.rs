//! `watch`: until work requests end, whatever the outcome.

use futures_util::stream::{StreamExt, TryStreamExt};
use work_requests::models::WorkRequestSummary;

use super::following::{self, Demand};
use crate::args::WatchArgs;
use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::interrupt::or_interrupted;
use crate::output::work_request::status_of;

pub(super) async fn run(args: WatchArgs, context: &Context) -> Result<Exit, CliError> {
    let demand = if args.fail_on_error {
        Demand::Success
    } else {
        Demand::End
    };
    let ids = match args.ids.is_empty() {
        false => following::named(args.ids).await?,
        // The demo is there to be looked at, what has ended too.
        true if context.is_embedded() && args.compartment_id.is_none() => {
            or_interrupted(ids(None, context, |_| true)).await?
        }
        true => or_interrupted(ids(args.compartment_id, context, goes_on)).await?,
    };
    if ids.is_empty() {
        context.screen.remark("no work request is under way there");
    }
    following::run(ids, args.pace, demand, context).await
}

/// The work requests of a compartment that are wanted.
async fn ids(
    compartment: Option<String>,
    context: &Context,
    wanted: fn(&WorkRequestSummary) -> bool,
) -> Result<Vec<String>, CliError> {
    let compartment = context.compartment(compartment)?;
    let items = context.client.list_work_requests(compartment).items();
    let wanted = items.try_filter(|work| std::future::ready(wanted(work)));
    Ok(wanted
        .map(|work| work.map(|work| work.id))
        .try_collect()
        .await?)
}

fn goes_on(work: &WorkRequestSummary) -> bool {
    !status_of(&work.status).is_terminal()
}
