//! `logs`: what a work request tells of itself.

use futures_util::stream::StreamExt;
use work_requests::WatchEvent;
use work_requests::service::WORK_REQUESTS;
use work_requests::work::LogEntry;

use super::listing;
use crate::args::LogsArgs;
use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::output::{Format, Screen, entries, time, visible, write};

/// What there is, in remarks.
const WHAT: &str = "log lines";

pub(super) async fn run(args: LogsArgs, context: &Context) -> Result<Exit, CliError> {
    if args.follow {
        return follow(args.entries.id, context).await;
    }
    let args = args.entries;
    let service = context.service_of(&args.id);
    if service.service() == WORK_REQUESTS {
        let client = context.client.in_region_of(&args.id)?;
        let request = client.list_work_request_logs(&args.id);
        let pages = listing::entries!(request, &args).pages();
        return listing::print(pages, &args.pages, context, WHAT, entries::log_models).await;
    }
    let request = service.list_work_request_logs(&args.id);
    let pages = listing::entries!(request, &args).pages();
    listing::print(pages, &args.pages, context, WHAT, entries::logs).await
}

/// Each line once and in order, until the work request has ended.
async fn follow(id: String, context: &Context) -> Result<Exit, CliError> {
    let screen = context.screen;
    if screen.format == Format::Json {
        return Err(CliError::usage(
            "--follow tells lines as they come, and json is written at the end",
        )
        .with_hint("take --output ndjson, or a table"));
    }
    let service = context.service_of(&id);
    let of = service.service();
    if of.logs().is_none() && of.embedded("logs").is_none() {
        let message = format!("{} has no log of work requests", of.name());
        return Err(CliError::usage(message)
            .with_hint("follow it without: work-requests watch; nothing was sent"));
    }
    let wait = service.wait(id).pace(context.pace()).entries(true);
    let mut events = wait.events();
    while let Some(event) = events.next().await {
        match event {
            WatchEvent::Log { entry, .. } => tell(&entry, screen)?,
            WatchEvent::Lost { error, .. } => return Err(error.into()),
            WatchEvent::Retrying { error, .. } if !context.repeats() => return Err(error.into()),
            WatchEvent::Done { outcome, .. } => {
                screen.remark(&format!("ended: {}", outcome.as_str().replace('_', " ")));
            }
            _ => {}
        }
    }
    Ok(Exit::Done)
}

fn tell(entry: &LogEntry, screen: Screen) -> Result<(), CliError> {
    if screen.format == Format::Ndjson {
        return screen.json(entry.document());
    }
    let at = entry.timestamp().map(time::exact).unwrap_or_default();
    write(&format!("{at}  {}\n", visible(entry.message())))
}
