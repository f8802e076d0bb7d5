//! What `wait` and `watch` have in common.

use std::io::{IsTerminal as _, stderr, stdin, stdout};
use std::path::{Path, PathBuf};

use serde::Serialize;
use work_requests::{Checkpoint, Error, Pace};

use crate::args::PaceArgs;
use crate::clock;
use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::follow::{self, Followed, Plan, SaveFile};
use crate::full_screen;
use crate::interrupt::or_interrupted;
use crate::logging;
use crate::output::{Format, Screen, visible, write};
use crate::progress::{End, Entry, Progress};

/// Requests a second that the embedded service gets; it is there for nobody else.
const EMBEDDED_RATE: f64 = 100.0;

/// Ids named in a remark at most.
const MOST_NAMED: usize = 5;

/// What makes the program end well.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Demand {
    /// All succeeded.
    Success,
    /// All ended.
    End,
}

#[derive(Serialize)]
struct Document<'a> {
    data: &'a [Entry],
}

/// The ids named on the command line, with those on stdin.
pub(super) async fn named(words: Vec<String>) -> Result<Vec<String>, CliError> {
    if !words.iter().any(|word| word == "-") {
        return follow::named(words, std::io::empty());
    }
    // Stdin may be silent for long, and Ctrl-C must end that too.
    or_interrupted(async {
        tracing::debug!("reading ids from stdin");
        tokio::task::spawn_blocking(|| follow::named(words, std::io::stdin()))
            .await
            .map_err(|error| CliError::io("stdin cannot be read", error))?
    })
    .await
}

/// What to follow.
pub(super) enum Source {
    Ids(Vec<String>),
    /// What goes on in a compartment, and new ones; for ever if asked.
    Compartment {
        id: String,
        forever: bool,
    },
    /// A wait that was saved.
    Saved(Checkpoint),
}

/// Follows to the end, and prints how it ended.
pub(super) async fn run(
    source: Source,
    pace: PaceArgs,
    save: Option<PathBuf>,
    demand: Demand,
    context: &Context,
) -> Result<Exit, CliError> {
    if context.is_dry_run() {
        return rehearse(&source, context).await;
    }
    let mut progress = Progress::new(context.screen);
    let plan = plan(source, pace, save, &progress, context);
    let saved_in = plan.save.as_ref().map(|save| save.path().to_owned());
    let followed = follow::follow(&context.client, plan, &mut progress).await?;
    show(&followed, context.screen)?;
    conclude(followed, pace, saved_in.as_deref(), demand, context)
}

/// The same on the whole terminal; how it ended is printed below when the user leaves.
pub(super) async fn run_full_screen(
    source: Source,
    pace: PaceArgs,
    demand: Demand,
    context: &Context,
) -> Result<Exit, CliError> {
    if context.is_dry_run() {
        return rehearse(&source, context).await;
    }
    let terminals = [
        stdin().is_terminal(),
        stdout().is_terminal(),
        stderr().is_terminal(),
    ];
    if terminals.contains(&false) || context.screen.format != Format::Table {
        return Err(CliError::usage(
            "--full-screen needs a terminal for input and output, and tables",
        )
        .with_hint("leave it out: rows are shown where there is one"));
    }
    logging::hush();
    let plan = plan(source, pace, None, &Progress::silent(), context);
    let followed = full_screen::follow(&context.client, plan).await?;
    show(&followed, context.screen)?;
    conclude(followed, pace, None, demand, context)
}

fn plan(
    source: Source,
    pace: PaceArgs,
    save: Option<PathBuf>,
    progress: &Progress,
    context: &Context,
) -> Plan {
    let client = &context.client;
    if let Source::Ids(ids) = &source {
        context.remark_unknown_types(ids.iter().map(String::as_str));
    }
    let (watch, ids, needs_lists) = match source {
        Source::Ids(ids) => (client.watch(&ids), ids, false),
        Source::Compartment { id, forever } => {
            let watch = client.watch_compartment(id).follow(forever);
            (watch, Vec::new(), true)
        }
        Source::Saved(saved) => {
            let ids = saved.ids().map(str::to_owned).collect();
            let needs_lists = saved.compartments().next().is_some();
            (client.resume(saved), ids, needs_lists)
        }
    };
    let mut watch = watch.pace(pace.interval.map_or_else(|| context.pace(), Pace::fixed));
    if context.is_embedded() {
        watch = watch.requests_per_second(EMBEDDED_RATE);
    }
    if let Some(timeout) = pace.timeout {
        watch = watch.timeout(timeout);
    }
    if let Some(grace) = pace.tolerate_not_found {
        watch = watch.tolerate_not_found(grace);
    }
    let few = if ids.is_empty() {
        usize::MAX
    } else {
        ids.len()
    };
    Plan {
        watch: watch.entries(progress.tells_entries(few)),
        ids,
        needs_lists,
        repeats: context.repeats(),
        save: save.map(SaveFile::new),
    }
}

