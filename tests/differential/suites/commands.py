"""The standard script of commands for a compiled configuration, made from what is in it."""

import re

ADDRESSES = """joe
joe@example.com
joe@mail.example.com
ann@[192.0.2.25]
joe@[10.0.0.1]
joe@routed.example.net
joe@two.example.net
joe@host.sub.example.net
x@local.example.net
x@refused.example.net
info@virtual.example.org
gone@virtual.example.org
plus+detail@virtual.example.org
joe@third.example.org
anyone@fourth.example.org
joe@hub.example.net
joe@www.example.net
joe@old.example.net
joe@nosuch.domain.test
joe%hub.example.net@example.com
@hub.example.net:joe@example.org
@hub.example.net,@relay.example.net:joe@example.org
ucbvax!joe
decvax!ucbvax!joe@example.com
ucbvax!joe@nosuch.example.org
joe@ucbvax.uucp
joe@cunyvm.bitnet
node::user
joe@node.DECNET
555-1234@host.fax
joe@example.com.REDIRECT
joe+detail@example.com
"joe user"@example.com
Joe User <joe@example.com>
joe@
@example.com
<>
<@>
a@b@c
a@b..c
root
postmaster@
|/bin/true
/var/mail/joe
:include:/etc/mail/list
joe@relayme.example.org
joe@ldap.example.org
ann@generics.example.org
joe@inside.example.com
user@ph.example.com
joe;phone@example.com
1234@pager.qpage""".splitlines()

PARSED = """joe
joe@example.com
joe@routed.example.net
joe@two.example.net
info@virtual.example.org
gone@virtual.example.org
x@refused.example.net
joe@hub.example.net
joe@nosuch.domain.test
ucbvax!joe
joe@[10.0.0.1]
Joe User <joe@example.com> (comment)
joe@local.example.net
bad.mailer@bad.example.net
<>
postmaster
|/bin/true
joe+detail@mail.example.com""".splitlines()

TRIED = ["joe", "ann@generics.example.org", "joe@inside.example.com", "ucbvax!ann@hub.example.net"]

SENDERS = ["joe@example.com", "spammer@example.net", "blocked@example.net", "<>", "joe",
           "<joe@hub.example.net>", "joe@nosuch.domain.test", "joe@badmx.example.net",
           "joe@tempfail.example.org", "joe@quarantine.example.org", "x!joe@hub.example.net"]

RECIPIENTS = ["joe@example.com", "<joe@hub.example.net>", "closed@example.com",
              "nobody@example.com", "joe@relayme.example.org", "joe%hub.example.net@example.com",
              "ucbvax!joe", "friend@friend.example.com", "postmaster", "@a.test:b@c.test",
              "joe@refused.example.org", "<>", "joe@", "\"a b\"@hub.example.net"]

CLIENTS = [("localhost", "127.0.0.1"), ("hub.example.net", "10.0.0.1"), ("[10.0.1.5]", "10.0.1.5"),
           ("listed.example.net", "10.3.3.3"), ("some.relayed.example.org", "10.4.4.4"),
           ("v6.example.net", "IPv6:2001:db8::25"), ("dnsbl.example.org", "127.0.0.2")]

KEYS = ["joe", "joe@example.com", "example.com", "info@virtual.example.org", "10.0.0",
        "hub.example.net", "two.example.net", "nosuch"]

HOST_MAPS = ["host1.example.org", "www.example.net", "nosuch.domain.test", "[10.0.0.1]", "mail"]


def full(cf):
    """Every command that touches rules, mailers, classes and maps of this configuration."""
    rulesets = _names(rb"(?m)^S\s*(\w+)", cf)
    mailers = _names(rb"(?m)^M(\w[\w.-]*)\s*,", cf)
    lines = ["3,0 " + address for address in ADDRESSES]
    lines += _macros(cf) + _classes(cf)
    lines += ["/tryflags HS", "/parse joe@example.com", "/tryflags ER"]
    lines += ["/parse " + address for address in PARSED]
    for mailer in mailers:
        for flags in ("HS", "HR", "ES", "ER"):
            lines.append("/tryflags " + flags)
            lines += [f"/try {mailer} {address}" for address in TRIED]
    lines += _checks(rulesets)
    lines += _maps(cf)
    lines += [".D{client_name}hub.example.net", ".Cwadded.example.com", "3,0 joe@added.example.com",
              ".DSsmart.example.net", "3,0 x@y.z.test", ".Djnew.example.com", "$j", "3,0 joe",
              "4 joe<@added.example.com.>", "final joe<@x.y.>", "canonify joe@www.example.net",
              "/canon www.example.net", "/mx example.net", "/mx nosuch.domain.test",
              "/expand $j $w $m ${client_addr}", "=M"]
    lines += [f"={'S' + name}" for name in rulesets]
    return _script(lines)


