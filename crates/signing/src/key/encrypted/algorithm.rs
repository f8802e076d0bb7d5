//! What the algorithms of encrypted keys are called, for the ones we refuse.

use pkcs8::ObjectIdentifier;

/// The name that a person can look up; the bare identifier where we know none.
pub(super) fn name(oid: ObjectIdentifier) -> String {
    let dotted = oid.to_string();
    match known(&dotted) {
        Some(name) => name.to_owned(),
        None => format!("the algorithm {dotted}"),
    }
}

/// PBES1 is RFC 8018 appendix A.3 and RFC 7292 appendix C.
fn known(dotted: &str) -> Option<&'static str> {
    Some(match dotted {
        "1.2.840.113549.1.5.1" => "PBES1 (pbeWithMD2AndDES-CBC)",
        "1.2.840.113549.1.5.3" => "PBES1 (pbeWithMD5AndDES-CBC)",
        "1.2.840.113549.1.5.4" => "PBES1 (pbeWithMD2AndRC2-CBC)",
        "1.2.840.113549.1.5.6" => "PBES1 (pbeWithMD5AndRC2-CBC)",
        "1.2.840.113549.1.5.10" => "PBES1 (pbeWithSHA1AndDES-CBC)",
        "1.2.840.113549.1.5.11" => "PBES1 (pbeWithSHA1AndRC2-CBC)",
        "1.2.840.113549.1.12.1.1" => "PBES1 (pbeWithSHAAnd128BitRC4)",
        "1.2.840.113549.1.12.1.2" => "PBES1 (pbeWithSHAAnd40BitRC4)",
        "1.2.840.113549.1.12.1.3" => "PBES1 (pbeWithSHAAnd3-KeyTripleDES-CBC)",
        "1.2.840.113549.1.12.1.4" => "PBES1 (pbeWithSHAAnd2-KeyTripleDES-CBC)",
        "1.2.840.113549.1.12.1.5" => "PBES1 (pbeWithSHAAnd128BitRC2-CBC)",
        "1.2.840.113549.1.12.1.6" => "PBES1 (pbeWithSHAAnd40BitRC2-CBC)",
        "1.3.14.3.2.7" => "DES-CBC",
        "1.2.840.113549.3.2" => "RC2-CBC",
        "1.2.392.200011.61.1.1.1.2" => "Camellia-128-CBC",
        "1.2.392.200011.61.1.1.1.3" => "Camellia-192-CBC",
        "1.2.392.200011.61.1.1.1.4" => "Camellia-256-CBC",
        _ => return None,
    })
}
