"""--safe and --no-exec: what a configuration, an .mc or a suite that somebody else has written gets done."""

import os
import re
import signal
import subprocess
import time
from pathlib import Path

import compiling
import small
from run import Skip, same, within

EVIL = """divert(-1)
syscmd(`touch %(folder)s/made')
define(`X', esyscmd(`touch %(folder)s/made; echo got'))
maketemp(%(folder)s/madeXXXXXX)
include(`/etc/passwd')
undivert(`/etc/passwd')
debugfile(`%(folder)s/made')
divert(0)dnl
"""


def evil(bench):
    folder = compiling.tree(bench)
    inner = bench.folder / "mc"
    inner.mkdir()
    (inner / "e.mc").write_text(EVIL % {"folder": bench.folder} + compiling.MC)
    (inner / "ok.mc").write_text(compiling.MC)
    return folder


def nothing_made(bench):
    made = [p.name for p in bench.folder.iterdir() if p.name.startswith("made")]
    same(made, [], "files made")


def what_an_mc_runs(bench):
    folder = evil(bench)
    for option in ("--safe", "--no-exec"):
        done = bench.run(option, "--cf-dir", folder, "-C", "mc/e.mc", text="$X\n")
        nothing_made(bench)
        within("mc/e.mc:2: cannot run command `touch", done.stderr)
        within("mc/e.mc:3: cannot run command `touch", done.stderr)
        within("mc/e.mc:4: maketemp: cannot create tempfile", done.stderr)
        within("mc/e.mc:5: cannot open `/etc/passwd': Permission denied", done.stderr)
        within("mc/e.mc:6: cannot undivert `/etc/passwd': Permission denied", done.stderr)
        within("mc/e.mc: refused: no programs are run, and m4 writes no files", done.stderr)
        assert "root:" not in done.stdout + done.stderr, done.stdout
        same(done.returncode, 72, "status")
        bench.file("x.bt", "#@ config mc/e.mc\n#@ test a\n3 a@b\n#@ expect ok\n")
        done = bench.run(option, "--cf-dir", folder, "test", "x.bt")
        nothing_made(bench)
        same(done.returncode, 2, "status")
        # one that does no harm is compiled, and nothing stays of it
        tmp = bench.folder / "tmp"
        tmp.mkdir(exist_ok=True)
        done = bench.run(option, "--cf-dir", folder, "-C", "mc/ok.mc", text="$z\n", env={**bench.env, "TMPDIR": str(tmp)})
        within("lower", done.stdout)
        same(done.stderr, "")
        bench.file("x.bt", "#@ config mc/ok.mc\n#@ hostname mail.example.com\n#@ test a\n> $z\n(lower)\n")
        done = bench.run(option, "--cf-dir", folder, "test", "x.bt", env={**bench.env, "TMPDIR": str(tmp)})
        same(done.returncode, 0, done.stdout)
        same(list(tmp.iterdir()), [], "temporary files")
        bench.file("list", "a@example.org\n")
        done = bench.run(option, "--cf-dir", folder, "diff", "mc/ok.mc", "mc/ok.mc", "--addresses", "list")
        # where no name server is asked, or none answers, nothing is certain
        assert done.returncode in (0, 3), done.stderr
        within("0 of 1 changed\n", done.stdout)
        done = bench.run(option, "--cf-dir", folder, "-C", "mc/ok.mc", text="/reload\n$z\n")
        within("mc/ok.mc is loaded", done.stdout)
    bench.run("--cf-dir", folder, "-C", "mc/e.mc")  # without the switch it is run, as by make
    assert (bench.folder / "made").exists()


def child_of(pid):
    """The process that it has started, once it is what it is to become."""
    for _ in range(3000):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            if Path(f"/proc/{child}/cmdline").read_bytes().startswith(b"m4\0"):
                return child
        time.sleep(0.01)
    raise AssertionError("m4 was not started")


