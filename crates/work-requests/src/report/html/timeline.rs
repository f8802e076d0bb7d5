//! The life of a work request from left to right.

use chrono::{DateTime, Utc};
use maud::{Markup, html};

use super::{at, seen};
use crate::report::Report;

/// The width of the drawing in its own units; it scales with the page.
const WIDTH: f64 = 1000.0;
/// Room at both ends, for what is drawn around a point.
const MARGIN: f64 = 20.0;

/// A span of time, drawn from `MARGIN` on.
struct Scale {
    from: DateTime<Utc>,
    seconds: f64,
}

impl Scale {
    /// From the first to the last of these times; none if there are none.
    fn over(times: &[DateTime<Utc>]) -> Option<Self> {
        let (from, to) = (*times.iter().min()?, *times.iter().max()?);
        let seconds = (to - from).num_milliseconds() as f64 / 1000.0;
        Some(Self {
            from,
            seconds: seconds.max(1.0),
        })
    }

    fn x(&self, time: DateTime<Utc>) -> String {
        format!("{:.1}", MARGIN + self.share(time) * (WIDTH - 2.0 * MARGIN))
    }

    /// Where a label is held, so that it stays on the drawing.
    fn anchor(&self, time: Option<DateTime<Utc>>) -> &'static str {
        match time.map_or(0.5, |time| self.share(time)) {
            share if share < 0.33 => "start",
            share if share > 0.67 => "end",
            _ => "middle",
        }
    }

    fn share(&self, time: DateTime<Utc>) -> f64 {
        let since = (time - self.from).num_milliseconds() as f64 / 1000.0;
        (since / self.seconds).clamp(0.0, 1.0)
    }
}

/// Accepted, started, finished, with log lines and errors as marks; what they are is in the tables.
pub(super) fn section(report: &Report) -> Markup {
    let times = report.times();
    let lines = report.logs().items().iter();
    let lines: Vec<_> = lines
        .flat_map(|run| [run.first, run.last])
        .flatten()
        .collect();
    let errors: Vec<_> = report.errors().items().iter().collect();
    let end = times.finished.unwrap_or_else(|| report.made_at());
    let stages = [times.accepted, times.started, Some(end)];
    let failures = errors.iter().filter_map(|error| error.timestamp());
    let all: Vec<_> = stages
        .into_iter()
        .flatten()
        .chain(lines.iter().copied())
        .chain(failures)
        .collect();
    let Some(scale) = Scale::over(&all).filter(|_| times.accepted.is_some()) else {
        return html! {};
    };
    html! {
        section {
            h2 { "Timeline" }
            svg viewBox="0 0 1000 90" role="img" aria-label="Timeline from acceptance to the end" {
                (bar("queued", &scale, times.accepted, times.started.or(Some(end))))
                (bar("ran", &scale, times.started, Some(end)))
                @for line in &lines { line class="log" x1=(scale.x(*line)) x2=(scale.x(*line)) y1="28" y2="52" {} }
                @for error in errors { @if let Some(time) = error.timestamp() {
                    circle class="error" cx=(scale.x(time)) cy="40" r="8" { title { (seen(error.code())) " at " (at(time)) } }
                } }
                (label(&scale, times.accepted, "accepted", "start", 76))
                (label(&scale, times.started, "started", scale.anchor(times.started), 18))
                (label(&scale, Some(end), if times.finished.is_some() { "finished" } else { "now" }, "end", 76))
            }
        }
    }
}

fn bar(
    class: &str,
    scale: &Scale,
    from: Option<DateTime<Utc>>,
    to: Option<DateTime<Utc>>,
) -> Markup {
    html! { @if let (Some(from), Some(to)) = (from, to) {
        line class=(class) x1=(scale.x(from)) x2=(scale.x(to)) y1="40" y2="40" {}
    } }
}

fn label(scale: &Scale, time: Option<DateTime<Utc>>, text: &str, anchor: &str, y: u8) -> Markup {
    html! { @if let Some(time) = time {
        text x=(scale.x(time)) y=(y) text-anchor=(anchor) { (text) " " (time.format("%H:%M:%S")) }
    } }
}
