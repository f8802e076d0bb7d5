//! The operations, and the stack of layers beneath them.

use std::time::SystemTime;

use bytes::Bytes;
use http::{Method, Request, Response, header::CONTENT_TYPE};
use serde::de::DeserializeOwned;
use tower::{ServiceBuilder, ServiceExt, util::BoxCloneSyncService};
use work_requests_signing::{SharedSigner, SignLayer};
use work_requests_transport::{CollectLayer, Transport};

use crate::{
    Error,
    models::{CreatePlantDetails, Plant, PlantCollection},
};

/// Calls the Greenhouse service. Clones share the connections.
#[derive(Debug, Clone)]
pub struct Client {
    endpoint: String,
    service: BoxCloneSyncService<Request<Bytes>, Response<Bytes>, Error>,
}

impl Client {
    /// A client for `endpoint`, such as `https://greenhouse.example.com`, which signs with
    /// `signer` at the time that `now` tells.
    ///
    /// # Errors
    ///
    /// [`Error::Setup`] when the certificates or proxies cannot be set up.
    pub fn new(
        endpoint: impl Into<String>,
        signer: SharedSigner,
        now: impl Fn() -> SystemTime + Send + Sync + 'static,
    ) -> Result<Self, Error> {
        let service = ServiceBuilder::new()
            .layer(SignLayer::new(signer, now)) // outermost: the date is fresh
            .map_err(Error::from)
            .layer(CollectLayer::new()) // the whole body, within limits
            .service(Transport::builder().build()?);
        Ok(Self {
            endpoint: endpoint.into(),
            service: BoxCloneSyncService::new(service),
        })
    }

    /// The plants.
    ///
    /// # Errors
    ///
    /// [`Error`], whose variants tell how far the call came.
    pub async fn list_plants(&self) -> Result<PlantCollection, Error> {
        self.call(Method::GET, "/20260101/plants", Bytes::new())
            .await
    }

    /// Plants one.
    ///
    /// # Errors
    ///
    /// [`Error`], whose variants tell how far the call came.
    pub async fn create_plant(&self, details: &CreatePlantDetails) -> Result<Plant, Error> {
        let body = serde_json::to_vec(details)?;
        self.call(Method::POST, "/20260101/plants", body.into())
            .await
    }

    async fn call<T>(&self, method: Method, path: &str, body: Bytes) -> Result<T, Error>
    where
        T: DeserializeOwned,
    {
        let request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.endpoint))
            .header(CONTENT_TYPE, "application/json")
            .body(body)?;
        let answer = self.service.clone().oneshot(request).await?;
        let status = answer.status();
        if status.is_success() {
            return Ok(serde_json::from_slice(answer.body())?);
        }
        let body = serde_json::from_slice(answer.body())?;
        Err(Error::Refused { status, body })
    }
}