def short(cf):
    """For configurations that differ in options only."""
    lines = ["3,0 " + address for address in ADDRESSES[:12:3]]
    lines += ["/parse " + address for address in PARSED[:12:3]]
    lines += ["/try esmtp joe@example.com", "/try local joe", "check_rcpt joe@hub.example.net",
              "check_mail joe@example.com", "$j", "$w", "$m", "$n", "$Z", "=M", "$=w", "$=R",
              "/map host hub.example.net", "/map aliases postmaster", "/canon hub.example.net"]
    return _script(lines)


def _checks(rulesets):
    lines = []
    for name, address in CLIENTS[:4]:
        lines += [f".D{{client_name}}{name}", f".D{{client_addr}}{address}",
                  ".D{client_resolve}OK", ".D{client_ptr}" + name]
        lines += [f"{check} {sender}" for check in _present(rulesets, "check_mail", "checkmail")
                  for sender in SENDERS[::2]]
        lines += [f".Dfjoe@example.com", ".D{mail_addr}joe@example.com"]
        lines += [f"{check} {rcpt}" for check in _present(rulesets, "check_rcpt", "checkrcpt")
                  for rcpt in RECIPIENTS[::2]]
    for name, address in CLIENTS:
        lines += [f"Translate,{check} {name} $| {address}" for check in
                  _present(rulesets, "check_relay", "checkrelay", "x_connect", "greet_pause")]
    lines += [f"check_mail {sender}" for sender in SENDERS]
    lines += [f"check_rcpt {recipient}" for recipient in RECIPIENTS]
    lines += [f"{name} {text}" for name in
              _present(rulesets, "trust_auth", "srv_features", "clt_features", "try_tls", "tls_rcpt",
                       "tls_client", "authinfo", "queuegroup", "check_other", "BadMX", "SearchList",
                       "tls_srv_features", "tls_clt_features", "check_eoh", "CheckTo")
              for text in ("hub.example.net", "secure@example.net")]
    lines += [f"Translate,{name} {text}" for name in
              _present(rulesets, "check_compat", "trust_auth", "check_data", "tls_client")
              for text in ("ann@example.net $| joe@example.com", "OK $| MAIL")]
    lines += [f"Translate,tls_server hub.example.net $| 10.0.0.1"]
    return lines


def _maps(cf):
    lines = []
    for name, kind in re.findall(rb"(?m)^K\s*(\w+)\s+(\w+)", cf):
        if kind.lower() not in (b"macro", b"syslog"):
            lines += [f"/map {name.decode()} {key}" for key in KEYS]
    lines += ["/map host " + name for name in HOST_MAPS]
    return lines + ["/map aliases postmaster", "/map aliases staff", "/map nosuchmap x"]


def _macros(cf):
    long = _names(rb"\$&?\{(\w+)\}", cf)
    return ["$" + c for c in "jwmkvnZSHMRLBCDEFYUbzog"] + [f"${{{name}}}" for name in long[:30]]


def _classes(cf):
    long = _names(rb"\$[=~]\{(\w+)\}", cf) + _names(rb"(?m)^[CF]\{(\w+)\}", cf)
    short_names = sorted(set(re.findall(rb"(?m)^[CF]([A-Za-z.])", cf)) | {b"w", b"t", b"k", b"m"})
    return [f"$={c.decode()}" for c in short_names] + [f"$={{{n}}}" for n in dict.fromkeys(long)]


def _present(rulesets, *names):
    return [name for name in names if name in rulesets]


def _names(pattern, cf):
    return list(dict.fromkeys(name.decode() for name in re.findall(pattern, cf)))


def _script(lines):
    return "".join(line + "\n" for line in lines).encode("latin-1")
