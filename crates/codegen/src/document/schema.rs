//! One schema of a document.

use std::sync::Arc;

use super::{
    Node, lower,
    source::{Dialect, Source},
};
use crate::error::{Error, Problem, SpecError};
use crate::pointer::Pointer;

/// A part of a document and where it is.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    source: Arc<Source>,
    pointer: Pointer,
    node: Node,
}

/// A place that holds a schema, which is an object in the words of 3.1, or `true` or `false`.
#[derive(Debug, Clone)]
pub(crate) struct Schema(Place);

/// The types that JSON Schema names, null apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum JsonType {
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

impl Place {
    pub(super) fn new(source: Arc<Source>, pointer: Pointer, node: Node) -> Self {
        Self {
            source,
            pointer,
            node,
        }
    }

    pub(crate) fn source(&self) -> &Arc<Source> {
        &self.source
    }

    pub(crate) fn file(&self) -> &str {
        self.source.name()
    }

    pub(crate) fn pointer(&self) -> &Pointer {
        &self.pointer
    }

    pub(crate) fn node(&self) -> &Node {
        &self.node
    }

    /// The whole file that the place is in.
    pub(crate) fn root_node(&self) -> &Node {
        self.source.node()
    }

    pub(crate) fn child(&self, segment: &str) -> Option<Self> {
        let node = self.node.member(segment)?.clone();
        Some(Self::new(
            self.source.clone(),
            self.pointer.join(segment),
            node,
        ))
    }

    /// The members of an object.
    pub(crate) fn children(&self) -> impl Iterator<Item = (String, Self)> {
        self.node.members().map(|(name, node)| {
            let pointer = self.pointer.join(name);
            let place = Self::new(self.source.clone(), pointer, node.clone());
            (name.to_owned(), place)
        })
    }

    /// The items of a list.
    pub(crate) fn elements(&self) -> Result<Vec<Self>, Error> {
        let items = self.node.items().ok_or_else(|| self.shape("a list"))?;
        let places = items.iter().enumerate().map(|(index, node)| {
            let pointer = self.pointer.join(&index.to_string());
            Self::new(self.source.clone(), pointer, node.clone())
        });
        Ok(places.collect())
    }

    pub(crate) fn text(&self) -> Result<&str, Error> {
        self.node.text().ok_or_else(|| self.shape("a string"))
    }

    pub(crate) fn boolean(&self) -> Result<bool, Error> {
        let flag = self.node.boolean();
        flag.ok_or_else(|| self.shape("true or false"))
    }

    pub(crate) fn object(&self) -> Result<(), Error> {
        let is_object = self.node.is_object();
        is_object
            .then_some(())
            .ok_or_else(|| self.shape("an object"))
    }

    pub(super) fn required_text(&self, name: &str) -> Result<String, Error> {
        self.object()?;
        let missing = || self.fault(Problem::Shape(format!("the member `{name}` is missing")));
        let child = self.child(name).ok_or_else(missing)?;
        match child.node.members().next().is_some() || child.node.items().is_some() {
            true => Err(child.shape("a string")),
            false => Ok(child.node.scalar_text()),
        }
    }

    /// A complaint about this place.
    pub(crate) fn fault(&self, problem: Problem) -> Error {
        Error::from(Box::new(SpecError {
            file: self.source.name().to_owned(),
            pointer: self.pointer.clone(),
            position: self.node.position(),
            problem,
        }))
    }

    fn shape(&self, expected: &str) -> Error {
        self.fault(Problem::Shape(format!("this must be {expected}")))
    }
}

/// Whether two places are the same one; lowered or not does not matter.
impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        self.pointer == other.pointer && self.source.path() == other.source.path()
    }
}

impl Schema {
    pub(super) fn new(mut place: Place) -> Result<Self, Error> {
        if place.node.boolean().is_none() && !place.node.is_object() {
            return Err(place.shape("a schema, which is an object"));
        }
        if place.node.is_object() && place.source.dialect() == Dialect::V30 {
            place.node = lower::lower(&place.node);
        }
        Ok(Self(place))
    }

    pub(crate) fn place(&self) -> &Place {
        &self.0
    }

    /// `Some` for the schemas that allow everything or nothing.
    pub(crate) fn boolean(&self) -> Option<bool> {
        self.0.node.boolean()
    }

    pub(crate) fn is_v30(&self) -> bool {
        self.0.source.dialect() == Dialect::V30
    }

