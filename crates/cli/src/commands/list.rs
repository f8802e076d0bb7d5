//! `list`: the work requests of a compartment.

use work_requests::ServiceClient;
use work_requests::service::WORK_REQUESTS;

use super::listing;
use crate::args::ListArgs;
use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::summaries;

/// What there is, in remarks.
const WHAT: &str = "work requests";

pub(super) async fn run(args: ListArgs, context: &Context) -> Result<Exit, CliError> {
    match context.named_service() {
        Some(service) if service.service() != WORK_REQUESTS => of(service, args, context).await,
        _ => shared(args, context).await,
    }
}

async fn shared(args: ListArgs, context: &Context) -> Result<Exit, CliError> {
    let compartment = context.compartment(args.compartment_id)?;
    let mut request = context.client.list_work_requests(compartment);
    if let Some(resource) = args.resource_id {
        request = request.resource_id(resource);
    }
    let pages = listing::paged!(request, &args.pages).pages();
    listing::print(pages, &args.pages, context, WHAT, summaries::of_models).await
}

async fn of(service: ServiceClient, args: ListArgs, context: &Context) -> Result<Exit, CliError> {
    let mut request = service.list_work_requests();
    // Some list by something else.
    let by_compartment = service.service().list().takes("compartmentId");
    let by_default = by_compartment && !context.names_parameter("compartmentId");
    if by_default || args.compartment_id.is_some() {
        request = request.compartment_id(context.compartment(args.compartment_id)?);
    }
    if let Some(resource) = args.resource_id {
        request = request.resource_id(resource);
    }
    let pages = listing::paged!(request, &args.pages).pages();
    listing::print(pages, &args.pages, context, WHAT, summaries::render).await
}
