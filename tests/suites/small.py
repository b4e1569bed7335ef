"""A small configuration, its tables and its zone."""

import re
import time
from pathlib import Path

CF = r"""V10/Berkeley
O OperatorChars=.:%@!^/[]+
O DontProbeInterfaces=True
Djmail.example.com
Cw example.com
Kroutes hash -o /etc/mail/routes
Kdnsmx dns -RMX -T<TMPF>
Khost host -T<TMPF>
Mlocal, P=/bin/true, F=l, A=true $u
Mesmtp, P=[IPC], F=mDFMuX, A=TCP $h

Scanonify=3
R$* < $+ > $*	$: $2
R$+ @ $+	$@ $1 <@ $2>

Sparse=0
R$+ <@ $=w>	$#local $: $1
R$+ <@ $+>	$: <$(routes $2 $: $)> $1 <@ $2>
R<ERROR:$+> $*	$#error $@ 5.7.1 $: $1
R<$+> $+ <@ $+>	$#esmtp $@ $1 $: $2 @ $3
R<> $+ <@ $+>	$#esmtp $@ $2 $: $1 @ $2

SCanon
R$+	$: $[ $1 $]
"""

ROUTES = "# where to\nexample.org\t[10.0.0.1]\nbad.example\tERROR:550 no\n"

ZONE = """$ORIGIN example.net.
$TTL 1h
@ IN SOA ns hostmaster 1 1d 1h 1w 1h
@ NS ns
@ MX 10 mx
ns A 192.0.2.1
mx A 192.0.2.2
www CNAME mx
"""

HEAD = "#@ config small.cf\n#@ hostname mail.example.com\n#@ map routes = source:routes\n"


def files(bench):
    bench.file("small.cf", CF)
    bench.file("routes", ROUTES)
    bench.file("example.zone", ZONE)


def suite(bench, body, head=HEAD, name="x.bt"):
    files(bench)
    bench.file(name, head + body)
    return name


def until_heard(pid, number):
    """Waits until the program hears the signal; before, on a busy machine, it would only die of it."""
    while not int(re.search(r"SigCgt:\s*(\w+)", Path(f"/proc/{pid}/status").read_text())[1], 16) >> (number - 1) & 1:
        time.sleep(0.01)
