"""What is asked of the servers: a list of cases each."""

from case import File, with_cf

BASE = """\
V10/Berkeley
Mlocal, P=/bin/true, F=lsDFMAw5:/|@q, A=mail $u
Mprog, P=/bin/sh, F=lsDFMoqe, A=sh -c $u
Mesmtp, P=[IPC], F=mDFMuX, A=TCP $h
"""
TRACED = ["-bt", "-Ctest.cf", "-d38.20"]


def maps(name, keys):
    return "".join(f"/map {name} {key}\n" for key in keys)


# ---- socket ------------------------------------------------------------------------------------

SOCKET_WORDS = [
    "ok x", "OK UP", "args", "empty", "notfound", "temp", "timeout", "perm", "weird", "lower",
    "nul", "newline", "eight", "blanks", "just", "nothing", "nocomma", "ok again", "nocolon",
    "ok again", "nolen", "ok again", "short", "ok again", "long", "ok again", "huge", "ok again",
    "negative", "ok again", "plus", "blank", "half", "ok again", "zeros", "digits", "ok again",
    "tls", "ok again", "twice", "ok again", "eof", "ok again", "big", "ok again", "size10",
    "size255", "size256", "size2000", "size90000", "ok",
]


def socket_cases():
    cf = BASE + ("Ks socket inet:7777@127.0.0.1\nKs2 socket -a.APP inet:7777@127.0.0.1\n"
                 "Kf socket -f inet:7777@127.0.0.1\nKm socket -m inet:7777@127.0.0.1\n"
                 "Ku socket local:/scratch/socketmap\nKd socket -d1 inet:7777@127.0.0.1\n"
                 "Kt socket -t -TTEMP inet:7777@127.0.0.1\nKn socket inet:7999@127.0.0.1\n"
                 "Ko socket -o inet:7999@127.0.0.1\n"
                 "SA\nR$*\t$: $(s $1 $: DEF $)\nST\nR$*\t$: $(t $1 $: DEF $)\n")
    yield with_cf("socket/words", cf, maps("s", SOCKET_WORDS))
    yield with_cf("socket/words traced", cf, maps("s", SOCKET_WORDS[:20] + ["eof", "ok"]),
                  args=TRACED)
    yield with_cf("socket/flags", cf, "".join(maps(m, ["Ok Key", "args", "notfound", "temp"])
                                              for m in ("s2", "f", "m", "u", "t", "n", "o")))
    yield with_cf("socket/shared connection", cf, maps("s", ["ok"]) + maps("s2", ["eof"]) +
                  maps("s", ["ok"]) + maps("s2", ["ok"]), args=TRACED)
    yield with_cf("socket/slow", cf, maps("d", ["slow", "ok"]) + maps("s", ["slow", "ok"]))
    yield with_cf("socket/rules", cf, "A ok\nA temp\nA nosuch\nA notfound\nA perm\nT temp\nT ok\n")
    yield with_cf("socket/crash on bare OK", cf, maps("s", ["bare", "ok"]))


# ---- program -----------------------------------------------------------------------------------

PROGRAM = """\
#!/bin/sh
case $1 in
exit*) echo out; exit ${1#exit} ;;
nonl) printf 'no newline' ;;
lines) printf 'one\\ntwo\\n' ;;
empty) ;;
blank) echo ;;
nul) printf 'a\\0b\\n' ;;
mega) head -c 1048576 /dev/zero | tr '\\0' x ;;
buffer) head -c 2047 /dev/zero | tr '\\0' y ;;
buffer1) head -c 2048 /dev/zero | tr '\\0' z ;;
kill) kill -9 $$ ;;
term) kill -15 $$ ;;
out-kill) echo said; kill -9 $$ ;;
args) echo "$#:$1" ;;
stdin) cat; echo end ;;
errors) echo to stderr >&2; echo out ;;
where) pwd ;;
percent) echo '%0-%1-%%' ;;
background) sleep 1 & echo parent ;;
eight) printf '\\351t\\351\\n' ;;
slow) sleep 1; echo late ;;
*) echo "got $1" ;;
esac
"""
PROGRAM_KEYS = (["exit%d" % n for n in (0, 1, 64, 67, 68, 69, 71, 75, 77, 255)] +
                ["nonl", "lines", "empty", "blank", "nul", "mega", "buffer", "buffer1", "kill",
                 "term", "out-kill", "args", "stdin", "errors", "where", "percent", "background",
                 "eight", "slow", "Some Thing", "-x"])


