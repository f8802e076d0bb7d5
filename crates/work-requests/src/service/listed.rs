//! Lists, which some services send as an array and others in an object.

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

use super::entries::Document;

/// The documents of a list: `[…]` or `{"items": […]}`.
#[derive(Debug)]
pub(super) struct Listed(pub(super) Vec<Document>);

impl<'de> Deserialize<'de> for Listed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ListVisitor)
    }
}

struct ListVisitor;

impl<'de> Visitor<'de> for ListVisitor {
    type Value = Listed;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list, or an object with `items`")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Listed, A::Error> {
        let mut items = Vec::with_capacity(list.size_hint().unwrap_or_default());
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Listed(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Listed, A::Error> {
        let mut items = None;
        while let Some(name) = object.next_key::<String>()? {
            if name != "items" {
                object.next_value::<IgnoredAny>()?;
            } else if items.replace(object.next_value()?).is_some() {
                return Err(A::Error::duplicate_field("items"));
            }
        }
        let items = items.ok_or_else(|| A::Error::missing_field("items"))?;
        Ok(Listed(items))
    }
}
