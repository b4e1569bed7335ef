"""A configuration that shows every macro of a dialogue at each of its stages, and does nothing else."""

MACROS = """_ s r i f g h u b:no j client_addr client_name client_resolve client_ptr client_port client_connections client_rate
total_rate daemon_name daemon_addr daemon_port daemon_family daemon_flags if_name if_addr if_family opMode
deliveryMode mail_addr mail_host mail_mailer mail_from rcpt_addr rcpt_host rcpt_mailer addr_type msg_size
dsn_ret dsn_envid dsn_notify auth_type auth_authen auth_author auth_ssf ntries nrcpts nbadrcpts currHeader hdrlen
hdr_name msg_id quarantine verify tls_version cipher cipher_bits alg_bits cert_subject cert_issuer cn_subject
cn_issuer queue_interval envid bodytype body_type load_avg:no time:no server_name server_addr""".split()

CHECKS = """check_relay check_mail check_rcpt check_data check_eoh check_eom check_vrfy check_expn check_etrn
check_other check_compat srv_features greet_pause tls_client trust_auth queuegroup tls_srv_features
check_header check_any""".split()
SENDING = "check_compat clt_features try_tls tls_clt_features tls_server authinfo tls_rcpt".split()
FEATURES = ("tls_srv_features", "tls_clt_features")  # what they return is read

HEAD = """\
V10/Berkeley
Dwmail
Djmail.example.com
Cwexample.com mail.example.com
O OperatorChars=.:%@!^/[]+
O QueueDirectory=/var/spool/mqueue
O DeliveryMode=q
O Timeout.ident=0
O AliasFile=/etc/mail/aliases
O SmtpGreetingMessage=$j Sendmail $v/$Z; $b
Mlocal, P=/bin/true, F=lsDFMAw5:/|@qPhn9, A=true $u
Mesmtp, P=[IPC], F=mDFMuXa, E=\\r\\n, L=990, A=TCP $h
Mprog, P=/bin/sh, F=lsDFMoqeu9, A=sh -c $u
HSubject: $>check_header
H*: $>+check_any
HFrom: $>check_header
HTo: $>check_header
HReceived: from $s by $j
HMessage-Id: <$i@$j>
Scanonify=3
R$* < $+ > $*\t$: $2
R$* < > $*\t$@ <@>
R$+ @ $=w\t$@ $1 <@ $2.LOCAL>
R$+ @ $+\t$@ $1 <@ $2>
Sparse=0
R<@>\t$#local $: <>
R$+ <@ $+.LOCAL>\t$#local $: $1
R$+ <@ $+>\t$#esmtp $@ $2 $: $1 <@ $2>
R$+\t$#local $: $1
SLocal=5
R$+ + $*\t$#local $@ + $2 $: $1 + *
Sfinal=4
R<@>\t$@
R$+ <@ $+.LOCAL>\t$@ $1@$2
R$+ <@ $+>\t$@ $1@$2
"""


# What a stock configuration is given to show of a message.
STAGES = """LOCAL_RULESETS
HContent-Type: $>+Show_value
HContent-Disposition: $>+Show_value
HContent-Transfer-Encoding: $>+Show_value
H*: $>+Show_value
SShow_value
R$*\t$: $1 $| $&{hdr_name} $| $&{hdrlen} $| $&{currHeader}
Scheck_eoh
R$*\t$: $1
Scheck_eom
R$*\t$: $1
"""


def _macro(name):
    return "$&" + (name if len(name) == 1 else "{" + name + "}")


def sending():
    """What is added for the sending side."""
    out = "".join(f"S{name}\nR$*\t$: $1 $>Show\n" for name in SENDING[1:])
    return out.replace("Stls_server", "R$*\t$@ CipherList=ALL\nStls_server").replace("Stls_rcpt", LOGIN + "Stls_rcpt")


LOGIN = 'R$*\t$# "U:joe" "I:joe" "P:wonderland" "M:PLAIN" "R:x"\n'


def text(more=()):
    shown = [m for m in MACROS if not m.endswith(":no")] + list(more)
    out = HEAD + "SShow\n"
    for name in shown:
        out += f"R$*\t$: $>Show_{name} $1\n"
    for name in shown:
        out += f"SShow_{name}\nR$*\t$: $(null $) $>Value {name} = {_macro(name)}\nR$*\t$@\n"
    out += "SValue\nR$*\t$@ $1\n"
    out = out.replace("$: $(null $) ", "$: ")
    for name in CHECKS:
        out += f"S{name}\nR$*\t$: $1 $>Show\n" + ("R$*\t$@ CipherList=ALL\n" if name in FEATURES else "")
    return out
