//! Endpoint texts: what is taken, what is refused, and where a path ends up.

use proptest::prelude::*;
use work_requests_config::{Endpoint, EndpointError, HostFault};

fn parse(text: &str) -> Endpoint {
    Endpoint::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn parts_stay_as_they_were_given() {
    let cases = [
        (
            "https://iaas.us-ashburn-1.oraclecloud.com",
            "https",
            "iaas.us-ashburn-1.oraclecloud.com",
            None,
            "",
        ),
        (
            "HTTPS://Example.COM:443/",
            "https",
            "Example.COM",
            Some(443),
            "",
        ),
        (
            "http://127.0.0.1:8080/base/",
            "http",
            "127.0.0.1",
            Some(8080),
            "/base",
        ),
        ("http://h//", "http", "h", None, ""),
        ("http://h//a///b//", "http", "h", None, "/a/b"),
        (
            "http://under_score/a%20b;v=1/c:d@e",
            "http",
            "under_score",
            None,
            "/a%20b;v=1/c:d@e",
        ),
        ("https://[::1]", "https", "::1", None, ""),
        (
            "https://[2001:db8::A]:8443/x",
            "https",
            "2001:db8::A",
            Some(8443),
            "/x",
        ),
        ("http://h:65535", "http", "h", Some(65535), ""),
    ];
    for (text, scheme, host, port, path) in cases {
        let endpoint = parse(text);
        assert_eq!(
            (
                endpoint.scheme(),
                endpoint.host(),
                endpoint.port(),
                endpoint.base_path()
            ),
            (scheme, host, port, path),
            "{text}"
        );
    }
    assert_eq!(
        parse("HTTPS://Example.COM:0443").authority(),
        "Example.COM:0443"
    );
    assert_eq!(parse("https://[::1]:443/").authority(), "[::1]:443");
    assert_eq!(
        parse("HTTPS://Example.COM:443/a/").to_string(),
        "https://Example.COM:443/a"
    );
}

#[test]
fn each_refusal_says_which_part() {
    use EndpointError::*;
    let character = |character, position| {
        Host(HostFault::Character {
            character,
            position,
        })
    };
    let cases = [
        ("", Scheme),
        ("h", Scheme),
        ("h:443", Scheme),
        ("//h", Scheme),
        ("ftp://h", Scheme),
        (" https://h", Scheme),
        ("https:/h", Scheme),
        ("https://", Host(HostFault::Empty)),
        ("https:///a", Host(HostFault::Empty)),
        ("https://:443", Host(HostFault::Empty)),
        ("https://u:p@h", UserInfo),
        ("https://@h", UserInfo),
        ("https://h?a", Query),
        ("https://h/a?", Query),
        ("https://h#a", Fragment),
        ("https://h/a#?", Fragment),
        ("https://a..b", Host(HostFault::EmptyLabel)),
        ("https://h.", Host(HostFault::EmptyLabel)),
        ("https://a b", character(' ', 2)),
        ("https://h\\evil", character('\\', 2)),
        ("https://hé", character('é', 2)),
        ("https://h\n", character('\n', 2)),
        ("https://h%41", character('%', 2)),
        ("https://h:", Port),
        ("https://h:0", Port),
        ("https://h:65536", Port),
        ("https://h:+1", Port),
        ("https://h:1:2", Port),
        ("https://[::1]x", Port),
        ("https://[::1", Ipv6),
        ("https://[]", Ipv6),
        ("https://[fe80::1%25eth0]", Ipv6),
        ("https://[127.0.0.1]", Ipv6),
        ("https://::1", Host(HostFault::Empty)),
        ("https://h/a b", PathCharacter { character: ' ' }),
        ("https://h/a\r\nx: y", PathCharacter { character: '\r' }),
        ("https://h/é", PathCharacter { character: 'é' }),
        ("https://h/a\\b", PathCharacter { character: '\\' }),
        ("https://h/{id}", PathCharacter { character: '{' }),
        ("https://h/a%", PathEscape),
        ("https://h/a%2", PathEscape),
        ("https://h/%zz", PathEscape),
        ("https://h/a/../b", DotSegment),
        ("https://h/.", DotSegment),
        ("https://h/%2E%2e/b", DotSegment),
    ];
    for (text, expected) in cases {
        assert_eq!(Endpoint::parse(text), Err(expected), "{text:?}");
    }
}

#[test]
fn a_host_name_has_253_characters_at_most() {
    let label = "a".repeat(63);
    let name = |last: usize| format!("https://{label}.{label}.{label}.{}", "b".repeat(last));
    assert_eq!(parse(&name(61)).host().len(), 253);
    let longer = Endpoint::parse(&name(62)).unwrap_err().to_string();
    assert!(longer.contains("253 in all"), "{longer}");
}

#[test]
fn a_refusal_does_not_repeat_a_password() {
    let error = Endpoint::parse("https://user:planted@h").unwrap_err();
    assert!(!format!("{error} {error:?}").contains("planted"));
}

#[test]
fn the_api_version_is_added_once_and_without_double_slashes() {
    let cases = [
        ("http://h", "http://h/20160918/workRequests/x"),
        ("http://h/", "http://h/20160918/workRequests/x"),
        ("http://h//", "http://h/20160918/workRequests/x"),
        ("http://h/20160918", "http://h/20160918/workRequests/x"),
        ("http://h/20160918/", "http://h/20160918/workRequests/x"),
        ("http://h/foo", "http://h/foo/20160918/workRequests/x"),
        (
            "http://h/foo/20160918",
            "http://h/foo/20160918/workRequests/x",
        ),
        (
            "http://h/20160918/extra",
            "http://h/20160918/extra/20160918/workRequests/x",
        ),
        (
            "http://h/x20160918",
            "http://h/x20160918/20160918/workRequests/x",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(
            parse(text).join("20160918", "/workRequests/x"),
            expected,
            "{text}"
        );
        assert_eq!(
            parse(text).join("/20160918/", "workRequests/x"),
            expected,
            "{text}"
        );
    }
    assert_eq!(
        parse("http://h").join("20160918", "?limit=1"),
        "http://h/20160918?limit=1"
    );
    assert_eq!(parse("http://h").join("", "/a?b=c"), "http://h/a?b=c");
    assert_eq!(parse("http://h").join("20160918", ""), "http://h/20160918");
}

#[test]
fn loopback_is_what_cannot_leave_the_machine() {
    for text in [
        "http://localhost",
        "http://LOCALHOST:1",
        "http://127.0.0.1",
        "http://127.255.0.9:80",
        "http://[::1]:1",
        "http://[::ffff:127.0.0.1]",
    ] {
        assert!(parse(text).is_loopback(), "{text}");
    }
    for text in [
        "http://localhost.example.com",
        "http://127.0.0.1.example.com",
        "http://128.0.0.1",
        "http://[::2]",
        "http://0.0.0.0",
        "http://127.1",
        "http://2130706433",
    ] {
        assert!(!parse(text).is_loopback(), "{text}");
    }
}

proptest! {
    #[test]
    fn what_is_accepted_means_the_same_to_a_uri_parser(
        text in "\\PC{0,20}|https?://[a-z0-9_.:\\[\\]@-]{0,16}(/[a-zA-Z0-9%./?#@\\\\ -]{0,16})?|https?://[a-z]{1,8}(:[0-9]{1,5})?(/[a-z.%0-9]{0,6}){0,4}"
    ) {
        let Ok(endpoint) = Endpoint::parse(&text) else {
            return Ok(());
        };
        let uri: http::Uri = endpoint.to_string().parse().unwrap();
        let authority = uri.authority().unwrap();
        prop_assert_eq!(uri.scheme_str(), Some(endpoint.scheme()));
        prop_assert_eq!(authority.as_str(), endpoint.authority());
        prop_assert_eq!(authority.host().trim_matches(['[', ']']), endpoint.host());
        prop_assert_eq!(authority.port_u16(), endpoint.port());
        prop_assert_eq!(uri.path().trim_end_matches('/'), endpoint.base_path());
        prop_assert_eq!(uri.query(), None);
        prop_assert!(!endpoint.base_path().contains("//"));
        prop_assert_eq!(Endpoint::parse(&endpoint.to_string()), Ok(endpoint));
    }

    #[test]
    fn no_path_changes_the_host(path in "\\PC{0,30}|[/@:?#\\\\. a-z\r\n%]{0,16}") {
        let endpoint = parse("https://h.example:8443/base");
        let url = endpoint.join("20160918", &path);
        let uri: http::Uri = url.parse().unwrap();
        prop_assert_eq!(uri.authority().unwrap().as_str(), "h.example:8443");
        prop_assert!(uri.path().starts_with("/base/20160918"));
        prop_assert!(!url.contains('#'));
    }
}
