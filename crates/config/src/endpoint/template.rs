//! Endpoint templates: placeholders and option blocks in a host.

use std::collections::BTreeMap;

use super::{Endpoint, EndpointError};
use crate::Region;
use crate::host_text::check_name;

/// An endpoint text with gaps.
///
/// | in the template | becomes |
/// |---|---|
/// | `{region}` | the region's id |
/// | `{secondLevelDomain}` | the domain of the region's realm |
/// | `{name}` | the parameter `name`; nothing if it is absent |
/// | `{name+Dot}` | the parameter and a dot; nothing if it is absent |
/// | `{dualStack?A:B}` | `A` with dual stack on, else `B` |
///
/// Any other option block, and one with white space or with a side that begins with neither
/// letter nor digit, becomes nothing; several dots in a row in the host become one. These are the
/// reference SDK's rules. What comes out must pass [`Endpoint::parse`].
///
/// ```
/// use work_requests_config::{EndpointTemplate, Env, Expansion, Region};
///
/// let template = EndpointTemplate::parse("https://{bucket+Dot}{dualStack?ds.:}store.{region}.oci.{secondLevelDomain}")?;
/// let region = Region::from_text("zrh", &Env::empty())?;
/// let expansion = Expansion::new().region(&region).dual_stack(true).parameter("bucket", "b1");
/// assert_eq!(
///     template.expand(&expansion)?.to_string(),
///     "https://b1.ds.store.eu-zurich-1.oci.oraclecloud.com",
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndpointTemplate {
    pieces: Vec<Piece>,
}

/// What fills the gaps of an [`EndpointTemplate`].
#[derive(Debug, Clone, Default)]
pub struct Expansion {
    region: Option<Region>,
    dual_stack: bool,
    parameters: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Value { name: String, dot: bool },
    DualStack { on: String, off: String },
}

const REGION: &str = "region";
const DOMAIN: &str = "secondLevelDomain";

impl EndpointTemplate {
    /// Reads a template; a plain endpoint is one without gaps.
    ///
    /// # Errors
    /// [`EndpointError::Braces`] when a brace has no partner.
    pub fn parse(text: &str) -> Result<Self, EndpointError> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, block)) = rest.split_once('{') {
            let (inside, after) = block.split_once('}').ok_or(EndpointError::Braces)?;
            if before.contains('}') || inside.contains('{') {
                return Err(EndpointError::Braces);
            }
            pieces.push(Piece::Text(before.to_owned()));
            pieces.extend(Piece::gap(inside));
            rest = after;
        }
        if rest.contains('}') {
            return Err(EndpointError::Braces);
        }
        pieces.push(Piece::Text(rest.to_owned()));
        Ok(Self { pieces })
    }

    /// Fills the gaps.
    ///
    /// A region that is a [complete domain](crate::RegionSource::CompleteDomain) takes the place
    /// of everything from `{region}` to `{secondLevelDomain}`.
    ///
    /// # Errors
    /// [`EndpointError::Parameter`] for a value that cannot stand in a host name, else what
    /// [`Endpoint::parse`] says of the result.
    pub fn expand(&self, expansion: &Expansion) -> Result<Endpoint, EndpointError> {
        let mut text = String::new();
        for piece in self.pieces_for(expansion) {
            match piece {
                Piece::Text(literal) => text.push_str(literal),
                Piece::DualStack { on, off } => {
                    text.push_str(if expansion.dual_stack { on } else { off })
                }
                Piece::Value { name, dot } => push_value(&mut text, expansion.value(name)?, *dot),
            }
        }
        Endpoint::parse(&merge_dots(&text))
    }

    /// The pieces that count: all, but for a complete domain those it does not swallow.
    fn pieces_for(&self, expansion: &Expansion) -> impl Iterator<Item = &Piece> {
        let complete = expansion
            .region
            .as_ref()
            .is_some_and(Region::is_complete_domain);
        let position = |wanted: &str| {
            self.pieces
                .iter()
                .position(|piece| matches!(piece, Piece::Value { name, .. } if name == wanted))
        };
        let swallowed = match (complete, position(REGION), position(DOMAIN)) {
            (true, Some(region), Some(domain)) if region < domain => region + 1..domain + 1,
            _ => 0..0,
        };
        let kept = move |(index, _): &(usize, &Piece)| !swallowed.contains(index);
        self.pieces
            .iter()
            .enumerate()
            .filter(kept)
            .map(|(_, piece)| piece)
    }
}

impl Piece {
    fn gap(inside: &str) -> Option<Self> {
        if let Some((option, sides)) = inside.split_once('?') {
            return dual_stack(option, sides);
        }
        let (name, dot) = match inside.strip_suffix("+Dot") {
            Some(name) => (name, true),
            None => (inside, false),
        };
        Some(Self::Value {
            name: name.to_owned(),
            dot,
        })
    }
}

fn dual_stack(option: &str, sides: &str) -> Option<Piece> {
    let (on, off) = sides.split_once(':')?;
    let starts_well = |side: &str| {
        side.chars()
            .next()
            .is_none_or(|c| c.is_ascii_alphanumeric())
    };
    let usable = option == "dualStack"
        && !sides.contains(char::is_whitespace)
        && starts_well(on)
        && starts_well(off);
    usable.then(|| Piece::DualStack {
        on: on.to_owned(),
        off: off.to_owned(),
    })
}

impl Expansion {
    /// No region, no parameters, dual stack off.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Fills `{region}` and `{secondLevelDomain}`.
    #[must_use]
    pub fn region(mut self, region: &Region) -> Self {
        self.region = Some(region.clone());
        self
    }

    /// Chooses the first side of `{dualStack?…}` blocks. Default: off.
    #[must_use]
    pub fn dual_stack(mut self, enabled: bool) -> Self {
        self.dual_stack = enabled;
        self
    }

    /// Fills `{name}` and `{name+Dot}`.
    #[must_use]
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.insert(name.into(), value.into());
        self
    }

    pub(super) fn chosen_region(&self) -> Option<&Region> {
        self.region.as_ref()
    }

    fn value(&self, name: &str) -> Result<&str, EndpointError> {
        match (name, &self.region) {
            (REGION, Some(region)) => return Ok(region.id()),
            (DOMAIN, Some(region)) => return Ok(region.domain()),
            _ => {}
        }
        let Some(value) = self.parameters.get(name).filter(|value| !value.is_empty()) else {
            return Ok("");
        };
        check_name(value).map_err(|fault| EndpointError::Parameter {
            name: name.to_owned(),
            fault,
        })?;
        Ok(value)
    }
}

fn push_value(text: &mut String, value: &str, dot: bool) {
    text.push_str(value);
    if dot && !value.is_empty() {
        text.push('.');
    }
}

/// Makes one dot of several in the host; a path is left alone.
fn merge_dots(text: &str) -> String {
    let host_start = text.find("://").map_or(0, |at| at + 3);
    let host_end = text[host_start..]
        .find('/')
        .map_or(text.len(), |at| host_start + at);
    let mut merged = text[..host_start].to_owned();
    for c in text[host_start..host_end].chars() {
        if c != '.' || !merged.ends_with('.') {
            merged.push(c);
        }
    }
    merged.push_str(&text[host_end..]);
    merged
}
