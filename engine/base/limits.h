/* limits.h - the sizes at which the real program cuts or refuses; each stands here once. */
#ifndef BTSH_BASE_LIMITS_H
#define BTSH_BASE_LIMITS_H

enum {
    MAX_KEY = 256,          /* bytes of a database key; longer ones are cut */
    MAX_MAP_STACK = 128,    /* members of a sequence, types of a service */
    MAX_MAP_VALUE = 628     /* buffer for joined values (dns, bestmx) */
};

enum {
    MAX_LINE = 2048,       /* most consumers of a configuration line; longer text is cut */
    MAX_EXPAND = 4096,     /* one level of macro expansion */
    MAX_NAME = 256,        /* an address, host or user */
    MAX_ATOM = 1000,       /* tokens of a workspace */
    MAX_TOKEN = 256,       /* bytes of a token */
    MAX_WILDCARDS = 9,
    MAX_MAP_ARGS = 10,     /* key and nine arguments when a rule is read */
    MAX_RULESETS = 200,    /* 0..99 by number, 199..100 by name */
    MAX_NUMBERED = 100,
    MAX_MAILERS = 25,
    MAX_APPLY = 100,       /* applications of one rule in a row */
    MAX_NESTING = 50,      /* ruleset calls inside each other */
    MAX_CALLS = 16,        /* $> in one right-hand side */
    MAX_EXPAND_DEPTH = 10,
    MAX_STEPS = 20000000,  /* rules that one command may try */
    NAME_IDS = 256
};

#endif
