#!/bin/sh
# Signs the signing-string.txt of each case of our own with openssl, making authorization.txt.
# The published cases carry the answers they were published with.
set -eu
cd "$(dirname "$0")"
KEY=../keys/test-only-2048.pem
FINGERPRINT=$(openssl rsa -in $KEY -pubout -outform DER 2>/dev/null | openssl md5 -c | sed 's/.*= //')

for case in */; do
    case $case in published-*) continue ;; esac
    names=$(sed 's/: .*//' "${case}signing-string.txt" | tr '\n' ' ' | sed 's/ $//')
    signature=$(openssl dgst -sha256 -sign $KEY "${case}signing-string.txt" | openssl base64 -A)
    printf 'Signature algorithm="rsa-sha256",headers="%s",keyId="%s",signature="%s",version="1"' \
        "$names" "ocid1.tenancy.oc1..test/ocid1.user.oc1..test/$FINGERPRINT" "$signature" \
        >"${case}authorization.txt"
done
