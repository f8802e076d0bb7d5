//! Tokens, and how long they live.

use std::collections::HashSet;
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64_URL;
use serde_json::{Value, json};
use work_requests_signing::{KeyId, PublicKey};

use crate::credentials::Credentials;
use crate::demo;
use crate::known_keys::KnownKeys;

/// As long as the tokens of instances live.
const USUAL_LIFE: Duration = Duration::from_secs(20 * 60);

/// What was issued, and what will be.
#[derive(Debug)]
pub(crate) struct Tokens {
    pub(crate) life: Duration,
    pub(crate) issued: u64,
    service_accounts: HashSet<String>,
}

impl Tokens {
    pub(crate) fn new() -> Self {
        Self {
            life: USUAL_LIFE,
            issued: 0,
            service_accounts: HashSet::new(),
        }
    }

    /// A token of this principal that is good with this key; the emulator accepts it from now on.
    pub(crate) fn issue(
        &mut self,
        subject: &str,
        key: PublicKey,
        keys: &KnownKeys,
        signer: &Credentials,
        now: SystemTime,
    ) -> Option<String> {
        self.issued += 1;
        let ends = now + self.life;
        let claims = json!({
            "sub": subject,
            "iat": seconds(now),
            "exp": seconds(ends),
            "jti": self.issued.to_string(),
            "tenant": demo::TENANCY,
            "res_tenant": demo::TENANCY,
            "res_compartment": demo::COMPARTMENT,
        });
        let token = jwt(&claims, signer)?;
        keys.add_until(KeyId::token(&token).ok()?, key, ends);
        Some(token)
    }

    /// A token of a pod's service account.
    pub(crate) fn issue_service_account(
        &mut self,
        signer: &Credentials,
        now: SystemTime,
    ) -> Option<String> {
        let claims = json!({
            "sub": "system:serviceaccount:default:emulator",
            "jti": (self.service_accounts.len() + 1).to_string(),
            "exp": seconds(now + Duration::from_secs(3600)),
        });
        let token = jwt(&claims, signer)?;
        self.service_accounts.insert(token.clone());
        Some(token)
    }

    pub(crate) fn is_service_account(&self, token: &str) -> bool {
        self.service_accounts.contains(token)
    }
}

/// Whole seconds as an integer, as real tokens have them; others as a fraction.
fn seconds(time: SystemTime) -> Value {
    let since = time.duration_since(SystemTime::UNIX_EPOCH);
    let since = since.unwrap_or_default();
    match since.subsec_nanos() {
        0 => json!(since.as_secs()),
        _ => json!(since.as_secs_f64()),
    }
}

fn jwt(claims: &Value, signer: &Credentials) -> Option<String> {
    let header = json!({"alg": "RS256", "typ": "JWT", "kid": "emulator"});
    let part = |value: &Value| BASE64_URL.encode(value.to_string());
    let text = format!("{}.{}", part(&header), part(claims));
    let signature = signer.sign(text.as_bytes())?;
    Some(format!("{text}.{}", BASE64_URL.encode(signature)))
}