def runs(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except OSError:
        return False


def an_mc_without_an_end(bench):
    """It ends by control-C, with btsh, or with its time, and nothing runs on."""
    folder = evil(bench)
    (bench.folder / "mc/loop.mc").write_text("define(`x', `x')x\n" + compiling.MC)
    for options in (("--safe",), ("--no-exec",), ()):
        for sig, status in ((signal.SIGINT, 72), (signal.SIGTERM, 72), (signal.SIGKILL, -signal.SIGKILL)):
            run = subprocess.Popen([bench.program, *options, "--cf-dir", str(folder), "-C", "mc/loop.mc", "-bt"], cwd=bench.folder, env=bench.env,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            m4 = child_of(run.pid)
            run.send_signal(sig)
            _, said = run.communicate(timeout=60)
            same((run.returncode, said), (status, "mc/loop.mc: interrupted\n" if status == 72 else ""), f"{options} {sig}")
            for _ in range(1000):
                if not runs(m4):
                    break
                time.sleep(0.01)
            assert not runs(m4), f"{options} {sig}: m4 goes on"
    done = bench.run("--safe", "--cf-dir", folder, "-C", "mc/loop.mc", before=("sh", "-c", 'ulimit -t 1; exec "$@"', "sh"))
    within("mc/loop.mc: m4 was ended before it had compiled it: ", done.stderr)
    same(done.returncode, 72, "status")


# ---- each way out, with a trace of what the kernel was asked -------------------------------------------------

# what an .mc may try; OUT is a folder that it may not read, and MADE a file that is not to be
MC_ESCAPES = ("syscmd(`touch MADE')", "esyscmd(`cat OUT/secret')", "builtin(`esyscmd', `cat OUT/secret')", "indir(`syscmd', `touch MADE')",
              "m4wrap(`syscmd(`touch MADE')')", "syscmd(`kill -9 $PPID')", "maketemp(`MADEXXXXXX')", "mkstemp(`MADEXXXXXX')", "debugfile(`MADE')",
              "debugfile(`/proc/self/fd/1')", "include(`OUT/secret')", "include(`../out/secret')", "include(`mc/link')", "include(`mc/folder/secret')",
              "sinclude(`OUT/secret')", "undivert(`OUT/secret')", "include(`/proc/self/environ')", "include(`/proc/self/root/OUT/secret')",
              "include(`/proc/self/cwd/out/secret')", "include(`/dev/tty')", "F{x}|touch MADE", "Kp program /bin/touch MADE")
# and a suite: directives, and what is typed below them
SUITE_ESCAPES = (
    ("", "/graph MADE.dot"), ("", "/graph MADE.svg"), ("", "/graph | touch MADE"), ("", "/output MADE"), ("", "/output | touch MADE"),
    ("", "/shell touch MADE"), ("", "!touch MADE"), ("", "/pager on"), ("", "/with map p = program:OUT/program\n> /map p x"), ("", "/smtp 127.0.0.1"),
    ("", "/read link"), ("", "/verify :include:OUT/secret"), ("", "/verify |OUT/program"), ("", "/verify OUT/made"), ("#@ map p = program:OUT/program", "/map p x"),
    ("#@ map p = socket:127.0.0.1", "/map p x"), ("#@ map p = ldap:127.0.0.1", "/map p x"), ("", "/canon www.example.net"), ("", "/mx example.net"),
    ("", "/dnslookup example.net"), ("#@ map p = text:OUT/secret", "/map p TOPSECRET"), ("#@ root OUT", "/map routes /secret"))
CF_ESCAPES = ("F{x}|OUT/program", "Kp program OUT/program", "Kp socket local:OUT/socket", "Kp socket inet:9@127.0.0.1", "Kp ldap -h 127.0.0.1 -k x=%0 -v x",
              "Kp dns -R A", "Kp nis x.byname", "Kp syslog -L6", "FX/proc/self/fd/1", "O DeadLetterDrop=MADE", "O PidFile=MADE", "O QueueDirectory=OUT")
CALLS = "execve,execveat,%network,open,openat,openat2,creat,mkdir,mkdirat,unlink,unlinkat,rmdir,rename,renameat,renameat2,link,linkat,symlink,symlinkat," \
        "mknod,mknodat,truncate,ftruncate,chmod,fchmod,fchmodat,chown,fchown,fchownat,kill,tkill,tgkill,ptrace,ioctl"


def escaped(bench, trace):
    """The calls that went out: programs, what was sent or changed; but m4, and the folder that goes away."""
    found = []
    own = (f'"{bench.folder}/tmp/btsh-', '"/dev/null"')
    for line in trace.read_text(errors="replace").splitlines():
        call = re.match(r"\d+ +(\w+)\((.*)\) += (?!-1)", line)
        if call is None or any(name in call[2] for name in own):
            continue
        name, words = call.groups()
        if name.startswith("execve"):
            out = f'"{bench.program}"' not in words and '["m4"' not in words
        elif name.startswith(("open", "creat")):
            out = re.search(r"O_(WRONLY|RDWR|CREAT|TRUNC)", words) is not None
        elif name == "ioctl":
            out = "TIOCSTI" in words
        else:
            out = name not in ("socket", "socketpair", "getsockname", "getsockopt", "setsockopt", "ftruncate")
        if out:
            found.append(line)
    return found


def every_way_out(bench):
    """Tried by an .mc, a suite and a configuration, and seen in what the kernel did."""
    bench.need("strace")
    if bench.run("--version", before=("strace", "-f", "-o", "/dev/null")).returncode != 0:
        raise Skip("strace cannot look at a program here")
    tree = compiling.tree(bench)
    small.files(bench)
    out, trace = bench.folder / "out", bench.folder / "trace"
    for folder in ("out", "mc", "tmp"):
        (bench.folder / folder).mkdir()
    bench.file("out/secret", "TOPSECRET\n")
    bench.file("out/program", f"#!/bin/sh\ntouch {bench.folder}/made\necho TOPSECRET\n").chmod(0o755)
    (bench.folder / "mc/link").symlink_to("../out/secret")
    (bench.folder / "mc/folder").symlink_to("../out")
    (bench.folder / "link").symlink_to("out/secret")

    def ways():
        def put(text):
            return text.replace("OUT", str(out)).replace("MADE", str(bench.folder / "made"))
        for text in MC_ESCAPES:
            yield text, "mc/x.mc", put(text) + "\n" + compiling.MC, ("--cf-dir", tree, "-C", "mc/x.mc", "-bt"), "$={x}\n/map p x\n3 a\n"
        for directive, typed in SUITE_ESCAPES:
            yield typed, "x.bt", put(f"{small.HEAD}{directive}\n#@ test a\n> {typed}\n"), ("test", "-v", "x.bt"), ""
        for text in CF_ESCAPES:
            yield text, "x.cf", small.CF + put(text) + "\nSp\nR$*\t$(p $1 $)\n", ("-C", "x.cf", "-bt"), "$={x}\n$=X\n/map p x\np x\n/parse joe@example.org\n"

    for what, name, text, words, said in ways():
        bench.file(name, text)
        done = bench.run("--safe", *words, text=said, env={**bench.env, "TMPDIR": str(bench.folder / "tmp")},
                         before=("strace", "-f", "-qq", "-s", "200", "-o", str(trace), "-e", "trace=" + CALLS))
        same(escaped(bench, trace), [], what)
        nothing_made(bench)
        assert "TOPSECRET\n" not in done.stdout.replace("> /map p TOPSECRET\n", "") + done.stderr, f"{what}: {done.stdout}{done.stderr}"
        same(list((bench.folder / "tmp").iterdir()), [], f"{what}: temporary files")


def what_a_suite_writes(bench):
    """Neither with a switch nor without: a suite has no file to write and no program to run."""
    for name in ("made.dot", "made.svg"):
        small.suite(bench, f"#@ test a\n> /graph {name}\n{name}: refused: a suite writes no file; say /graph alone, "
                           f"or btsh graph -o FILE\n> /graph {name} a@b\n{name}: refused: * (glob)\n")
        for options in ((), ("--safe",)):
            done = bench.run(*options, "test", "x.bt")
            same(done.returncode, 0, done.stdout)
            nothing_made(bench)
    done = bench.run("--safe", "-C", "small.cf", text="/graph made.dot\n")
    within("made.dot: refused: with --safe no command writes a file", done.stdout)
    nothing_made(bench)


def what_is_named_is_written(bench):
    small.suite(bench, "#@ test a\n> $j\nold\n")
    (bench.folder / "sub").mkdir()
    done = bench.run("--safe", "test", "--junit", "sub/j.xml", "--lcov", "l.info", "--accept", "x.bt")
    same(done.returncode, 0, done.stderr)
    within("</testsuites>", (bench.folder / "sub/j.xml").read_text())
    within("end_of_record", (bench.folder / "l.info").read_text())
    within("mail.example.com", (bench.folder / "x.bt").read_text())
    same(bench.run("--safe", "-C", "small.cf", "graph", "-o", "sub/g.dot").returncode, 0, "graph")
    done = bench.run("--safe", "-C", "small.cf", "graph", "-o", "sub/g.svg")
    same((done.returncode, done.stderr), (69, "btsh graph: sub/g.svg: refused: no programs are run; the drawing can be "
                                              "had as .dot\n"))
    same(bench.run("--safe", "-C", "small.cf", "record", "sub/r.bt", text="$j\n").returncode, 0, "record")
    assert (bench.folder / "sub/r.bt.json").exists()
    done = bench.run("--safe", "-C", "small.cf", "--record", "t.json", "-D", "debug", "-d0.1", text="$j\n")
    same(done.returncode, 0, done.stderr)
    assert (bench.folder / "t.json").exists() and (bench.folder / "debug").exists()


def programs_of_a_configuration(bench):
    small.files(bench)
    bench.file("answer", f"#!/bin/sh\ntouch {bench.folder}/made\necho x\n").chmod(0o755)
    bench.file("p.cf", small.CF + f"O DontBlameSendmail=RunProgramInUnsafeDirPath\nKask program {bench.folder}/answer\n"
                                  f"F{{Names}}|{bench.folder}/answer\nSAsk\nR$*\t$(ask $1 $)\n")
    for option in ("--safe", "--no-exec"):
        bench.run(option, "-C", "p.cf", text="Ask joe\n/map ask joe\n")
        nothing_made(bench)


def a_kernel_that_cannot(bench):
    """It is said, and what cannot be held is refused."""
    bench.need("strace")
    folder = evil(bench)
    small.files(bench)

    def without(*calls):
        return ("strace", "-f", "-o", "/dev/null", *(word for call in calls for word in ("-e", f"inject={call}:error=ENOSYS")))

    probe = bench.run("--version", before=without("landlock_create_ruleset"))
    if probe.returncode != 0:
        raise Skip("strace cannot look at a program here")
    no_landlock = without("landlock_create_ruleset")
    done = bench.run("--safe", "-C", "small.cf", text="$j\n", before=no_landlock)
    same((done.returncode, done.stderr), (0, ""), "nothing is to be written: that can be held")
    done = bench.run("--safe", "-C", "small.cf", "graph", "-o", "made.dot", before=no_landlock)
    same(done.returncode, 2, "status")
    within("--safe: this kernel cannot say where files may be written (Landlock: ", done.stderr)
    nothing_made(bench)
    for option in ("--safe", "--no-exec"):
        done = bench.run(option, "--cf-dir", folder, "-C", "mc/ok.mc", before=no_landlock)
        within("mc/ok.mc: not compiled: this kernel cannot keep m4 from reading and writing what it likes (no Landlock); "
               "compile it elsewhere, and name the .cf\n", done.stderr)
        same(done.returncode, 72, "status")
        nothing_made(bench)
    done = bench.run("--safe", "-C", "small.cf", text="$j\n", before=without("prctl"))
    within("btsh: this kernel takes no rights away (seccomp: ", done.stderr)
    same(done.returncode, 0, "what btsh itself holds is held")
    done = bench.run("--no-exec", "--cf-dir", folder, "-C", "mc/e.mc", before=without("prctl"))
    within("btsh: this kernel takes no rights away (seccomp: ", done.stderr)
    same(done.returncode, 72, "status")
    nothing_made(bench)


def tests():
    for test in (what_an_mc_runs, every_way_out, an_mc_without_an_end, what_a_suite_writes, what_is_named_is_written, programs_of_a_configuration,
                 a_kernel_that_cannot):
        yield test.__name__.replace("_", " "), test
