//! The certificates of the emulated instance.

use std::error::Error;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, PKCS_RSA_SHA256,
    SerialNumber,
};
use work_requests_signing::{KeyId, PrivateKey};

use super::INSTANCE;
use super::keys::PrincipalKeys;
use crate::demo;

const KEYS: [&str; 2] = [
    include_str!("keys/instance_1.pem"),
    include_str!("keys/instance_2.pem"),
];

/// The certificate of the instance now, and how to replace it.
#[derive(Debug)]
pub(crate) struct Certificates {
    issuer: CertifiedIssuer<'static, KeyPair>,
    serial: u64,
    current: Leaf,
    /// Replaces the certificate as soon as it was read, before its key is.
    pub(crate) torn: bool,
}

/// A certificate with its key. `Debug` does not show the key.
#[derive(Clone)]
pub(crate) struct Leaf {
    pub(crate) certificate_pem: String,
    pub(crate) der: Vec<u8>,
    pub(crate) key_pem: &'static str,
}

impl Certificates {
    /// An authority of its own, and the first certificate.
    #[allow(clippy::expect_used, reason = "constants, which every test reads")]
    pub(crate) fn new() -> Self {
        let issuer = issuer().expect("the authority's name is plain text");
        let current = leaf(&issuer, 1).expect("the test keys are keys, and the names plain text");
        Self {
            issuer,
            serial: 1,
            current,
            torn: false,
        }
    }

    pub(crate) fn current(&self) -> &Leaf {
        &self.current
    }

    pub(crate) fn issuer_pem(&self) -> String {
        self.issuer.pem()
    }

    /// The next certificate, of another key.
    pub(crate) fn rotate(&mut self) {
        if let Ok(next) = leaf(&self.issuer, self.serial + 1) {
            (self.serial, self.current) = (self.serial + 1, next);
        }
    }

    /// Lets the federation endpoint accept the current certificate.
    #[allow(clippy::expect_used, reason = "constants, which every test reads")]
    pub(crate) fn register(&self, keys: &PrincipalKeys) {
        let leaf = &self.current;
        let key = PrivateKey::from_pem(leaf.key_pem.as_bytes(), None);
        let key = key.expect("the test keys are keys");
        for id in [
            KeyId::certificate(demo::TENANCY, &leaf.der),
            KeyId::certificate_sha1(demo::TENANCY, &leaf.der),
        ] {
            let id = id.expect("the demo tenancy is plain text");
            keys.add_certificate(id, key.public_key().clone(), leaf.der.clone());
        }
    }
}

fn issuer() -> Result<CertifiedIssuer<'static, KeyPair>, Box<dyn Error>> {
    let mut params = CertificateParams::new(Vec::new())?;
    let name = "work-requests emulator, instances";
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    Ok(CertifiedIssuer::self_signed(params, KeyPair::generate()?)?)
}

fn leaf(issuer: &CertifiedIssuer<'_, KeyPair>, serial: u64) -> Result<Leaf, Box<dyn Error>> {
    let key_pem = KEYS[usize::from(serial.is_multiple_of(2))];
    let armour = key_pem.find("-----BEGIN").unwrap_or_default();
    let key = KeyPair::from_pem_and_sign_algo(&key_pem[armour..], &PKCS_RSA_SHA256)?;
    let mut params = CertificateParams::new(Vec::new())?;
    params.serial_number = Some(SerialNumber::from(serial));
    let name = &mut params.distinguished_name;
    name.push(DnType::CommonName, INSTANCE);
    name.push(
        DnType::OrganizationalUnitName,
        format!("opc-tenant:{}", demo::TENANCY),
    );
    let certificate = params.signed_by(&key, issuer)?;
    Ok(Leaf {
        certificate_pem: certificate.pem(),
        der: certificate.der().to_vec(),
        key_pem: &key_pem[armour..],
    })
}

impl std::fmt::Debug for Leaf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Leaf")
            .field("certificate_pem", &self.certificate_pem)
            .finish_non_exhaustive()
    }
}
