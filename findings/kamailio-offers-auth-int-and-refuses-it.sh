#!/usr/bin/env bash
# Guess:  a registrar that offers qop="auth-int" takes the right password hashed with auth-int.
# Seen:   Kamailio 5.6.3 offers it when it is told to (www_challenge, flag 2), and answers 401 to the right password hashed so. The same
#         password hashed with qop=auth is taken, although only auth-int was offered.
# Ran with kamailio 5.6.3-2 of Debian 12 on amd64. Printed:
#         offered: auth-int
#         auth-int, right password: 401
#         auth, right password: 200
# Needs apt-get, dpkg and python3; installs nothing on the system. Exit status 1 where it behaves otherwise.
set -euo pipefail
version=5.6.3-2
work=$(mktemp -d)
pid=
cleanup() { [ -z "$pid" ] || { kill "$pid" && wait "$pid"; } 2>/dev/null || true; rm -rf "$work"; }
trap cleanup EXIT
(cd "$work" && apt-get download -qq "kamailio=$version" >/dev/null 2>&1 && dpkg -x kamailio_*.deb root)
port=$(python3 -c 'import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
modules=$(dirname "$(find "$work/root" -name auth.so)")
cat >"$work/kamailio.cfg" <<CONFIGURATION
#!KAMAILIO
log_stderror=yes
children=1
disable_tcp=yes
auto_aliases=no
listen=udp:127.0.0.1:$port
mpath="$modules"
loadmodule "sl.so"
loadmodule "pv.so"
loadmodule "auth.so"
request_route {
  if (!pv_www_authenticate("example.org", "secret", "0")) { www_challenge("example.org", "2"); exit; }
  sl_send_reply("200", "OK");
  exit;
}
CONFIGURATION
LD_LIBRARY_PATH=$(dirname "$modules") "$work/root/usr/sbin/kamailio" -DD -E -m 32 -M 4 -Y "$work" -f "$work/kamailio.cfg" >"$work/log" 2>&1 &
pid=$!
python3 - "$port" >"$work/seen" <<'CLIENT' || { cat "$work/log" >&2; exit 1; }
import hashlib, re, socket, sys, time
port = int(sys.argv[1])
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.connect(("127.0.0.1", port))
s.settimeout(1)
h = lambda text: hashlib.md5(text.encode()).hexdigest()
def register(number, authorization=""):
    text = ("REGISTER sip:example.org SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bK%d\r\nMax-Forwards: 70\r\n"
            "From: <sip:u@example.org>;tag=1\r\nTo: <sip:u@example.org>\r\nCall-ID: c%d\r\nCSeq: %d REGISTER\r\n%sContent-Length: 0\r\n\r\n"
            % (s.getsockname()[1], number, number, number, authorization))
    for _ in range(60):
        try:
            s.send(text.encode())
            return s.recv(65535).decode()
        except (socket.timeout, ConnectionRefusedError):
            time.sleep(0.5)
    sys.exit("no answer")
number = 0
for qop in ("auth-int", "auth"):
    number += 2
    asked = register(number)
    offered = re.search(r'qop="([^"]*)"', asked).group(1)
    if number == 2: print("offered:", offered)
    nonce = re.search(r'nonce="([^"]*)"', asked).group(1)
    a2 = "REGISTER:sip:example.org" + (":" + h("") if qop == "auth-int" else "")
    response = h(":".join((h("u:example.org:secret"), nonce, "00000001", "c", qop, h(a2))))
    answer = register(number + 1, 'Authorization: Digest username="u", realm="example.org", nonce="%s", uri="sip:example.org", '
                      'response="%s", qop=%s, nc=00000001, cnonce="c", algorithm=MD5\r\n' % (nonce, response, qop))
    print("%s, right password: %s" % (qop, answer.split()[1]))
CLIENT
cat "$work/seen"
diff <(printf '%s\n' 'offered: auth-int' 'auth-int, right password: 401' 'auth, right password: 200') "$work/seen"
