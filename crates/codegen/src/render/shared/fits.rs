/// The value as one of the types that it may be of.
pub(super) fn fits<T: serde::de::DeserializeOwned>(value: &serde_json::Value) -> Option<T> {
    T::deserialize(value).ok()
}
