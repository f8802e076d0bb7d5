//! What the OCID of a work request tells.

use crate::{Service, generated};

/// The OCID of a work request: `ocid1.<type>.<realm>.[region].[future use].<unique id>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identifier<'a> {
    kind: &'a str,
    realm: &'a str,
    region: Option<&'a str>,
}

impl<'a> Identifier<'a> {
    /// Reads an OCID; `None` for what is not one.
    pub fn read(text: &'a str) -> Option<Self> {
        let mut parts = text.split('.');
        let (first, kind, realm, region) =
            (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let unique = parts.next_back()?;
        let whole = first == "ocid1" && !kind.is_empty() && !realm.is_empty() && !unique.is_empty();
        whole.then_some(Self {
            kind,
            realm,
            region: Some(region).filter(|region| !region.is_empty()),
        })
    }

    /// The type, such as `clustersworkrequest`.
    pub fn kind(&self) -> &'a str {
        self.kind
    }

    /// The realm, such as `oc1`.
    pub fn realm(&self) -> &'a str {
        self.realm
    }

    /// The region, as a short code or a whole name. Some types never have one, and then only the
    /// caller knows.
    pub fn region(&self) -> Option<&'a str> {
        self.region
    }

    /// The service that work requests of this type belong to; `None` for a type that is not known,
    /// or is used for several services.
    pub fn service(&self) -> Option<&'static Service> {
        let kind = |(known, _): &&(&str, _)| known.eq_ignore_ascii_case(self.kind);
        let (_, service) = generated::OCID_TYPES.iter().find(kind)?;
        Service::by_name(service)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_apart() {
        let read = |text| Identifier::read(text).map(|id| (id.kind(), id.realm(), id.region()));
        let known = "ocid1.queueworkrequest.oc1.eu-zurich-1.aaaa";
        assert_eq!(
            read(known),
            Some(("queueworkrequest", "oc1", Some("eu-zurich-1")))
        );
        let none = "ocid1.waasworkrequest.oc1..aaaa";
        assert_eq!(read(none), Some(("waasworkrequest", "oc1", None)));
        let six = "ocid1.mysqlworkrequest.oc1.iad.5a8e.aaaa";
        assert_eq!(read(six), Some(("mysqlworkrequest", "oc1", Some("iad"))));
        for text in [
            "",
            "x",
            "ocid1",
            "ocid1.a.b.c",
            "ocid2.a.b.c.d",
            "ocid1..oc1.iad.x",
            "ocid1.a.oc1.iad.",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_type_that_tells_nothing_has_no_service() {
        let service = |text| Identifier::read(text).and_then(|id| id.service());
        assert_eq!(service("ocid1.workrequest.oc1.iad.aaaa"), None);
        let shared = service("ocid1.coreservicesworkrequest.oc1.iad.aaaa");
        assert_eq!(shared, Some(crate::WORK_REQUESTS));
    }
}
