#!/bin/sh
# Makes the key fixtures with openssl 3. Keys that exist are kept, so that signatures over the
# vectors stay valid; delete a file to make it anew (then run ../vectors/sign.sh too).
#
# TEST KEYS ONLY: they are public with this repository. Never use one for anything else.
set -eu
cd "$(dirname "$0")"

LABEL="TEST KEY ONLY - public with this repository, never use it for anything else"
PASS="correct horse"
WIDE_PASS="pässwörd-鍵"

# make FILE COMMAND...: writes the label and what the command prints.
make() {
    file=$1
    shift
    [ -f "$file" ] && return
    { echo "$LABEL"; "$@"; } >"$file.tmp"
    mv "$file.tmp" "$file"
}

rsa() { openssl genrsa -traditional "$@" 2>/dev/null; }
pkcs8() { openssl pkcs8 -topk8 -in test-only-2048.pem "$@"; }
legacy() { openssl rsa -traditional -in test-only-2048.pem "$@" 2>/dev/null; }

# The sizes, as PKCS#1; the first is the key inside all the other forms.
make test-only-2048.pem rsa 2048
make test-only-3072.pem rsa 3072
make test-only-4096.pem rsa 4096
make other-2048.pem rsa 2048
make pkcs8-2048.pem pkcs8 -nocrypt
make public-spki-2048.pem openssl rsa -in test-only-2048.pem -pubout
make public-pkcs1-2048.pem openssl rsa -in test-only-2048.pem -RSAPublicKey_out

# Encrypted PKCS#8, PBES2.
for cipher in aes-128 aes-192 aes-256; do
    make "pbes2-sha256-$cipher.pem" pkcs8 -v2 "$cipher-cbc" -v2prf hmacWithSHA256 -passout "pass:$PASS"
done
make pbes2-sha1-aes-256.pem pkcs8 -v2 aes-256-cbc -v2prf hmacWithSHA1 -passout "pass:$PASS"
make pbes2-sha512-aes-256.pem pkcs8 -v2 aes-256-cbc -v2prf hmacWithSHA512 -passout "pass:$PASS"
make pbes2-sha256-3des.pem pkcs8 -v2 des3 -v2prf hmacWithSHA256 -passout "pass:$PASS"
make pbes2-sha1-3des.pem pkcs8 -v2 des3 -v2prf hmacWithSHA1 -passout "pass:$PASS"
make pbes2-scrypt-aes-256.pem pkcs8 -v2 aes-256-cbc -scrypt -scrypt_N 1024 -passout "pass:$PASS"
make pbes2-scrypt-default.pem pkcs8 -v2 aes-256-cbc -scrypt -passout "pass:$PASS"
make pbes2-wide-passphrase.pem pkcs8 -v2 aes-256-cbc -passout "pass:$WIDE_PASS"

# Encrypted legacy PEM (DEK-Info).
for cipher in aes128 aes192 aes256 des3; do
    make "legacy-$cipher.pem" legacy "-$cipher" -passout "pass:$PASS"
done
make legacy-wide-passphrase.pem legacy -aes256 -passout "pass:$WIDE_PASS"

# What is refused.
make pbes1-sha1-3des.pem pkcs8 -v1 PBE-SHA1-3DES -passout "pass:$PASS"
make pbes1-md5-des.pem pkcs8 -v1 PBE-MD5-DES -provider legacy -provider default -passout "pass:$PASS"
make pbes2-ten-million-rounds.pem pkcs8 -v2 aes-256-cbc -iter 10000001 -passout "pass:$PASS"
make pbes2-camellia.pem pkcs8 -v2 camellia-256-cbc -passout "pass:$PASS"
make legacy-camellia.pem legacy -camellia256 -passout "pass:$PASS"
make size-1024.pem rsa 1024
make size-2560.pem rsa 2560
make size-5120.pem rsa 5120
make exponent-3.pem rsa -3 2048
make primes-3.pem rsa -primes 3 3072
make ec-sec1.pem openssl ecparam -name prime256v1 -genkey
make ec-pkcs8.pem openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256
make ed25519.pem openssl genpkey -algorithm ED25519
make rsa-pss.pem openssl genpkey -quiet -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048
make certificate.pem openssl req -x509 -key test-only-2048.pem -subj "/CN=test only" -days 36500
[ -f der-2048.der ] || openssl rsa -in test-only-2048.pem -traditional -outform DER -out der-2048.der 2>/dev/null
