//! `get`: one work request.

use serde::Serialize;
use work_requests::models::WorkRequest;

use super::SERVICE;
use crate::args::GetArgs;
use crate::clock;
use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::work_request::{render, status_of};
use crate::output::{Format, write};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    data: &'a WorkRequest,
    service: &'static str,
    status: &'static str,
    opc_request_id: &'a str,
}

pub(super) async fn run(args: GetArgs, context: &Context) -> Result<Exit, CliError> {
    let response = context.client.get_work_request(args.id).await?;
    let work = &response.data;
    match context.screen.format {
        Format::Table | Format::Html => write(&render(work, clock::now(), context.screen.out))?,
        Format::Json | Format::Ndjson => context.screen.json(&Document {
            data: work,
            service: SERVICE,
            status: status_of(&work.status).as_str(),
            opc_request_id: response.request_id(),
        })?,
    }
    Ok(Exit::Done)
}
