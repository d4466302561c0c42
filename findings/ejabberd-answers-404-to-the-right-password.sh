#!/usr/bin/env bash
# Guess:  a REGISTER with "Expires: 0" and the right password, for an account that has no binding, ends in 200: there is nothing to do (RFC 3261
#         section 10.3), and 404 is for an address that the registrar does not know.
# Seen:   ejabberd 23.01 (mod_sip) answers 404 to the right password, and another 401 both to a wrong one and to an account that does not exist. So of
#         its three refusals 404 is the one that proves the password.
# Ran with ejabberd 23.01-1, erlang-p1-sip 1.0.49-1 and Erlang 25.2.3 of Debian 12 on amd64. Printed:
#         right password: 404
#         wrong password: 401
#         no such account: 401
# Needs apt-get, dpkg and python3; installs nothing on the system. Exit status 1 where it behaves otherwise.
set -euo pipefail
otp=1:25.2.3+dfsg-1+deb12u4
work=$(mktemp -d)
pid=
cleanup() { [ -z "$pid" ] || { kill "$pid" && wait "$pid"; } 2>/dev/null || true; rm -rf "$work"; }
trap cleanup EXIT
cd "$work"
packages=(ejabberd=23.01-1 erlang-base64url=1.0.1-6 erlang-goldrush=0.2.0-8 erlang-idna=6.1.1-4 erlang-jiffy=1.1.1-1 erlang-jose=1.11.5-1
  erlang-lager=3.9.2-2 erlang-p1-acme=1.0.22-1 erlang-p1-cache-tab=1.0.30-2 erlang-p1-eimp=1.0.22-2 erlang-p1-mqtree=1.0.15-2
  erlang-p1-pkix=1.0.9-2 erlang-p1-sip=1.0.49-1 erlang-p1-stringprep=1.0.29-2 erlang-p1-stun=1.2.7-1 erlang-p1-tls=1.1.16-2
  erlang-p1-utils=1.0.25-2 erlang-p1-xml=1.1.49-2 erlang-p1-xmpp=1.6.1-1 erlang-p1-yaml=1.0.36-1 erlang-p1-yconf=1.0.15-1
  erlang-p1-zlib=1.0.12-2 erlang-unicode-util-compat=0.7.0-4 libyaml-0-2 libexpat1)
for part in base asn1 crypto ftp inets mnesia odbc os-mon public-key ssl syntax-tools tftp tools runtime-tools xmerl; do
  packages+=("erlang-$part=$otp")
done
apt-get download -qq "${packages[@]}" >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" root; done
libraries=$(dirname "$(find root/usr/lib -maxdepth 2 -name 'ejabberd-*-1' | head -n 1)")
port=$(python3 -c 'import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
cat >ejabberd.yml <<CONFIGURATION
loglevel: warning
hosts: [example.org]
auth_method: internal
acme: {auto: false}
listen:
  - {port: $port, ip: "127.0.0.1", transport: udp, module: ejabberd_sip}
modules: {mod_sip: {}}
CONFIGURATION
ERL_ROOTDIR=$work/root/usr/lib/erlang ERL_LIBS=$work/$libraries HOME=$work LD_LIBRARY_PATH=$work/$libraries \
  "$work/root/usr/lib/erlang/bin/erl" -noinput -mnesia dir "\"$work/mnesia\"" -ejabberd config "\"$work/ejabberd.yml\"" log_path "\"$work/log\"" \
  -eval '{ok, _} = application:ensure_all_started(ejabberd), ok = ejabberd_auth:try_register(<<"u">>, <<"example.org">>, <<"secret">>), io:format("ready~n").' \
  >out 2>&1 &
pid=$!
for _ in $(seq 120); do
  grep -q '^ready' out && break
  kill -0 "$pid" 2>/dev/null || break
  sleep 0.5
done
grep -q '^ready' out || { cat out >&2; exit 1; }
python3 - "$port" >seen <<'CLIENT'
import hashlib, re, socket, sys, time
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.connect(("127.0.0.1", int(sys.argv[1])))
s.settimeout(1)
h = lambda text: hashlib.md5(text.encode()).hexdigest()
def register(user, number, authorization=""):
    here = s.getsockname()[1]
    text = ("REGISTER sip:example.org SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bK%d;rport\r\nMax-Forwards: 70\r\n"
            "From: <sip:%s@example.org>;tag=1\r\nTo: <sip:%s@example.org>\r\nCall-ID: c%d\r\nCSeq: %d REGISTER\r\n"
            "Contact: <sip:%s@127.0.0.1:%d>\r\nExpires: 0\r\n%sContent-Length: 0\r\n\r\n"
            % (here, number, user, user, number, number, user, here, authorization))
    for _ in range(60):
        try:
            s.send(text.encode())
            while True:
                answer = s.recv(65535).decode()
                if "CSeq: %d " % number in answer and not answer.startswith("SIP/2.0 1"): return answer
        except (socket.timeout, ConnectionRefusedError):
            time.sleep(0.5)
    sys.exit("no answer")
number = 0
for name, user, password in (("right password", "u", "secret"), ("wrong password", "u", "other"), ("no such account", "v", "secret")):
    number += 2
    asked = register(user, number)
    value = lambda key: re.search(key + r'="([^"]*)"', asked).group(1)
    response = h(":".join((h("%s:%s:%s" % (user, value("realm"), password)), value("nonce"), "00000001", "c", "auth",
                           h("REGISTER:sip:example.org"))))
    answer = register(user, number + 1, 'Authorization: Digest username="%s", realm="%s", nonce="%s", uri="sip:example.org", response="%s", '
                      'qop=auth, nc=00000001, cnonce="c", opaque="%s"\r\n'
                      % (user, value("realm"), value("nonce"), response, value("opaque") if "opaque=" in asked else ""))
    print("%s: %s" % (name, answer.split()[1]))
CLIENT
cat seen
diff <(printf '%s\n' 'right password: 404' 'wrong password: 401' 'no such account: 401') seen
