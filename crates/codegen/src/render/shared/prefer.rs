/// Keeps the type that leaves the fewest members unknown, the first of several.
pub(super) fn prefer<T>(best: &mut Option<(usize, T)>, unknown: usize, found: T) {
    if best.as_ref().is_none_or(|(least, _)| unknown < *least) {
        *best = Some((unknown, found));
    }
}
