//! Events that wait to be taken, and what is noted as told when they are.

use super::Engine;
use crate::service::EntryKind;
use crate::watch::cursor::Cursor;
use crate::watch::event::WatchEvent;

/// An event, with the place in the entries that it brings the caller to.
#[derive(Debug)]
pub(super) struct Told {
    event: WatchEvent,
    place: Option<(EntryKind, Cursor)>,
}

impl Told {
    pub(super) fn entry(event: WatchEvent, kind: EntryKind, place: Cursor) -> Self {
        Self {
            event,
            place: Some((kind, place)),
        }
    }
}

impl Engine {
    pub(super) fn emit(&mut self, event: WatchEvent) {
        self.events.push_back(Told { event, place: None });
    }

    /// Hands an event to the caller.
    pub(super) fn hand_over(&mut self) -> Option<WatchEvent> {
        let Told { event, place } = self.events.pop_front()?;
        if let (Some((kind, place)), Some(id)) = (place, event.id()) {
            self.note(id, kind, place);
        }
        Some(event)
    }

    fn note(&mut self, id: &str, kind: EntryKind, place: Cursor) {
        if let Some(key) = self.keys.get(id) {
            self.followed[*key].reader(kind).told = place;
        } else if let Some((_, saved)) = self.ended.get_mut(id) {
            match kind {
                EntryKind::Logs => saved.logs = place,
                EntryKind::Errors => saved.errors = place,
            }
        }
    }
}
