//! `errors`: what went wrong with a work request.

use super::listing;
use crate::args::EntriesArgs;
use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::entries;

pub(super) async fn run(args: EntriesArgs, context: &Context) -> Result<Exit, CliError> {
    let request = context.client.list_work_request_errors(&args.id);
    let pages = listing::entries(request, &args).pages();
    listing::print(pages, &args.pages, context, "errors", entries::errors).await
}
