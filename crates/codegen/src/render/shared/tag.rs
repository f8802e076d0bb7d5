/// The word of a member that tells which type an object is of.
pub(super) fn tag<'v, E>(value: &'v serde_json::Value, name: &'static str) -> Result<&'v str, E>
where
    E: serde::de::Error,
{
    let object = value.as_object().ok_or_else(|| {
        E::invalid_type(serde::de::Unexpected::Other("no object"), &"an object")
    })?;
    let tag = object.get(name).ok_or_else(|| E::missing_field(name))?;
    tag.as_str().ok_or_else(|| E::custom(format_args!("`{name}` is not a string")))
}

/// The object as the type that its tag tells.
pub(super) fn tagged<T, E>(value: &serde_json::Value) -> Result<T, E>
where
    T: serde::de::DeserializeOwned,
    E: serde::de::Error,
{
    T::deserialize(value).map_err(E::custom)
}
