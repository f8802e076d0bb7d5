//! Parameters that some services need beside the id of a work request.

use std::sync::Arc;

/// Named parameters, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Parameters(Option<Arc<Vec<(String, String)>>>);

impl Parameters {
    /// Sets one; another of the same name is replaced.
    pub(crate) fn set(&mut self, name: String, value: String) {
        let all = Arc::make_mut(self.0.get_or_insert_default());
        all.retain(|(known, _)| *known != name);
        all.push((name, value));
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| value)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let all = self.0.iter().flat_map(|all| all.iter());
        all.map(|(name, value)| (name.as_str(), value.as_str()))
    }
}
