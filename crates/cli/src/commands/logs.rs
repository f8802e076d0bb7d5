//! `logs`: what a work request tells of itself.

use super::listing;
use crate::args::EntriesArgs;
use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::entries;

pub(super) async fn run(args: EntriesArgs, context: &Context) -> Result<Exit, CliError> {
    let request = context.client.list_work_request_logs(&args.id);
    let pages = listing::entries(request, &args).pages();
    listing::print(pages, &args.pages, context, "log lines", entries::logs).await
}
