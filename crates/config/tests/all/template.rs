//! Templates with placeholders, realm-specific ones and dual stack, on an invented service.

use proptest::prelude::*;
use work_requests_config::{
    Endpoint, EndpointError, EndpointOptions, EndpointTemplate, Env, Expansion, HostFault, Region,
    ServiceTemplates,
};

const REALM: &str = "OCI_REALM_SPECIFIC_SERVICE_ENDPOINT_TEMPLATE_ENABLED";
const DUAL: &str = "OCI_DUAL_STACK_ENDPOINT_ENABLED";

fn region(text: &str) -> Region {
    Region::from_text(text, &Env::empty()).unwrap()
}

fn expand(template: &str, expansion: &Expansion) -> Result<String, EndpointError> {
    let endpoint = EndpointTemplate::parse(template)?.expand(expansion)?;
    Ok(endpoint.to_string())
}

/// The invented service: one template for all, one for oc1.
fn invented() -> ServiceTemplates {
    ServiceTemplates::new("https://{tank+Dot}{dualStack?ds.:}water.{region}.{secondLevelDomain}")
        .unwrap()
        .realm(
            "oc1",
            "https://{tank+Dot}{dualStack?ds.:}water.{region}.oci.example.com",
        )
        .unwrap()
}

fn host(templates: &ServiceTemplates, text: &str, options: EndpointOptions, env: &Env) -> String {
    let expansion = Expansion::new().region(&region(text));
    templates
        .endpoint(&expansion, &options, env)
        .unwrap()
        .host()
        .to_owned()
}

#[test]
fn placeholders_are_filled_or_vanish() {
    let expansion = Expansion::new()
        .region(&region("zrh"))
        .parameter("a", "x")
        .parameter("b", "y.z");
    let cases = [
        ("https://{a}.h", "https://x.h"),
        ("https://{a+Dot}{b+Dot}h", "https://x.y.z.h"),
        ("https://{none+Dot}h", "https://h"),
        ("https://{none}h", "https://h"),
        ("https://a.{none}.h", "https://a.h"),
        (
            "https://{region}.{secondLevelDomain}:444/p",
            "https://eu-zurich-1.oraclecloud.com:444/p",
        ),
        ("https://plain/a..b", "https://plain/a..b"),
    ];
    for (template, expected) in cases {
        assert_eq!(
            expand(template, &expansion).unwrap(),
            expected,
            "{template}"
        );
    }
}

#[test]
fn dual_stack_chooses_a_side() {
    let cases = [
        ("https://{dualStack?ds.:}h", "https://ds.h", "https://h"),
        (
            "https://{dualStack?ds:v4}.h",
            "https://ds.h",
            "https://v4.h",
        ),
        ("https://a.{dualStack?:b.}h", "https://a.h", "https://a.b.h"),
        ("https://a.{dualStack?d:}.h", "https://a.d.h", "https://a.h"),
        ("https://{other?a:b}h", "https://h", "https://h"),
        ("https://{dualstack?a:b}h", "https://h", "https://h"),
        ("https://{dualStack? a:b}h", "https://h", "https://h"),
        ("https://{dualStack?.a:b}h", "https://h", "https://h"),
        ("https://{dualStack?a:-b}h", "https://h", "https://h"),
        ("https://{dualStack?a}h", "https://h", "https://h"),
    ];
    for (template, on, off) in cases {
        assert_eq!(
            expand(template, &Expansion::new().dual_stack(true)).unwrap(),
            on,
            "{template}"
        );
        assert_eq!(
            expand(template, &Expansion::new()).unwrap(),
            off,
            "{template}"
        );
    }
}

#[test]
fn what_comes_out_must_be_an_endpoint() {
    let expansion = Expansion::new().parameter("p", "a/b");
    assert_eq!(
        expand("https://{none}", &expansion),
        Err(EndpointError::Host(HostFault::Empty))
    );
    assert_eq!(expand("{p}", &Expansion::new()), Err(EndpointError::Scheme));
    let refused = expand("https://{p+Dot}h", &expansion);
    assert_eq!(
        refused.unwrap_err().to_string(),
        "the value for {p} in the endpoint template has '/' as character 2; only ASCII letters, digits, `-` and `_` may stand there"
    );
    for template in ["https://{a", "https://a}", "https://{a{b}}", "https://}{"] {
        assert_eq!(
            EndpointTemplate::parse(template),
            Err(EndpointError::Braces),
            "{template}"
        );
    }
}

