//! `oneOf`, `anyOf` and lists of types, as enums.

mod tags;

use super::{Reader, keywords, kind::Kind, kind::of_type, naming, nullable};
use crate::{
    Error,
    document::{JsonType, Schema},
    error::Problem,
    model::{Alternative, Choice, Type, VariantName},
};

pub(super) use tags::tag;

/// Keywords that say which alternatives there are, rather than something beside them.
const CHOOSING: [&str; 4] = ["anyOf", "discriminator", "nullable", "oneOf"];

impl Reader<'_> {
    /// What a schema with alternatives describes.
    pub(super) fn either(&mut self, schema: &Schema) -> Result<Kind, Error> {
        if schema.has("oneOf") && schema.has("anyOf") {
            return Err(schema.keyword_fault("anyOf", Problem::Combination));
        }
        let keyword = if schema.has("oneOf") {
            "oneOf"
        } else {
            "anyOf"
        };
        let all = nullable::either(schema)?;
        all.iter()
            .filter(|part| part.boolean().is_none())
            .try_for_each(keywords::check)?;
        let own = schema.without(&CHOOSING);
        if ["properties", "additionalProperties", "items", "enum"]
            .iter()
            .any(|word| own.has(word))
        {
            return match all.iter().all(only_narrows) {
                true => self.kind(&own),
                false => Err(schema.keyword_fault(keyword, Problem::Combination)),
            };
        }
        let mut options = Vec::new();
        for part in all {
            if !nullable::is_null(&part)? {
                options.push(part);
            }
        }
        if let Some(words) = self.open_words(schema, &options)? {
            options = vec![words];
        }
        match options.as_slice() {
            [] => Err(schema.keyword_fault(keyword, Problem::Type("nothing to choose".into()))),
            [only] => self.within(schema, |reader| reader.kind(only)),
            _ => Ok(Kind::Choice(options)),
        }
    }

    /// The one enum beside plain text, since enums keep words that they do not name.
    fn open_words(&mut self, schema: &Schema, options: &[Schema]) -> Result<Option<Schema>, Error> {
        let mut found = None;
        for option in options {
            let kind = self.within(schema, |reader| reader.behind(option))?;
            let is_plain = |text: &Schema| !text.has("format") && !text.has("contentEncoding");
            match kind {
                Kind::Words(_) if found.is_none() => found = Some(option.clone()),
                Kind::Scalar(JsonType::String, text) if is_plain(&text) => {}
                _ => return Ok(None),
            }
        }
        Ok(found)
    }

    pub(super) fn choice(&mut self, schema: &Schema, options: &[Schema]) -> Result<Choice, Error> {
        let tag = self.tag_of(schema, options)?;
        let mut scope = VariantName::scope();
        let mut alternatives: Vec<Alternative> = Vec::new();
        for (index, option) in options.iter().enumerate() {
            let ty = self.type_of(option)?;
            // What no other type holds is kept anyway, and a type that is there twice is the same.
            let is_known = alternatives.iter().any(|known| known.ty == ty);
            if ty == Type::Any || (is_known && tag.is_none()) {
                continue;
            }
            let name = naming::alternative(option.place().node());
            let words = tag.as_ref().and_then(|tag| tag.words.get(index).cloned());
            alternatives.push(Alternative {
                name: VariantName::new(&name, &mut scope),
                ty,
                words: words.unwrap_or_default(),
            });
        }
        let tag = tag.map(|tag| tag.member);
        Ok(Choice { tag, alternatives })
    }

    /// An enum of one schema's JSON types.
    pub(super) fn types(&mut self, types: &[JsonType], schema: &Schema) -> Result<Choice, Error> {
        let mut scope = VariantName::scope();
        let mut alternatives = Vec::new();
        for json_type in types {
            let option = schema.of_type(*json_type).without(&["enum"]);
            let kind = of_type(&option, *json_type)?;
            if matches!(kind, Kind::Object(_)) {
                return Err(schema.keyword_fault("type", Problem::MixedObject));
            }
            let name = naming::alternative(option.place().node());
            alternatives.push(Alternative {
                name: VariantName::new(&name, &mut scope),
                ty: self.type_of_kind(&option, kind)?,
                words: Vec::new(),
            });
        }
        let tag = None;
        Ok(Choice { tag, alternatives })
    }
}

/// Whether an alternative only says which members must be there together.
fn only_narrows(schema: &Schema) -> bool {
    let narrows = |keyword: &str| {
        matches!(keyword, "required" | "type") || !keywords::SHAPING.contains(&keyword)
    };
    schema.boolean().is_some() || schema.keywords().all(narrows)
}
