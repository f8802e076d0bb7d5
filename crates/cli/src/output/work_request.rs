//! One work request, for a person.

use std::fmt::Write;

use anstyle::Style;
use chrono::{DateTime, Utc};
use unicode_width::UnicodeWidthStr;
use work_requests::service::WORK_REQUESTS;
use work_requests::work::{Resource, WorkRequest};

use super::palette::{HEADING, Palette, status_style};
use super::{time, visible};

/// Cells of a progress bar.
const BAR_CELLS: usize = 20;

/// A work request as labelled lines.
pub(crate) fn render(work: &WorkRequest, now: DateTime<Utc>, palette: Palette) -> String {
    let status = palette.paint(status_style(work.status()), &visible(work.raw_status()));
    let mut lines = Lines {
        text: String::new(),
        palette,
    };
    lines.add("Status", &status);
    lines.text("Operation", work.operation_type());
    if let Some(percent) = work.percent_complete() {
        lines.add(
            "Progress",
            &format!("{} {}", bar(percent, BAR_CELLS), percent_text(percent)),
        );
    }
    lines.time("Accepted", work.time_accepted(), now);
    lines.time("Started", work.time_started(), now);
    lines.time("Finished", work.time_finished(), now);
    lines.text("Id", work.id());
    lines.text("Compartment", work.compartment_id());
    if work.service() != WORK_REQUESTS {
        lines.text("Service", Some(work.service().name()));
    }
    for (at, resource) in work.resources().enumerate() {
        lines.add(
            if at == 0 { "Resources" } else { "" },
            &resource_line(resource),
        );
    }
    lines.text
}

/// A bar of `cells` characters; what is outside of 0 to 100 is drawn as empty or full.
pub(crate) fn bar(percent: f64, cells: usize) -> String {
    let share = if percent.is_finite() {
        (percent / 100.0).clamp(0.0, 1.0)
    } else {
        0.0
    };
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss
    )]
    let full = (share * cells as f64).round() as usize;
    format!(
        "{}{}",
        "\u{2588}".repeat(full),
        "\u{2591}".repeat(cells - full)
    )
}

/// `7 %`, `99.5 %`.
pub(crate) fn percent_text(percent: f64) -> String {
    format!("{} %", (percent * 10.0).round() / 10.0)
}

fn resource_line(resource: Resource<'_>) -> String {
    let parts = [
        resource.action(),
        resource.entity_type(),
        resource.identifier(),
    ];
    let known: Vec<_> = parts.into_iter().flatten().map(visible).collect();
    known.join(" ")
}

struct Lines {
    text: String,
    palette: Palette,
}

impl Lines {
    fn add(&mut self, label: &str, value: &str) {
        const WIDTH: usize = "Compartment".len();
        let fill = " ".repeat(WIDTH.saturating_sub(label.width()));
        let label = self.palette.paint(HEADING, label);
        let _ = writeln!(self.text, "{label}{fill}  {value}");
    }

    fn text(&mut self, label: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.add(label, &visible(value));
        }
    }

    fn time(&mut self, label: &str, at: Option<DateTime<Utc>>, now: DateTime<Utc>) {
        if let Some(at) = at {
            let exact = self
                .palette
                .paint(Style::new().dimmed(), &format!("({})", time::exact(at)));
            self.add(label, &format!("{} {exact}", time::relative(at, now)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use work_requests::models::{
        self, WorkRequestResource, WorkRequestResourceActionType, WorkRequestStatus,
    };

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000 + seconds, 0).unwrap()
    }

    fn example() -> models::WorkRequest {
        let resources = ["instance", "vnic\u{1b}[2J"].map(|kind| {
            WorkRequestResource::new(
                WorkRequestResourceActionType::Created,
                kind,
                "ocid1.thing.oc1..a",
            )
        });
        models::WorkRequest::new(
            "LaunchInstance",
            WorkRequestStatus::InProgress,
            "ocid1.wr.oc1..x",
            "ocid1.compartment.oc1..c",
            resources.to_vec(),
            at(0),
        )
        .with_percent_complete(42.0)
        .with_time_started(at(30))
    }

    #[test]
    fn a_person_sees_state_times_and_resources() {
        insta::assert_snapshot!(render(
            &WorkRequest::from(&example()),
            at(200),
            Palette::new(false)
        ));
    }

    #[test]
    fn a_word_we_do_not_know_is_shown_as_it_is() {
        let mut work = example();
        work.status = WorkRequestStatus::Unknown("PAUSED".to_owned());
        let work = WorkRequest::from(&work);
        assert!(render(&work, at(200), Palette::new(true)).contains("PAUSED"));
        assert_eq!(work.status().as_str(), "UNKNOWN");
    }

    proptest! {
        #[test]
        fn any_percentage_fits_its_bar(percent in any::<f64>(), cells in 0usize..50) {
            prop_assert_eq!(bar(percent, cells).chars().count(), cells);
            prop_assert!(percent_text(percent).ends_with('%'));
        }
    }
}
