//! JSON pointers (RFC 6901).

use std::fmt;

/// A place in a JSON document, shown as a URI fragment like `#/components/schemas/Pet`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pointer {
    segments: Vec<String>,
}

impl Pointer {
    /// Reads what follows the `#` of a reference.
    pub(super) fn parse(fragment: &str) -> Option<Self> {
        if fragment.is_empty() {
            return Some(Self::default());
        }
        let segments = fragment.strip_prefix('/')?.split('/');
        let segments = segments.map(|segment| segment.replace("~1", "/").replace("~0", "~"));
        Some(Self {
            segments: segments.collect(),
        })
    }

    /// The place one step below this.
    #[must_use]
    pub fn join(&self, segment: &str) -> Self {
        let mut segments = self.segments.clone();
        segments.push(segment.to_owned());
        Self { segments }
    }

    /// The steps from the document's root, unescaped.
    pub fn segments(&self) -> impl Iterator<Item = &str> {
        self.segments.iter().map(String::as_str)
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("#")?;
        self.segments()
            .try_for_each(|segment| write!(f, "/{}", segment.replace('~', "~0").replace('/', "~1")))
    }
}
