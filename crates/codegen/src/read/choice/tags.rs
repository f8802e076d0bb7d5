//! Which word of which member tells the alternatives of a choice apart.

use std::collections::HashSet;

use super::super::{Reader, kind::Kind, naming};
use crate::{
    Error,
    document::{Place, Schema},
    error::Problem,
};

/// The member that tells, and its words for each alternative.
pub(in super::super) struct Tag {
    pub(super) member: String,
    pub(super) words: Vec<Vec<String>>,
}

/// The member that the `discriminator` of a schema names.
pub(in super::super) fn tag(schema: &Schema) -> Result<Option<String>, Error> {
    let Some(place) = schema.keyword("discriminator") else {
        return Ok(None);
    };
    let missing = || {
        place.fault(Problem::Shape(
            "the member `propertyName` is missing".into(),
        ))
    };
    let name = place.child("propertyName").ok_or_else(missing)?;
    Ok(Some(name.text()?.to_owned()))
}

impl Reader<'_> {
    pub(super) fn tag_of(
        &mut self,
        schema: &Schema,
        options: &[Schema],
    ) -> Result<Option<Tag>, Error> {
        match tag(schema)? {
            Some(member) => self.declared(schema, member, options).map(Some),
            None => self.telling(options),
        }
    }

    /// The words of a `discriminator`: those of its mapping, else those that the alternative
    /// allows for the member, else the alternative's name.
    fn declared(
        &mut self,
        schema: &Schema,
        member: String,
        options: &[Schema],
    ) -> Result<Tag, Error> {
        let mut words = vec![Vec::new(); options.len()];
        for (word, target) in mapping(schema)? {
            words[self.mapped(&target, options)?].push(word);
        }
        for (option, words) in options.iter().zip(&mut words) {
            let parts = self.parts_of(option)?;
            if words.is_empty() {
                *words = self.allowed(&parts, &member)?;
            }
            if words.is_empty() {
                let name = option
                    .text("$ref")?
                    .map(|_| naming::alternative(option.place().node()));
                let nameless = || option.fault(Problem::Untagged(member.clone()));
                words.push(name.ok_or_else(nameless)?);
            }
        }
        let mut seen = HashSet::new();
        let twice = words
            .iter()
            .flatten()
            .find(|word| !seen.insert(word.as_str()));
        if let Some(word) = twice {
            return Err(schema.keyword_fault("discriminator", Problem::Twice(word.clone())));
        }
        Ok(Tag { member, words })
    }

    /// Which alternative an entry of a mapping means: a reference, or the name of a schema.
    fn mapped(&mut self, target: &Place, options: &[Schema]) -> Result<usize, Error> {
        let text = target.text()?;
        let unknown = || target.fault(Problem::Mapping(text.to_owned()));
        let as_name = options.iter().position(|option| {
            let is_reference = option.has("$ref");
            is_reference && naming::alternative(option.place().node()) == text
        });
        if let Some(index) = as_name {
            return Ok(index);
        }
        let schema = self.document.resolve(target, text).map_err(|_| unknown())?;
        for (index, option) in options.iter().enumerate() {
            if let Some(text) = option.text("$ref")?
                && self.target(option, &text)?.place() == schema.place()
            {
                return Ok(index);
            }
        }
        Err(unknown())
    }

    /// A member that is described in every alternative, with words that no other one allows.
    fn telling(&mut self, options: &[Schema]) -> Result<Option<Tag>, Error> {
        let mut all = Vec::new();
        for option in options {
            match self.behind(option)? {
                Kind::Object(parts) => all.push(parts),
                _ => return Ok(None),
            }
        }
        let mut names = Vec::new();
        for part in all.iter().take(1).flatten() {
            names.extend(part.properties()?.into_iter().map(|(name, _)| name));
        }
        for member in names {
            let mut words = Vec::new();
            for parts in &all {
                words.push(self.allowed(parts, &member)?);
            }
            let mut seen = HashSet::new();
            let differ = words.iter().flatten().all(|word| seen.insert(word.clone()));
            if differ && words.iter().all(|words| !words.is_empty()) {
                return Ok(Some(Tag { member, words }));
            }
        }
        Ok(None)
    }

    /// The schemas of an alternative, which must be an object to have a tag.
    fn parts_of(&mut self, option: &Schema) -> Result<Vec<Schema>, Error> {
        match self.behind(option)? {
            Kind::Object(parts) => Ok(parts),
            Kind::Free | Kind::Map(_) | Kind::Choice(_) => Ok(Vec::new()),
            _ => Err(option.fault(Problem::TaggedScalar)),
        }
    }

    /// The words that an object's description allows for a member, if it names them.
    fn allowed(&mut self, parts: &[Schema], member: &str) -> Result<Vec<String>, Error> {
        for part in parts.iter().rev() {
            let Some((_, schema)) = part
                .properties()?
                .into_iter()
                .find(|(name, _)| name == member)
            else {
                continue;
            };
            let constant = schema.keyword("const");
            if let Some(word) = constant.as_ref().and_then(|place| place.node().text()) {
                return Ok(vec![word.to_owned()]);
            }
            let enumeration = match self.behind(&schema)? {
                Kind::Words(enumeration) => enumeration,
                _ => continue,
            };
            let words = super::super::words::words(&enumeration)?;
            return Ok(words.into_iter().map(|word| word.wire).collect());
        }
        Ok(Vec::new())
    }
}

/// The entries of a discriminator's mapping.
fn mapping(schema: &Schema) -> Result<Vec<(String, Place)>, Error> {
    let place = schema.keyword("discriminator");
    let Some(mapping) = place.and_then(|place| place.child("mapping")) else {
        return Ok(Vec::new());
    };
    mapping.object()?;
    Ok(mapping.children().collect())
}
