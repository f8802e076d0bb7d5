//! The realms and regions known when this version was built, as data.

/// One realm with all its regions.
#[derive(Debug)]
pub(crate) struct RealmRow {
    /// Realm key, such as `oc1`.
    pub(crate) key: &'static str,
    /// Second-level domain of every endpoint in the realm.
    pub(crate) domain: &'static str,
    /// Short code and id of each region.
    pub(crate) regions: &'static [(&'static str, &'static str)],
}

/// The realm of every region that no table names, as in the reference SDK.
pub(crate) const DEFAULT_REALM: &RealmRow = &REALMS[0];

/// All realms, in the order of their keys.
pub(crate) const REALMS: &[RealmRow] = &[
    RealmRow {
        key: "oc1",
        domain: "oraclecloud.com",
        regions: &[
            ("yny", "ap-chuncheon-1"),
            ("hyd", "ap-hyderabad-1"),
            ("mel", "ap-melbourne-1"),
            ("bom", "ap-mumbai-1"),
            ("kix", "ap-osaka-1"),
            ("icn", "ap-seoul-1"),
            ("syd", "ap-sydney-1"),
            ("nrt", "ap-tokyo-1"),
            ("yul", "ca-montreal-1"),
            ("yyz", "ca-toronto-1"),
            ("ams", "eu-amsterdam-1"),
            ("fra", "eu-frankfurt-1"),
            ("zrh", "eu-zurich-1"),
            ("jed", "me-jeddah-1"),
            ("dxb", "me-dubai-1"),
            ("gru", "sa-saopaulo-1"),
            ("cwl", "uk-cardiff-1"),
            ("lhr", "uk-london-1"),
            ("iad", "us-ashburn-1"),
            ("phx", "us-phoenix-1"),
            ("sjc", "us-sanjose-1"),
            ("vcp", "sa-vinhedo-1"),
            ("scl", "sa-santiago-1"),
            ("mtz", "il-jerusalem-1"),
            ("mrs", "eu-marseille-1"),
            ("sin", "ap-singapore-1"),
            ("auh", "me-abudhabi-1"),
            ("lin", "eu-milan-1"),
            ("arn", "eu-stockholm-1"),
            ("jnb", "af-johannesburg-1"),
            ("cdg", "eu-paris-1"),
            ("qro", "mx-queretaro-1"),
            ("mad", "eu-madrid-1"),
            ("ord", "us-chicago-1"),
            ("mty", "mx-monterrey-1"),
            ("aga", "us-saltlake-2"),
            ("bog", "sa-bogota-1"),
            ("vap", "sa-valparaiso-1"),
            ("xsp", "ap-singapore-2"),
            ("ruh", "me-riyadh-1"),
            ("onm", "ap-delhi-1"),
            ("hsg", "ap-batam-1"),
            ("orf", "eu-madrid-3"),
            ("nrq", "eu-turin-1"),
            ("jbp", "ap-kulai-2"),
            ("lej", "af-casablanca-1"),
        ],
    },
    RealmRow {
        key: "oc2",
        domain: "oraclegovcloud.com",
        regions: &[("lfi", "us-langley-1"), ("luf", "us-luke-1")],
    },
    RealmRow {
        key: "oc3",
        domain: "oraclegovcloud.com",
        regions: &[
            ("ric", "us-gov-ashburn-1"),
            ("pia", "us-gov-chicago-1"),
            ("tus", "us-gov-phoenix-1"),
        ],
    },
    RealmRow {
        key: "oc4",
        domain: "oraclegovcloud.uk",
        regions: &[("ltn", "uk-gov-london-1"), ("brs", "uk-gov-cardiff-1")],
    },
    RealmRow {
        key: "oc8",
        domain: "oraclecloud8.com",
        regions: &[("nja", "ap-chiyoda-1"), ("ukb", "ap-ibaraki-1")],
    },
    RealmRow {
        key: "oc9",
        domain: "oraclecloud9.com",
        regions: &[("mct", "me-dcc-muscat-1"), ("ibr", "me-ibri-1")],
    },
    RealmRow {
        key: "oc10",
        domain: "oraclecloud10.com",
        regions: &[("wga", "ap-dcc-canberra-1")],
    },
    RealmRow {
        key: "oc14",
        domain: "oraclecloud14.com",
        regions: &[
            ("bgy", "eu-dcc-milan-1"),
            ("mxp", "eu-dcc-milan-2"),
            ("snn", "eu-dcc-dublin-2"),
            ("dtm", "eu-dcc-rating-2"),
            ("dus", "eu-dcc-rating-1"),
            ("ork", "eu-dcc-dublin-1"),
        ],
    },
    RealmRow {
        key: "oc15",
        domain: "oraclecloud15.com",
        regions: &[("dac", "ap-dcc-gazipur-1")],
    },
    RealmRow {
        key: "oc19",
        domain: "oraclecloud.eu",
        regions: &[("vll", "eu-madrid-2"), ("str", "eu-frankfurt-2")],
    },
    RealmRow {
        key: "oc20",
        domain: "oraclecloud20.com",
        regions: &[("beg", "eu-jovanovac-1")],
    },
    RealmRow {
        key: "oc21",
        domain: "oraclecloud21.com",
        regions: &[("doh", "me-dcc-doha-1"), ("vve", "me-alrayyan-1")],
    },
    RealmRow {
        key: "oc23",
        domain: "oraclecloud23.com",
        regions: &[("ebb", "us-somerset-1"), ("ebl", "us-thames-1")],
    },
    RealmRow {
        key: "oc24",
        domain: "oraclecloud24.com",
        regions: &[("avz", "eu-dcc-zurich-1"), ("avf", "eu-crissier-1")],
    },
    RealmRow {
        key: "oc26",
        domain: "oraclecloud26.com",
        regions: &[("ahu", "me-abudhabi-3"), ("rba", "me-alain-1")],
    },
    RealmRow {
        key: "oc29",
        domain: "oraclecloud29.com",
        regions: &[("rkt", "me-abudhabi-2"), ("shj", "me-abudhabi-4")],
    },
    RealmRow {
        key: "oc35",
        domain: "oraclecloud35.com",
        regions: &[
            ("dtz", "ap-seoul-2"),
            ("dln", "ap-suwon-1"),
            ("bno", "ap-chuncheon-2"),
        ],
    },
    RealmRow {
        key: "oc42",
        domain: "oraclecloud42.com",
        regions: &[("yxj", "us-ashburn-2"), ("pgc", "us-newark-1")],
    },
    RealmRow {
        key: "oc51",
        domain: "oraclecloud51.com",
        regions: &[("jsk", "eu-budapest-1")],
    },
    RealmRow {
        key: "oc52",
        domain: "oraclecloud52.com",
        regions: &[("hnw", "sa-riodejaneiro-1")],
    },
];
