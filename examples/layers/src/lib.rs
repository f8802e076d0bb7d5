//! Nothing but a place for `examples/` and `tests/`.
