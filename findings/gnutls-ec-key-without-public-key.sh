#!/usr/bin/env bash
# GnuTLS: an EC private key without its public key, as Java's KeyFactory writes it, is refused; OpenSSL takes it.
#
# Guess:  a PKCS #8 key on P-256 that OpenSSL reads is read by GnuTLS, too: RFC 5915 section 3 makes the public key beside the private one optional, and it can be computed.
# Seen:   certtool 3.7.9-2+deb12u7 (Debian 12) refuses such a key, in PKCS #8 and as "EC PRIVATE KEY" (RFC 5915), with "ASN1 parser: Element was not found"
#         and "Error in DER parsing"; so does lighttpd 1.4.69's
#         GnuTLS module with its server's key. With the public key inside both forms are taken. RSA keys are not concerned. Java (JDK 25) writes the short form for keys made of an ECPrivateKeySpec,
#         OpenSSL the long one, so that a key works until it has been through a Java program.
# Output: what openssl and certtool make of each form.
# Needs:  Debian 12 (amd64), apt-get, dpkg, openssl, GnuTLS's library (libgnutls30). Nothing is installed, nothing listens.
# Exit:   0 as long as it is so, 1 where it has changed, 2 where it cannot be tried.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

apt-get download -q gnutls-bin=3.7.9-2+deb12u7 >apt.log 2>&1 || { cat apt.log >&2; exit 2; }
dpkg -x gnutls-bin_*.deb root

openssl ecparam -name prime256v1 -genkey -noout -out long.key
openssl ec -in long.key -no_public -out short.key 2>openssl.log
openssl pkcs8 -topk8 -nocrypt -in long.key -out long-pkcs8.key
# PKCS #8 (RFC 5958) around the short form: version 0, id-ecPublicKey and prime256v1, the key without its curve.
secret=$(openssl ec -in long.key -noout -text 2>openssl.log | sed -n '/^priv:/,/^pub:/p' | grep '^ ' | tr -d ' :\n' | tail -c 64)
printf '3041020100301306072a8648ce3d020106082a8648ce3d0301070427302502010104%s%s' 20 "$secret" | sed 's/../\\x&/g' >hex
printf '%b' "$(cat hex)" >short-pkcs8.der
openssl asn1parse -inform DER -in short-pkcs8.der -noout

{ echo '-----BEGIN PRIVATE KEY-----'; base64 -w64 short-pkcs8.der; echo '-----END PRIVATE KEY-----'; } >short-pkcs8.key

read_by_openssl() { if openssl pkey -in "$1" -noout 2>openssl.log; then echo taken; else echo refused; fi; }
read_by_gnutls() { if root/usr/bin/certtool -k --infile "$1" >certtool.log 2>&1; then echo taken; else grep -o 'ASN1 parser: .*' certtool.log; fi; }
seen=
for key in long short long-pkcs8 short-pkcs8; do
  line="$key: openssl $(read_by_openssl "$key.key"), certtool $(read_by_gnutls "$key.key")"
  echo "$line"
  seen+="$line;"
done
[ "$seen" = "long: openssl taken, certtool taken;short: openssl taken, certtool ASN1 parser: Error in DER parsing.;long-pkcs8: openssl taken, certtool taken;short-pkcs8: openssl taken, certtool ASN1 parser: Element was not found.;" ]
