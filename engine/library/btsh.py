"""What sendmail's rulesets do with an address: libbtsh for Python, over cffi.

    import btsh
    config = btsh.load("sendmail.cf", zone="example.zone")
    config.route("joe@example.com").mailer
    with config.session() as s:
        s.define("{client_addr}", "192.0.2.1")
        s.rules("check_relay", "mx.example.net $| 192.0.2.1")
        s.explain("joe@example.com").facts
        with s.dialogue("192.0.2.1", name="mx.example.net") as d:
            d.say("EHLO mx.example.net")

Settings are those of btsh_load() and btsh_dialogue_open() in btsh.h, with _ for -; several values of one come as a list, True
is "on". What is returned are named tuples with the members of the structures there, and lists of them: they are Python's own.
What cannot be done raises Error, whose `messages' say why. Threads may share a configuration, and each has sessions of its own.
"""

import collections
import threading
import weakref

import cffi

__all__ = ["Config", "Dialogue", "Error", "Session", "load", "version"]

_ffi = cffi.FFI()
_ffi.cdef(r"""typedef int sig_atomic_t;
@DECLARATIONS@
""")
_lib = _ffi.dlopen("libbtsh.so.0")
_shapes = {}


class Error(Exception):
    """Something cannot be done; `messages' is what was said of it."""

    def __init__(self, what, messages=()):
        self.messages = list(messages)
        super().__init__("; ".join([what] + [m.text for m in self.messages]))


def _text(text):
    raw = text if isinstance(text, bytes) else str(text).encode("utf-8", "surrogateescape")
    if b"\0" in raw:
        raise ValueError("a text for btsh has no NUL")
    return _ffi.new("char[]", raw)


def _own(value):
    """What C gives out, as Python's own: it stays when the memory behind it is used again."""
    if not isinstance(value, _ffi.CData):
        return value
    kind = _ffi.typeof(value).item
    members = [] if kind.kind == "primitive" else [name for name, _ in kind.fields]
    if "next" in members:
        found = []
        while value:
            found.append(_tuple(value, members))
            value = value.next
        return found
    if not value:
        return None
    return _tuple(value, members) if members else _ffi.string(value).decode("utf-8", "surrogateescape")


def _tuple(pointer, members):
    name = _ffi.typeof(pointer).item.cname.split("_")[-1].capitalize()
    if name not in _shapes:
        _shapes[name] = collections.namedtuple(name, [m for m in members if m != "next"])
    return _shapes[name]._make(_own(getattr(pointer, m)) for m in _shapes[name]._fields)


def _settings(settings):
    """{"no_exec": True} as words and values; the texts have to live as long as the list of them."""
    texts = []
    for word, value in settings.items():
        for one in value if isinstance(value, (list, tuple)) else [value]:
            if one is not None and one is not False:
                texts += [_text(word.replace("_", "-")), _text("on" if one is True else one)]
    return _ffi.new("char *[]", texts + [_ffi.NULL]), texts


class _Handle:
    """Something of the library's that is given back when nobody refers to it any more: not before what was made of it."""

    def __init__(self, pointer, end, made_of=None):
        self._pointer = _ffi.gc(pointer, lambda p, keep=made_of: end(p))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self._pointer = None

    def _ask(self, what, function, *arguments):
        if self._pointer is None:
            raise ValueError("it is closed")
        found = function(self._pointer, *[_text(a) if isinstance(a, (str, bytes)) else a for a in arguments])
        self._raise_fault()
        if what is not None and not found:
            raise Error(what, self.messages)
        return found

    def _raise_fault(self):
        pass


