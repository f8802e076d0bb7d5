//! Plain values, by their types and formats.

use crate::{
    Error, Generator,
    document::{JsonType, Schema},
    error::Problem,
    model::Type,
};

/// The formats of whole numbers, and `i64` for none.
const INTEGERS: [(&str, &str); 8] = [
    ("int8", "i8"),
    ("int16", "i16"),
    ("int32", "i32"),
    ("int64", "i64"),
    ("uint8", "u8"),
    ("uint16", "u16"),
    ("uint32", "u32"),
    ("uint64", "u64"),
];

pub(super) fn scalar(
    generator: &Generator,
    json_type: JsonType,
    schema: &Schema,
) -> Result<Type, Error> {
    let format = schema.text("format")?;
    if let Some(path) = format.as_deref().and_then(|format| generator.path(format)) {
        return Ok(Type::Path(path.to_owned()));
    }
    let fault = |format: &str| {
        let problem = Problem::Format(format.to_owned());
        Err(schema.keyword_fault("format", problem))
    };
    match (json_type, format.as_deref()) {
        (JsonType::Boolean, _) => Ok(Type::Boolean),
        (JsonType::Integer, None) => Ok(Type::Integer("i64")),
        (JsonType::Integer, Some(format)) => {
            match INTEGERS.iter().find(|(name, _)| *name == format) {
                Some((_, primitive)) => Ok(Type::Integer(primitive)),
                None => fault(format),
            }
        }
        (JsonType::Number, None | Some("double")) => Ok(Type::Float64),
        (JsonType::Number, Some("float")) => Ok(Type::Float32),
        (JsonType::Number, Some(format)) => fault(format),
        (_, format) => string(schema, format),
    }
}

/// Formats that only narrow text, like `uri` and `uuid`, leave it text. So does `binary`: inside
/// JSON it is text as it stands, since JSON has no octets.
fn string(schema: &Schema, format: Option<&str>) -> Result<Type, Error> {
    let encoding = schema.text("contentEncoding")?;
    Ok(match (format, encoding.as_deref()) {
        (Some("date-time"), _) => Type::Time,
        (Some("date"), _) => Type::Date,
        (Some("byte"), _) | (_, Some("base64")) => Type::Base64,
        (_, Some(other)) if !matches!(other, "7bit" | "8bit" | "binary") => {
            let problem = Problem::Encoding(other.to_owned());
            return Err(schema.keyword_fault("contentEncoding", problem));
        }
        _ => Type::String,
    })
}