def program_cases():
    files = [File("/scratch/answer", PROGRAM.encode(), 0o755), File("/scratch/noexec", b"x\n")]
    cf = BASE + ("Kp program /scratch/answer\nKpa program -a.APP /scratch/answer\n"
                 "Kpm program -m /scratch/answer\nKpo program -o /scratch/nosuch\n"
                 "Kpn program /scratch/nosuch\nKpx program /scratch/noexec\n"
                 "Kpd program /scratch\nKpw program /scratch/answer args\n"
                 "Kpt program -t -TTEMP /scratch/answer\n"
                 "F{X}|/scratch/answer lines\nF{Y}|/scratch/answer kill\nF{Z}|/scratch/nosuch\n"
                 "SA\nR$*\t$: $(p $1 $: DEF $)\nST\nR$*\t$: $(pt $1 $: DEF $)\n")
    yield with_cf("program/answers", cf, maps("p", PROGRAM_KEYS), files)
    yield with_cf("program/answers traced", cf, maps("p", PROGRAM_KEYS[:12]), files, args=TRACED)
    yield with_cf("program/flags", cf, "".join(maps(m, ["key", "exit75", "exit68"])
                  for m in ("pa", "pm", "po", "pn", "px", "pd", "pw", "pt")), files)
    yield with_cf("program/rules and classes", cf,
                  "A key\nA exit75\nT exit75\nA kill\n$={X}\n$={Y}\n$={Z}\n", files)
    yield with_cf("program/another user", cf + "O DefaultUser=1:1\n",
                  maps("p", ["key", "where"]), files)


# ---- ldap --------------------------------------------------------------------------------------

AT = "-w 3 -H ldap://127.0.0.1:3890/ -b dc=example,dc=org"


def ldap_cases():
    yield with_cf("ldap/values", BASE + VALUES.replace("AT", AT), VALUES_ASKED)
    yield with_cf("ldap/binding", BASE + BINDING.replace("AT", AT), BINDING_ASKED,
                  [File("secret", b"secret\n", 0o600), File("bad", b"wrong\n", 0o600)])
    yield with_cf("ldap/no URI", BASE + BINDING.replace("AT", AT), "/map s12 joe\n/map s5 joe\n",
                  [File("secret", b"secret\n", 0o600), File("bad", b"wrong\n", 0o600)])
    yield with_cf("ldap/silent", BASE + SILENT, "/map s17 joe\n/map s18 joe\n/map s19 joe\n", [File("secret", b"secret\n", 0o600)])
    yield with_cf("ldap/traced", BASE + VALUES.replace("AT", AT),
                  "/map l1 Joe\n/map l6 smith\n/map l1 *\n", args=TRACED)
    yield with_cf("ldap/default spec", BASE + f"O LDAPDefaultSpec={AT}\nO AliasFile=ldap:\n"
                  "Kl1 ldap -k (uid=%0) -v mail\nF{X}joe@ldap:-k (uid=%0) -v mail\nF{w2}@LDAP\n"
                  "F{R}@LDAP\n",
                  "/map l1 joe\n/map aliases list\n/map aliases postmaster\n/map aliases nosuch\n"
                  "$={X}\n$={R}\n", args=["-bt", "-Ctest.cf", "-d27.20,37.5"])
    yield with_cf("ldap/further searches", BASE + FURTHER.replace("AT", AT), FURTHER_ASKED)
    yield with_cf("ldap/limits", BASE + LIMITS.replace("AT", AT), LIMITS_ASKED)
    yield with_cf("ldap/codes", BASE + BINDING.replace("AT", AT), "/map s6 joe\n/map s7 joe\n/map s9 x\n",
                  args=["-bt", "-Ctest.cf", "-d54.8"])


