// Written by the test `fresh`. Do not edit.

//! The modules generated from `features/`.

pub mod all_of;
pub mod collisions;
pub mod defaults;
pub mod deprecated;
pub mod extensions;
pub mod formats;
pub mod inline;
pub mod lists;
pub mod maps;
pub mod numbers;
pub mod objects;
pub mod odd;
pub mod older;
pub mod one_of;
pub mod presence;
pub mod prose;
pub mod recursion;
pub mod references;
pub mod reserved;
pub mod tagged;
pub mod words;
pub mod written_in_json;