class Session(_Handle):
    """What is defined holds for this session alone."""

    def __init__(self, config):
        super().__init__(_lib.btsh_session_new(config._pointer), _lib.btsh_session_free, config._pointer)
        self._fault = self._callback = None
        self._dialogue = lambda: None

    def _raise_fault(self):
        fault, self._fault = self._fault, None
        if fault is not None:
            raise fault

    @property
    def messages(self):
        """What the last call had to say."""
        return _own(self._ask(None, _lib.btsh_messages))

    def observe(self, heard):
        """heard(event) is called for what happens, until observe(None); False ends the call, an exception comes out of it."""
        def hear(_, event):
            try:
                return heard(_tuple(event, [name for name, _ in _ffi.typeof(event).item.fields])) is not False
            except BaseException as fault:  # it may not pass through C
                self._fault = fault
                return False
        self._callback = _ffi.NULL if heard is None else _ffi.callback("btsh_hear", hear)
        self._ask(None, _lib.btsh_session_observe, self._callback, _ffi.NULL)

    def reset(self):
        if self._dialogue() is not None:
            self._dialogue().close()
        self._ask(None, _lib.btsh_session_reset)

    def limit(self, rules):
        self._ask(None, _lib.btsh_session_limit, rules)

    def define(self, name, value):
        self._ask(f"macro {name}", _lib.btsh_define, name, value)

    def add(self, name, *words):
        self._ask(f"class {name}", _lib.btsh_add, name, " ".join(words))

    def macro(self, name):
        """Its value; None: it has none."""
        value = _own(self._ask(None, _lib.btsh_macro, name))
        if value is None and self.messages:
            raise Error(f"macro {name}", self.messages)
        return value

    def sender(self, address):
        return _own(self._ask(f"sender {address}", _lib.btsh_sender, address))

    def rules(self, rulesets, address):
        return _own(self._ask(f"rules {rulesets}", _lib.btsh_rules, str(rulesets), address))

    def map(self, name, key):
        """What the map says of the key; value is None: it has none. status: that of the lookup."""
        return _own(self._ask(f"map {name}", _lib.btsh_map, name, key))

    def route(self, address, expand=False):
        return _own(self._ask(address, _lib.btsh_route, address, _lib.BTSH_EXPAND if expand else 0))

    def explain(self, address, rules=None):
        return _own(self._ask(address, _lib.btsh_explain, _ffi.NULL if rules is None else str(rules), address))

    def dialogue(self, client=None, **settings):
        dialogue = Dialogue(self, client, settings)
        self._dialogue = weakref.ref(dialogue)
        return dialogue


class Dialogue(_Handle):
    """A client's lines, and what a server would say."""

    def __init__(self, session, client, settings):
        pairs, texts = _settings(settings)
        pointer = session._ask("dialogue", _lib.btsh_dialogue_open, _ffi.NULL if client is None else client, pairs)
        super().__init__(pointer, _lib.btsh_dialogue_close, session._pointer)
        self._session = session

    def _raise_fault(self):
        self._session._raise_fault()

    @property
    def replies(self):
        """Those to the last line; at first the greeting."""
        return _own(self._ask(None, _lib.btsh_dialogue_replies))

    @property
    def over(self):
        return self._ask(None, _lib.btsh_dialogue_over)

    def say(self, line):
        return _own(self._ask(None, _lib.btsh_dialogue_say, line))


class Config(_Handle):
    """A configuration; `messages' is what was said while it was loaded. Its own calls each begin afresh."""

    def __init__(self, path, settings):
        pairs, texts = _settings(settings)
        super().__init__(_lib.btsh_load(_text(path), pairs), _lib.btsh_free)
        self._local = threading.local()
        self.messages = _own(_lib.btsh_load_messages(self._pointer))
        if not _lib.btsh_usable(self._pointer):
            raise Error(f"{path} cannot be loaded", self.messages)

    def session(self):
        if self._pointer is None:
            raise ValueError("it is closed")
        return Session(self)

    def _fresh(self):
        if not hasattr(self._local, "session"):
            self._local.session = self.session()
        self._local.session.reset()
        return self._local.session

    def rules(self, rulesets, address):
        return self._fresh().rules(rulesets, address)

    def map(self, name, key):
        return self._fresh().map(name, key)

    def route(self, address, expand=False):
        return self._fresh().route(address, expand)

    def explain(self, address, rules=None):
        return self._fresh().explain(address, rules)


def load(path, **settings):
    """The configuration of a compiled .cf; Error: it cannot be loaded."""
    return Config(path, settings)


def version():
    return _own(_lib.btsh_version())