VALUES = """\
Kl1 ldap AT -k (&(objectClass=inetOrgPerson)(uid=%0)) -v mail
Kl2 ldap AT -k (uid=%0) -v mail,cn -z,
Kl3 ldap AT -k (uid=%0) -v cn,mail -z, -V=
Kl4 ldap AT -k (uid=%0) -m
Kl5 ldap AT -k (sn=%0) -v mail -1
Kl6 ldap AT -k (sn=%0) -v mail -z,
Kl7 ldap AT -k (uid=%0) -n -v mail,cn -z,
Kl8 ldap AT -k (uid=%0) -v cn -a.APP
Kl9 ldap AT -k "(cn=%0)" -v mail
Kl10 ldap AT -k (cn=%s) -v uid -z,
Kl11 ldap AT -k (uid=%0) -v description
Kl13 ldap -K AT -k (&(sn=%0)(uid=%1)) -v mail
Kl14 ldap -1 AT -k (uid=%0) -v mail,cn
Kl15 ldap -s one AT -k (uid=%0) -v mail
Kl16 ldap AT -k (uid=%0)
Kl17 ldap AT -k (uid=%0) -n -v mail,cn
Kl18 ldap AT -k (uid=%0) -v cn -V:
Kl19 ldap AT -f -k (&(uid=%0)(description=100%%)) -v mail
Kl20 ldap -1 AT -k (sn=%0) -v mail -z,
Kl21 ldap AT -k (uid=%0) -v nosuchattribute
Kl22 ldap AT -k (uid=%0) -v objectClass -z,
Kl23 ldap AT -k (uid=%0) -v MAIL -z|
Kl24 ldap -h 127.0.0.1 -p 3890 -w 3 -b dc=example,dc=org -k (uid=%0) -v mail
Kl25 ldap AT -m -k (sn=%0) -1
Kl26 ldap AT -k (uid=%1%0%q) -v mail
SA
R$*\t$: $(l1 $1 $: DEF $)
SB
R$- / $-\t$: $(l13 $1 $@ $2 $: DEF $)
SD
R$-\t$: $(l13 $1 $: DEF $)
SC
R$*\t$: $(l11 $1 $@ ARG $: DEF $)
"""
VALUES_ASKED = "".join(f"/map {line}\n" for line in """\
l1 joe|l1 JOE|l1 nosuch|l1 j*|l2 joe|l3 joe|l4 Joe|l4 nope|l5 smith|l5 user|l6 smith|l7 joe|l8 ann
l9 Ann Smith|l9 Bob (Star) *|l9 *|l10 a*|l11 joe|l13 user|l14 joe|l14 ann|l15 joe|l16 joe|l16 nosuch
l17 joe|l18 ann|l19 joe|l20 smith|l20 user|l20 many|l21 joe|l22 joe|l23 joe|l24 joe|l25 smith|l25 user
l26 joe|l1 \\|l1 a\\b(|l6 many""".replace("\n", "|").split("|")) + """\
A joe
A nosuch
B Smith / BOB
B smith / joe
D smith
C joe
"""

