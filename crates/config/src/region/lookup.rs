//! From a region text to a [`Region`], through the table and the user's own sources.

use std::path::PathBuf;
use std::sync::OnceLock;

use serde_json::Value;

use super::metadata::{self, MetadataError, RegionMetadata};
use super::table::{DEFAULT_REALM, REALMS};
use super::{Region, RegionError, RegionSource};
use crate::Env;
use crate::host_text::{check_label, check_name};
use crate::warning::{Warning, WarningKind};

/// Finds regions, reading each outside source at most once.
///
/// A region that the built-in table does not name is looked for in
/// `~/.oci/regions-config.json` (a JSON array), then in `OCI_REGION_METADATA` (one JSON object),
/// then in what [`with_metadata`](Self::with_metadata) gave. A source that has the region ends
/// the search, and no source can redefine a region or realm found earlier: the reference SDK's
/// rules. A source that cannot be read is skipped with a [warning](Self::warnings).
///
/// ```
/// use work_requests_config::{Env, Regions, RegionMetadata};
///
/// let answer = br#"{"realmKey": "oc99", "realmDomainComponent": "example.com",
///                   "regionKey": "xyz", "regionIdentifier": "xx-invented-1"}"#;
/// let regions = Regions::new(&Env::empty()).with_metadata(RegionMetadata::from_json(answer)?);
/// assert_eq!(regions.find("xyz")?.domain(), "example.com");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Regions {
    env: Env,
    file: OnceLock<Loaded>,
    variable: OnceLock<Loaded>,
    given: Vec<RegionMetadata>,
}

/// What one outside source held.
#[derive(Debug, Default)]
struct Loaded {
    entries: Vec<RegionMetadata>,
    warnings: Vec<Warning>,
}

const METADATA_VARIABLE: &str = "OCI_REGION_METADATA";
const DEFAULT_REALM_VARIABLE: &str = "OCI_DEFAULT_REALM";
const MEND: &str = "correct the entry or remove it";

impl Regions {
    /// Looks in the table, then in the files and variables of `env`. Reads nothing yet.
    #[must_use]
    pub fn new(env: &Env) -> Self {
        Self {
            env: env.clone(),
            file: OnceLock::new(),
            variable: OnceLock::new(),
            given: Vec::new(),
        }
    }

    /// Adds a region described by other means, such as an instance's metadata service. It is
    /// consulted last.
    #[must_use]
    pub fn with_metadata(mut self, metadata: RegionMetadata) -> Self {
        self.given.push(metadata);
        self
    }

    /// The region that `text` means.
    ///
    /// Case does not matter. A short code such as `iad` stands for its region. A text with a dot
    /// is taken as the complete domain. Any other text that no source knows becomes a region of
    /// realm oc1 with [`Region::known`] false, under the domain in `OCI_DEFAULT_REALM` if that is
    /// set.
    ///
    /// # Errors
    /// [`RegionError::Region`] when the text holds anything but ASCII letters, digits, `-`, `_`
    /// and single inner dots; [`RegionError::DefaultRealm`] when `OCI_DEFAULT_REALM` is needed
    /// and does.
    pub fn find(&self, text: &str) -> Result<Region, RegionError> {
        check_region_text(text)?;
        let text = text.to_ascii_lowercase();
        if let Some((_, domain)) = text.split_once('.') {
            return Ok(complete_domain(&text, domain));
        }
        match built_in(&text).or_else(|| self.described(&text)) {
            Some(region) => Ok(region),
            None => self.assumed(text),
        }
    }

    /// What could not be used of the sources read so far.
    #[must_use]
    pub fn warnings(&self) -> Vec<Warning> {
        [self.file.get(), self.variable.get()]
            .into_iter()
            .flatten()
            .flat_map(|loaded| loaded.warnings.iter().cloned())
            .collect()
    }

    fn described(&self, text: &str) -> Option<Region> {
        let mut seen: Vec<&RegionMetadata> = Vec::new();
        for source in [
            RegionSource::File,
            RegionSource::Environment,
            RegionSource::Given,
        ] {
            let new = |entry: &&RegionMetadata| built_in(entry.region_identifier()).is_none();
            seen.extend(self.entries(source).iter().filter(new));
            let found = seen
                .iter()
                .find(|entry| entry.region_identifier() == text || entry.region_key() == text);
            if let Some(entry) = found {
                return Some(region_of(entry, &seen, source));
            }
        }
        None
    }

    fn entries(&self, source: RegionSource) -> &[RegionMetadata] {
        match source {
            RegionSource::File => &self.file.get_or_init(|| load_file(&self.env)).entries,
            RegionSource::Environment => {
                &self
                    .variable
                    .get_or_init(|| load_variable(&self.env))
                    .entries
            }
            _ => &self.given,
        }
    }

