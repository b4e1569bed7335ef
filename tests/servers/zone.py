"""nsd with a zone of ours on 127.0.0.2, and an address where nobody ever answers."""

import shutil
import socket
import subprocess
from pathlib import Path

from directory import wait_for_port

NSD = "/usr/sbin/nsd"
ZONE = Path(__file__).resolve().parent / "example.zone"
ADDRESS, SILENT = "127.0.0.2", "127.0.0.3"

CONFIG = """\
server:
    ip-address: {address}
    port: 53
    do-ip6: no
    username: ""
    chroot: ""
    zonesdir: "{folder}"
    zonelistfile: "{folder}/zone.list"
    xfrdfile: "{folder}/xfrd.state"
    xfrdir: "{folder}"
    pidfile: "{folder}/nsd.pid"
    logfile: "{folder}/nsd.log"
    server-count: 1
remote-control:
    control-enable: no
zone:
    name: zone.example
    zonefile: example.zone
zone:
    name: broken.example
    zonefile: broken.zone
"""


def missing():
    return None if Path(NSD).exists() else f"no {NSD}"


class Zone:
    """`with Zone(folder):` a running name server."""

    def __init__(self, folder):
        self.folder, self.process, self.silent = Path(folder), None, None

    def __enter__(self):
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        shutil.copy(ZONE, self.folder)
        (self.folder / "broken.zone").write_text("this is no zone\n")
        config = self.folder / "nsd.conf"
        config.write_text(CONFIG.format(address=ADDRESS, folder=self.folder))
        self.silent = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.silent.bind((SILENT, 53))
        self.process = subprocess.Popen([NSD, "-d", "-c", config], stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        wait_for_port(53, address=ADDRESS)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.silent.close()
        shutil.rmtree(self.folder, ignore_errors=True)