BINDING = """\
Kv2 ldap -H ldap://127.0.0.1:3890/ -b dc=example,dc=org -k (uid=%0) -v mail
Ks1 ldap AT -k (uid=%0) -v mail
Ks2 ldap AT -d "cn=admin,dc=example,dc=org" -M simple -P secret -k (uid=%0) -v mail
Ks3 ldap AT -d "cn=admin,dc=example,dc=org" -M simple -P bad -k (uid=%0) -v mail
Ks4 ldap -w 3 -H ldap://127.0.0.1:3899/ -b dc=example,dc=org -k (uid=%0) -v mail
Ks5 ldap -w 3 -h nosuchhost.invalid -c 2 -b dc=example,dc=org -k (uid=%0) -v mail
Ks6 ldap -w 3 -H ldap://127.0.0.1:3890/ -b dc=example,dc=net -k (uid=%0) -v mail
Ks7 ldap AT -k (uid=%0 -v mail
Ks8 ldap -w 3 -o -H ldap://127.0.0.1:3899/ -b dc=example,dc=org -k (uid=%0) -v mail
Ks9 ldap -w 3 -t -H ldap://127.0.0.1:3899/ -b dc=example,dc=org -k (uid=%0) -v mail
Ks10 ldap AT -M none -k (uid=%0) -v mail
Ks11 ldap -w 3 -H ldapi:///nosuch -k (uid=%0) -v mail
Ks12 ldap -w 3 -H bogus -k (uid=%0) -v mail
Ks13 ldap -w 3 -h 127.0.0.1:3890 -b dc=example,dc=org -k (uid=%0) -v mail
Ks14 ldap AT -o -k (uid=%0 -v mail
Ks15 ldap -w 3 -H ldap://localhost:3890/ -M none -k (uid=%0) -v mail
Ks16 ldap -w 3 -H ldap://localhost:3890 -M krbv4 -k (uid=%0) -v mail
SA
R$*\t$: $(s4 $1 $: DEF $)
SB
R$*\t$: $(s8 $1 $: DEF $)
"""
# 3898 takes connections, and says nothing.
SILENT = """\
Ks17 ldap -w 3 -H ldap://127.0.0.1:3898/ -c 1 -b dc=example,dc=org -k (uid=%0) -v mail
Ks18 ldap -w 3 -h 127.0.0.1:3898 -c 1 -d cn=x -M simple -P secret -b dc=example,dc=org -k (uid=%0) -v mail
Ks19 ldap -w 3 -H bogus -M none -b dc=example,dc=org -k (uid=%0) -v mail
"""
BINDING_ASKED = "".join(f"/map {line}\n" for line in (
    "v2 joe|s1 priv|s2 priv|s3 priv|s4 joe|s4 joe|s5 joe|s6 joe|s7 joe|s8 joe|s9 joe|s10 joe|"
    "s11 joe|s12 joe|s13 joe|s14 joe|s15 joe|s16 joe").split("|")) + "A joe\nB joe\n"

FURTHER = """\
Kd1 ldap AT -k (uid=%0) -v mail,manager:dn -z,
Kd2 ldap AT -k (cn=%0) -v mail,member:dn -z,
Kd3 ldap AT -k (cn=%0) -v mail,member:dn
Kd4 ldap AT -k (cn=%0) -v mail,member:dn:groupofnames -z,
Kd5 ldap AT -k (cn=%0) -v mail,member:dn:person|other -z,
Kf1 ldap AT -k (sendmailMTAKey=%0) -v mail,sendmailMTAAliasValue,sendmailMTAAliasSearch:filter -z,
Ku1 ldap AT -k (sendmailMTAKey=%0) -v sendmailMTAAliasValue,sendmailMTAAliasURL:url -z,
Ka1 ldap AT -k (sendmailMTAKey=%0) -v mail,sendmailMTAAliasValue,sendmailMTAAliasSearch:FILTER,sendmailMTAAliasURL:URL -z,
Kr1 ldap AT -R -k (ou=%0) -v ou -z,
Kr2 ldap AT -k (ou=%0) -v ou -z,
"""
FURTHER_ASKED = "".join(f"/map {line}\n" for line in (
    "d1 ann|d1 joe|d2 team|d2 board|d3 team|d4 team|d5 team|f1 postmaster|u1 postmaster|"
    "a1 postmaster|a1 list|r1 people|r2 people").split("|"))