    fn assumed(&self, id: String) -> Result<Region, RegionError> {
        let domain = match self.env.var(DEFAULT_REALM_VARIABLE) {
            Some(text) => {
                check_name(text).map_err(|fault| RegionError::DefaultRealm {
                    text: text.to_owned(),
                    fault,
                })?;
                text.to_ascii_lowercase()
            }
            None => DEFAULT_REALM.domain.to_owned(),
        };
        Ok(Region {
            id,
            short_code: None,
            realm: DEFAULT_REALM.key.to_owned(),
            domain,
            source: RegionSource::Assumed,
        })
    }
}

/// Whether `text` can be a region at all; looks nothing up.
pub(crate) fn check_region_text(text: &str) -> Result<(), RegionError> {
    let check = if text.contains('.') {
        check_name
    } else {
        check_label
    };
    check(text).map_err(|fault| RegionError::Region {
        text: text.to_owned(),
        fault,
    })
}

fn built_in(text: &str) -> Option<Region> {
    REALMS.iter().find_map(|realm| {
        let row = realm
            .regions
            .iter()
            .find(|(code, id)| *code == text || *id == text)?;
        Some(Region::built_in(realm, *row))
    })
}

fn complete_domain(text: &str, domain: &str) -> Region {
    let realm = REALMS
        .iter()
        .find(|realm| realm.domain == domain)
        .unwrap_or(DEFAULT_REALM);
    Region {
        id: text.to_owned(),
        short_code: None,
        realm: realm.key.to_owned(),
        domain: domain.to_owned(),
        source: RegionSource::CompleteDomain,
    }
}

/// The entry's region under the domain its realm had first.
fn region_of(entry: &RegionMetadata, seen: &[&RegionMetadata], source: RegionSource) -> Region {
    let known = REALMS
        .iter()
        .find(|realm| realm.key == entry.realm_key())
        .map(|realm| realm.domain);
    let earlier = || {
        seen.iter()
            .find(|other| other.realm_key() == entry.realm_key())
            .map(|other| other.realm_domain())
    };
    Region {
        id: entry.region_identifier().to_owned(),
        short_code: Some(entry.region_key().to_owned()),
        realm: entry.realm_key().to_owned(),
        domain: known
            .or_else(earlier)
            .unwrap_or(entry.realm_domain())
            .to_owned(),
        source,
    }
}

fn load_file(env: &Env) -> Loaded {
    let Some(path) = env
        .home_dir()
        .map(|home| home.join(".oci").join("regions-config.json"))
    else {
        return Loaded::default();
    };
    let json = match std::fs::read(&path) {
        Ok(json) => json,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Loaded::default(),
        Err(error) => return Loaded::skipped(Some(&path), format!("cannot be read ({error})")),
    };
    match metadata::parse(&json) {
        Ok(Value::Array(items)) => Loaded::from_items(&path, &items),
        Ok(_) => Loaded::skipped(
            Some(&path),
            MetadataError::Shape {
                expected: "a JSON array of objects",
            }
            .to_string(),
        ),
        Err(error) => Loaded::skipped(Some(&path), error.to_string()),
    }
}

fn load_variable(env: &Env) -> Loaded {
    match env
        .var(METADATA_VARIABLE)
        .map(|json| RegionMetadata::from_json(json.as_bytes()))
    {
        None => Loaded::default(),
        Some(Ok(entry)) => Loaded {
            entries: vec![entry],
            warnings: Vec::new(),
        },
        Some(Err(error)) => Loaded::skipped(None, format!("{METADATA_VARIABLE} {error}")),
    }
}

impl Loaded {
    fn skipped(file: Option<&PathBuf>, what: String) -> Self {
        Self {
            entries: Vec::new(),
            warnings: vec![warning(file, what)],
        }
    }

    fn from_items(path: &PathBuf, items: &[Value]) -> Self {
        let mut loaded = Self::default();
        for (index, item) in items.iter().enumerate() {
            match RegionMetadata::from_value(item) {
                Ok(entry) => loaded.entries.push(entry),
                Err(error) => loaded
                    .warnings
                    .push(warning(Some(path), format!("entry {} {error}", index + 1))),
            }
        }
        loaded
    }
}

fn warning(file: Option<&PathBuf>, what: String) -> Warning {
    Warning {
        kind: WarningKind::RegionMetadata,
        file: file.cloned(),
        what: format!("{what}; it is ignored"),
        mend: MEND.to_owned(),
    }
}
