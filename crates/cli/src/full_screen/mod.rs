//! `watch --full-screen`: a list of what is followed, and all about the one that is selected.
//!
//! `keys.rs` turns keys into actions, `view.rs` is what they change, `draw.rs` shows it, and
//! `terminal.rs` leaves the terminal as it was.

mod detail;
mod draw;
mod keys;
mod terminal;
mod view;

use crossterm::event::EventStream;
use futures_util::stream::StreamExt;
use tokio::time::{MissedTickBehavior, interval};
use work_requests::WorkRequestClient;

use crate::clock;
use crate::error::CliError;
use crate::follow::{Followed, Plan, REFRESH, Run};
use crate::interrupt::asked_to_end;
use crate::progress::Progress;
use detail::Details;
use keys::Action;
use terminal::FullScreen;
use view::View;

/// Follows until the user leaves. What has ended stays on the screen.
///
/// # Errors
/// A terminal that cannot be used; a report that the client refuses to build.
pub(crate) async fn follow(client: &WorkRequestClient, plan: Plan) -> Result<Followed, CliError> {
    let Plan {
        mut watch,
        ids,
        needs_lists,
        repeats,
        save: _,
    } = plan;
    let mut run = Run::new(client, ids, needs_lists, repeats);
    let mut progress = Progress::silent();
    let mut details = Details::new(client.clone());
    let mut view = View::default();
    let mut terminal = FullScreen::enter()?;
    let mut keys = EventStream::new();
    let mut refresh = interval(REFRESH);
    refresh.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut end = std::pin::pin!(asked_to_end());
    let mut over = false;
    let interrupted = loop {
        let rows = view.rows(&run.entries);
        details.show(view.selected(&rows));
        terminal
            .draw(|frame| draw::screen(frame, &rows, &mut view, details.text(), clock::now()))?;
        tokio::select! {
            biased;
            () = &mut end => break true,
            key = keys.next() => match key.map(|key| view.press(key)) {
                Some(Ok(Action::Leave)) => break !run.is_done(over),
                Some(Ok(Action::Interrupt)) | None => break true,
                Some(Ok(Action::Stay)) => {}
                Some(Err(error)) => return Err(terminal::unusable(error)),
            },
            Some((at, report)) = run.reports.next() => run.explained(at, report, &mut progress)?,
            event = watch.next(), if !over => match event {
                Some(event) => {
                    details.is_stale(event.id());
                    run.take(event, &mut progress)?;
                }
                None => over = true,
            },
            () = details.arrived() => {}
            _ = refresh.tick() => {}
        }
    };
    drop(terminal);
    Ok(run.into_followed(interrupted))
}
