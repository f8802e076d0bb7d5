/// The value of a member that must be there.
pub(super) fn required<T, E>(value: Option<T>, name: &'static str) -> Result<T, E>
where
    E: serde::de::Error,
{
    value.ok_or_else(|| E::missing_field(name))
}
