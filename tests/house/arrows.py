"""Who defines and who needs what, from the object files of a build."""
import json
import os
import subprocess

from rooms import TOP

# What stands before the C library's: its headers declare it, and whoever needs it needs the C library.
LIBRARY = {"malloc", "calloc", "realloc"}


def sources(build):
    """Object file -> source, of the three rooms, as paths from the top."""
    found = {}
    for entry in json.load(open(os.path.join(build, "compile_commands.json"))):
        source = os.path.relpath(os.path.normpath(os.path.join(entry["directory"], entry["file"])), TOP)
        if source.split("/")[0] in ("cfparse", "engine", "cli"):
            found[os.path.join(build, entry["output"])] = source
    return found


def symbols(objects):
    """(source -> symbols it defines, source -> symbols it needs)"""
    defined, needed = {}, {}
    for source in objects.values():
        defined.setdefault(source, set())
        needed.setdefault(source, set())
    listed = subprocess.run(["nm", "-A", *objects], capture_output=True, text=True, check=True).stdout
    for line in listed.splitlines():
        path, rest = line.split(":", 1)
        source, (kind, name) = objects[path], rest.split()[-2:]
        if kind == "U":
            needed[source].add(name)
        elif kind.isupper() and name not in LIBRARY:
            defined[source].add(name)
    return defined, needed


def arrows(defined, needed):
    """source -> {source it needs: symbols}"""
    home = {name: source for source, names in defined.items() for name in names}
    out = {source: {} for source in defined}
    for source, names in needed.items():
        for name in names:
            if name in home and home[name] != source:
                out[source].setdefault(home[name], set()).add(name)
    return out
