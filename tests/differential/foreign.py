"""Outputs of the reference that show memory which is not its own, so that nothing can match them.

Each pattern is one row of docs/differences.md.
"""

import re

# A rule whose left side is null has no line number: what -d21.15 prints is left over.
_NO_LINE = re.compile(rb"trying rule \(line -?\d{7,}\)")
# After a $& value or a map's answer that is too long for the tokeniser, the workspace that the next
# ruleset of a list gets is left-over storage.
_LEFT_OVER = re.compile(rb"\.\.\. (Address too long|prescan: token too long)\n")
# So it is after a ruleset of a list that grew too long: what its last $& gave.
_LEFT_OVER_LIST = re.compile(rb"rewrite: expansion too long\n== Ruleset [^\n ]+,[^\n ]+ ")
# After a tokenisation that failed, the mailer shown for an unresolved address is left-over storage.
_STALE_MAILER = re.compile(rb"buildaddr: no mailer in parsed address\nmailer (?!\*error\*)")
# A token that ends in an operator without a name: a NUL is shown for it, and then what lies behind.
_NO_NAME = re.compile(rb"\$[&=~?]\x00")
# Ruleset calls whose results have more tokens together than a workspace holds (1000).
_TOO_MANY = re.compile(rb"(?m)^.{16} returns:(?: [^ \n]+){1001}")


_ALL = (_NO_LINE, _LEFT_OVER, _LEFT_OVER_LIST, _STALE_MAILER, _NO_NAME, _TOO_MANY)


def shows(outcome):
    return any(p.search(outcome.stdout) for p in _ALL)
