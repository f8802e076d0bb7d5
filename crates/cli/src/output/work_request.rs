//! One work request, for a person.

use std::fmt::Write;

use anstyle::Style;
use chrono::{DateTime, Utc};
use unicode_width::UnicodeWidthStr;
use work_requests::models::{WorkRequest, WorkRequestResource, WorkRequestStatus};
use work_requests::work::Status;

use super::palette::{HEADING, Palette, status_style};
use super::{time, visible};

/// Cells of a progress bar.
const BAR_CELLS: usize = 20;

/// A work request as labelled lines.
pub(crate) fn render(work: &WorkRequest, now: DateTime<Utc>, palette: Palette) -> String {
    let status = palette.paint(
        status_style(status_of(&work.status)),
        &visible(work.status.as_str()),
    );
    let mut lines = Lines {
        text: String::new(),
        palette,
    };
    lines.add("Status", &status);
    lines.add("Operation", &visible(&work.operation_type));
    if let Some(percent) = work.percent_complete {
        lines.add(
            "Progress",
            &format!("{} {}", bar(percent, BAR_CELLS), percent_text(percent)),
        );
    }
    lines.time("Accepted", Some(work.time_accepted), now);
    lines.time("Started", work.time_started, now);
    lines.time("Finished", work.time_finished, now);
    lines.add("Id", &visible(&work.id));
    lines.add("Compartment", &visible(&work.compartment_id));
    for (at, resource) in work.resources.iter().enumerate() {
        lines.add(
            if at == 0 { "Resources" } else { "" },
            &resource_line(resource),
        );
    }
    lines.text
}

/// The status in our vocabulary.
pub(crate) fn status_of(status: &WorkRequestStatus) -> Status {
    match status {
        WorkRequestStatus::Accepted => Status::Accepted,
        WorkRequestStatus::InProgress => Status::InProgress,
        WorkRequestStatus::Failed => Status::Failed,
        WorkRequestStatus::Succeeded => Status::Succeeded,
        WorkRequestStatus::Canceling => Status::Canceling,
        WorkRequestStatus::Canceled => Status::Canceled,
        _ => Status::Unknown,
    }
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

fn resource_line(resource: &WorkRequestResource) -> String {
    let action = resource.action_type.as_str();
    format!(
        "{} {} {}",
        visible(action),
        visible(&resource.entity_type),
        visible(&resource.identifier)
    )
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
    use work_requests::models::WorkRequestResourceActionType;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000 + seconds, 0).unwrap()
    }

    fn example() -> WorkRequest {
        let resources = ["instance", "vnic\u{1b}[2J"].map(|kind| {
            WorkRequestResource::new(
                WorkRequestResourceActionType::Created,
                kind,
                "ocid1.thing.oc1..a",
            )
        });
        WorkRequest::new(
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
        insta::assert_snapshot!(render(&example(), at(200), Palette::new(false)));
    }

    #[test]
    fn a_word_we_do_not_know_is_shown_as_it_is() {
        let mut work = example();
        work.status = WorkRequestStatus::Unknown("PAUSED".to_owned());
        assert!(render(&work, at(200), Palette::new(true)).contains("PAUSED"));
        assert_eq!(status_of(&work.status).as_str(), "UNKNOWN");
    }

    proptest! {
        #[test]
        fn any_percentage_fits_its_bar(percent in any::<f64>(), cells in 0usize..50) {
            prop_assert_eq!(bar(percent, cells).chars().count(), cells);
            prop_assert!(percent_text(percent).ends_with('%'));
        }
    }
}
