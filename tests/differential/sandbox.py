"""A small world in which nothing depends on the machine.

enter() starts the calling script again inside new UTS, mount, network, IPC and pid namespaces and
changes its root to a tmpfs that holds: the machine's /usr (read as it is), our own /etc, an empty
/var and /tmp, a bare /dev, and the folders that the tests need (repository, build, reference)
under their own names. The host is called mail.example.com, only loopback is up, and a name server
of ours answers on 127.0.0.1:53.

private() gives the calling process its own /case and /etc, so that workers do not meet.

After enter(), the process is root in there; everything it makes vanishes with it.
"""

import atexit
import ctypes
import fcntl
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

import nameserver
import place

HOST_NAME = "mail.example.com"
CASE = Path("/case")
TOOLS = Path("/tools")
SCRATCH = Path("/scratch")
OWN_MECHANISMS = SCRATCH / "sasl2"
INSIDE = "BTSH_TEST_SANDBOX"
BARE = False

HOST_FILES = place.TESTDATA / "host"
ZONE = place.TESTDATA / "zones" / "test.zone"

_MS_BIND, _MS_REC, _MS_PRIVATE = 0x1000, 0x4000, 0x40000
_CLONE_NEWNS, _CLONE_NEWUTS = 0x20000, 0x4000000
_libc = ctypes.CDLL(None, use_errno=True)


def forbidden():
    """Why there can be no sandbox on this machine, or None."""
    if os.environ.get(INSIDE):
        return None
    try:
        probe = subprocess.run(_unshare() + ["true"], capture_output=True, text=True)
    except FileNotFoundError:
        return "no unshare(1) on this machine"
    return "this machine forbids namespaces: " + probe.stderr.strip() if probe.returncode else None


def enter(extra_folders=()):
    """Re-execute the running script inside the sandbox; returns only there."""
    if os.environ.get(INSIDE):
        _furnish([Path(f) for f in extra_folders])
        return
    why = forbidden()
    if why:
        place.skip(why)
    os.environ[INSIDE] = "1"
    os.execvp("unshare", _unshare() + [sys.executable] + sys.argv)


def do_without():
    """Folders to run portable cases in, where there can be no sandbox."""
    global CASE, TOOLS, SCRATCH, BARE
    BARE = True
    folder = Path(tempfile.mkdtemp(prefix="btsh-test."))
    atexit.register(_remove, folder, os.getpid())
    CASE, TOOLS, SCRATCH = folder / "case", folder / "tools", folder / "scratch"
    for one in (CASE, TOOLS, SCRATCH):
        one.mkdir()


def full_root():
    """May files be given to any user here? Not in a user namespace of an ordinary user."""
    return os.geteuid() == 0 and int(Path("/proc/self/uid_map").read_text().split()[2]) > 65534


def _remove(folder, owner):
    if os.getpid() == owner:
        shutil.rmtree(folder)


def _unshare():
    command = ["unshare", "-u", "-m", "-n", "-i", "-p", "--fork", "--kill-child"]
    return command if os.geteuid() == 0 else command + ["-r"]


def private():
    """Own /case and /etc for the calling process; without a sandbox, an own folder."""
    global CASE
    if BARE:
        CASE = CASE / str(os.getpid())
        CASE.mkdir()
        return
    if _libc.unshare(_CLONE_NEWNS):
        raise OSError(ctypes.get_errno(), "unshare")
    _mount(None, "/case", "tmpfs", 0, "mode=755")
    spare = SCRATCH / f"etc.{os.getpid()}"
    shutil.copytree("/etc", spare)
    _mount(None, "/etc", "tmpfs", 0, "mode=755")
    shutil.copytree(spare, "/etc", dirs_exist_ok=True)
    shutil.rmtree(spare)


def rename(name):
    """Another name of the machine, for the calling process alone."""
    if _libc.unshare(_CLONE_NEWUTS):
        raise OSError(ctypes.get_errno(), "unshare")
    socket.sethostname(name)


def _mount(source, target, kind, flags, data=None):
    encode = lambda text: None if text is None else os.fsencode(text)
    if _libc.mount(encode(source), encode(target), encode(kind), flags, encode(data)):
        raise OSError(ctypes.get_errno(), f"mount {source} {target}")