    pub(crate) fn keywords(&self) -> impl Iterator<Item = &str> {
        self.0.node.members().map(|(name, _)| name)
    }

    pub(crate) fn has(&self, keyword: &str) -> bool {
        self.0.node.member(keyword).is_some()
    }

    pub(crate) fn keyword(&self, keyword: &str) -> Option<Place> {
        self.0.child(keyword)
    }

    pub(crate) fn text(&self, keyword: &str) -> Result<Option<String>, Error> {
        let place = self.keyword(keyword);
        let text = place.map(|place| place.text().map(str::to_owned));
        text.transpose()
    }

    pub(crate) fn flag(&self, keyword: &str) -> Result<bool, Error> {
        let place = self.keyword(keyword);
        place.map_or(Ok(false), |place| place.boolean())
    }

    /// The schema that is the value of `keyword`.
    pub(crate) fn part(&self, keyword: &str) -> Result<Option<Self>, Error> {
        self.keyword(keyword).map(Self::new).transpose()
    }

    /// The schemas that are the value of `keyword`, a list.
    pub(crate) fn parts(&self, keyword: &str) -> Result<Vec<Self>, Error> {
        match self.keyword(keyword) {
            Some(place) => place.elements()?.into_iter().map(Self::new).collect(),
            None => Ok(Vec::new()),
        }
    }

    /// The members of an object, in the order of the document.
    pub(crate) fn properties(&self) -> Result<Vec<(String, Self)>, Error> {
        let Some(place) = self.keyword("properties") else {
            return Ok(Vec::new());
        };
        place.object()?;
        let all = place.children();
        all.map(|(name, place)| Ok((name, Self::new(place)?)))
            .collect()
    }

    /// The names of members that must be there, each with its place.
    pub(crate) fn required(&self) -> Result<Vec<(String, Place)>, Error> {
        let Some(place) = self.keyword("required") else {
            return Ok(Vec::new());
        };
        let names = place.elements()?.into_iter();
        names
            .map(|place| Ok((place.text()?.to_owned(), place)))
            .collect()
    }

    /// The types besides null, and whether null is among them.
    pub(crate) fn types(&self) -> Result<(Vec<JsonType>, bool), Error> {
        let Some(place) = self.keyword("type") else {
            return Ok((Vec::new(), false));
        };
        let words = match place.node().items() {
            Some(_) => place.elements()?,
            None => vec![place],
        };
        let mut types = Vec::new();
        for word in &words {
            types.push(json_type(word)?);
        }
        let has_null = types.contains(&None);
        Ok((types.into_iter().flatten().collect(), has_null))
    }

    /// The same schema, of one type only.
    pub(crate) fn of_type(&self, json_type: JsonType) -> Self {
        let members = self.0.node.members().map(|(name, node)| {
            let node = match name {
                "type" => node.with_text(json_type.word()),
                _ => node.clone(),
            };
            (name.to_owned(), node)
        });
        self.with_members(members.collect())
    }

    /// The same schema without some keywords.
    pub(crate) fn without(&self, keywords: &[&str]) -> Self {
        let members = self.0.node.members();
        let members = members.filter(|(name, _)| !keywords.contains(name));
        let members = members.map(|(name, node)| (name.to_owned(), node.clone()));
        self.with_members(members.collect())
    }

    fn with_members(&self, members: Vec<(String, Node)>) -> Self {
        let mut place = self.0.clone();
        place.node = place.node.with_members(members);
        Self(place)
    }

    /// A complaint about this schema.
    pub(crate) fn fault(&self, problem: Problem) -> Error {
        self.0.fault(problem)
    }

    /// A complaint about one keyword of this schema.
    pub(crate) fn keyword_fault(&self, keyword: &str, problem: Problem) -> Error {
        let place = self.keyword(keyword);
        place.as_ref().unwrap_or(&self.0).fault(problem)
    }
}

impl JsonType {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

/// `None` for null.
fn json_type(word: &Place) -> Result<Option<JsonType>, Error> {
    let all = [
        JsonType::Boolean,
        JsonType::Integer,
        JsonType::Number,
        JsonType::String,
        JsonType::Array,
        JsonType::Object,
    ];
    match word.text()? {
        "null" => Ok(None),
        text => match all.into_iter().find(|known| known.word() == text) {
            Some(known) => Ok(Some(known)),
            None => Err(word.fault(Problem::Shape(format!("`{text}` is not a type")))),
        },
    }
}
