"""Files that are written: whole or not at all, and nothing that somebody else has written is lost."""

import os
import signal
import subprocess
import time

import small
from run import Skip, same, within

BODY = "#@ test a\n> $j\nold\n"
DONE = "#@ test a\n> $j\nmail.example.com\n"


def suite(bench):
    small.suite(bench, BODY)
    return bench.folder / "x.bt"


def names(bench):
    return sorted(p.name for p in bench.folder.iterdir())


def accepted(bench, path, text=DONE):
    same(bench.run("test", "--accept", path.name).returncode, 0, "status")
    same(path.read_text(), small.HEAD + text)


def other_names_are_left_alone(bench):
    path = suite(bench)
    (bench.folder / "victim").write_text("precious\n")
    (bench.folder / "x.bt.new").symlink_to("victim")
    before = names(bench)
    accepted(bench, path)
    same((bench.folder / "victim").read_text(), "precious\n")
    same(names(bench), before, "files")


def through_links(bench):
    """The link stays, and what it points to is replaced."""
    path = suite(bench)
    (bench.folder / "deep").mkdir()
    real = bench.folder / "deep" / "real"
    path.rename(real)
    (bench.folder / "deep" / "middle").symlink_to("real")
    path.symlink_to("deep/middle")
    accepted(bench, path)
    same(os.readlink(path), "deep/middle")
    same(real.read_text(), small.HEAD + DONE)
    # a link to what is not there yet
    (bench.folder / "l.info").symlink_to("deep/l.info")
    same(bench.run("test", "--lcov", "l.info", "x.bt").returncode, 0, "status")
    within("end_of_record", (bench.folder / "deep" / "l.info").read_text())


def owner_and_mode(bench):
    path = suite(bench)
    path.chmod(0o4640)
    accepted(bench, path)
    same(path.stat().st_mode & 0o7777, 0o4640, "mode")
    if os.geteuid() != 0:
        raise Skip("the owner: not root")
    path = suite(bench)
    os.chown(path, 65534, 65533)
    accepted(bench, path)
    same((path.stat().st_uid, path.stat().st_gid), (65534, 65533), "owner")


