//! Client for Oracle Cloud's Work Requests API
