"""A private CA, certificates of servers and clients, and the passwords that the real server knows.

make() makes them once in the sandbox.
"""

import base64
import ctypes
import hashlib
import hmac
import os
import re
import ssl
import subprocess
from pathlib import Path

import sandbox

FOLDER = Path("/etc/mail/tls")
REQUEST = FOLDER / "request.cnf"
USER, REALM, PASSWORD = "joe", "mail.example.com", "wonderland"
SASL = "pwcheck_method: auxprop\nauxprop_plugin: sasldb\nmech_list: PLAIN LOGIN CRAM-MD5 DIGEST-MD5 ANONYMOUS EXTERNAL\n"

# Who signs whom: name, subject, issuer (itself: a CA).
CERTIFICATES = [
    ("ca", "/C=DE/O=Example CA/CN=ca.example.com", "ca"),
    ("server", "/C=DE/O=Example/CN=mail.example.com", "ca"),
    ("client", "/C=DE/O=Example (Clients), Inc./CN=mx.example.net", "ca"),
    ("plain", "/CN=plain.example.net", "ca"),
    ("foreign-ca", "/C=US/CN=foreign ca", "foreign-ca"),
    ("foreign", "/C=US/CN=foreign.example.net", "foreign-ca"),
    ("sink", "/C=DE/O=Sink/CN=sink.example.net", "ca"),
]


def make():
    if FOLDER.exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    REQUEST.write_text("[req]\ndistinguished_name=dn\n[dn]\n")
    for name, subject, issuer in CERTIFICATES:
        _certificate(name, subject, issuer)
    sasl = Path("/etc/sasl2")
    sasl.mkdir(exist_ok=True)
    (sasl / "Sendmail.conf").write_text(SASL)
    _password_file()


def _certificate(name, subject, issuer):
    key, cert = FOLDER / f"{name}.key", FOLDER / f"{name}.pem"
    words = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", subject, "-keyout",
             str(key), "-out", str(cert), "-config", str(REQUEST),
             "-addext", f"basicConstraints=CA:{'TRUE' if name == issuer else 'FALSE'}"]
    if name != issuer:
        words += ["-CA", str(FOLDER / f"{issuer}.pem"), "-CAkey", str(FOLDER / f"{issuer}.key")]
    subprocess.run(words, check=True, capture_output=True)
    key.chmod(0o600)


def _password_file():
    """/etc/sasldb2, as the library itself writes it: the machine's, which cannot load mechanisms of another Debian's."""
    if sandbox.OWN_MECHANISMS.is_dir():
        os.environ["SASL_PATH"] = str(sandbox.OWN_MECHANISMS)
    sasl = ctypes.CDLL("libsasl2.so.2")
    connection = ctypes.c_void_p()
    done = [sasl.sasl_server_init(None, b"Sendmail"),
            sasl.sasl_server_new(b"smtp", None, REALM.encode(), None, None, None, 0, ctypes.byref(connection)),
            sasl.sasl_setpass(connection, USER.encode(), PASSWORD.encode(), len(PASSWORD), None, 0, 1)]
    if any(done):
        raise RuntimeError(f"no password file: {done}")


def names(certificate):
    """Its subject and its issuer."""
    subjects = {name: subject for name, subject, _ in CERTIFICATES}
    issuer = next(issuer for name, _, issuer in CERTIFICATES if name == certificate)
    return subjects[certificate], subjects[issuer]


def encoded(name):
    """As the server writes a name of a certificate."""
    return "".join(c if c not in "<>()\"+ " else f"+{ord(c):02X}" for c in name)


def client_context(name):
    """What a client makes a handshake with; name: its certificate, or None."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    if name:
        context.load_cert_chain(FOLDER / f"{name}.pem", FOLDER / f"{name}.key")
    return context


def answer(challenge):
    """To a challenge of CRAM-MD5 or DIGEST-MD5, in base64."""
    text = base64.b64decode(challenge)
    return base64.b64encode(_digest(text.decode()) if b"nonce=" in text else _cram(text))


def _cram(text):
    return f"{USER} {hmac.new(PASSWORD.encode(), text, hashlib.md5).hexdigest()}".encode()


def _digest(text):
    given = dict(re.findall(r'(\w+)="?([^",]*)"?', text))
    uri, own, count = f"smtp/{REALM}", "b3VycyE=", "00000001"
    md5 = lambda data: hashlib.md5(data)
    secret = md5(f"{USER}:{given['realm']}:{PASSWORD}".encode()).digest()
    first = md5(secret + f":{given['nonce']}:{own}".encode()).hexdigest()
    second = md5(f"AUTHENTICATE:{uri}".encode()).hexdigest()
    response = md5(f"{first}:{given['nonce']}:{count}:{own}:auth:{second}".encode()).hexdigest()
    return (f'username="{USER}",realm="{given["realm"]}",nonce="{given["nonce"]}",cnonce="{own}",nc={count},qop=auth,'
            f'digest-uri="{uri}",response={response},charset=utf-8').encode()
