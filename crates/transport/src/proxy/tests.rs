use super::*;

fn environment(pairs: &'static [(&'static str, &'static str)]) -> Proxies {
    let mut settings = ProxySettings::default();
    settings.read_environment(&|name| {
        let found = pairs.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| (*value).to_owned())
    });
    Proxies::new(&settings).unwrap()
}

fn route(proxies: &Proxies, target: &'static str) -> String {
    match proxies.route(&Uri::from_static(target)) {
        Ok(None) => "direct".to_owned(),
        Ok(Some(proxy)) => proxy.uri().to_string(),
        Err(fault) => {
            assert_eq!(
                (fault.kind(), fault.delivery()),
                (ErrorKind::Proxy, Delivery::NotSent)
            );
            fault.to_string().split(' ').next().unwrap().to_owned()
        }
    }
}

#[test]
fn each_scheme_has_its_variable() {
    let proxies = environment(&[
        ("HTTP_PROXY", "http://plain:3128"),
        ("HTTPS_PROXY", "secure:3129"),
    ]);
    assert_eq!(route(&proxies, "http://a.example/"), "http://plain:3128/");
    assert_eq!(route(&proxies, "https://a.example/"), "http://secure:3129/");

    let proxies = environment(&[
        ("ALL_PROXY", "socks5h://gate"),
        ("https_proxy", "https://tls"),
    ]);
    assert_eq!(route(&proxies, "http://a.example/"), "socks5h://gate:1080/");
    assert_eq!(route(&proxies, "https://a.example/"), "https://tls/");
}

#[test]
fn lower_case_wins_and_blank_is_unset() {
    let proxies = environment(&[
        ("https_proxy", "http://lower:1"),
        ("HTTPS_PROXY", "http://upper:1"),
        ("http_proxy", " "),
        ("HTTP_PROXY", "http://upper:2"),
    ]);
    assert_eq!(route(&proxies, "https://a.example/"), "http://lower:1/");
    assert_eq!(route(&proxies, "http://a.example/"), "http://upper:2/");
}

#[test]
fn a_cgi_visitor_cannot_choose_the_proxy() {
    let proxies = environment(&[("REQUEST_METHOD", "GET"), ("HTTP_PROXY", "http://evil:1")]);
    assert_eq!(route(&proxies, "http://a.example/"), "direct");
}

#[test]
fn no_proxy_exempts_names_subdomains_and_networks() {
    let proxies = environment(&[
        ("ALL_PROXY", "http://p:1"),
        (
            "NO_PROXY",
            "oraclecloud.com, .example.net,10.0.0.0/8, 192.168.1.7",
        ),
    ]);
    for target in [
        "https://oraclecloud.com/",
        "https://iaas.us-ashburn-1.oraclecloud.com/",
        "https://a.example.net/",
        "https://10.9.8.7/",
        "https://192.168.1.7/",
    ] {
        assert_eq!(route(&proxies, target), "direct", "{target}");
    }
    for target in ["https://notoraclecloud.com/", "https://192.168.1.8/"] {
        assert_eq!(route(&proxies, target), "http://p:1/", "{target}");
    }
}

#[test]
fn a_star_exempts_everything() {
    let proxies = environment(&[("ALL_PROXY", "http://p:1"), ("NO_PROXY", " * ")]);
    for target in [
        "https://a.example/",
        "https://10.0.0.1/",
        "https://[fd00::1]/",
    ] {
        assert_eq!(route(&proxies, target), "direct", "{target}");
    }
}

#[test]
fn local_targets_are_direct_whatever_is_set() {
    let settings = ProxySettings {
        explicit: Some("http://p:1".to_owned().into()),
        ..ProxySettings::default()
    };
    let explicit = Proxies::new(&settings).unwrap();
    let broken = environment(&[("ALL_PROXY", "nonsense://p:1")]);
    for target in [
        "http://127.0.0.1:80/",
        "https://localhost/",
        "http://169.254.169.254/",
    ] {
        assert_eq!(route(&explicit, target), "direct");
        assert_eq!(route(&broken, target), "direct");
    }
}

#[test]
fn a_proxy_that_cannot_be_used_fails_instead_of_going_around_it() {
    for bad in [
        "ftp://p:1",
        "http://",
        "://",
        "http://p:99999",
        "http://a b",
    ] {
        let mut settings = ProxySettings::default();
        settings.read_environment(&|name| (name == "HTTPS_PROXY").then(|| bad.to_owned()));
        let proxies = Proxies::new(&settings).unwrap();
        assert_eq!(
            route(&proxies, "https://a.example/"),
            "HTTPS_PROXY",
            "{bad}"
        );
        assert_eq!(route(&proxies, "http://a.example/"), "direct", "{bad}");

        settings.explicit = Some(bad.to_owned().into());
        assert!(
            matches!(Proxies::new(&settings), Err(BuildError::Proxy)),
            "{bad}"
        );
    }
}

#[test]
fn an_explicit_proxy_beats_the_environment_but_not_no_proxy() {
    let mut settings = ProxySettings::default();
    settings.read_environment(&|name| match name {
        "HTTPS_PROXY" => Some("http://environment:1".to_owned()),
        "NO_PROXY" => Some("a.example".to_owned()),
        _ => None,
    });
    settings.explicit = Some("http://explicit:1".to_owned().into());
    let proxies = Proxies::new(&settings).unwrap();
    assert_eq!(route(&proxies, "https://b.example/"), "http://explicit:1/");
    assert_eq!(route(&proxies, "https://a.example/"), "direct");

    settings.no_proxy = Some("b.example".to_owned());
    let proxies = Proxies::new(&settings).unwrap();
    assert_eq!(route(&proxies, "https://b.example/"), "direct");
    assert_eq!(route(&proxies, "https://a.example/"), "http://explicit:1/");
}

#[test]
fn passwords_are_read_but_never_shown() {
    let settings = ProxySettings {
        explicit: Some("http://me:p%40ss@p:1".to_owned().into()),
        ..ProxySettings::default()
    };
    let proxies = Proxies::new(&settings).unwrap();
    let proxy = proxies
        .route(&Uri::from_static("https://a.example/"))
        .unwrap()
        .unwrap();
    assert_eq!(proxy.authorization().unwrap(), "Basic bWU6cEBzcw==");
    assert_eq!(proxy.uri(), "http://p:1/");
    let shown = format!("{settings:?} {proxies:?} {:?}", proxy.authorization());
    assert!(!shown.contains("ss@") && !shown.contains("bWU6"), "{shown}");
}
