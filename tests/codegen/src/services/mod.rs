// Written by the test `fresh`. Do not edit.

//! The modules generated from `services/`.

pub mod clinic;
pub mod compute;
pub mod farm;
pub mod library;
pub mod railway;
