//! Oracle Cloud configuration profiles, regions, realms and endpoint templates.
//!
//! A call to Oracle Cloud starts with a few texts: who calls, with which key, in which region.
//! They come from `~/.oci/config`, from the environment or from code, and a slip in one of them
//! used to show as a refused signature or a host that does not exist. This crate reads them,
//! reports *all* that is wrong at once with file, line and remedy, and turns a region into the
//! endpoint of a service. It opens no connection.
//!
//! By default [`Config::load`] reads the profile `DEFAULT` of `~/.oci/config`; environment
//! variables choose another file or profile, and [`Config::builder`] needs no file. The
//! environment is a value, [`Env`], so that nothing here depends on the process it runs in. A
//! region that no table knows falls into the realm oc1 and says so with [`Region::known`].
//!
//! ```
//! use work_requests_config::{Config, Endpoint, Env, Region};
//!
//! let env = Env::from_iter([("OCI_REGION", "zrh")]);
//! let config = Config::builder().tenancy("not an OCID").build();
//!
//! let invalid = config.validate_in(&env).unwrap_err();
//! assert_eq!(invalid.problems().len(), 4); // tenancy is malformed; user, fingerprint and key_file are missing
//!
//! let region = Region::from_text(config.region_text(&env).unwrap_or_default(), &env)?;
//! let endpoint = Endpoint::from_template("https://iaas.{region}.{secondLevelDomain}", &region)?;
//! assert_eq!(endpoint.to_string(), "https://iaas.eu-zurich-1.oraclecloud.com");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod chosen_by;
mod config;
mod endpoint;
mod env;
mod error;
mod host_text;
mod problem;
mod profile_file;
mod region;
mod secret_file;
mod validate;
mod warning;

pub use secrecy::{ExposeSecret, SecretSlice, SecretString};

pub use chosen_by::ChosenBy;
pub use config::{AuthenticationType, Config, ConfigBuilder, Origin, UnknownAuthenticationType};
pub use endpoint::{
    Endpoint, EndpointError, EndpointOptions, EndpointTemplate, Expansion, ServiceTemplates,
};
pub use env::Env;
pub use error::ConfigError;
pub use host_text::HostFault;
pub use problem::{InvalidConfig, Problem};
pub use region::{MetadataError, Region, RegionError, RegionMetadata, RegionSource, Regions};
pub use warning::{Warning, WarningKind};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
