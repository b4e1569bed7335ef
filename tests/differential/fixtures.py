"""Our map sources and class files, as /etc/mail of the sandbox."""

import shutil
import subprocess

import place
import sandbox

SOURCES = place.TESTDATA / "maps"
BTREE = ("userdb",)
DATABASES = ("access", "authinfo", "bcctable", "bitdomain", "catchall", "domaintable", "drac",
             "foo-users", "genericstable", "mailertable", "smarttable", "uudomain", "userdb",
             "virtusertable")


def install():
    """Before the workers start: each of them copies this /etc."""
    mail = sandbox.Path("/etc/mail")
    for source in sorted(SOURCES.iterdir()):
        shutil.copyfile(source, mail / source.name)
    for name in DATABASES:
        kind = "btree" if name in BTREE else "hash"
        with open(mail / name, "rb") as text:
            subprocess.run([str(sandbox.TOOLS / "makemap"), kind, str(mail / name)], stdin=text,
                           check=True)
