//! Following work requests to their end.
//!
//! One scheduler reads any number of them at an adaptive pace, under one budget of requests, until
//! they end or the time limit passes (`engine/`). What may succeed later (throttling, a failing
//! service, a lost connection) does not end it; what cannot (a wrong id, a refused signature) does.

mod bucket;
mod checkpoint;
mod client;
mod cursor;
mod engine;
mod event;
mod following;
mod pace;
mod progress;
mod settings;
mod wait;

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

pub use checkpoint::Checkpoint;
pub use event::WatchEvent;
pub use pace::Pace;
pub use progress::{Eta, Progress};
pub use wait::Wait;

use checkpoint::Saved;
use engine::Engine;
use following::Following;
use settings::{Settings, follow_options};

/// Work requests being followed: a stream of [`WatchEvent`], made by
/// [`WorkRequestClient::watch`](crate::WorkRequestClient::watch),
/// [`watch_compartment`](crate::WorkRequestClient::watch_compartment) and
/// [`resume`](crate::WorkRequestClient::resume).
///
/// It ends when each id had its `Done` or `Lost`. Dropping it stops following; the work goes on.
/// Reads under way end with it, and nothing is left behind: there are no tasks.
///
/// Requests are few: work requests that share a compartment are read by a list whenever that takes
/// fewer than reading those that are due one by one, and all share
/// [one budget](Self::requests_per_second).
///
/// ```
/// # async fn follow(client: work_requests::WorkRequestClient) {
/// use futures_util::StreamExt;
/// use work_requests::WatchEvent;
///
/// let mut watch = client.watch(["ocid1.coreservicesworkrequest.oc1.phx.a", "ocid1.coreservicesworkrequest.oc1.phx.b"]);
/// while let Some(event) = watch.next().await {
///     if let WatchEvent::Done { id, outcome, .. } = event {
///         println!("{id}: {}", outcome.as_str());
///     }
/// }
/// # }
/// ```
#[must_use = "streams do nothing unless polled"]
pub struct Watch(State);

enum State {
    /// Not yet polled: settings may still change.
    Set(Box<Setup>),
    Begun(Box<Engine>),
    Moved,
}

struct Setup {
    with: Following,
    start: Checkpoint,
    settings: Settings,
}

impl Watch {
    pub(crate) fn of_ids(
        with: impl Into<Following>,
        ids: impl IntoIterator<Item = String>,
    ) -> Self {
        let saved = |id| Saved {
            id,
            ..Saved::default()
        };
        let start = Checkpoint::new(ids.into_iter().map(saved).collect());
        Self::of_checkpoint(with, start)
    }

    pub(crate) fn of_checkpoint(with: impl Into<Following>, start: Checkpoint) -> Self {
        let settings = Settings {
            follow: start.follow,
            ..Settings::default()
        };
        Self(State::Set(Box::new(Setup {
            with: with.into(),
            start,
            settings,
        })))
    }

    follow_options!();

    /// Requests a second that all of it may take, from a bucket of as many. Default: 10.
    pub fn requests_per_second(self, rate: f64) -> Self {
        self.set(|settings| settings.requests_per_second = rate)
    }

    /// Follows the work requests of this compartment too, those that have not ended when it is
    /// first listed, and new ones as they come.
    pub fn compartment(mut self, id: impl Into<String>) -> Self {
        if let State::Set(setup) = &mut self.0 {
            setup.start.compartments.push(id.into());
        }
        self
    }

    /// Whether a watched compartment is watched for ever, and not only until what is followed there
    /// has ended. Default: no.
    pub fn follow(self, forever: bool) -> Self {
        self.set(|settings| settings.follow = forever)
    }

    /// What is needed to go on in another process, with
    /// [`WorkRequestClient::resume`](crate::WorkRequestClient::resume).
    pub fn checkpoint(&self) -> Checkpoint {
        match &self.0 {
            State::Set(setup) => Checkpoint {
                follow: setup.settings.follow,
                ..setup.start.clone()
            },
            State::Begun(engine) => engine.checkpoint(),
            State::Moved => Checkpoint::empty(),
        }
    }

    /// Settings count until the first poll.
    fn set(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        if let State::Set(setup) = &mut self.0 {
            change(&mut setup.settings);
        }
        self
    }
}

impl Stream for Watch {
    type Item = WatchEvent;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<WatchEvent>> {
        // The time limit runs from the first poll, not from when the builder was made.
        self.0 = match std::mem::replace(&mut self.0, State::Moved) {
            State::Set(setup) => {
                let Setup {
                    with,
                    start,
                    settings,
                } = *setup;
                State::Begun(Box::new(Engine::new(with, settings, start)))
            }
            state => state,
        };
        match &mut self.0 {
            State::Begun(engine) => engine.poll_event(cx),
            _ => Poll::Ready(None),
        }
    }
}
