"""Random lines and arguments that matter while a program starts: they make warnings, names, queue
groups, filters, classes of classes, rights. For -bt and for -bv.

Left out on purpose: a macro whose value needs itself, which the reference expands until it stops, and
-d levels that list what no two runs share, or what only a queue and a delivery have.
"""

NAMES = ["Dj$w", "Dj$w.example.net", "Dm$w", "Dk$m.example", "Djbare", "Dj", "Dm", "Djx y", "D{name}v\nDj${name}.$m",
         "Dj$?m$m$|none$.", "Dw$k", "Dm$?{nosuch}x$|$v$.", "Dj$&m", "Dwshort\nDj$w"]
FILTERS = ["O Milter.LogLevel=9", "O Milter.loglevel=", "O Milter.macros.connect=j, _, {daemon_name}", "O Milter.macros.EOM={msg_id}",
           "O Milter.bogus=1", "O Milter=x", "O Milter.macros.helo=" + ",".join("abcdef" * 9), "Xone, S=local:/run/one.sock, F=R",
           "Xone, S=inet:9@127.0.0.1, T=S:1m;R:5s", "Xtwo", "XOne, S=bogus:1", "Xthree, S=inet6:25@[::1], F=T, T=C:x", "X", "Xfour, Q=1",
           "O InputMailFilters=one", "O InputMailFilters=one, two"]
QUEUES = ["Qmqueue, P=/var/spool/mqueue, F=f", "Qother, R=3", "QMqueue", "Qother", "Qbad, Z=1", "Qempty, P=", "Q", "Qslow, I=30m, N=10",
          "O MaxQueueChildren=2", "Qmany, F=f, R=9", "Sqg\nR$*\t$# other", "Mqueued, P=/bin/true, Q=other, A=x", "Mqueued, P=/bin/true, Q=nosuch, A=x"]
CLASSES = ["C{Long}a b $w", "CX$={Long} c", "CY$=X $={Other}", "C{Other}$={Long} d", "CZ${name}$={Long}x", "CX$=w $=m", "C{X}one $=Y",
           "CX$~{Long}", "C{Long}$=w"]
OPTIONS = ["O RunAsUser=daemon", "O RunAsUser=nosuch", "O RunAsUser=1000:1000", "O UseMSP=True", "O HostStatusDirectory=.status",
           "O HostStatusDirectory=/case/none", "O HostStatusDirectory=/tmp", "O HostStatusDirectory=/", "O ConnectionCacheSize=0",
           "O SingleThreadDelivery=True", "O MailboxDatabase=nosuch", "O SuperSafe=interactive", "O TrustedUser=daemon",
           "O DefaultUser=nosuch", "O ErrorMode=q", "O MeToo=False", "O OldStyleHeaders=True", "O CheckAliases=True", "O DeliveryMode=q",
           "O Verbose=True", "O PidFile=/x/$w", "O Bogus", "O Timeout.bogus=1", "O Timeout.queuewarn.dsn=3h", "O PrivacyOptions=goaway",
           "O MaxAliasRecursion=2", "O DaemonPortOptions=Name=M, M=Ea", "O DontBlameSendmail=TrustStickyBit", "Enone", "ETZ=x", "Troot",
           "Pjunk=-100", "Pjunk", "HX-Own: $w", "H?x?X-Other: y", "V9", "V11", "Zjunk", "O LogLevel=x", "O AliasFile=/case/none",
           "O AliasFile=hash:/case/none", "O UserDatabaseSpec=/case/none", "O EightBitMode=m", "O MatchGECOS=True", "O Timeout=3m"]
RULESETS = ["Sdup\nR$*\t$: $1\nSdup\nRx\ty", "S17\nRa\tb\nS17\nRc\td", "Sdup\nRx\ty\nSdup=17", "Sdup=18\nSdup=19", "Sdup=17\nRa\tb\nS17\nRc\td",
            "Kdup null\nKDUP null -a.x"]
KINDS = [NAMES, FILTERS, FILTERS, QUEUES, CLASSES, OPTIONS, OPTIONS, RULESETS]

ARGUMENTS = [["-N", "bogus"], ["-Nnever"], ["-R", "hdrs"], ["-Rfull"], ["-Rx"], ["-B7bit"], ["-Bx"], ["-h", "3"], ["-hx"], ["-OBogus=1"],
             ["-OLogLevel=3"], ["-OMilter.loglevel=3"], ["-OMilter.macros.connect=j"], ["-OMilter.x=3"], ["-MXvalue"], ["-M{name}$w"],
             ["-M{}"], ["-Mjgiven.example"], ["-Mmgiven"], ["-X/nosuch/x"], ["-q1m"], ["-v"], ["-fjoe"], ["-FJoe"], ["-pSMTP:host"],
             ["-oL5"], ["-OVerbose"], ["-OHostStatusDirectory=/case/x"], ["-ORunAsUser=daemon"], ["-OUseMSP=True"], ["-Vx"], ["-n"],
             ["-OMeToo=False"], ["-i"], ["-em"]]
CATEGORIES = [0, 0, 0, 2, 5, 8, 9, 11, 12, 13, 20, 24, 25, 26, 27, 28, 29, 33, 35, 35, 36, 36, 37, 37, 38, 44, 45, 47, 47, 48, 49, 51, 54, 54,
              55, 60, 61, 64, 64, 80, 81, 96, 99]
LEVELS = [1, 2, 4, 5, 5, 8, 9, 10, 14, 14, 15, 20, 24, 28, 40, 44, 60, 80, 99]


def lines(pick, but=()):
    """A few lines, in an order of their own."""
    found = [pick.choice(pick.choice(KINDS)) for _ in range(pick.choice([1, 1, 2, 3, 4, 6]))]
    return [line for line in found if not any(word in line for word in but)]


def levels(pick, highest):
    """A -d with one or more categories. highest: levels above which a category is of no use."""
    parts = []
    for _ in range(pick.choice([1, 1, 2, 3])):
        category = pick.choice(CATEGORIES)
        parts.append(f"{category}.{min(pick.choice(LEVELS), highest.get(category, 255))}")
    return "-d" + ",".join(parts)


def arguments(pick, highest):
    found = [levels(pick, highest)] if pick.random() < .7 else []
    for _ in range(pick.choice([0, 0, 0, 1, 1, 2])):
        found += pick.choice(ARGUMENTS)
    return found
