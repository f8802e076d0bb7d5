//! What the workspace says of itself, tested.

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
