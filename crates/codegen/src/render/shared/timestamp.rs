/// An RFC 3339 time with any offset, as a time in UTC.
pub(super) struct Timestamp(pub(super) chrono::DateTime<chrono::Utc>);

impl<'de> serde::Deserialize<'de> for Timestamp {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TimestampVisitor)
    }
}

struct TimestampVisitor;

impl serde::de::Visitor<'_> for TimestampVisitor {
    type Value = Timestamp;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("an RFC 3339 time with a zone")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Timestamp, E> {
        let time = chrono::DateTime::parse_from_rfc3339(text);
        let time = time.map_err(|_| E::invalid_value(serde::de::Unexpected::Str(text), &self))?;
        Ok(Timestamp(time.with_timezone(&chrono::Utc)))
    }
}
