//! The region table, look-ups, and the user's own metadata.

use std::collections::BTreeSet;

use proptest::prelude::*;
use work_requests_config::{
    Endpoint, Env, Region, RegionError, RegionMetadata, RegionSource, Regions, WarningKind,
};

use crate::common::Home;

const TEMPLATE: &str = "https://iaas.{region}.{secondLevelDomain}";

fn find(text: &str) -> Region {
    Region::from_text(text, &Env::empty()).unwrap()
}

fn metadata(id: &str, code: &str, realm: &str, domain: &str) -> String {
    format!(
        r#"{{"realmKey":"{realm}","realmDomainComponent":"{domain}","regionKey":"{code}","regionIdentifier":"{id}"}}"#
    )
}

#[test]
fn the_table_has_85_regions_in_20_realms() {
    let regions: Vec<Region> = Region::all().collect();
    let distinct =
        |part: fn(&Region) -> &str| regions.iter().map(part).collect::<BTreeSet<_>>().len();
    assert_eq!(regions.len(), 85);
    assert_eq!(distinct(Region::id), 85);
    assert_eq!(distinct(|region| region.short_code().unwrap()), 85);
    assert_eq!(distinct(Region::realm), 20);
    assert_eq!(
        regions
            .iter()
            .filter(|region| region.realm() == "oc1")
            .count(),
        46
    );
    // oc2 and oc3 share a domain.
    assert_eq!(distinct(Region::domain), 19);
}

#[test]
fn every_region_is_found_by_id_and_by_code_and_has_an_endpoint() {
    for region in Region::all() {
        let code = region.short_code().unwrap();
        assert_eq!(find(region.id()), region);
        assert_eq!(find(&code.to_uppercase()), region);
        assert!(region.known());
        let endpoint = Endpoint::from_template(TEMPLATE, &region).unwrap();
        assert_eq!(
            endpoint.host(),
            format!("iaas.{}.{}", region.id(), region.domain())
        );
        assert_eq!(
            (endpoint.scheme(), endpoint.port(), endpoint.base_path()),
            ("https", None, "")
        );
    }
}

#[test]
fn some_regions_of_each_kind() {
    let cases = [
        ("us-ashburn-1", "us-ashburn-1", "oc1", "oraclecloud.com"),
        ("LTN", "uk-gov-london-1", "oc4", "oraclegovcloud.uk"),
        ("us-langley-1", "us-langley-1", "oc2", "oraclegovcloud.com"),
        ("str", "eu-frankfurt-2", "oc19", "oraclecloud.eu"),
        (
            "Sa-RioDeJaneiro-1",
            "sa-riodejaneiro-1",
            "oc52",
            "oraclecloud52.com",
        ),
    ];
    for (text, id, realm, domain) in cases {
        let region = find(text);
        assert_eq!(
            (region.id(), region.realm(), region.domain()),
            (id, realm, domain)
        );
    }
}

#[test]
fn an_unknown_region_says_so_and_falls_into_oc1() {
    let region = find("XX-Nowhere-7");
    assert_eq!(
        (region.id(), region.realm(), region.domain()),
        ("xx-nowhere-7", "oc1", "oraclecloud.com")
    );
    assert!(!region.known());
    assert_eq!(region.source(), RegionSource::Assumed);
}

#[test]
fn the_default_realm_variable_is_the_domain_of_unknown_regions_only() {
    let env = Env::from_iter([("OCI_DEFAULT_REALM", "Cloud.Example")]);
    assert_eq!(
        Region::from_text("xx-nowhere-7", &env).unwrap().domain(),
        "cloud.example"
    );
    assert_eq!(
        Region::from_text("iad", &env).unwrap().domain(),
        "oraclecloud.com"
    );
    let bad = Env::from_iter([("OCI_DEFAULT_REALM", "a/b")]);
    let error = Region::from_text("xx-nowhere-7", &bad).unwrap_err();
    assert!(matches!(error, RegionError::DefaultRealm { .. }));
    assert!(
        error
            .to_string()
            .starts_with("OCI_DEFAULT_REALM \"a/b\" has '/' as character 2"),
        "{error}"
    );
    Region::from_text("iad", &bad).unwrap();
}

