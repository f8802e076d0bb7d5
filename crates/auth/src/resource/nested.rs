//! Version 3.0: a resource inside of others acts for the outermost one.

use std::time::SystemTime;

use secrecy::ExposeSecret as _;

use super::address::{self, without_query};
use super::leaf::Leaf;
use super::tokens::{self, GIVING, NAMING};
use super::variables::Variables;
use crate::signed::SignedCall;
use crate::{AuthError, Credential, Network, session_key};

/// The most resources that one can be inside of, as in the Go SDK.
const DEEPEST: usize = 10;

/// A leaf resource and the address of the proof of its parent.
#[derive(Debug)]
pub(super) struct Nested {
    leaf: Leaf,
    network: Network,
    parent_url: String,
    rpst_endpoint: Option<String>,
    region: Option<String>,
}

impl Nested {
    pub(super) fn from_variables(
        read: &dyn Fn(&str) -> Option<String>,
        network: Network,
        region: Option<String>,
    ) -> Result<Self, AuthError> {
        let parent = Variables::new(read, "_FOR_PARENT_RESOURCE");
        let leaf = Variables::new(read, "_FOR_LEAF_RESOURCE");
        Ok(Self {
            leaf: Leaf::of_nested(&leaf, network.clone())?,
            parent_url: address::required_url(&parent, "RPT_URL")?,
            rpst_endpoint: address::endpoint(&parent, "RPST_ENDPOINT")?,
            network,
            region,
        })
    }

    /// From the leaf up: each resource's token asks for that of the one around it.
    pub(super) async fn fetch(&self, now: SystemTime) -> Result<Credential, AuthError> {
        let mut credential = self.leaf.fetch(now).await?;
        let mut visited: Vec<String> = Vec::new();
        let mut next = Some(self.parent_url.clone());
        while let Some(url) = next {
            let url = without_query(&url);
            let again = visited.iter().any(|seen| seen.eq_ignore_ascii_case(&url));
            if again || visited.len() == DEEPEST {
                tracing::debug!(
                    levels = visited.len(),
                    again,
                    "no further parent is asked for"
                );
                break;
            }
            (credential, next) = self.climb(&credential, &url, now).await?;
            visited.push(url);
        }
        Ok(credential)
    }

    async fn climb(
        &self,
        credential: &Credential,
        url: &str,
        now: SystemTime,
    ) -> Result<(Credential, Option<String>), AuthError> {
        let call = |what| SignedCall {
            http: self.network.identity(),
            what,
            signer: credential.signer(),
            now,
        };
        let (proof, parent) = tokens::proof(&call(NAMING), url, None).await?;
        let endpoint = match &self.rpst_endpoint {
            Some(endpoint) => endpoint.clone(),
            None => {
                self.network
                    .identity_endpoint(self.region.as_deref())
                    .await?
            }
        };
        let key = session_key::fresh().await?;
        let token = tokens::token(&call(GIVING), &endpoint, &proof, key.public_key()).await?;
        Ok((
            Credential::of_token(token.expose_secret(), key, now)?,
            parent,
        ))
    }

    pub(super) fn has_changed(&self) -> bool {
        self.leaf.has_changed()
    }
}
