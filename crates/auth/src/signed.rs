//! Signed calls to the services that credentials come from.

use std::time::SystemTime;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Request, Response, Uri};
use work_requests_signing::{RequestSigner, SigningRequest};

use crate::AuthError;
use crate::http::Http;

/// A call whose every attempt is signed anew.
pub(crate) struct SignedCall<'a> {
    pub(crate) http: &'a Http,
    pub(crate) what: &'static str,
    pub(crate) signer: &'a RequestSigner,
    pub(crate) now: SystemTime,
}

impl SignedCall<'_> {
    /// With headers that are sent unsigned.
    pub(crate) async fn get(
        &self,
        url: &str,
        unsigned: &HeaderMap,
    ) -> Result<Response<Bytes>, AuthError> {
        self.call(Method::GET, url, Bytes::new(), unsigned).await
    }

    pub(crate) async fn post(&self, url: &str, body: Bytes) -> Result<Response<Bytes>, AuthError> {
        self.call(Method::POST, url, body, &HeaderMap::new()).await
    }

    async fn call(
        &self,
        method: Method,
        url: &str,
        body: Bytes,
        unsigned: &HeaderMap,
    ) -> Result<Response<Bytes>, AuthError> {
        let uri: Uri = url.parse().map_err(|_| {
            AuthError::answer(
                self.what,
                "its address is no url; correct where it comes from",
            )
        })?;
        let request = || {
            let mut headers = unsigned.clone();
            let json = HeaderValue::from_static("application/json");
            headers.insert(http::header::CONTENT_TYPE, json);
            let signing = SigningRequest::new(&method, &uri, &headers, &body, self.now);
            let signed = self.signer.sign_now(&signing).map_err(AuthError::source)?;
            signed.apply(&mut headers);
            let mut request = Request::new(body.clone());
            *request.method_mut() = method.clone();
            *request.uri_mut() = uri.clone();
            *request.headers_mut() = headers;
            Ok(request)
        };
        self.http.call(self.what, false, request).await
    }
}
