//! `cancel`: asks a work request to end early.

use serde::Serialize;

use crate::args::CancelArgs;
use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::{Format, visible, write};

#[derive(Serialize)]
struct Document<'a> {
    data: Requested<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Requested<'a> {
    id: &'a str,
    service: &'static str,
    cancellation: &'static str,
    opc_request_id: &'a str,
}

pub(super) async fn run(args: CancelArgs, context: &Context) -> Result<Exit, CliError> {
    let service = context.service_of(&args.id);
    let mut request = service.cancel_work_request(&args.id);
    if let Some(etag) = args.if_match {
        request = request.if_match(etag);
    }
    let response = request.await?;
    match context.screen.format {
        Format::Json | Format::Ndjson => context.screen.json(&Document {
            data: Requested {
                id: &args.id,
                service: service.service().name(),
                cancellation: "requested",
                opc_request_id: response.request_id(),
            },
        })?,
        Format::Table | Format::Html => {
            let (id, flags) = (visible(&args.id), context.service_flags());
            write(&format!(
                "cancellation requested; to see it end: work-requests wait {id}{flags}\n"
            ))?;
        }
    }
    Ok(Exit::Done)
}
