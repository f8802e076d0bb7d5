//! `list`: the work requests of a compartment.

use super::listing;
use crate::args::ListArgs;
use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::summaries;

pub(super) async fn run(args: ListArgs, context: &Context) -> Result<Exit, CliError> {
    let compartment = context.compartment(args.compartment_id)?;
    let mut request = context.client.list_work_requests(compartment);
    if let Some(resource) = args.resource_id {
        request = request.resource_id(resource);
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
        "work requests",
        summaries::render,
    )
    .await
}
