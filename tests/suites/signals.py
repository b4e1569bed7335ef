"""Control-C where nothing looks for it ends the program, as it does others; drawings do not wait for each other."""

import os
import signal
import subprocess
import time

import small

ENDS = 30  # seconds; it gives itself three, and a busy machine may take its time


def started(bench, *args):
    return subprocess.Popen([bench.program, *args], cwd=bench.folder, env=bench.env, stdin=subprocess.DEVNULL,
                            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))


def control_c_ends_what_does_not_hear_it(bench):
    small.files(bench)
    for i in range(9):
        bench.file(f"z{i}", f"$INCLUDE z{i + 1}\n" * 30)
    bench.file("z9", "a A 192.0.2.1\n")
    os.mkfifo(bench.folder / "nobody")
    writer = os.open(bench.folder / "nobody", os.O_RDWR)
    runs = {"a zone without an end": ("-C", "small.cf", "--zone", "z0"),
            "a suite that nobody writes": ("test", "nobody"),
            "addresses that nobody writes": ("diff", "small.cf", "small.cf", "--addresses", "nobody")}
    processes = {what: started(bench, *args) for what, args in runs.items()}
    time.sleep(1.5)
    for what, process in processes.items():
        assert process.poll() is None, f"{what}: it ended by itself: {process.stderr.read()}"
        process.send_signal(signal.SIGINT)
    for what, process in processes.items():
        try:
            status = process.wait(ENDS)
        except subprocess.TimeoutExpired:
            process.kill()
            raise AssertionError(f"{what}: it goes on {ENDS} s after control-C")
        assert status in (-signal.SIGINT, 2, 130), f"{what}: status {status}"
        process.stderr.close()
    os.close(writer)


def drawings_of_many_threads(bench):
    """Each dot reads to the end of what it is given: no other may hold that open."""
    bench.need("dot")
    body = "".join(f"#@ test {i}\n/graph g{i}.svg\n#@ expect ok\n" for i in range(24))
    name = small.suite(bench, body)
    for _ in range(3):
        done = subprocess.run([bench.program, "test", "-j8", name], cwd=bench.folder, env=bench.env, timeout=60,
                              capture_output=True, text=True)
        assert "ok 24" in done.stdout, done.stdout


def tests():
    for test in (control_c_ends_what_does_not_hear_it, drawings_of_many_threads):
        yield test.__name__, test
