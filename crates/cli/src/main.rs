//! Command line for Oracle Cloud work requests.

fn main() {}
