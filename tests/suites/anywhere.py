"""The same suites, the same result: wherever they run, whoever runs them."""

import os
import shutil

import small
from run import Skip, same, within

USER = "nobody"


def copied(bench):
    """The suites and the example, where everybody may read them."""
    target = bench.folder / "checkout"
    if not target.exists():
        shutil.copytree(bench.root / "testdata" / "suites", target / "suites", symlinks=True)
        shutil.copytree(bench.root / "testdata" / "example", target / "example", symlinks=True)
        shutil.copy2(bench.program, bench.folder / "btsh")
        bench.program = str(bench.folder / "btsh")
    return target


def bare(bench, done):
    """What was said, without the path of the folder."""
    return done.stdout.replace(f"{bench.folder}/checkout/", "").replace("../suites/", "suites/")


def usual(bench):
    done = bench.run("test", "suites", cwd=copied(bench))
    same(done.returncode, 0, done.stdout)
    return bare(bench, done)


def again(bench, wanted, before=(), env=None):
    done = bench.run("test", "suites", cwd=copied(bench), before=before, env=env)
    same(bare(bench, done), wanted, done.stderr)


def can(bench, *words):
    bench.need(words[0])
    if os.spawnvp(os.P_WAIT, words[0], [*words, "true"]) != 0:
        raise Skip(" ".join(words) + " is not allowed here")


def no_network(bench):
    can(bench, "unshare", "-n")
    again(bench, usual(bench), ("unshare", "-n"))


def another_host_name(bench):
    can(bench, "unshare", "-u")
    again(bench, usual(bench), ("unshare", "-u", "sh", "-c", 'hostname other.host.test; exec "$0" "$@"'))


def another_user(bench):
    can(bench, "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
    again(bench, usual(bench), ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"))


def another_umask(bench):
    wanted = usual(bench)
    for path in [bench.folder, *bench.folder.rglob("*")]:
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | 0o022)
    again(bench, wanted, ("sh", "-c", 'umask 0; exec "$0" "$@"'))
    again(bench, wanted, ("sh", "-c", 'umask 077; exec "$0" "$@"'))


def another_folder(bench):
    wanted = usual(bench)
    done = bench.run("test", bench.folder / "checkout" / "suites", cwd="/")
    same(bare(bench, done), wanted)
    done = bench.run("test", "../suites", cwd=bench.folder / "checkout" / "example")
    same(bare(bench, done), wanted)


def another_environment(bench):
    again(bench, usual(bench), env={**bench.env, "TZ": "Asia/Tokyo", "NAME": "Somebody Else", "LC_ALL": "C",
                                    "HOME": "/nonexistent", "LOCALDOMAIN": "elsewhere.test", "RES_OPTIONS": "ndots:9"})


def odd_folder(bench):
    """Blanks and quotes in the names of folders."""
    small.files(bench)
    odd = bench.folder / "it's an  odd, folder"
    odd.mkdir()
    for name in ("small.cf", "routes", "example.zone"):
        (odd / name).write_text((bench.folder / name).read_text())
    (odd / "x.bt").write_text(small.HEAD + "#@ zone example.zone\n#@ zone example.zone other.example\n"
                              "#@ map more = text:routes\n#@ test a\n"
                              "3,0 a@example.org\n#@ expect host=[10.0.0.1]\n"
                              "Canon www.example.net\n#@ expect returns mx . example . net\n#@ test b\n3 a@b\n#@ expect returns x\n")
    for cwd, name in ((odd, "x.bt"), (bench.folder, "it's an  odd, folder/x.bt")):
        done = bench.run("test", name, cwd=cwd)
        within("\nok 1 - ", done.stdout)
        within("  at: '" + name.replace("'", "''") + ":12'\n", done.stdout)
        same(done.returncode, 1, "status")


def interfaces(bench):
    """What addresses the host has is the suite's to say, and never the machine's."""
    small.files(bench)
    bench.file("own.cf", small.CF.replace("O DontProbeInterfaces=True\n", "")
               + "Scheck_rcpt\nR$*\t$: [ $&{client_addr} ]\nR$=w\t$@ RELAY\nR$*\t$#error $@ 5.7.1 $: no\n")
    head = "#@ config own.cf\n#@ hostname mail.example.com\n#@ zone example.zone\n"
    test = "#@ test a\n.D{client_addr}192.0.2.77\ncheck_rcpt x@elsewhere.example\n#@ expect "
    bench.file("without.bt", head + test + "error 5.7.1\n")
    bench.file("with.bt", head + "#@ interface 192.0.2.77 eth1\n" + test + "returns RELAY\n")
    bench.file("wrong.bt", head + "#@ interface 192.0.2\n" + test + "returns RELAY\n")
    for name, status in (("without.bt", 0), ("with.bt", 0), ("wrong.bt", 2)):
        done = bench.run("test", name)
        same(done.returncode, status, done.stdout)
    done = bench.run("-C", "own.cf", "--hostname", "mail.example.com", "--zone", "example.zone", "--interface", "192.0.2.77",
                     text="$=w\n")
    within("[192.0.2.77]\n", done.stdout)


def search_list(bench):
    """Names that are not complete are looked for where the suite says."""
    small.files(bench)
    body = "#@ zone example.zone\n#@ test a\nCanon www\n#@ expect returns "
    bench.file("a.bt", small.HEAD + "#@ search example.net\n" + body + "mx . example . net\n")
    bench.file("b.bt", small.HEAD + "#@ search example.org\n" + body + "www\n")
    for name in ("a.bt", "b.bt"):
        done = bench.run("test", name)
        same(done.returncode, 0, done.stdout)


def tests():
    for test in (no_network, another_host_name, another_user, another_umask, another_folder, another_environment,
                 odd_folder, interfaces, search_list):
        yield test.__name__.replace("_", " "), test
