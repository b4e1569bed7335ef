"""What may differ between two runs of the same program, each by its own exact pattern.

Nothing else is masked: these are values that the reference itself does not repeat.
"""

import re

_DAY, _MONTH = rb"(?:Sun|Mon|Tue|Wed|Thu|Fri|Sat)", \
    rb"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"

MASKS = [
    # queue id, $i: year, month, day, hour, minute, second, two letters of a counter, process id
    (re.compile(rb"[0-9A-Za-x][A-L][1-9A-V][0-9A-N][0-9A-Za-x]{4}[0-9]{6}"),
     b"QUEUEID"),
    # date, $b
    (re.compile(rb"(?:\b|(?<=\\t))%s, \d{1,2} %s \d{4} \d\d:\d\d:\d\d (?:GMT|[+-]\d{4}(?: \(\w+\))?)"
                % (_DAY, _MONTH)), b"DATE"),
    # the same where -d35.24 cuts its line
    (re.compile(rb"(?m)^(expand ==> .*\\n\\t)(?:Su|Mo|Tu|We|Th|Fr|Sa)$"), rb"\1DATE"),
    # memory addresses: an address record, -d20 and others
    (re.compile(rb"(-->|=> |QS_SENDER )0x[0-9a-f]{6,16}="), rb"\1ADDRESS="),
    # memory addresses: recipients of -bv, -d25 to -d29
    (re.compile(rb"(?m)^(recipient \(\d+\): |\S.* in sendq: |testselfdestruct: |at trylocaluser: |maplocaluser: |"
                rb"   ctladdr=|ctladdr |sendtolist: QSELFREF |\w+: QS_\w+ |\t|)0x[0-9a-f]{6,16}(?==)"),
     rb"\1ADDRESS"),
    (re.compile(rb"(\tstate=\w+, next=)(0x0|)(?:0x[0-9a-f]{6,16})?(, alias )(0x0|)(?:0x[0-9a-f]{6,16})?(?=, uid )"),
     lambda m: m[1] + (m[2] or b"ADDRESS") + m[3] + (m[4] or b"ADDRESS")),
    (re.compile(rb"(SENDALL: mode v, id QUEUEID, e_from )0x[0-9a-f]{6,16}(?==)"), rb"\1ADDRESS"),
    (re.compile(rb"(?m)^(dropenvelope )0x[0-9a-f]{6,16}(?=: id=QUEUEID,)"), rb"\1ADDRESS"),
    (re.compile(rb"(recipient: testing local\?  cl=\d+, rr5=)0x[0-9a-f]{6,16}\b"), rb"\1ADDRESS"),
    # memory addresses: tokens of a substitution, -d21.15 and -d21.36
    (re.compile(rb'(?<= )0x[0-9a-f]{6,16}="'), b'ADDRESS="'),
    # memory addresses: the answer buffer of an MX query, -d8
    (re.compile(rb"\bhp=0x[0-9a-f]{6,16},"), b"hp=ADDRESS,"),
    # memory addresses: the envelope that gets a queue id, -d7
    (re.compile(rb"(assign_queueid: .*, e=)0x[0-9a-f]{6,16}\b"), rb"\1ADDRESS"),
    # a random number, -d7.50
    (re.compile(rb"(assign_queueid: random_offset)=\d+ \(\d+\)"), rb"\1=RANDOM"),
    # random weights of MX hosts, -d17
    (re.compile(rb"(?m)^((?:> )*mxrand\(.*\)) = [0-9]+$"), rb"\1 = RANDOM"),
    # process id and time of an envelope, -d35 with -bv: $p, ${time}, $t, $d
    (re.compile(rb"(?m)^(define\((?:p|time|t|d) as )[^)]*(?=\)$)"), rb"\1NOW"),
    # load average, -d3
    (re.compile(rb"getla\(\): [0-9]+\.[0-9]+"), b"getla(): LOAD"),
    # the OpenSSL that the reference is linked with, -d0.14
    (re.compile(rb"OpenSSL: linked   0x[0-9a-f]{8}"), b"OpenSSL: linked   NUMBER"),
    # memory addresses: a token vector, a line a token
    (re.compile(rb"(?m)^\t[0-9a-f]{6,16}="), b"\tADDRESS="),
    # memory: the value of a symbol, -d36, printed as four raw words. A class is its bits; a ruleset
    # is its number, in half of a word, and other memory; all others are addresses or other memory
    (re.compile(rb"(STAB: .* type 10 val )([0-9a-f]+)(?: [0-9a-f]+){3}$", re.M),
     lambda m: m[1] + b"%x" % (int(m[2], 16) & 0xFFFFFFFF) + b" MEMORY"),
    (re.compile(rb"(STAB: .* type (?!1 |10 )\d+ val)(?: [0-9a-f]+){4}$", re.M), rb"\1 MEMORY"),
]


def mask(data):
    for pattern, replacement in MASKS:
        data = pattern.sub(replacement, data)
    return data


def mask_outcome(outcome):
    outcome.stdout = mask(outcome.stdout)
    outcome.stderr = mask(outcome.stderr)
    return outcome
