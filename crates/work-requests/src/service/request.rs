//! From an operation's description to a request: everything in its place, and nothing missing.

use work_requests_catalog::{Operation, Service};

use crate::call::identifier::{check_identifier, check_token, check_value};
use crate::call::{Parameters, Target};
use crate::error::Error;

/// The parameter in paths that names the work request.
const ID: &str = "workRequestId";

/// A request of one service that is being put together.
pub(super) struct Request<'a> {
    pub(super) service: &'static Service,
    pub(super) operation: &'static Operation,
    /// The operation's name, for errors.
    pub(super) name: &'static str,
    pub(super) parameters: &'a Parameters,
    /// The work request, if it is about one.
    pub(super) id: Option<&'a str>,
    /// What the caller set, in order, as query parameters.
    pub(super) query: Vec<(&'static str, Option<String>)>,
}

impl Request<'_> {
    /// The target, if all that the operation needs is there and fits in its place.
    pub(super) fn target(&self) -> Result<Target, Error> {
        self.path()
            .and_then(|path| self.query_of(path))
            .map_err(|error| error.in_operation(self.name))
    }

    fn path(&self) -> Result<Target, Error> {
        let mut target = Target::fixed("");
        let mut pieces = self.operation.path().split('{');
        target = target.literal(pieces.next().unwrap_or_default());
        for piece in pieces {
            let (name, literal) = piece.split_once('}').unwrap_or((piece, ""));
            target = target.segment(self.segment(name)?).literal(literal);
        }
        Ok(target)
    }

    fn segment(&self, name: &str) -> Result<&str, Error> {
        let value = match name {
            ID => self.id.unwrap_or_default(),
            name => self
                .parameters
                .get(name)
                .ok_or_else(|| self.missing(name))?,
        };
        check_identifier(name, value)?;
        Ok(value)
    }

    fn query_of(&self, mut target: Target) -> Result<Target, Error> {
        let set = self.query.iter();
        let mut given: Vec<(&str, &str)> = set
            .filter_map(|(name, value)| Some((*name, value.as_deref()?)))
            .collect();
        if let Some((name, _)) = given.iter().find(|(name, _)| !self.operation.takes(name)) {
            return Err(self.not_taken(name));
        }
        let named = self.parameters.iter();
        let named = named.filter(|(name, _)| self.operation.takes(name));
        for (name, value) in named {
            if !given.iter().any(|(known, _)| *known == name) {
                given.push((name, value));
            }
        }
        let is_given = |name: &&&str| given.iter().any(|(known, _)| known == *name);
        if let Some(name) = self
            .operation
            .required()
            .iter()
            .find(|name| !is_given(name))
        {
            return Err(self.missing(name));
        }
        for (name, value) in given {
            match name {
                "page" => check_token(name, value)?,
                _ => check_value(name, value)?,
            }
            target = target.query(name, value);
        }
        Ok(target)
    }

    fn missing(&self, name: &str) -> Error {
        let service = self.service.name();
        Error::usage(format!("{service} needs {name} for this")).with_hint(match name {
            "compartmentId" => "name a compartment (--compartment-id); nothing was sent".to_owned(),
            _ => format!(
                "name it with parameter(\"{name}\", ...), or --param {name}=...; nothing was sent"
            ),
        })
    }

    fn not_taken(&self, name: &str) -> Error {
        let service = self.service.name();
        Error::usage(format!("{service} does not take {name} for this"))
            .with_hint("leave it out; nothing was sent")
    }
}

/// The error for an operation that a service does not have.
pub(super) fn lacks(service: &Service, name: &'static str) -> Error {
    let message = format!("{} has no {name}", service.name());
    Error::usage(message)
        .with_hint("docs/services.md tells what each service has; nothing was sent")
        .in_operation(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every operation of every service that is known.
    fn operations() -> Vec<(&'static Service, &'static Operation)> {
        let of = |service: &'static Service| {
            let all = [
                Some(service.get()),
                Some(service.list()),
                service.errors(),
                service.logs(),
                service.cancel(),
            ];
            let all = all.into_iter().flatten();
            all.map(move |operation| (service, operation))
        };
        Service::all().flat_map(of).collect()
    }

    fn target(
        (service, operation): (&'static Service, &'static Operation),
        id: &str,
        value: &str,
    ) -> Result<Target, Error> {
        let mut parameters = Parameters::default();
        for name in service.parameters().chain(["stray", "x&y", "../z"]) {
            parameters.set(name.to_owned(), value.to_owned());
        }
        let request = Request {
            service,
            operation,
            name: "test",
            parameters: &parameters,
            id: Some(id),
            query: Vec::new(),
        };
        request.target()
    }

    /// Texts that look for a way out of their place, and any others.
    fn texts() -> impl Strategy<Value = String> {
        let evil = "[a./?#%&=:@;{}\\\\ -]{1,12}|(\\.\\./?){1,3}|%2[eEfF]%2[eEfF]|https?://x.y/";
        prop_oneof![evil, "\\PC{1,40}", ".{0,300}"]
    }

    proptest! {
        #[test]
        fn no_id_and_no_parameter_leaves_its_place(
            at in any::<prop::sample::Index>(),
            id in texts(),
            value in texts(),
        ) {
            let all = operations();
            let asked = all[at.index(all.len())];
            let Ok(target) = target(asked, &id, &value) else {
                return Ok(()); // Refused, and nothing sent.
            };
            let text = format!("https://host.example.com/20160918{}", target.as_str());
            let url = url(&text);
            prop_assert_eq!(url.authority().unwrap().as_str(), "host.example.com");
            let template = format!("/20160918{}", asked.1.path());
            prop_assert_eq!(url.path().split('/').count(), template.split('/').count());
            for (sent, wanted) in url.path().split('/').zip(template.split('/')) {
                let decoded = decoded(sent);
                match wanted {
                    "{workRequestId}" => prop_assert_eq!(&decoded, &id),
                    name if name.starts_with('{') => prop_assert_eq!(&decoded, &value),
                    literal => prop_assert_eq!(sent, literal),
                }
                prop_assert!(decoded != "." && decoded != ".." && !decoded.contains('/'));
            }
            let pairs = url.query().into_iter().flat_map(|query| query.split('&'));
            for pair in pairs {
                let (name, sent) = pair.split_once('=').unwrap();
                prop_assert!(asked.1.takes(name), "{}", name);
                prop_assert_eq!(&decoded(sent), &value);
            }
        }
    }

    #[test]
    fn what_is_safe_is_not_refused() {
        for asked in operations() {
            assert!(target(asked, "an id", "a value?&#%").is_ok(), "{asked:?}");
        }
    }

    fn url(text: &str) -> http::Uri {
        text.parse().unwrap()
    }

    fn decoded(text: &str) -> String {
        let text = percent_encoding::percent_decode_str(text);
        text.decode_utf8().unwrap().into_owned()
    }
}