def what_an_editor_saves(bench):
    path = suite(bench)
    child = subprocess.Popen([bench.program, "test", "--review", "x.bt"], cwd=bench.folder, env=bench.env, text=True,
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while b"accept? " not in os.read(child.stdout.fileno(), 65536):
        pass
    saved = small.HEAD + BODY + "# added meanwhile\n"
    path.write_text(saved)
    _, err = child.communicate("y\n", timeout=30)
    same(path.read_text(), saved)
    within("btsh test: not written: x.bt: it was changed meanwhile by someone else, and is left as it is; run this again",
           err)
    same(child.returncode, 73, "status")


def line_ends(bench):
    path = suite(bench)
    path.write_bytes((small.HEAD + BODY).replace("\n", "\r\n").encode())
    same(bench.run("test", "--accept", "x.bt").returncode, 0, "status")
    same(path.read_bytes(), (small.HEAD + DONE).replace("\n", "\r\n").encode())


def nul(bench):
    path = suite(bench)
    text = (small.HEAD + BODY).encode() + b"# a\0b\n"
    path.write_bytes(text)
    done = bench.run("test", "--accept", "x.bt")
    same(path.read_bytes(), text)
    within("btsh test: x.bt: not written: it has a NUL byte", done.stderr)
    same(done.returncode, 2, "status")


def suite_of_a_pipe(bench):
    suite(bench)
    os.mkfifo(bench.folder / "pipe")
    done = bench.run("test", "--accept", "pipe", before=("sh", "-c", 'cat x.bt >pipe & exec "$@"', "sh"))
    within("btsh test: pipe: not written: it is no file", done.stderr)


def full(bench, option, name, *args):
    """A limit on the size of files stands for a full disk. What is there stays, and nothing beside it."""
    path = bench.folder / name
    if not path.exists():
        path.write_text("before\n")
    text, before = path.read_text(), names(bench)
    done = bench.run(*args, before=("sh", "-c", 'ulimit -f 1; exec "$@"', "sh"))
    same(done.returncode, 74, option)
    within(f"{name}: File too large", done.stderr)
    same(path.read_text(), text)
    same(names(bench), before, "files")


def full_disk(bench):
    path = suite(bench)
    path.write_text("# a long comment\n" * 100 + small.HEAD + BODY)
    full(bench, "--accept", "x.bt", "test", "--accept", "x.bt")
    body = "".join(f"#@ test t{i}\n> $j\nmail.example.com\n" for i in range(50))
    small.suite(bench, body, name="many.bt")
    full(bench, "--junit", "j.xml", "test", "--junit", "j.xml", "many.bt")
    small.files(bench)
    big = small.CF + "".join(f"Sbig{i}\nR$+\t$: $1\n" for i in range(100))
    bench.file("big.cf", big)
    bench.file("b.bt", "#@ config big.cf\n#@ test a\n> $j\nmail.example.com\n")
    full(bench, "--lcov", "l.info", "test", "--lcov", "l.info", "b.bt")
    full(bench, "graph -o", "g.dot", "-C", "big.cf", "graph", "-o", "g.dot")
    bench.file("r.json", "before\n")
    done = bench.run("-C", "small.cf", "--zone", "example.zone", "--record", "r.json",
                     text="".join(f"/mx m{i}.example.net\n" for i in range(100)),
                     before=("sh", "-c", 'ulimit -f 1; exec "$@" >/dev/null', "sh"))
    same(done.returncode, 74, done.stderr)
    same((bench.folder / "r.json").read_text(), "before\n")


def devices_and_streams(bench):
    """They are written directly; `-' is the standard output."""
    suite(bench)
    done = bench.run("test", "--lcov", "-", "x.bt")
    within("# coverage" if "# coverage" in done.stdout else "end_of_record\n", done.stdout)
    done = bench.run("test", "--junit", "/dev/stderr", "x.bt")
    within("</testsuites>\n", done.stderr)
    done = bench.run("test", "--junit", "/dev/full", "x.bt")
    same(done.returncode, 74, "status")
    within("btsh test: --junit: /dev/full: No space left on device\n", done.stderr)
    done = bench.run("-C", "small.cf", "graph", "-o", "/dev/full")
    same((done.returncode, done.stderr), (74, "btsh graph: /dev/full: No space left on device\n"))
    if not os.path.islink("/dev/stdout"):
        raise AssertionError("/dev/stdout of this machine is no link to the standard output, but a file; ln -sfn /proc/self/fd/1 /dev/stdout mends it")
    out = bench.folder / "out"
    with out.open("w") as f:  # a stream that happens to be a file is no file to be replaced
        subprocess.run([bench.program, "-C", "small.cf", "graph", "-o", "/dev/stdout"], cwd=bench.folder, stdout=f)
        same(os.fstat(f.fileno()).st_ino, out.stat().st_ino, "the file")
    within("digraph", out.read_text())


def write_of_a_report(bench):
    """Any one of its writes may fail: the report of before is there, or the whole new one."""
    bench.plain("the sanitizer looks for leaks as a debugger, and strace is one")
    bench.need("strace")
    suite(bench)
    path = bench.folder / "l.info"
    bench.run("test", "--lcov", "l.info", "x.bt")
    whole = path.read_text()
    for n in range(1, 5):
        path.write_text("before\n")
        done = bench.run("test", "-j1", "--lcov", "l.info", "x.bt",
                         before=("strace", "-f", "-o", "/dev/null", "-e", "trace=write", "-e",
                                 f"inject=write:error=ENOSPC:when={n}"))
        same(path.read_text() in ("before\n", whole), True, "whole")
        same(path.read_text() == whole or done.returncode == 74, True, f"write {n}: status {done.returncode}")


def recordings(bench):
    """What is there is not overwritten; what was typed stays when the terminal goes away."""
    small.files(bench)
    bench.file("r.bt.json", "precious\n")
    done = bench.run("-C", "small.cf", "record", "r.bt", text="$j\n")
    same((done.returncode, done.stderr), (2, "btsh record: r.bt.json: it is there already; name another file\n"))
    same((bench.folder / "r.bt.json").read_text(), "precious\n")
    for sig in (signal.SIGHUP, signal.SIGTERM):
        name = f"s{sig}.bt"
        child = subprocess.Popen([bench.program, "-C", "small.cf", "--hostname", "mail.example.com", "--zone",
                                  "example.zone", "record", name], cwd=bench.folder, env=bench.env,
                                 stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        child.stdin.write(b"/mx example.net\n$j\n")
        child.stdin.flush()
        seen = b""
        while b"mail.example.com" not in seen:
            seen += os.read(child.stdout.fileno(), 65536)
        time.sleep(0.1)
        child.send_signal(sig)
        child.communicate(timeout=30)
        same(child.returncode, 128 + sig, "status")
        within("> $j\nmail.example.com\n", (bench.folder / name).read_text())
        same(bench.run("test", name).returncode, 0, "the suite holds")


def closed_streams(bench):
    """What is said with a stream closed goes into no file."""
    small.files(bench)
    for closed in ("<&-", ">&-", "2>&-", "<&- >&- 2>&-"):
        name = "c.bt"
        (bench.folder / name).unlink(missing_ok=True)
        (bench.folder / "c.bt.json").unlink(missing_ok=True)
        bench.run("-C", "small.cf", "record", name, before=("sh", "-c", f'echo "3,0 joe" | "$@" {closed}', "sh"))
        text = (bench.folder / name).read_text()
        assert "ADDRESS TEST" not in text and text.count("input: joe") <= 2, text


def no_memory(bench):
    """One allocation after the other fails: the suite keeps all its tests, or is left as it was."""
    bench.need("cc")
    bench.file("fail.c", r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
static long n = -1, count;
static int now(void)
{
    if (n < 0)
        n = atol(getenv("FAIL_AT"));
    return __sync_add_and_fetch(&count, 1) == n;
}
void *malloc(size_t size)
{
    static void *(*real)(size_t);
    if (real == NULL)
        real = dlsym(RTLD_NEXT, "malloc");
    if (now()) { errno = ENOMEM; return NULL; }
    return real(size);
}
void *realloc(void *p, size_t size)
{
    static void *(*real)(void *, size_t);
    if (real == NULL)
        real = dlsym(RTLD_NEXT, "realloc");
    if (now()) { errno = ENOMEM; return NULL; }
    return real(p, size);
}
void *calloc(size_t k, size_t size)
{
    extern void *__libc_calloc(size_t, size_t);
    if (now()) { errno = ENOMEM; return NULL; }
    return __libc_calloc(k, size);
}
""")
    bench.plain("the sanitizer allocates by itself")
    subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", "fail.so", "fail.c", "-ldl"], cwd=bench.folder, check=True)
    body = "".join(f"#@ test t{i}\n> $j\nold\n" for i in range(20))
    path = bench.folder / small.suite(bench, body, small.HEAD + "#@ zone example.zone\n")
    before, after = path.read_text(), path.read_text().replace("old", "mail.example.com")
    spared = 0
    for n in range(1, 2000, 3):
        path.write_text(before)
        done = subprocess.run([bench.program, "test", "-j1", "--accept", "x.bt"], cwd=bench.folder, timeout=20,
                              env={**bench.env, "LD_PRELOAD": str(bench.folder / "fail.so"), "FAIL_AT": str(n)},
                              capture_output=True)
        text = path.read_text()
        if text not in (before, after) or (text == before and done.returncode == 0):
            raise AssertionError(f"allocation {n}: status {done.returncode}\n{text}")
        spared = spared + 1 if done.returncode == 0 and text == after else 0
        if spared > 40:
            break


def lost_output(bench):
    """No command that writes to a full device says that all is well."""
    small.suite(bench, DONE)
    bench.file("list", "a@example.org\n")
    bench.file("other.cf", small.CF.replace("esmtp $@ $1", "esmtp $@ x$1"))
    for args in (("test", "x.bt"), ("test", "--list", "x.bt"), ("diff", "small.cf", "other.cf", "--addresses", "list"),
                 ("map", "text:routes", "example.org"), ("map", "--json", "text:routes"), ("-C", "small.cf", "graph"),
                 ("-C", "small.cf", "explain", "joe@example.org"), ("--help",), ("--version",), ("map", "--help"),
                 ("-C", "small.cf", "--trace", "json")):
        for where, why in ((">/dev/full", "No space left on device"), (">&-", "Bad file descriptor")):
            done = bench.run(*args, text="3 a@b\n", before=("sh", "-c", f'exec "$@" {where}', "sh"))
            same(done.returncode, 74, " ".join(args) + where)
            within(f"btsh: standard output: {why}; not all of it was written\n", done.stderr)
    # the shell itself ends as sendmail does, which does not look
    done = bench.run("-C", "small.cf", text="3 a@b\n", before=("sh", "-c", 'exec "$@" >/dev/full', "sh"))
    same((done.returncode, done.stderr), (0, ""))


def tests():
    for test in (other_names_are_left_alone, through_links, owner_and_mode, what_an_editor_saves, line_ends, nul, suite_of_a_pipe,
                 full_disk, devices_and_streams, write_of_a_report, recordings, closed_streams, no_memory, lost_output):
        yield test.__name__.replace("_", " "), test
