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
    let text = format!(
        r#"{SCHEME} algorithm="{ALGORITHM}",headers="{}",keyId="{}",signature="{}",version="{VERSION}""#,
        names.join(" "),
        key_id.as_str(),
        BASE64.encode(signature),
    );
    // A `KeyId` is visible ASCII, and so is all else here: the conversion cannot fail. Were it to,
    // an empty value is refused by every service, where a panic would take the caller down.
    let mut value = HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static(""));
    value.set_sensitive(true);
    value
}
