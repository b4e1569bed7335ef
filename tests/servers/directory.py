"""slapd with sendmail's schema and a hundred entries, on a port of its own."""

import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path

import place

SLAPD = "/usr/sbin/slapd"
SLAPADD = "/usr/sbin/slapadd"
SCHEMAS = Path("/etc/ldap/schema")
SENDMAIL_SCHEMA = place.REFERENCE / "usr/share/sendmail/examples/ldap/sendmail.schema.v2"
MODULES = "/usr/lib/ldap"
ENTRIES = Path(__file__).resolve().parent / "directory.ldif"

CONFIG = """\
include {schemas}/core.schema
include {schemas}/cosine.schema
include {schemas}/inetorgperson.schema
include {schemas}/nis.schema
include {sendmail}
pidfile {folder}/slapd.pid
argsfile {folder}/slapd.args
modulepath {modules}
moduleload back_mdb
sizelimit {sizelimit}
{tls}
database mdb
suffix "dc=example,dc=org"
rootdn "cn=admin,dc=example,dc=org"
rootpw secret
directory {folder}/data
access to dn.subtree="ou=private,dc=example,dc=org" by * none
access to * by * read
"""


def missing():
    """Why there can be no directory here, or None."""
    for needed in (Path(SLAPD), SCHEMAS, SENDMAIL_SCHEMA):
        if not needed.exists():
            return f"no {needed}"
    return None


def entries():
    text = ENTRIES.read_text()
    for n in range(100):
        text += f"""
dn: uid=user{n:02d},ou=many,dc=example,dc=org
objectClass: inetOrgPerson
uid: user{n:02d}
cn: User {n:02d}
sn: Many
mail: user{n:02d}@example.org
"""
    return text


class Directory:
    """`with Directory(folder, port):` a running server."""

    def __init__(self, folder, port, sizelimit=50, certificate=None):
        self.folder, self.port, self.process = Path(folder), port, None
        self.certificate, self.sizelimit = certificate, sizelimit

    def __enter__(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        (self.folder / "data").mkdir(parents=True)
        tls = ""
        if self.certificate:
            tls = "".join(f"TLS{word} {self.certificate}/{name}\n" for word, name in (
                ("CACertificateFile", "ca.pem"), ("CertificateFile", "server.pem"),
                ("CertificateKeyFile", "server.key")))
        config = self.folder / "slapd.conf"
        config.write_text(CONFIG.format(schemas=SCHEMAS, sendmail=SENDMAIL_SCHEMA, modules=MODULES,
                                        folder=self.folder, sizelimit=self.sizelimit, tls=tls))
        loaded = subprocess.run([SLAPADD, "-q", "-f", config], input=entries(), text=True,
                                capture_output=True)
        if loaded.returncode:
            raise RuntimeError("slapadd: " + loaded.stderr)
        self.start()
        return self

    def start(self):
        scheme = "ldaps" if self.certificate else "ldap"
        self.process = subprocess.Popen(
            [SLAPD, "-d0", "-f", self.folder / "slapd.conf", "-h",
             f"{scheme}://127.0.0.1:{self.port}/"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for_port(self.port)

    def __exit__(self, *_):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def stop(self, how=signal.SIGTERM):
        if self.process:
            self.process.send_signal(how)
            self.process.wait()
            self.process = None


def wait_for_port(port, patience=10, address="127.0.0.1"):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex((address, port)) == 0:
                return
        time.sleep(0.02)
    raise RuntimeError(f"nothing answers on {address}, port {port}")


def make_certificates(folder):
    """A private authority and a server certificate for 127.0.0.1 and localhost."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    run = lambda *words: subprocess.run(["openssl", *words], cwd=folder, check=True,
                                        capture_output=True)
    (folder / "openssl.cnf").write_text("[req]\ndistinguished_name = dn\nx509_extensions = ca\n[dn]\n"
                                        "[ca]\nbasicConstraints = critical,CA:TRUE\n")
    run("req", "-config", "openssl.cnf", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Test CA",
        "-keyout", "ca.key", "-out", "ca.pem")
    run("req", "-config", "openssl.cnf", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost", "-keyout", "server.key",
        "-out", "server.csr")
    (folder / "names").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    run("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
        "-CAcreateserial", "-days", "2", "-extfile", "names", "-out", "server.pem")
    os.chmod(folder / "server.key", 0o644)
