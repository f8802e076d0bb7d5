//! The life of a token, from its claims. Its signature is the service's to check.

use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use zeroize::Zeroizing;

use crate::AuthError;

/// The year 10000, in seconds; later is no time that anything here can tell.
const LATEST: f64 = 253_402_300_800.0;

/// When a token was issued, if it says so, and when it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Life {
    pub(crate) issued: Option<SystemTime>,
    pub(crate) ends: SystemTime,
}

#[derive(Deserialize)]
struct Claims {
    exp: f64,
    iat: Option<f64>,
}

/// Reads the life of a JWT.
pub(crate) fn life(token: &str) -> Result<Life, AuthError> {
    let claims = claims(token)?;
    let claims: Claims =
        serde_json::from_slice(&claims).map_err(|_| damaged("its claims have no number exp"))?;
    Ok(Life {
        issued: claims.iat.and_then(time),
        ends: time(claims.exp).ok_or_else(|| damaged("its exp is no time"))?,
    })
}

/// A claim that is a text.
pub(crate) fn claim(token: &str, name: &str) -> Option<String> {
    let claims = claims(token).ok()?;
    let claims: serde_json::Value = serde_json::from_slice(&claims).ok()?;
    claims.get(name)?.as_str().map(str::to_owned)
}

/// The middle part. Padded parts are taken too, as other clients do.
fn claims(token: &str) -> Result<Zeroizing<Vec<u8>>, AuthError> {
    let mut parts = token.split('.');
    let (Some(_), Some(claims), Some(_), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return Err(damaged("it has not three parts"));
    };
    URL_SAFE_NO_PAD
        .decode(claims.trim_end_matches('='))
        .map(Zeroizing::new)
        .map_err(|_| damaged("its claims are not base64"))
}

fn damaged(reason: &'static str) -> AuthError {
    AuthError::Token { reason }
}

fn time(seconds: f64) -> Option<SystemTime> {
    let possible = (0.0..LATEST).contains(&seconds);
    possible.then(|| SystemTime::UNIX_EPOCH + Duration::from_secs_f64(seconds))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn token(claims: &str) -> String {
        format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims))
    }

    #[test]
    fn the_life_is_read() {
        let read = life(&token(r#"{"exp":2000.5,"iat":1000,"sub":"x"}"#)).unwrap();
        let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs_f64(seconds);
        assert_eq!((read.issued, read.ends), (Some(at(1000.0)), at(2000.5)));
        assert_eq!(life(&token(r#"{"exp":7}"#)).unwrap().issued, None);
        let padded = token(r#"{"exp":77}"#).replace(".c2ln", "==.c2ln");
        assert_eq!(life(&padded).unwrap().ends, at(77.0));
    }

    #[test]
    fn what_is_no_token_is_refused_without_being_shown() {
        for text in [
            "",
            "secret",
            "a.b",
            "a.b.c.d",
            "e30.!!.x",
            &token("[]"),
            &token("{}"),
            &token(r#"{"exp":"soon"}"#),
            &token(r#"{"exp":-1}"#),
            &token(r#"{"exp":1e300}"#),
        ] {
            let error = life(text).unwrap_err();
            assert!(matches!(error, AuthError::Token { .. }), "{text}");
            assert!(!error.to_string().contains("secret"), "{error}");
        }
    }
}