/// The first read of each, which a dry run shows.
async fn rehearse(source: &Source, context: &Context) -> Result<Exit, CliError> {
    let mut ended = Vec::new();
    match source {
        Source::Ids(ids) => {
            for id in ids {
                ended.extend(rehearsed(id, context).await);
            }
        }
        Source::Compartment { id, .. } => {
            ended.extend(rehearsed_list(id, context).await);
        }
        Source::Saved(saved) => {
            for id in saved.ids() {
                ended.extend(rehearsed(id, context).await);
            }
        }
    }
    match ended.into_iter().find(|error| error.attempts() == 0) {
        Some(error) => Err(error.into()),
        None => Ok(Exit::Done),
    }
}

async fn rehearsed(id: &str, context: &Context) -> Option<Error> {
    let service = context.client.service_of(id);
    service.get_work_request(id).await.err()
}

async fn rehearsed_list(compartment: &str, context: &Context) -> Option<Error> {
    match context.named_service() {
        Some(service) => {
            let list = service.list_work_requests();
            list.compartment_id(compartment).await.err()
        }
        None => {
            let list = context.client.list_work_requests(compartment);
            list.await.err()
        }
    }
}

fn show(followed: &Followed, screen: Screen) -> Result<(), CliError> {
    match screen.format {
        // Each was told when it ended.
        Format::Ndjson => Ok(()),
        Format::Json => screen.json(&Document {
            data: &followed.entries,
        }),
        _ if followed.entries.is_empty() => Ok(()),
        Format::Table | Format::Html => write(&follow::summary(
            &followed.entries,
            clock::now(),
            screen.out,
        )),
    }
}

/// The exit code, and for a program the error behind it.
fn conclude(
    followed: Followed,
    pace: PaceArgs,
    saved_in: Option<&Path>,
    demand: Demand,
    context: &Context,
) -> Result<Exit, CliError> {
    if followed.entries.is_empty()
        && let Some(error) = followed.refused
    {
        return Err(error.into());
    }
    if followed.entries.is_empty() && !followed.interrupted {
        context.screen.remark("no work request is under way there");
    }
    let demand_success = demand == Demand::Success;
    let codes = followed
        .entries
        .iter()
        .map(|entry| entry.exit(demand_success));
    let exit = codes.fold(Exit::Done, Exit::and);
    if followed.interrupted || exit == Exit::TimedOut {
        say_how_to_go_on(&followed.entries, saved_in, context);
    }
    if followed.interrupted {
        return Err(CliError::Interrupted);
    }
    if exit == Exit::TimedOut {
        return Err(timed_out(&followed.entries, pace));
    }
    if let Some(error) = followed.refused {
        return Err(error.into());
    }
    // A person has read it in the summary.
    if context.screen.format == Format::Table {
        return Ok(exit);
    }
    match followed
        .entries
        .into_iter()
        .map(|entry| entry.end)
        .find_map(|end| lost_with(end, exit))
    {
        Some(error) => Err(error),
        None => Ok(exit),
    }
}

fn lost_with(end: End, exit: Exit) -> Option<CliError> {
    match end {
        End::Lost(error) => Some(CliError::Call(error)).filter(|error| error.exit() == exit),
        _ => None,
    }
}

fn timed_out(entries: &[Entry], pace: PaceArgs) -> CliError {
    let open = entries.iter().filter(|entry| entry.goes_on()).count();
    let seconds = pace.timeout.unwrap_or_default().as_secs_f64();
    let message = format!(
        "{open} of {} had not ended after {seconds} s; the work goes on",
        entries.len()
    );
    CliError::timed_out(message).with_hint("wait for them again, or longer with --timeout")
}

/// The embedded service ends with the program, and its work with it.
fn say_how_to_go_on(entries: &[Entry], saved_in: Option<&Path>, context: &Context) {
    if context.is_embedded() {
        return;
    }
    let (screen, flags) = (context.screen, context.service_flags());
    if let Some(path) = saved_in {
        let path = path.display().to_string();
        return screen.remark(&format!(
            "the work goes on; to follow it: work-requests wait --resume {}{flags}",
            visible(&path)
        ));
    }
    let open: Vec<_> = entries
        .iter()
        .filter(|entry| entry.goes_on())
        .map(|entry| visible(&entry.id))
        .collect();
    match open.len() {
        0 => {}
        1..=MOST_NAMED => screen.remark(&format!(
            "the work goes on; to follow it: work-requests wait {}{flags}",
            open.join(" ")
        )),
        count => screen.remark(&format!(
            "the work goes on for {count}; run the same command to follow them"
        )),
    }
}
