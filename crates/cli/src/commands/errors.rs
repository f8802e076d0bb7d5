//! `errors`: what went wrong with a work request.

use super::listing;
use crate::args::EntriesArgs;
use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::entries;

pub(super) async fn run(args: EntriesArgs, context: &Context) -> Result<Exit, CliError> {
    let mut request = context.client.list_work_request_errors(args.id);
    if let Some(order) = args.sort_order {
        request = request.sort_order(order.into());
    }
    if let Some(limit) = listing::page_size(&args.pages) {
        request = request.limit(limit);
    }
    if let Some(token) = args.pages.page.clone() {
        request = request.page(token);
    }
    listing::print(
        request.pages(),
        &args.pages,
        context,
        "errors",
        entries::errors,
    )
    .await
}