#[test]
fn a_parameter_cannot_take_the_place_of_the_region() {
    let expansion = Expansion::new()
        .region(&region("zrh"))
        .parameter("region", "evil");
    assert_eq!(
        expand("https://{region}.h", &expansion).unwrap(),
        "https://eu-zurich-1.h"
    );
}

#[test]
fn the_realms_own_template_holds_when_asked_for() {
    let asked = EndpointOptions::new().realm_specific(true);
    let empty = Env::empty();
    assert_eq!(
        host(&invented(), "iad", EndpointOptions::new(), &empty),
        "water.us-ashburn-1.oraclecloud.com"
    );
    assert_eq!(
        host(&invented(), "iad", asked, &empty),
        "water.us-ashburn-1.oci.example.com"
    );
    assert_eq!(
        host(&invented(), "ltn", asked, &empty),
        "water.uk-gov-london-1.oraclegovcloud.uk",
        "oc4 has no template"
    );
    assert_eq!(
        host(&invented(), "xx-new-1", asked, &empty),
        "water.xx-new-1.oraclecloud.com",
        "the realm is only assumed"
    );
}

#[test]
fn the_flag_has_three_values() {
    let own = "water.us-ashburn-1.oci.example.com";
    let common = "water.us-ashburn-1.oraclecloud.com";
    let unset = EndpointOptions::new();
    let cases = [
        (unset, "", common),
        (unset, "TRUE", own),
        (unset, "false", common),
        (unset, "1", common),
        (unset.realm_specific(true), "", own),
        (unset.realm_specific(true), "false", own),
        (unset.realm_specific(false), "true", common),
    ];
    for (options, variable, expected) in cases {
        let env = Env::from_iter([(REALM, variable)]);
        assert_eq!(
            host(&invented(), "iad", options, &env),
            expected,
            "{options:?} {variable}"
        );
    }
}

#[test]
fn dual_stack_comes_from_client_environment_or_service() {
    let dual = "ds.water.us-ashburn-1.oraclecloud.com";
    let single = "water.us-ashburn-1.oraclecloud.com";
    let unset = EndpointOptions::new();
    let cases = [
        (invented(), unset, "", single),
        (invented(), unset, "true", dual),
        (invented(), unset.dual_stack(false), "true", single),
        (invented(), unset.dual_stack(true), "", dual),
        (invented().dual_stack_by_default(), unset, "", dual),
        (invented().dual_stack_by_default(), unset, "false", single),
        (
            invented().dual_stack_by_default(),
            unset.dual_stack(false),
            "true",
            single,
        ),
    ];
    for (templates, options, variable, expected) in cases {
        let env = Env::from_iter([(DUAL, variable)]);
        assert_eq!(
            host(&templates, "iad", options, &env),
            expected,
            "{options:?} {variable}"
        );
    }
}

#[test]
fn parameters_reach_a_services_template() {
    let expansion = Expansion::new()
        .region(&region("iad"))
        .parameter("tank", "t1");
    let endpoint = invented()
        .endpoint(
            &expansion,
            &EndpointOptions::new().dual_stack(true),
            &Env::empty(),
        )
        .unwrap();
    assert_eq!(endpoint.host(), "t1.ds.water.us-ashburn-1.oraclecloud.com");
}

proptest! {
    #[test]
    fn no_parameter_changes_more_than_its_place(value in "\\PC{0,12}|[a-z./@?#:{} ]{0,8}") {
        let expansion = Expansion::new().parameter("p", &value);
        let Ok(template) = EndpointTemplate::parse("https://{p+Dot}h.example/base") else {
            return Err(TestCaseError::fail("the template is fixed"));
        };
        let Ok(endpoint) = template.expand(&expansion) else {
            return Ok(());
        };
        prop_assert!(endpoint.authority().ends_with("h.example"));
        prop_assert_eq!(endpoint.base_path(), "/base");
        prop_assert_eq!(endpoint.host(), if value.is_empty() { "h.example".to_owned() } else { format!("{value}.h.example") });
    }

    #[test]
    fn any_template_is_read_or_refused(text in "\\PC{0,20}|https://[a-c{}?:.+Dot/]{0,20}|(https://|\\{dualStack\\?|[a-z:.{}])*") {
        if let Ok(template) = EndpointTemplate::parse(&text)
            && let Ok(endpoint) = template.expand(&Expansion::new().region(&region("iad")).dual_stack(true)) {
                prop_assert_eq!(Endpoint::parse(&endpoint.to_string()), Ok(endpoint));
            }
    }
}
