/*
 * btsh.h - what sendmail's rulesets do with an address, for programs: the library of btsh(1).
 *
 *      btsh_load ─▶ struct btsh ─▶ btsh_session_new ─▶ btsh_route, btsh_rules, btsh_explain
 *                    (constant)      (everything that     btsh_dialogue_open ─▶ btsh_dialogue_say
 *                                     can show)
 *
 * A configuration is constant once it is loaded: any number of threads may have sessions on it. A session, with its
 * dialogue, belongs to one thread at a time. The library holds nothing that is global, prints nothing, ends no
 * process, catches no signal, and writes no file. It carries no mail: nothing is sent, queued or delivered.
 *
 * Ownership. What btsh_load(), btsh_session_new() and btsh_dialogue_open() return is the caller's, who gives it to the
 * function that ends it: dialogues first, then sessions, then the configuration. Everything else that is returned
 * belongs to the session (dialogue, configuration) and stays until the next call that is given the same one. Texts
 * that are handed in are copied.
 *
 * Structures are made by the library alone, and are reached by pointers: a later version may add members behind the
 * last one, so nobody may copy one, or take its size. Lists hang together by `next'; NULL is the empty one. Words for
 * kinds are texts, and there may be new ones.
 *
 * Texts are NUL-terminated ASCII: what stands for a $-construct inside is shown as a .cf writes it ($*, ${name}),
 * another byte above 0x7F as M-x; but address and why of recipients are as they are written. A text that is not
 * there is NULL. Status numbers are those of <sysexits.h>: 0 is fine, 75 a failure for the time being. Codes are
 * those of SMTP (RFC 5321), dsn is an enhanced one (RFC 3463). Secrets are not masked.
 *
 * Errors. A function that returns a pointer or a bool says NULL or false when it could not do what was asked;
 * btsh_messages() says why. Memory that the system refuses is not survived: the process ends by a signal.
 *
 * What the outside world says (files, DNS, hosts, users, the clock) it says as to btsh(1); time zone and locale are
 * the process's. Maps of the class program start programs (fork and exec), unless `no-exec' is set.
 */
#ifndef BTSH_H
#define BTSH_H

#include <signal.h>
#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif
#ifdef __GNUC__
#pragma GCC visibility push(default)
#endif

struct btsh;
struct btsh_session;
struct btsh_dialogue;

/* The version of btsh that the library is of: "1.0.0". */
const char *btsh_version(void);

/* ---- messages ------------------------------------------------------------------------------------ */

/* What sendmail would have printed of it. */
struct btsh_message {
    const struct btsh_message *next;
    const char *kind;  /* "fatal", "system", "user", "warning", "info" */
    int code;          /* 0: none */
    const char *dsn;
    int status;        /* that it would leave behind */
    int error;         /* of errno, which the text names; 0: none */
    const char *file;  /* that was read when it was raised */
    int line;
    const char *text;
};

/* ---- a configuration ----------------------------------------------------------------------------- */

/*
 * Loads a compiled configuration (a .cf). `settings' is a list of words, each followed by its value, with NULL at its
 * end; NULL: none. They are taken in their order, may be repeated, and mean what the options of btsh(1) do:
 *
 *      option     NAME=VALUE                    -O
 *      macro      xVALUE                        -M
 *      map        NAME = TYPE:FILE ...          --map; absolute paths
 *      target     8.17.1 or 8.18.1              --target
 *      source     on                            --source
 *      hostname   NAME                          --hostname
 *      hosts      FILE                          --hosts
 *      root       FOLDER                        --root
 *      etc-mail   FOLDER                        --etc-mail
 *      users      NAME ...                      --users
 *      zone       FILE [ORIGIN]                 --zone
 *      time       2026-11-26T12:00:00Z          --time
 *      caller     NAME                          --caller
 *      replay     FILE                          --replay
 *      made-names on                            --made-names
 *      no-exec    on                            --no-exec, for maps
 *      no-network on                            --no-network, for maps and DNS
 *
 * The result is never NULL. When btsh_usable() says no, it holds messages alone, and has no sessions.
 */