#[test]
fn a_text_with_a_dot_is_the_whole_domain() {
    let region = find("Us-Ashburn-1.OracleCloud8.com");
    assert!(region.is_complete_domain() && !region.known());
    assert_eq!(
        (region.id(), region.domain(), region.realm()),
        ("us-ashburn-1.oraclecloud8.com", "oraclecloud8.com", "oc8")
    );
    assert_eq!(
        Endpoint::from_template(TEMPLATE, &region)
            .unwrap()
            .to_string(),
        "https://iaas.us-ashburn-1.oraclecloud8.com"
    );
    let other = Endpoint::from_template(
        "https://x.{region}.oci.{secondLevelDomain}/p",
        &find("my.place.example"),
    )
    .unwrap();
    assert_eq!(other.to_string(), "https://x.my.place.example/p");
}

#[test]
fn texts_that_could_change_the_host_are_refused() {
    for text in [
        "",
        " ",
        "a b",
        "iad ",
        "a/b",
        "a\\b",
        "user@host",
        "a?b",
        "a#b",
        "a:443",
        "a%2fb",
        "é",
        "a\nb",
        "a\u{0}",
        ".",
        "a.",
        ".a",
        "a..b",
        "a.b/c",
    ] {
        assert!(
            matches!(
                Region::from_text(text, &Env::empty()),
                Err(RegionError::Region { .. })
            ),
            "{text:?}"
        );
    }
    assert!(Region::from_text(&"a".repeat(64), &Env::empty()).is_err());
    assert!(Region::from_text(&"a".repeat(63), &Env::empty()).is_ok());
    assert!(Region::from_text(&"abc.".repeat(64), &Env::empty()).is_err());
}

#[test]
fn a_refusal_shows_a_short_and_escaped_text() {
    let error = Region::from_text(&format!("a\u{1b}[31m{}", "b".repeat(500)), &Env::empty())
        .unwrap_err()
        .to_string();
    assert!(error.len() < 300 && !error.contains('\u{1b}'), "{error}");
}

#[test]
fn the_file_adds_regions() {
    let home = Home::new();
    let entries = [
        metadata("XX-New-1", "XNW", "OC99", "Example.COM"),
        metadata("xx-new-2", "xn2", "oc1", "evil.example"),
    ];
    home.write("regions-config.json", format!("[{}]", entries.join(",")));
    for text in ["xx-new-1", "xnw", "XNW"] {
        let region = Region::from_text(text, &home.env()).unwrap();
        assert_eq!(
            (
                region.id(),
                region.short_code(),
                region.realm(),
                region.domain()
            ),
            ("xx-new-1", Some("xnw"), "oc99", "example.com")
        );
        assert_eq!(
            (region.known(), region.source()),
            (true, RegionSource::File)
        );
    }
    assert_eq!(
        Region::from_text("xn2", &home.env()).unwrap().domain(),
        "oraclecloud.com",
        "a known realm keeps its domain"
    );
}

#[test]
fn metadata_cannot_redefine_what_is_known() {
    let entry = metadata("us-ashburn-1", "zzz", "oc99", "evil.example");
    let env = Env::from_iter([("OCI_REGION_METADATA", entry.as_str())]);
    for text in ["us-ashburn-1", "iad"] {
        assert_eq!(Region::from_text(text, &env).unwrap(), find("iad"));
    }
    assert!(!Region::from_text("zzz", &env).unwrap().known());
}

#[test]
fn the_file_beats_the_variable_and_the_variable_what_is_given() {
    let home = Home::new();
    home.write(
        "regions-config.json",
        format!("[{}]", metadata("xx-new-1", "xn1", "oc99", "file.example")),
    );
    let in_variable = metadata("xx-new-1", "xn1", "oc98", "variable.example");
    let env = home.env_with([("OCI_REGION_METADATA", in_variable.as_str())]);
    assert_eq!(
        Region::from_text("xx-new-1", &env).unwrap().domain(),
        "file.example"
    );

    let second = metadata("xx-new-2", "xn2", "oc99", "variable.example");
    let env = home.env_with([("OCI_REGION_METADATA", second.as_str())]);
    let region = Region::from_text("xx-new-2", &env).unwrap();
    assert_eq!(
        (region.source(), region.domain()),
        (RegionSource::Environment, "file.example"),
        "a realm keeps its first domain"
    );

    let given =
        RegionMetadata::from_json(metadata("xx-new-3", "xn3", "oc97", "given.example").as_bytes())
            .unwrap();
    let regions = Regions::new(&env).with_metadata(given);
    assert_eq!(regions.find("xn3").unwrap().source(), RegionSource::Given);
    assert_eq!(
        regions.find("xn2").unwrap().source(),
        RegionSource::Environment
    );
}

