"""One configuration for each thing that the m4 tree can do, through a standard script.

What the tree offers is listed from the tree; what arguments it needs is in mc_table.
"""

import re
from dataclasses import dataclass

import case
import fixtures
import place
import reference
from suites import commands, mc_table

# what `$|` typed in the shell cannot do: build a two-part argument
TRANSLATE = "LOCAL_RULESETS\nSTranslate\nR$* $$| $*\t$: $1 $| $2\n"


@dataclass
class McCase:
    """A case whose .cf is compiled in the worker that runs it."""
    name: str
    mc: str
    script: str = "full"
    args: tuple = ()
    extra: bytes = b""
    input: bytes = None

    def build(self):
        cf = reference.compile_mc(self.mc)
        text = self.input if self.input is not None else getattr(commands, self.script)(cf)
        return case.with_cf(self.name, cf, text + self.extra,
                            args=case.BASIC_ARGS + list(self.args))


def mc_text(before="", after="", ostype="linux", mailers=("local", "smtp"), domain_name=True):
    """A whole .mc: `before` stands ahead of the MAILER lines, `after` behind them."""
    lines = ["divert(0)dnl", f"OSTYPE(`{ostype}')dnl"] if ostype else ["divert(0)dnl"]
    if domain_name:
        lines.append("define(`confDOMAIN_NAME', `mail.example.com')dnl")
    lines += ["FEATURE(`no_default_msa')dnl" if "no_default_msa" not in before else "dnl", before]
    lines += [f"MAILER(`{mailer}')dnl" for mailer in mailers]
    return "\n".join(lines + [after, TRANSLATE])


def cases(options):
    fixtures.install()
    return (list(_features()) + list(_mailers()) + list(_ostypes()) + list(_domains())
            + list(_hacks()) + list(_examples()) + list(_sites()) + list(_macros()) + list(_defines()))


def _names(folder):
    return sorted(path.stem for path in (place.M4_TREE / folder).glob("*.m4"))


def _features():
    for name in _names("feature"):
        for label, text in mc_table.features(name):
            mailers = () if name in mc_table.BRINGS_MAILERS else ("local", "smtp")
            if "`uucp'" in text:
                mailers, text = ("local", "smtp", "uucp"), text.replace("`uucp'", "")
            yield McCase(f"feature/{name}{label}", mc_text(text, mailers=mailers))


def _mailers():
    for name in _names("mailer"):
        mailers = ["local", "smtp"] if name not in ("local", "smtp") else ["local"]
        mailers += [name] if name not in mailers else []
        yield McCase(f"mailer/{name}", mc_text(mc_table.MAILER_NEEDS.get(name, ""), mailers=mailers))
    yield McCase("mailer/uucp-without-smtp", mc_text(mailers=("local", "uucp")))
    yield McCase("mailer/all", mc_text(mc_table.RELAYS, mailers=("local", "smtp", "uucp", "usenet",
                 "fax", "pop", "procmail", "phquery", "qpage", "cyrus")))


def _ostypes():
    for name in _names("ostype"):
        yield McCase(f"ostype/{name}", mc_text(ostype=name))


def _domains():
    for name in _names("domain"):
        text = f"DOMAIN(`{name}')dnl"
        yield McCase(f"domain/{name}", mc_text(text, ostype="debian" if "debian" in name else "linux"))


def _hacks():
    for name in _names("hack"):
        before, after = mc_table.HACKS.get(name, (f"HACK(`{name}')dnl", ""))
        mailers = () if name in mc_table.BRINGS_MAILERS else ("local", "smtp")
        yield McCase(f"hack/{name}", mc_text(before, after, mailers=mailers))


def _examples():
    """The configurations that come with the tree."""
    for path in sorted([*place.M4_TREE.glob("cf/*.mc"), *place.M4_TREE.glob("debian/*.mc")]):
        text = path.read_text(encoding="latin-1").replace(str(reference.INSTALLED), str(reference.TREE))
        text = text.replace("include(`/etc/mail/m4/", "dnl `")  # local additions that nobody has
        yield McCase(f"example/{path.stem}", text)


def _sites():
    for name in _names("siteconfig"):
        for letter in "UVWXY":
            text = f"SITECONFIG(`{name}', `{name.split('.')[-1]}', `{letter}')dnl"
            yield McCase(f"siteconfig/{name}-{letter}",
                         mc_text("", text, mailers=("local", "smtp", "uucp")))


def _macros():
    for name, (before, after, mailers) in mc_table.macros().items():
        yield McCase(f"macro/{name}", mc_text(before, after, mailers=mailers))


def _defines():
    """Every conf* name that the tree knows, with a value."""
    options = {}
    text = (place.M4_TREE / "m4/proto.m4").read_text(encoding="latin-1")
    for option, name, value in re.findall(r"_OPTION\(([\w.-]+), `(conf\w+)', `([^']*)'", text):
        options[name] = value
    known = set(options)
    for folder in ("m4", "feature", "mailer", "ostype"):
        for path in (place.M4_TREE / folder).glob("*.m4"):
            known |= set(re.findall(r"\bconf[A-Z][A-Z0-9_]+\b", path.read_text(encoding="latin-1")))
    for name in sorted(known):
        for number, value in enumerate(mc_table.values(name, options.get(name))):
            label = "" if number == 0 else f"-{number + 1}"
            before = f"define(`{name}', `{value}')dnl"
            if name.startswith("confMILTER"):
                before += "\nINPUT_MAIL_FILTER(`f', `S=local:/run/f.sock')dnl"
            yield McCase(f"define/{name}{label}", mc_text(before, domain_name=name != "confDOMAIN_NAME"),
                         script="short", args=("-d37.2",))
