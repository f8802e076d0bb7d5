//! Regions, their realms and where a region text leads.

mod error;
mod lookup;
mod metadata;
mod table;

use std::fmt;

pub use self::error::RegionError;
pub use self::lookup::Regions;
pub(crate) use self::lookup::check_region_text;
pub use self::metadata::{MetadataError, RegionMetadata};

use self::table::{REALMS, RealmRow};
use crate::Env;

/// A region and the domain its endpoints live under.
///
/// ```
/// use work_requests_config::{Env, Region};
///
/// let region = Region::from_text("IAD", &Env::empty())?;
/// assert_eq!((region.id(), region.realm(), region.domain()), ("us-ashburn-1", "oc1", "oraclecloud.com"));
/// assert!(region.known());
/// # Ok::<(), work_requests_config::RegionError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Region {
    id: String,
    short_code: Option<String>,
    realm: String,
    domain: String,
    source: RegionSource,
}

/// How a [`Region`]'s realm was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RegionSource {
    /// In the table built into this version.
    BuiltIn,
    /// In `~/.oci/regions-config.json`.
    File,
    /// In `OCI_REGION_METADATA`.
    Environment,
    /// In metadata given by [`Regions::with_metadata`].
    Given,
    /// Nowhere: the region is taken to be in the realm oc1, or under `OCI_DEFAULT_REALM`.
    Assumed,
    /// The text has a dot and so is itself the whole domain.
    CompleteDomain,
}

impl Region {
    /// Finds the region that `text` means; see [`Regions::find`] for the rules.
    ///
    /// Reads `~/.oci/regions-config.json` only if the table does not know the region. To look up
    /// many, or to learn what was wrong with such a file, keep one [`Regions`].
    ///
    /// # Errors
    /// [`RegionError`] when the text could change host or path of an endpoint.
    pub fn from_text(text: &str, env: &Env) -> Result<Self, RegionError> {
        Regions::new(env).find(text)
    }

    /// Every region of the built-in table, grouped by realm.
    pub fn all() -> impl Iterator<Item = Self> {
        REALMS
            .iter()
            .flat_map(|realm| realm.regions.iter().map(|row| Self::built_in(realm, *row)))
    }

    /// The region's id in lower case, such as `us-ashburn-1`; the whole text if it is a
    /// [complete domain](RegionSource::CompleteDomain).
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The short code, such as `iad`, where one is known.
    #[must_use]
    pub fn short_code(&self) -> Option<&str> {
        self.short_code.as_deref()
    }

    /// The realm's key, such as `oc1`. For a region that is not [known](Self::known) this is the
    /// assumption `oc1`.
    #[must_use]
    pub fn realm(&self) -> &str {
        &self.realm
    }

    /// The realm's second-level domain, such as `oraclecloud.com`; for a complete domain what
    /// follows its first dot.
    #[must_use]
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// Whether a table or the user's metadata names this region. If not, its domain is an
    /// assumption worth telling the user, because a typing error looks the same.
    #[must_use]
    pub fn known(&self) -> bool {
        !matches!(
            self.source,
            RegionSource::Assumed | RegionSource::CompleteDomain
        )
    }

    /// Whether the text given was a whole domain, with a dot in it.
    #[must_use]
    pub fn is_complete_domain(&self) -> bool {
        self.source == RegionSource::CompleteDomain
    }

    /// How the realm was found.
    #[must_use]
    pub fn source(&self) -> RegionSource {
        self.source
    }

    fn built_in(realm: &RealmRow, (code, id): (&str, &str)) -> Self {
        Self {
            id: id.to_owned(),
            short_code: Some(code.to_owned()),
            realm: realm.key.to_owned(),
            domain: realm.domain.to_owned(),
            source: RegionSource::BuiltIn,
        }
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)
    }
}