struct btsh *btsh_load(const char *path, const char *const *settings);
bool btsh_usable(const struct btsh *b);
/* Everything that was said while it was loaded. */
const struct btsh_message *btsh_load_messages(const struct btsh *b);
/* Its sessions have ended. NULL is allowed. */
void btsh_free(struct btsh *b);

/* ---- sessions ------------------------------------------------------------------------------------ */

/* NULL: the configuration is not usable. */
struct btsh_session *btsh_session_new(struct btsh *b);
/* A dialogue that is still open goes with it. NULL is allowed. */
void btsh_session_free(struct btsh_session *s);
/* As new, without its definitions; who listens, and its limits, stay, and so do open tables. */
void btsh_session_reset(struct btsh_session *s);
/* Rules that one call may try before it is abandoned with status 70; 0: no limit. A generous number unless set. */
void btsh_session_limit(struct btsh_session *s, long rules);
/* A call is abandoned when *flag is not 0: for handlers of signals. It has to live as long as the session. NULL: none. */
void btsh_session_stop(struct btsh_session *s, const volatile sig_atomic_t *flag);

/* What the last call with this session had to say. */
const struct btsh_message *btsh_messages(const struct btsh_session *s);

/* Defines a macro, "x" or "{name}", as .D of the shell does. */
bool btsh_define(struct btsh_session *s, const char *name, const char *value);
/* Adds words to a class, as .C does. */
bool btsh_add(struct btsh_session *s, const char *name, const char *words);
/* The value of a macro, as it was defined; NULL: it has none, or the name is faulty, which a message says. */
const char *btsh_macro(struct btsh_session *s, const char *name);
/* The sender of the envelope, as /sender says; "": the empty one. Its user part. */
const char *btsh_sender(struct btsh_session *s, const char *address);

/* ---- running ------------------------------------------------------------------------------------- */

struct btsh_workspace {
    const char *text; /* its tokens, with blanks between */
    int status;       /* that the rulesets left */
};
/*
 * Runs rulesets, by name or number with commas between ("3,0", "check_rcpt"), on an address; "a $| b": the operator stands
 * between the two. NULL: one of them does not exist, or the run was abandoned.
 */
const struct btsh_workspace *btsh_rules(struct btsh_session *s, const char *rules, const char *address);

/* What a map says of a key. */
struct btsh_answer {
    const char *value; /* NULL: it has no such key, or could not be asked */
    int status;        /* of the lookup: 75 and 69, it could not be asked now, or at all */
};
/*
 * Asks one map of the configuration, by its name, as /map of the shell does. NULL: there is no such map, or it cannot be
 * opened, which a message says.
 */
const struct btsh_answer *btsh_map(struct btsh_session *s, const char *map, const char *key);

/* Where an address leads. */
struct btsh_recipient {
    const struct btsh_recipient *next;
    const char *address;   /* as it is written where it stands */
    const char *mailer, *host, *user;
    const char *end;       /* "deliverable", "waits", "refused"; "leads on": those that it leads to come later in the list */
    const char *why;       /* what was said of it */
    int parent;            /* number of the one that led here, from 0; -1: none */
};
struct btsh_route {
    const char *status;    /* "ok"; "partial": some recipients are refused; "error"; "temporary": a lookup failed for now */
    const char *mailer, *host, *user; /* the mailer is NULL where the address cannot be parsed */
    int code;              /* of the error; 0: none */
    const char *dsn, *error;
    const struct btsh_recipient *recipients; /* NULL: not asked for, or the address is its own end */
};
enum { BTSH_EXPAND = 1 };  /* aliases, lists and forward files are followed */
/* Where mail for the address would go, as `btsh route'. NULL: a dialogue is open. */
const struct btsh_route *btsh_route(struct btsh_session *s, const char *address, unsigned flags);

/* ---- why ------------------------------------------------------------------------------------------- */