LIMITS = """\
Kz1 ldap AT -Z 3 -k (sn=%0) -v uid -z,
Kz2 ldap AT -k (sn=%0) -v uid -z,
Kz3 ldap AT -Z 200 -k (sn=%0) -v uid -z,
Kz4 ldap AT -Z 3 -k (sn=%0) -v uid
Kz5 ldap AT -l 5 -k (uid=%0) -v uid
Kz6 ldap AT -1 -k (sn=%0) -v uid
"""
LIMITS_ASKED = "".join(f"/map {line}\n" for line in (
    "z1 many|z1 smith|z2 many|z3 many|z4 many|z5 user07|z6 many|z6 user").split("|"))

TLS = """\
Kt1 ldap -w 3 -H ldaps://127.0.0.1:3892/ -b dc=example,dc=org -k (uid=%0) -v mail
Kt2 ldap -w 3 -H ldaps://localhost:3892/ -b dc=example,dc=org -k (uid=%0) -v mail
"""


def tls_cases(folder):
    known = f"TLS_CACERT {folder}/ca.pem\n".encode()
    for name, conf in (("trusted", known), ("unknown authority", b"")):
        yield with_cf(f"ldap/tls {name}", BASE + TLS, "/map t1 joe\n/map t2 joe\n",
                      [File("/etc/ldap/ldap.conf", conf)])


# ---- dns ---------------------------------------------------------------------------------------

NAMES = ("host two c1 loop1 dangling away mx1 null onlytxt txt wild a.wild nosuch one escaped\\.dot "
         "a.b.c.d xn--e1afmkfd delegated x.delegated").split()
TYPES = "A AAAA NS CNAME PTR MX TXT AFSDB SRV TLSA".split()


def dns_cases(address, silent):
    resolv = File("/etc/resolv.conf", f"nameserver {address}\noptions timeout:1 attempts:1\n".encode())
    cf = BASE + "O Timeout.resolver.retrans=1\nO Timeout.resolver.retry=1\n" + "".join(
        f"Kd{t} dns -R {t}\nKz{t} dns -R {t} -z,\n" for t in TYPES)
    cf += "Kbest bestmx\nKbestz bestmx -z,\nKh host\nSC\nR$*\t$: $[ $1 $: NO $]\n"
    full = [n + ".zone.example" for n in NAMES] + ["x.broken.example", "other.example"]
    yield with_cf("dns/canon", cf, "".join(f"/canon {n}\nC {n}\n" for n in full), [resolv])
    yield with_cf("dns/mx", cf, "".join(f"/mx {n}.zone.example\n" for n in
                  ("one order same null host nosuch c1 loop1 a.wild onlytxt").split()) +
                  "/mx x.broken.example\n/mx other.example\n", [resolv])
    ask = "".join(f"/map d{t} {n}.zone.example\n/map z{t} {n}.zone.example\n" for t in TYPES
                  for n in ("host", "order", "two", "txt", "longtxt", "oddtxt", "emptytxt", "c1",
                            "ptr", "afs", "_smtp._tcp", "_25._tcp.mx1", "nosuch", "onlytxt",
                            "loop1")
                  if not (n == "two" and t == "A" or t == "TXT" and n == "x"))
    yield with_cf("dns/types", cf, ask, [resolv])
    yield with_cf("dns/truncated", cf, "/map zMX big.zone.example\n/mx nosuch.big.zone.example\n"
                  "/map bestz order.zone.example\n/map best order.zone.example\n", [resolv])
    yield with_cf("dns/traced", cf, "/canon c1.zone.example\n/mx order.zone.example\n"
                  "/map zMX order.zone.example\n/canon loop1.zone.example\n", [resolv],
                  args=["-bt", "-Ctest.cf", "-d8.8,38.20,9.1,8.20"])
    nobody = File("/etc/resolv.conf", f"nameserver {silent}\noptions timeout:1 attempts:1\n".encode())
    yield with_cf("dns/no answer", cf, "/mx host.zone.example\n/map dA host.zone.example\n", [nobody])
    nothing = File("/etc/resolv.conf", b"nameserver 127.0.0.4\noptions timeout:1 attempts:1\n")
    yield with_cf("dns/nobody listens", cf, "/mx host.zone.example\n/map dA host.zone.example\n",
                  [nothing])
