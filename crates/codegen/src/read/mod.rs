//! Turns schemas into types.
//!
//! The named schemas come first. Reading them finds schemas that need a type but have no name
//! (an object inside an object) and schemas of other files; these wait in a queue and follow.

mod all_of;
mod choice;
mod default;
mod hook;
mod keywords;
mod kind;
mod naming;
mod nullable;
mod object;
mod recursion;
mod scalar;
mod ty;
mod words;

use std::{
    collections::{HashMap, VecDeque},
    path::Path,
};

use crate::{
    Document, Error, Generator,
    document::{Place, Schema},
    error::Problem,
    model::{Model, SHARED_MODULE, Scope, Shape, TypeDef, TypeName},
    pointer::Pointer,
};
use kind::Kind;

pub(crate) fn model(document: &Document, generator: &Generator) -> Result<Model, Error> {
    let mut reader = Reader {
        document,
        generator,
        scope: Scope::without(&["mod", SHARED_MODULE]),
        names: HashMap::new(),
        waiting: VecDeque::new(),
        way: Vec::new(),
    };
    for (wire, schema) in document.schemas()? {
        reader.component(&wire, schema)?;
    }
    let mut types = Vec::new();
    while let Some(waiting) = reader.waiting.pop_front() {
        types.push(reader.type_def(waiting)?);
    }
    recursion::mend(&mut types);
    Ok(Model {
        source: file_name(document.file()),
        title: document.title().to_owned(),
        version: document.version().to_owned(),
        types,
    })
}

struct Reader<'d> {
    document: &'d Document,
    generator: &'d Generator,
    scope: Scope,
    names: HashMap<Key, TypeName>,
    waiting: VecDeque<Waiting>,
    /// The places that are being looked through, so that none leads to itself.
    way: Vec<Key>,
}

/// How many references and combinations may lead from one to the next, so that no document can
/// exhaust the stack.
const MAX_DEPTH: usize = 100;

/// A place of a schema: its file and its pointer there.
type Key = (String, Pointer);

/// A schema with a name, which is still to be read.
struct Waiting {
    wire: String,
    name: TypeName,
    schema: Schema,
}

impl Reader<'_> {
    /// Names a component. One that only takes over a schema of the same name from another file is
    /// that schema, rather than another name for it.
    fn component(&mut self, wire: &str, schema: Schema) -> Result<(), Error> {
        let only_refers = schema.keywords().eq(["$ref"]);
        if let Some(text) = schema.text("$ref")?.filter(|_| only_refers) {
            let target = self.target(&schema, &text)?;
            let is_same = naming::own_name(target.place()).as_deref() == Some(wire);
            if is_same && key(target.place()) != key(schema.place()) {
                let name = self.name(wire, target);
                self.names.insert(key(schema.place()), name);
                return Ok(());
            }
        }
        self.name(wire, schema);
        Ok(())
    }

    /// The name of the type at a schema's place; the schema is read later.
    fn name(&mut self, wire: &str, schema: Schema) -> TypeName {
        let key = key(schema.place());
        if let Some(name) = self.names.get(&key) {
            return name.clone();
        }
        let name = TypeName::new(wire, &mut self.scope);
        self.names.insert(key, name.clone());
        self.waiting.push_back(Waiting {
            wire: wire.to_owned(),
            name: name.clone(),
            schema,
        });
        name
    }

    fn type_def(&mut self, waiting: Waiting) -> Result<TypeDef, Error> {
        let Waiting { wire, name, schema } = waiting;
        let shape = match self.kind(&schema)? {
            Kind::Object(parts) => Shape::Object(self.object(&parts)?),
            // A struct from the start, which members can be added to.
            Kind::Free => Shape::Object(self.object(std::slice::from_ref(&schema))?),
            Kind::Words(schema) => Shape::Words(words::words(&schema)?),
            Kind::Choice(options) => Shape::Choice(self.choice(&schema, &options)?),
            Kind::Types(types, schema) => Shape::Choice(self.types(&types, &schema)?),
            kind => Shape::Alias(self.type_of_kind(&schema, kind)?),
        };
        let mut type_def = TypeDef {
            wire,
            name,
            docs: self.docs(&schema, &shape)?,
            deprecated: schema.flag("deprecated")?,
            attributes: Vec::new(),
            shape,
        };
        hook::on_type(self.generator, &schema, &mut type_def)?;
        Ok(type_def)
    }

    /// The description of a type, with what its shape cannot say.
    fn docs(&self, schema: &Schema, shape: &Shape) -> Result<String, Error> {
        let mut docs = description(schema)?;
        if matches!(shape, Shape::Object(_))
            && let Some(tag) = choice::tag(schema)?
        {
            let note = format!("The member `{tag}` tells which kind of it this is.");
            docs = paragraphs([docs, note]);
        }
        Ok(docs)
    }

    /// Runs `look` at what is behind a place, unless the place led here.
    fn within<T>(
        &mut self,
        schema: &Schema,
        look: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let key = key(schema.place());
        if self.way.contains(&key) {
            return Err(schema.fault(Problem::Circle));
        }
        if self.way.len() == MAX_DEPTH {
            return Err(schema.fault(Problem::TooDeep));
        }
        self.way.push(key);
        let found = look(self);
        self.way.pop();
        found
    }
}

fn key(place: &Place) -> Key {
    (place.file().to_owned(), place.pointer().clone())
}

fn description(schema: &Schema) -> Result<String, Error> {
    let text = schema.text("description")?.unwrap_or_default();
    if text.trim().is_empty() {
        return Ok(schema.text("title")?.unwrap_or_default().trim().to_owned());
    }
    Ok(text.trim().to_owned())
}

fn paragraphs<const N: usize>(all: [String; N]) -> String {
    let all: Vec<String> = all.into_iter().filter(|text| !text.is_empty()).collect();
    all.join("\n\n")
}

fn file_name(path: &str) -> String {
    let name = Path::new(path).file_name();
    name.map_or_else(|| path.to_owned(), |name| name.to_string_lossy().into())
}
