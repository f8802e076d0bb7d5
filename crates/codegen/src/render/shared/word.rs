/// Reads a word of an enum, without a copy when the enum knows it.
pub(super) fn word<'de, T, D>(deserializer: D, expecting: &'static str) -> Result<T, D::Error>
where
    T: for<'a> From<&'a str> + From<String>,
    D: serde::Deserializer<'de>,
{
    deserializer.deserialize_str(WordVisitor {
        expecting,
        word: std::marker::PhantomData,
    })
}

struct WordVisitor<T> {
    expecting: &'static str,
    word: std::marker::PhantomData<T>,
}

impl<T> serde::de::Visitor<'_> for WordVisitor<T>
where
    T: for<'a> From<&'a str> + From<String>,
{
    type Value = T;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.expecting)
    }

    fn visit_str<E: serde::de::Error>(self, word: &str) -> Result<T, E> {
        Ok(T::from(word))
    }

    fn visit_string<E: serde::de::Error>(self, word: String) -> Result<T, E> {
        Ok(T::from(word))
    }
}
