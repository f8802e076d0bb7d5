//! `errors`: what went wrong with a work request.

use work_requests::service::WORK_REQUESTS;

use super::listing;
use crate::args::EntriesArgs;
use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::entries;

/// What there is, in remarks.
const WHAT: &str = "errors";

pub(super) async fn run(args: EntriesArgs, context: &Context) -> Result<Exit, CliError> {
    let service = context.service_of(&args.id);
    if service.service() == WORK_REQUESTS {
        let client = context.client.in_region_of(&args.id)?;
        let request = client.list_work_request_errors(&args.id);
        let pages = listing::entries!(request, &args).pages();
        return listing::print(pages, &args.pages, context, WHAT, entries::error_models).await;
    }
    let request = service.list_work_request_errors(&args.id);
    let pages = listing::entries!(request, &args).pages();
    listing::print(pages, &args.pages, context, WHAT, entries::errors).await
}