/* Something of the site's own that decided the answer, or that was asked for and is not there. */
struct btsh_fact {
    const struct btsh_fact *next;
    const char *kind;      /* "record", "miss", "word", "lack", "macro", "unset", "frozen": docs/explain-json.md */
    const char *name;      /* of the map; of the class or macro: "w", "{name}" */
    const char *map_class, *file; /* of a map */
    const char *key, *value;
    const char *place;     /* the file that a person edits */
    int line;              /* of it; 0: none */
    bool decides;          /* without it the answer is another one */
    int choice;            /* not 0: it decides together with the others of this number */
    bool matters;          /* it is not there, and the answer were another one if it was */
    bool failed;           /* the lookup could not be made */
    bool common;           /* every configuration has it */
};
/* A rule without which the answer is another one. */
struct btsh_rule {
    const struct btsh_rule *next;
    const char *ruleset;
    int number;            /* in it, from 1 */
    const char *file;
    int line;
    bool resolves;         /* it chose the mailer */
};
struct btsh_explanation {
    const char *mailer, *host, *user; /* NULL: there is none */
    const char *workspace;
    int status;
    bool refused;
    const struct btsh_fact *facts;    /* in the order of their first use */
    const struct btsh_rule *rules;
    bool finished;         /* no: it was stopped, or too much work; what is there holds */
};
/* rules NULL: as btsh_route() asks. The address is run many times, each time with something taken away; the session
 * is as it was before. */
const struct btsh_explanation *btsh_explain(struct btsh_session *s, const char *rules, const char *address);

/* ---- a dialogue -------------------------------------------------------------------------------- */

struct btsh_reply {
    const struct btsh_reply *next;
    const char *note;      /* NULL: a line of a reply; else what the server does without a word: "closed", "delay",
                            * "quarantine", "discard", "queued", "filter", "ident", "unasked", "dropped", "warning", "delivery" */
    const char *text;
};
/*
 * A client connects from that address; NULL: whoever runs the program. Settings as of btsh_load(), which mean what the options
 * of `btsh smtp' do:
 *
 *      name       NAME                          of the client; unless it is given, hosts and DNS say it
 *      resolve    ok, fail, forged or temp      what that name is worth
 *      port       NUMBER                        it comes from
 *      ident      USER                          who it is there
 *      daemon     NAME                          the one that answers
 *      tls        OK, NO, FAIL ...              STARTTLS is offered and leads to that
 *      auth       TYPE,USER                     AUTH of that type succeeds as that user
 *      rate       N[,TOTAL]                     its connections of a minute, and everybody's
 *      connections N                            that are open to it
 *      load       N                             of the machine
 *      milter     NAME=ANSWER[@STAGE]           a mail filter says so: accept, reject, tempfail, discard or a reply;
 *                                              NAME=refused: it asks for refused recipients; may be repeated
 *
 * NULL: a setting is faulty, or a dialogue is open. Until it is closed the session is the dialogue's: functions that would run
 * something with it, or change it, say NULL or false.
 */
struct btsh_dialogue *btsh_dialogue_open(struct btsh_session *s, const char *address, const char *const *settings);
/* What came of the last line; at first the greeting. */
const struct btsh_reply *btsh_dialogue_replies(const struct btsh_dialogue *d);
/* The client says a line, with its end or without. The same as btsh_dialogue_replies() after it. */
const struct btsh_reply *btsh_dialogue_say(struct btsh_dialogue *d, const char *line);
/* Has the server closed the connection? */
bool btsh_dialogue_over(const struct btsh_dialogue *d);
/* The session is as it was before. NULL is allowed. */
void btsh_dialogue_close(struct btsh_dialogue *d);

/* ---- listening ----------------------------------------------------------------------------------- */

/* What happens: kinds and members as docs/trace-json.md has them. Valid while the function is called that hears it. */
struct btsh_event {
    const char *kind;      /* "enter", "leave", "match", "rewritten", "lookup", "found", "diagnostic" ... */
    const char *ruleset;   /* its name, or number */
    int depth;
    int rule;              /* its number there; 0: none */
    const char *file;      /* of the rule; of the map */
    int line;
    const char *workspace;
    const char *map, *map_class, *key, *value;
    const char *name;      /* of a macro or a class */
    bool found;
    int status;
    const struct btsh_message *message;
};
/* False: the call is abandoned. It must not use the session. */
typedef bool btsh_hear(void *ctx, const struct btsh_event *e);
/* From the next call on; NULL: nobody. btsh_explain() is not heard. */
void btsh_session_observe(struct btsh_session *s, btsh_hear *hear, void *ctx);

#ifdef __GNUC__
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif
#endif
