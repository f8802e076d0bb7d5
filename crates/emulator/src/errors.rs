//! The service's refusals: a status and `{"code", "message"}`.

use axum::Json;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::StatusCode;
use serde::de::DeserializeOwned;
use work_requests_models::ErrorBody;

/// An answer that is not a success, in the service's own form.
#[derive(Debug)]
pub(crate) struct ApiError {
    status: StatusCode,
    code: &'static str,
    message: String,
}

impl ApiError {
    pub(crate) fn invalid_parameter(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    pub(crate) fn missing_parameter(name: &str) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            code: "MissingParameter",
            message: format!("the query parameter {name} is missing or blank"),
        }
    }

    /// The service does not say which of the two it is, and neither do we.
    pub(crate) fn not_found(what: impl std::fmt::Display) -> Self {
        let message = format!("{what} is not found, or you are not authorized to see it");
        Self::new(StatusCode::NOT_FOUND, message)
    }

    pub(crate) fn method_not_allowed(message: &str) -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, message)
    }

    /// Says why, unlike the service: whoever calls the emulator is looking for the reason.
    pub(crate) fn not_authenticated(reason: &dyn std::error::Error) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, with_causes(reason))
    }

    pub(crate) fn forbidden(message: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, message)
    }

    pub(crate) fn conflict(message: impl Into<String>) -> Self {
        Self {
            code: "NotAuthorizedOrResourceAlreadyExists",
            ..Self::new(StatusCode::CONFLICT, message)
        }
    }

    pub(crate) fn incorrect_state(message: &str) -> Self {
        Self::new(StatusCode::CONFLICT, message)
    }

    pub(crate) fn precondition_failed(message: &str) -> Self {
        Self::new(StatusCode::PRECONDITION_FAILED, message)
    }

    pub(crate) fn too_large(limit: usize) -> Self {
        let message = format!("the body is over {limit} bytes");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, message)
    }

    fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            code: usual_code(status),
            message: message.into(),
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        (self.status, Json(body(self.code, self.message))).into_response()
    }
}

/// Reads a request's document; says where it is wrong.
pub(crate) fn read_json<T: DeserializeOwned>(body: &Bytes) -> Result<T, ApiError> {
    let mut json = serde_json::Deserializer::from_slice(body);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        ApiError::invalid_parameter(format!("{}: {}", error.path(), error.inner()))
    })?;
    json.end()
        .map_err(|error| ApiError::invalid_parameter(error.to_string()))?;
    Ok(value)
}

/// The body of a refusal.
pub(crate) fn body(code: impl Into<String>, message: impl Into<String>) -> ErrorBody {
    ErrorBody::new().with_code(code).with_message(message)
}

/// The code that the service's documentation lists for a status.
pub(crate) fn usual_code(status: StatusCode) -> &'static str {
    match status.as_u16() {
        400 => "InvalidParameter",
        401 => "NotAuthenticated",
        403 => "NotAuthorized",
        404 => "NotAuthorizedOrNotFound",
        405 => "MethodNotAllowed",
        409 => "IncorrectState",
        412 => "NoEtagMatch",
        413 => "RequestEntityTooLarge",
        422 => "UnprocessableEntity",
        429 => "TooManyRequests",
        431 => "RequestHeaderFieldsTooLarge",
        500 => "InternalServerError",
        501 => "MethodNotImplemented",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        _ => "Unknown",
    }
}

/// The error and what caused it, in one line.
pub(crate) fn with_causes(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
