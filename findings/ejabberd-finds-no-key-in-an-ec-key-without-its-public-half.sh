#!/usr/bin/env bash
# Guess:  a TLS server that reads a PEM file of a certificate and its EC private key does not care whether the key repeats its public half,
#         which is optional (RFC 5915 section 3) and which OpenSSL writes and Java's PKCS #8 encoding leaves out.
# Seen:   p1_pkix 1.0.9, by which ejabberd 23.01 reads its certfiles, takes the file with the public half, and says of the other that the
#         certificate's private key is missing and that the key is unused; ejabberd does not start with it. To OpenSSL both are the same key,
#         but only openssl ec writes the public half into it; openssl pkey leaves out what was left out.
# Ran with erlang-p1-pkix 1.0.9-2 and Erlang 25.2.3 of Debian 12 on amd64, OpenSSL 3. Printed:
#         with the public half: no error
#         without it: missing_priv_key
#         without it, after openssl pkey: missing_priv_key
#         without it, after openssl ec: no error
# Needs apt-get, dpkg and openssl; installs nothing on the system. Exit status 1 where it behaves otherwise.
set -euo pipefail
otp=1:25.2.3+dfsg-1+deb12u4
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq "erlang-base=$otp" "erlang-asn1=$otp" "erlang-crypto=$otp" "erlang-public-key=$otp" "erlang-ssl=$otp" \
  erlang-p1-pkix=1.0.9-2 erlang-p1-utils=1.0.25-2 erlang-idna=6.1.1-4 erlang-unicode-util-compat=0.7.0-4 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" root; done
export ERL_ROOTDIR=$work/root/usr/lib/erlang HOME=$work

openssl ecparam -genkey -name prime256v1 -noout -out key.pem
openssl req -x509 -key key.pem -subj /CN=example.org -addext subjectAltName=DNS:example.org -days 30 -out certificate.pem 2>openssl.log
openssl ec -in key.pem -no_public 2>openssl.log | openssl pkcs8 -topk8 -nocrypt -out half.pem
cat certificate.pem key.pem >whole-file.pem
cat certificate.pem half.pem >half-file.pem
[ "$(openssl pkey -in half.pem -pubout)" = "$(openssl pkey -in key.pem -pubout)" ]
openssl pkey -in half.pem -out rewritten.pem
openssl ec -in half.pem -out mended.pem 2>openssl.log
cat certificate.pem rewritten.pem >rewritten-file.pem
cat certificate.pem mended.pem >mended-file.pem

# pkix:commit returns {ok, Errors, Warnings, CA}.
errors() {
  "$ERL_ROOTDIR/bin/erl" -noinput -eval '
    {ok, _} = application:ensure_all_started(pkix), ok = pkix:add_file("'"$1"'"),
    {ok, Errors, _, _} = pkix:commit("certificates-'"$1"'", []),
    io:format("~s~n", [case Errors of [] -> "no error"; [{_, {bad_cert, _, Why}}] -> atom_to_list(Why) end]), halt().' 2>/dev/null | tail -n 1
}
{
  echo "with the public half: $(errors whole-file.pem)"
  echo "without it: $(errors half-file.pem)"
  echo "without it, after openssl pkey: $(errors rewritten-file.pem)"
  echo "without it, after openssl ec: $(errors mended-file.pem)"
} | tee seen
diff <(printf '%s\n' 'with the public half: no error' 'without it: missing_priv_key' 'without it, after openssl pkey: missing_priv_key' \
  'without it, after openssl ec: no error') seen
