/// Octets that travel as text in base64 (RFC 4648, with padding).
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Base64(
    /// The octets.
    pub Vec<u8>,
);

const BASE64: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

impl Base64 {
    /// The octets as text.
    #[must_use]
    pub fn encode(&self) -> String {
        let mut text = String::with_capacity(self.0.len().div_ceil(3) * 4);
        for group in self.0.chunks(3) {
            let octet = |index| u32::from(group.get(index).copied().unwrap_or_default());
            let bits = octet(0) << 16 | octet(1) << 8 | octet(2);
            for index in 0..4 {
                let digit = BASE64[(bits >> (18 - 6 * index) & 63) as usize];
                text.push(if index > group.len() { '=' } else { char::from(digit) });
            }
        }
        text
    }

    /// The octets that a text stands for; `None` when it is not what [`Base64::encode`] makes of
    /// any octets.
    #[must_use]
    pub fn decode(text: &str) -> Option<Self> {
        let mut octets = Vec::with_capacity(text.len() / 4 * 3);
        for group in text.trim_end_matches('=').as_bytes().chunks(4) {
            let mut bits = 0;
            for index in 0..4 {
                let digit = group.get(index).copied().unwrap_or(b'A');
                let digit = BASE64.iter().position(|known| *known == digit)?;
                bits = bits << 6 | u32::try_from(digit).ok()?;
            }
            let [_, all @ ..] = bits.to_be_bytes();
            octets.extend_from_slice(&all[..group.len().checked_sub(1)?]);
        }
        let decoded = Self(octets);
        (decoded.encode() == text).then_some(decoded)
    }
}

impl std::fmt::Debug for Base64 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Base64").field(&self.encode()).finish()
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(octets: Vec<u8>) -> Self {
        Self(octets)
    }
}

impl serde::Serialize for Base64 {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.encode())
    }
}

impl<'de> serde::Deserialize<'de> for Base64 {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        let refused = serde::de::Unexpected::Str(&text);
        let error = || serde::de::Error::invalid_value(refused, &"base64 with padding");
        Self::decode(&text).ok_or_else(error)
    }
}
