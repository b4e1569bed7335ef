"""Tables that are rebuilt, replaced, removed, cut or spoilt while the shell runs."""

import case

CF = """V10/Berkeley
Km hash /case/t
Kb btree /case/b
Ko hash -o /case/o
Kx text -k0 -v1 -z: /case/t.txt
Ks stab /case/al
Ki implicit /case/t
Kseq sequence o m
Kdo program /case/change
O UserDatabaseSpec=/case/b.db
O AliasFile=hash:/case/t
O DefaultUser=0:0
Ku userdb maildrop
Mlocal, P=/bin/true, F=lsDFMAw5:/|@qPn9, S=0, R=0, A=true $u
Mprog, P=/bin/sh, F=lsDFM, D=/case, A=sh -c $u
Slook
R$*	$: $(m $1 $) $(b $1 $) $(x $1 $) $(i $1 $) $(seq $1 $)
S0
R$*	$#local $: $1
"""
LATER = "touch -d '2037-01-01' t.db b.db t.txt al"
CHANGES = {
    "rebuilt": f"makemap hash t < s; makemap btree b < s; echo a:newtext > t.txt; echo 'a: newal' > al; {LATER}",
    "renamed": f"makemap hash n < s; makemap btree n2 < s; mv n.db t.db; mv n2.db b.db; echo a:newtext > n.txt; mv n.txt t.txt; {LATER}",
    "removed": "rm t.db b.db t.txt al",
    "unreadable": f"chmod 0 t.db b.db t.txt al; {LATER}",
    "unreadable of old": "chmod 0 t.db b.db t.txt al",
    "cut": f": > t.db; : > b.db; : > t.txt; : > al; {LATER}",
    "cut at once": ": > t.db; : > b.db",
    "spoilt": f"yes garbage | head -c 9000 > t.db; cp t.db b.db; cp t.db t.txt; {LATER}",
    "touched": LATER,
    "appears": "makemap hash o < s",
    "older": "makemap hash t < s; echo a:newtext > t.txt; touch -d '2001-01-01' t.db t.txt",
    "open to all": f"chmod 777 .; {LATER}",
    "other type": f"makemap btree n < s; cat n.db > t.db; makemap hash n2 < s; cat n2.db > b.db; {LATER}",
    "folder": "rm t.db t.txt; mkdir t.db t.txt",
}
BEFORE = "look a\n/map m a\n/map b a\n/map x a\n/map u joe\n/map aliases a\n"
MANY = "".join(f"/map m k{i}\n/map b k{i}\n" for i in range(120))  # by then the keys that a table has not are known
AFTER = "/map do x\nlook a\n/map m a\n/map b a\n/map x a\n/map s a\n/map i a\n/map u joe\n/map aliases a\nlook joe:maildrop\n"


def cases(_):
    for name, change in CHANGES.items():
        program = f"#!/bin/sh\nPATH=/tools:/usr/bin:/bin\ncd /case\n{change}\necho done\n"
        files = [case.File("change", program.encode(), 0o755), case.File("t", b"a one\njoe:maildrop x@y\n"),
                 case.File("s", b"a new\nk7 newer\n"), case.File("t.txt", b"a:text\n"), case.File("al", b"a: alias\n")]
        for when, before in (("open", BEFORE), ("shut", "")):
            for trace in ("-d38.12\n", ""):
                yield case.with_cf(f"{name} {when}{' traced' if trace else ''}", CF, trace + before + AFTER, files,
                                   setup="makemap hash t < t; makemap btree b < t; chmod 755 .")
        yield case.with_cf(f"{name} well known", CF, BEFORE + MANY + AFTER + "/map m k7\n/map b k7\n/map m k8\n", files,
                           setup="makemap hash t < t; makemap btree b < t; chmod 755 .")
