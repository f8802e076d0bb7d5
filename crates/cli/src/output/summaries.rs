//! A list of work requests, for a person.

use chrono::{DateTime, Utc};
use work_requests::models::WorkRequestSummary;
use work_requests::work::WorkRequest;

use super::palette::{FAINT, Palette, status_style};
use super::{Cell, Table, time};

/// The list as a table. The id comes last and whole, so that it can be copied.
pub(crate) fn render(works: &[WorkRequest], now: DateTime<Utc>, palette: Palette) -> String {
    let mut table = Table::new(["STATUS", "%", "OPERATION", "ACCEPTED", "ID"]);
    for work in works {
        let accepted = work.time_accepted().map(|at| time::relative(at, now));
        table.row([
            Cell::new(work.raw_status()).styled(status_style(work.status())),
            Cell::new(work.percent_complete().map(rounded).unwrap_or_default()).right(),
            Cell::new(work.operation_type().unwrap_or_default()),
            Cell::new(accepted.unwrap_or_default()).styled(FAINT),
            Cell::new(work.id().unwrap_or_default()),
        ]);
    }
    table.render(palette)
}

/// The same of what the shared service's typed list gave.
pub(crate) fn of_models(
    works: &[WorkRequestSummary],
    now: DateTime<Utc>,
    palette: Palette,
) -> String {
    let works: Vec<_> = works.iter().map(WorkRequest::from).collect();
    render(&works, now, palette)
}

fn rounded(percent: f64) -> String {
    format!("{}", percent.round())
}

#[cfg(test)]
mod tests {
    use super::*;
    use work_requests::models::WorkRequestStatus;

    #[test]
    fn a_list_is_aligned_and_safe() {
        let at = |seconds: i64| DateTime::from_timestamp(1_795_000_000 + seconds, 0).unwrap();
        let work = |status, operation: &str, seconds| {
            WorkRequestSummary::new(
                operation,
                status,
                "ocid1.wr.oc1..x",
                "ocid1.compartment.oc1..c",
                at(seconds),
            )
        };
        let works = [
            work(WorkRequestStatus::Failed, "DeleteVcn", 0).with_percent_complete(100.0),
            work(
                WorkRequestStatus::Unknown("ODD\n".to_owned()),
                "Launch\u{202e}Instance",
                90,
            ),
        ];
        insta::assert_snapshot!(of_models(&works, at(100), Palette::new(false)));
    }
}
