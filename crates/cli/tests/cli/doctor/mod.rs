//! `doctor`: faults planted one by one, each of which it must find, and nothing else.

mod machine;
mod network;
mod output;
mod service;
mod site;
