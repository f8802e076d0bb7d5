//! Data types of Oracle Cloud's Work Requests API, generated from its OpenAPI document.
//!
//! Services answer a little more, and a little less, than their description says. These types
//! lose nothing by it: members they do not know are kept in `extra`, words they do not know in
//! `Unknown`, both come back out when the value is written, and null means the same as an absent
//! optional member. A *required* member that is missing is an error that names it. Times are RFC
//! 3339 text with any offset, read as UTC with all nine digits of a fraction.
//!
//! Every struct has `new(…)`, which takes the required members, and a `with_…` for each optional
//! one, so that tests can make what a service would answer. [`decode::from_slice`] reads JSON and
//! says where it is wrong.
//!
//! ```
//! use work_requests_models::{WorkRequestStatus, WorkRequestSummary, decode};
//!
//! let page = br#"[{
//!     "operationType": "CREATE_VCN",
//!     "status": "PAUSED",
//!     "id": "ocid1.coreservicesworkrequest.oc1.iad.a",
//!     "compartmentId": "ocid1.compartment.oc1..b",
//!     "percentComplete": 40,
//!     "timeAccepted": "2026-11-23T22:00:00+01:00",
//!     "colour": "blue"
//! }]"#;
//! let page: Vec<WorkRequestSummary> = decode::from_slice(page)?;
//! assert_eq!(page[0].status, WorkRequestStatus::Unknown("PAUSED".to_owned()));
//! assert_eq!(page[0].percent_complete, Some(40.0));
//! assert_eq!(page[0].time_accepted.to_rfc3339(), "2026-11-23T21:00:00+00:00");
//! assert_eq!(page[0].extra["colour"], "blue");
//!
//! let error = decode::from_slice::<Vec<WorkRequestSummary>>(br#"[{"status": "FAILED"}]"#);
//! assert_eq!(error.unwrap_err().path(), "[0].operationType");
//! # Ok::<(), decode::DecodeError>(())
//! ```
//!
//! There is no network here and no async. The files under `generated/` are written by
//! `cargo xtask codegen` from `openapi/work-requests-20160918.yaml`.

pub mod decode;
mod generated;

pub use generated::*;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