#[test]
fn sources_are_read_only_when_needed_and_then_once() {
    let home = Home::new();
    let path = home.write("regions-config.json", "broken");
    let regions = Regions::new(&home.env());
    regions.find("iad").unwrap();
    assert_eq!(regions.warnings(), []);
    assert!(!regions.find("xx-new-1").unwrap().known());
    assert_eq!(regions.warnings().len(), 1);
    std::fs::write(
        path,
        format!("[{}]", metadata("xx-new-1", "xn1", "oc99", "file.example")),
    )
    .unwrap();
    assert!(!regions.find("xx-new-1").unwrap().known());
}

#[test]
fn unusable_metadata_is_skipped_with_a_warning() {
    let good = metadata("xx-new-1", "xn1", "oc99", "file.example");
    let cases = [
        ("{".to_owned(), "is not JSON (line 1, column 1)"),
        (good.clone(), "is not a JSON array of objects"),
        ("7".to_owned(), "is not a JSON array of objects"),
        ("[7]".to_owned(), "entry 1 is not one JSON object"),
        (
            r#"[{"realmKey": 7}]"#.to_owned(),
            "entry 1 has no text in `realmKey`",
        ),
        (
            format!("[{good}, {}]", good.replace("oc99", "")),
            "entry 2 has no text in `realmKey`",
        ),
        (
            format!("[{}]", good.replace("file.example", "evil.example/")),
            "entry 1 has a `realmDomainComponent` that has '/'",
        ),
        (
            format!("[{}]", good.replace("xx-new-1", "a@b")),
            "entry 1 has a `regionIdentifier` that has '@'",
        ),
    ];
    for (text, expected) in cases {
        let home = Home::new();
        let path = home.write("regions-config.json", &text);
        let regions = Regions::new(&home.env());
        regions.find("xx-other-1").unwrap();
        let warnings = regions.warnings();
        assert_eq!(warnings.len(), 1, "{text}");
        assert_eq!(
            (warnings[0].kind, warnings[0].file.as_ref()),
            (WarningKind::RegionMetadata, Some(&path))
        );
        assert!(
            warnings[0].what.starts_with(expected),
            "{text}: {}",
            warnings[0]
        );
    }
}

#[test]
fn an_unusable_variable_is_named() {
    for text in ["{", "7", "null", "[]", "\"x\"", r#"{"realmKey":"oc9"}"#] {
        let regions = Regions::new(&Env::from_iter([("OCI_REGION_METADATA", text)]));
        assert!(!regions.find("xx-other-1").unwrap().known());
        let warnings = regions.warnings();
        assert!(
            warnings[0].what.starts_with("OCI_REGION_METADATA "),
            "{text}: {}",
            warnings[0]
        );
    }
}

proptest! {
    #[test]
    fn no_region_text_changes_more_than_its_place(text in "\\PC{0,20}|[a-z0-9./@?#: %\\\\-]{0,12}|[a-z-]{1,10}(\\.[a-z-]{1,5}){0,3}") {
        let Ok(region) = Region::from_text(&text, &Env::empty()) else {
            return Ok(());
        };
        let endpoint = Endpoint::from_template("https://iaas.{region}.{secondLevelDomain}/base", &region).unwrap();
        let uri: http::Uri = endpoint.join("20160918", "/workRequests").parse().unwrap();
        prop_assert_eq!(uri.scheme_str(), Some("https"));
        prop_assert_eq!(uri.path(), "/base/20160918/workRequests");
        prop_assert_eq!((uri.query(), uri.port()), (None, None));
        let host = uri.host().unwrap();
        prop_assert_eq!(host, endpoint.authority());
        prop_assert!(host.starts_with("iaas."));
        if !region.is_complete_domain() {
            prop_assert!(host.ends_with(region.domain()));
        }
    }
}
