//! Defaults, and what else of a member goes into its description.

use serde_json::Value;

use super::{Reader, kind::Kind};
use crate::{
    Error,
    document::Schema,
    error::Problem,
    model::{Literal, Type, VariantName, Word},
};

impl Reader<'_> {
    /// The default of a member as a value of its type.
    ///
    /// One of a type that has no literals (a time, a list) is only described.
    pub(super) fn default(&mut self, schema: &Schema, ty: &Type) -> Result<Option<Literal>, Error> {
        let Some(place) = schema.keyword("default") else {
            return Ok(None);
        };
        let value = place.node().json();
        if value.is_null() {
            return Ok(None);
        }
        let wrong = || place.fault(Problem::Default(value.to_string()));
        match (ty, &value) {
            (Type::Boolean, Value::Bool(flag)) => Ok(Some(Literal::Boolean(*flag))),
            (Type::Integer(primitive), Value::Number(number)) => {
                let number = number.as_i64().filter(|number| fits(primitive, *number));
                number.map(Literal::Integer).map(Some).ok_or_else(wrong)
            }
            (Type::Float32 | Type::Float64, Value::Number(number)) => {
                Ok(number.as_f64().map(Literal::Float))
            }
            (Type::String, Value::String(text)) => Ok(Some(Literal::Text(text.clone()))),
            (Type::Time | Type::Date | Type::Base64, Value::String(_)) => Ok(None),
            (Type::List(_), Value::Array(_)) => Ok(None),
            (Type::Map(_) | Type::Free, Value::Object(_)) => Ok(None),
            (Type::Any | Type::Path(_), _) => Ok(None),
            (Type::Named(_), _) => self.named_default(schema, ty, &value, wrong),
            _ => Err(wrong()),
        }
    }

    fn named_default(
        &mut self,
        schema: &Schema,
        ty: &Type,
        value: &Value,
        wrong: impl Fn() -> Error,
    ) -> Result<Option<Literal>, Error> {
        let kind = self.behind(schema)?;
        match (kind, ty, value) {
            (Kind::Words(enumeration), Type::Named(name), Value::String(word)) => {
                let words = super::words::words(&enumeration)?;
                let variant = variant(&words, word).ok_or_else(wrong)?;
                // An alias of an enum names its variants as well.
                Ok(Some(Literal::Word(name.clone(), variant)))
            }
            (Kind::Words(_), _, _) => Err(wrong()),
            (Kind::Object(_) | Kind::Free | Kind::Map(_), _, Value::Object(_)) => Ok(None),
            (Kind::List(_), _, Value::Array(_)) => Ok(None),
            (Kind::Scalar(..), _, Value::Array(_) | Value::Object(_)) => Err(wrong()),
            (Kind::Scalar(..) | Kind::Choice(_) | Kind::Types(..) | Kind::Any, _, _) => Ok(None),
            _ => Err(wrong()),
        }
    }
}

fn variant(words: &[Word], wire: &str) -> Option<VariantName> {
    let word = words.iter().find(|word| word.wire == wire)?;
    Some(word.name.clone())
}

fn fits(primitive: &str, number: i64) -> bool {
    match primitive {
        "i8" => i8::try_from(number).is_ok(),
        "i16" => i16::try_from(number).is_ok(),
        "i32" => i32::try_from(number).is_ok(),
        "u8" => u8::try_from(number).is_ok(),
        "u16" => u16::try_from(number).is_ok(),
        "u32" => u32::try_from(number).is_ok(),
        "u64" => u64::try_from(number).is_ok(),
        _ => true,
    }
}

/// Sentences about values that the type does not tell.
pub(super) fn notes(schema: &Schema) -> Result<String, Error> {
    let mut notes = Vec::new();
    if let Some(place) = schema.keyword("const") {
        notes.push(format!("Always {}.", code(&place.node().json())));
    }
    if let Some(place) = schema.keyword("enum") {
        let values = place.elements()?;
        let values = values.iter().map(|place| place.node().json());
        let values: Vec<Value> = values.filter(|value| !value.is_null()).collect();
        if !values.iter().any(Value::is_string) {
            let all: Vec<String> = values.iter().map(code).collect();
            notes.push(format!("One of {}.", all.join(", ")));
        }
    }
    if let Some(place) = schema.keyword("default") {
        notes.push(format!("Absent means {}.", code(&place.node().json())));
    }
    Ok(notes.join(" "))
}

fn code(value: &Value) -> String {
    format!("`{}`", value.to_string().replace('`', "'"))
}
