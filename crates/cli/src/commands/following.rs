//! What `wait` and `watch` have in common.

use serde::Serialize;

use crate::args::PaceArgs;
use crate::clock;
use crate::context::Context;
use crate::error::CliError;
use crate::exit::Exit;
use crate::follow::{self, End, Entry, Followed, Pace};
use crate::interrupt::or_interrupted;
use crate::output::{Format, Screen, visible, write};
use crate::progress::Progress;

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

/// Follows to the end, and prints how it ended.
pub(super) async fn run(
    ids: Vec<String>,
    pace: PaceArgs,
    demand: Demand,
    context: &Context,
) -> Result<Exit, CliError> {
    if context.is_dry_run() {
        return rehearse(&ids, context).await;
    }
    let screen = context.screen;
    let pace = Pace {
        interval: pace.interval.unwrap_or_else(|| context.interval()),
        timeout: pace.timeout,
        repeats: context.repeats(),
    };
    let mut progress = Progress::new(screen);
    let followed = follow::follow(&context.client, ids, pace, &mut progress).await?;
    show(&followed, screen)?;
    conclude(followed, pace, demand, context)
}

/// The first read of each, which a dry run shows.
async fn rehearse(ids: &[String], context: &Context) -> Result<Exit, CliError> {
    for id in ids {
        if let Err(error) = context.client.get_work_request(id).await
            && error.attempts() == 0
        {
            return Err(error.into());
        }
    }
    Ok(Exit::Done)
}

fn show(followed: &Followed, screen: Screen) -> Result<(), CliError> {
    match screen.format {
        // Each was told when it ended.
        Format::Ndjson => Ok(()),
        Format::Json => screen.json(&Document {
            data: &followed.entries,
        }),
        Format::Table if followed.entries.is_empty() => Ok(()),
        Format::Table => write(&follow::summary(
            &followed.entries,
            clock::now(),
            screen.out,
        )),
    }
}

/// The exit code, and for a program the error behind it.
fn conclude(
    followed: Followed,
    pace: Pace,
    demand: Demand,
    context: &Context,
) -> Result<Exit, CliError> {
    let demand_success = demand == Demand::Success;
    let codes = followed
        .entries
        .iter()
        .map(|entry| entry.exit(demand_success));
    let exit = codes.fold(Exit::Done, Exit::and);
    if followed.interrupted || exit == Exit::TimedOut {
        say_how_to_go_on(&followed.entries, context);
    }
    if followed.interrupted {
        return Err(CliError::Interrupted);
    }
    if exit == Exit::TimedOut {
        return Err(timed_out(&followed.entries, pace));
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

fn timed_out(entries: &[Entry], pace: Pace) -> CliError {
    let open = entries.iter().filter(|entry| entry.goes_on()).count();
    let seconds = pace.timeout.unwrap_or_default().as_secs_f64();
    let message = format!(
        "{open} of {} had not ended after {seconds} s; the work goes on",
        entries.len()
    );
    CliError::timed_out(message).with_hint("wait for them again, or longer with --timeout")
}

/// The embedded service ends with the program, and its work with it.
fn say_how_to_go_on(entries: &[Entry], context: &Context) {
    if context.is_embedded() {
        return;
    }
    let screen = context.screen;
    let open: Vec<_> = entries
        .iter()
        .filter(|entry| entry.goes_on())
        .map(|entry| visible(&entry.id))
        .collect();
    match open.len() {
        0 => {}
        1..=MOST_NAMED => screen.remark(&format!(
            "the work goes on; to follow it: work-requests wait {}",
            open.join(" ")
        )),
        count => screen.remark(&format!(
            "the work goes on for {count}; run the same command to follow them"
        )),
    }
}