def _furnish(extra_folders):
    os.umask(0o022)
    socket.sethostname(HOST_NAME)
    _loopback_up()
    _mount(None, "/", None, _MS_REC | _MS_PRIVATE)
    needed = [place.REPOSITORY, place.BUILD, place.REFERENCE, place.CACHE, *extra_folders]
    needed += [Path(sys.base_prefix), Path(sys.executable).resolve().parent]
    root = _mount_point(needed)
    _mount(None, root, "tmpfs", 0, "mode=755")
    _bind_system(root)
    _make_devices(root)
    for folder in ("case", "tools", "scratch", "tmp", "proc", "var/spool/mqueue", "var/spool/mqueue-client",
                   "var/lib", "var/run", "var/mail", "root", "home/joe"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    os.chmod(root / "tmp", 0o1777)
    for queue in ("mqueue", "mqueue-client"):
        os.chmod(root / "var/spool" / queue, 0o700)
    _copy_etc(root)
    for folder in sorted(set(needed), key=lambda f: len(f.parts)):
        _bind_folder(root, folder)
    _bind_mechanisms(root)
    _mount("proc", root / "proc", "proc", 0)
    _quiet_load(root)
    _processors(root)
    os.chroot(root)
    os.chdir("/")
    _start_name_server()


def _mount_point(needed):
    for name in ("/mnt", "/srv", "/media", "/opt"):
        root = Path(name)
        if root.is_dir() and not any(folder.is_relative_to(root) for folder in needed):
            return root
    place.skip("no free folder to mount on")


def _bind_system(root):
    for name in ("bin", "sbin", "lib", "lib32", "lib64", "libx32", "usr"):
        source = Path("/") / name
        if source.is_symlink():
            (root / name).symlink_to(os.readlink(source))
        elif source.is_dir():
            _bind_folder(root, source)


def _bind_folder(root, folder):
    target = root / folder.relative_to("/")
    if target.exists() and target.stat().st_dev == folder.stat().st_dev \
            and target.stat().st_ino == folder.stat().st_ino:
        return
    if not folder.is_dir():
        return
    target.mkdir(parents=True, exist_ok=True)
    _mount(folder, target, None, _MS_BIND | _MS_REC)


def _bind_mechanisms(root):
    """The SASL mechanisms that came with the reference's own libraries, where those look for them; the machine's stay at
    OWN_MECHANISMS."""
    for folder in place.REFERENCE.glob("usr/lib/*/sasl2"):
        target = root / folder.relative_to(place.REFERENCE)
        if target.is_dir():
            own = root / OWN_MECHANISMS.relative_to("/")
            own.mkdir()
            _mount(target, own, None, _MS_BIND)
            _mount(folder, target, None, _MS_BIND)


def _make_devices(root):
    (root / "dev/shm").mkdir(parents=True)  # Python's locks live there
    for name in ("null", "zero", "full", "random", "urandom"):
        (root / "dev" / name).touch()
        _mount(f"/dev/{name}", root / "dev" / name, None, _MS_BIND)


def _copy_etc(root):
    etc = root / "etc"
    shutil.copytree(HOST_FILES / "etc", etc)
    for folder, folders, files in os.walk(etc):
        os.chmod(folder, 0o755)
        os.chown(folder, 0, 0)
        for name in files:
            path = Path(folder, name)
            os.chmod(path, 0o755 if path.read_bytes().startswith(b"#!") else 0o644)
            os.chown(path, 0, 0)
    if os.path.exists("/etc/ld.so.cache"):
        shutil.copy("/etc/ld.so.cache", etc / "ld.so.cache")


def _quiet_load(root):
    """A load average that never changes."""
    calm = root / "scratch/loadavg"
    calm.write_text("0.00 0.00 0.00 1/1 1\n")
    _mount(calm, root / "proc/loadavg", None, _MS_BIND)


def set_load(load):
    """In the sandbox: the load average from now on."""
    Path("/scratch/loadavg").write_text(f"{load}.00 0.00 0.00 1/1 1\n")


def set_room(blocks):
    """In the sandbox: how many blocks of 4096 bytes the queue has; None: as many as there are."""
    queue = "/var/spool/mqueue"
    _libc.umount(queue.encode())
    if blocks is not None:
        _mount(None, queue, "tmpfs", 0, f"mode=700,size={blocks * 4096}")


def _processors(root):
    """Where the C library looks first when libdb asks how many there are; a machine has it."""
    folder = root / "sys/devices/system/cpu"
    folder.mkdir(parents=True)
    (folder / "online").write_text("0-1\n")


def _loopback_up():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        request = struct.pack("16sh14x", b"lo", 0x1 | 0x40)  # IFF_UP, IFF_RUNNING
        fcntl.ioctl(probe, 0x8914, request)  # SIOCSIFFLAGS


def _start_name_server():
    sockets = nameserver.bind("127.0.0.1", 53)
    if os.fork() == 0:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        try:
            nameserver.serve(sockets, nameserver.read_zone(ZONE))
        finally:
            os._exit(1)
    for one in sockets:
        one.close()
