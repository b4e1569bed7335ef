"""Tables that answer their first keys without libdb: large ones, which are not checked before, and small ones."""

import subprocess

from run import same, within

N = 30000
PAGE = 4096


def files(bench):
    bench.file("big", "".join(f"key{i}@dom{i % 100}.example\tvalue {i} and some more text that makes it long enough\n" for i in range(N)))
    subprocess.run([bench.example / "mktable", "big.db", "big"], cwd=bench.folder, check=True)
    assert (bench.folder / "big.db").stat().st_size > 1 << 20, "it is not large"


def key(i):
    return f"key{i}@dom{i % 100}.example"


def line(i):
    return f"{key(i)}\tvalue {i} and some more text that makes it long enough"


def few_and_many(bench):
    """A few keys, and so many that libdb is asked in the end; no more memory than pages, for few."""
    bench.need("strace")
    files(bench)
    for some in ([5], list(range(0, N, 300)), list(range(N))):
        done = bench.run("map", "hash:big", "-", text="".join(key(i) + "\n" for i in some) + "nobody\n")
        same(done.stdout.splitlines(), [line(i) for i in some])
        same(done.returncode, 1)
    same(sorted(bench.run("map", "hash:big").stdout.splitlines()), sorted(line(i) for i in range(N)))
    done = bench.run("map", "hash:big", "-", text=key(7) + "\n", before=("strace", "-f", "-o", "calls", "-e", "trace=read,pread64,mmap,open,openat"))
    if done.returncode == 0:
        text = (bench.folder / "calls").read_text()
        read = text.count(f", {PAGE}, ")
        assert 1 <= read <= 6, f"{read} pages were read for one key"


def few_of_a_small_one(bench):
    """libdb comes when a small table is asked for many keys, or for all; what is told is the same."""
    bench.need("strace")
    bench.file("small", "".join(f"key{i}\tvalue {i}\n" for i in range(400)))
    subprocess.run([bench.example / "mktable", "small.db", "small"], cwd=bench.folder, check=True)
    for some, loaded in ((range(20), False), (range(400), True), (None, True)):
        keys = ["-"] if some is not None else []
        done = bench.run("map", "hash:small", *keys, text="".join(f"key{i}\n" for i in some or ()),
                         before=("strace", "-f", "-o", "calls", "-e", "trace=open,openat"))
        same(sorted(done.stdout.splitlines()), sorted(f"key{i}\tvalue {i}" for i in some or range(400)))
        same("libdb" in (bench.folder / "calls").read_text(), loaded, f"libdb for {some}")


def damaged(bench):
    """A page that nobody comes to harms nobody; a key in it, or a list of all, tells of it."""
    files(bench)
    data = bytearray((bench.folder / "big.db").read_bytes())
    i = data.index(key(4321).encode()) // PAGE
    data[i * PAGE + 25] = 99
    (bench.folder / "big.db").write_bytes(data)
    inside = [n for n in range(0, N, 10) if key(n).encode() in data[i * PAGE:(i + 1) * PAGE]]
    assert 4321 not in inside
    outside = next(n for n in range(1, N) if data.find(key(n).encode()) // PAGE not in (i, i + 1))
    done = bench.run("map", "hash:big", key(outside))
    same((done.stdout.split("\t")[0].strip(), done.returncode), (line(outside), 0) if "\t" in done.stdout else (line(outside).split("\t")[1], 0))
    for words in ((key(4321),), ()):
        done = bench.run("map", "hash:big", *words)
        within(f"damaged: page {i}: ", done.stdout + done.stderr)
        same(done.returncode, 3, "status")
    done = bench.run("map", "hash:big", "-", text="".join(key(n) + "\n" for n in range(N)))
    within("is damaged", done.stdout + done.stderr)


def replaced(bench):
    """A file that takes the place of one that is open is not looked at, as before, neither at once nor when libdb is asked."""
    files(bench)
    bench.file("other", "key0@dom0.example\tother\n")
    bench.file("x.cf", f"V10/Berkeley\nO DontBlameSendmail=MapInUnsafeDirPath,GroupWritableDirPathSafe\nKbig hash {bench.folder}/big\nMlocal, P=/bin/true, F=l, A=true $u\n")
    child = subprocess.Popen([bench.program, "-bt", "--no-network", "-C", "x.cf"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=bench.folder,
                             bufsize=1)
    child.stdin.write(f"/map big {key(0)}\n")
    while "returns" not in child.stdout.readline():
        pass
    subprocess.run([bench.example / "mktable", "big.db", "other"], cwd=bench.folder, check=True)
    out, _ = child.communicate("".join(f"/map big {key(n)}\n" for n in range(3000)))
    same(out.count(" returns value "), 3000)


def tests():
    for test in (few_and_many, few_of_a_small_one, damaged, replaced):
        yield test.__name__.replace("_", " "), test
