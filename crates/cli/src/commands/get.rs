//! `get`: one work request.

use serde::Serialize;
use work_requests::service::WORK_REQUESTS;
use work_requests::work::WorkRequest;

use crate::args::GetArgs;
use crate::clock;
use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::work_request::render;
use crate::output::{Format, write};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a, T> {
    data: &'a T,
    service: &'static str,
    status: &'static str,
    opc_request_id: &'a str,
}

pub(super) async fn run(args: GetArgs, context: &Context) -> Result<Exit, CliError> {
    let service = context.service_of(&args.id);
    if service.service() == WORK_REQUESTS {
        // Its documents are held against the model, and all that it promises.
        let client = context.client.in_region_of(&args.id)?;
        let response = client.get_work_request(args.id).await?;
        let work = WorkRequest::from(&response.data);
        return show(&work, &response.data, response.request_id(), context);
    }
    let response = service.get_work_request(args.id).await?;
    show(
        &response.data,
        &response.data,
        response.request_id(),
        context,
    )
}

fn show<T: Serialize>(
    work: &WorkRequest,
    document: &T,
    request_id: &str,
    context: &Context,
) -> Result<Exit, CliError> {
    match context.screen.format {
        Format::Table | Format::Html => write(&render(work, clock::now(), context.screen.out))?,
        Format::Json | Format::Ndjson => context.screen.json(&Document {
            data: document,
            service: work.service().name(),
            status: work.status().as_str(),
            opc_request_id: request_id,
        })?,
    }
    Ok(Exit::Done)
}
