//! `report`: all there is to know of a work request.

use serde::Serialize;
use work_requests::Report;

use crate::args::ReportArgs;
use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::{Format, write};

#[derive(Serialize)]
struct Document<'a> {
    data: &'a Report,
}

pub(super) async fn run(args: ReportArgs, context: &Context) -> Result<Exit, CliError> {
    let request = context.service_of(&args.id).report(&args.id);
    let request = match args.all_logs {
        true => request.all_logs(),
        false => request.log_lines(args.logs),
    };
    let report = request.await?;
    match context.screen.format {
        Format::Html => write(&report.to_html())?,
        Format::Table => write(&report.to_string())?,
        Format::Json | Format::Ndjson => context.screen.json(&Document { data: &report })?,
    }
    Ok(Exit::Done)
}
