//! The text of the `authorization` header.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use http::HeaderValue;

use crate::KeyId;

pub(crate) const SCHEME: &str = "Signature";
pub(crate) const ALGORITHM: &str = "rsa-sha256";
pub(crate) const VERSION: &str = "1";

/// Field order as in the reference SDK: algorithm, headers, keyId, signature, version.
pub(crate) fn render(key_id: &KeyId, names: &[&str], signature: &[u8]) -> HeaderValue {
    let names_len = names.iter().map(|name| name.len() + 1).sum::<usize>();
    let most = 128 + names_len + key_id.as_str().len() + signature.len().div_ceil(3) * 4;
    let mut text = String::with_capacity(most);
    text.extend([SCHEME, " algorithm=\"", ALGORITHM, "\",headers=\""]);
    for (place, name) in names.iter().enumerate() {
        text.extend([if place > 0 { " " } else { "" }, name]);
    }
    text.extend(["\",keyId=\"", key_id.as_str(), "\",signature=\""]);
    BASE64.encode_string(signature, &mut text);
    text.extend(["\",version=\"", VERSION, "\""]);
    // A `KeyId` is visible ASCII, and so is all else here: the conversion cannot fail. Were it to,
    // an empty value is refused by every service, where a panic would take the caller down.
    let mut value = HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static(""));
    value.set_sensitive(true);
    value
}
