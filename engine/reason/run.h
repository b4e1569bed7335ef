/*
 * run.h - one address, run as often as it takes, each time with something taken away or supposed.
 *
 * Runs are deterministic and cheap, so the question "did this matter?" is answered by trying. What a
 * lookup answered once it answers again in later runs of the same inquiry: no server is asked twice.
 * Between runs the session is put back to what it was.
 */
#ifndef BTSH_REASON_RUN_H
#define BTSH_REASON_RUN_H

#include <stdbool.h>

struct event;
struct fact;
struct held;
struct rule;
struct run_memory;
struct session;

/* How the address is run. */
struct inquiry {
    struct session *s;
    char *rules;              /* owned; NULL: as /parse does, or /try where there is a mailer */
    char *mailer;             /* owned; NULL: none */
    char *address;            /* owned; "a $| b": the operator stands between them */
    bool verdict;             /* a check: all answers that refuse nothing are one */
    bool present;             /* only facts that are there are looked for: nothing is supposed */
    struct held *held;        /* owned */
    struct run_memory *memory; /* owned */
    long work;                /* rules tried in all runs, by the length of what they were tried on */
};

/* What is otherwise. */
struct premise {
    const struct rule *without;      /* does not match */
    const struct fact *const *off;   /* these are not so */
    int noff;
    const struct fact *on;           /* a miss that is found, by `value`; a macro that has it */
    const char *value;
};

/* What came of a run. Strings are owned; reason_answer_clear() gives them back. Texts are as the
 * engine has them. */
struct run_answer {
    char *mailer, *host, *user; /* the triple; NULL: there is none */
    char *workspace;  /* tokens with blanks between: of the last ruleset, or what /try made */
    char *said;       /* diagnostics, "550 5.7.1 text" one a line */
    int status;       /* sysexits value that the session would have */
    bool waits;       /* a lookup failed for the time being, and not for a door that is shut: a server keeps the mail and tries
                       * again, whatever mailer was found */
    bool stopped;     /* interrupted, or the budget of the inquiry is spent */
};

/* Hears the events of a run; answers are the run's own. */
typedef void run_listener(void *ctx, struct session *s, const struct event *e);

/* rules, mailer: one of them, or neither. False: no memory. */
bool inquiry_begin(struct inquiry *q, struct session *s, const char *rules, const char *mailer,
                   const char *address);
/* Gives everything back; the session is as it was. Its observer is the caller's to set again. */
void inquiry_end(struct inquiry *q);

/* What lookups have answered elsewhere: heard of their ends, and taken over by an inquiry, which does not ask them
 * again. NULL: no memory. */
struct run_memory *run_memory_new(void);
void run_memory_hear(struct run_memory *m, const struct event *e);
void run_memory_free(struct run_memory *m);
void inquiry_knows(struct inquiry *q, struct run_memory *m);

void inquiry_run(struct inquiry *q, const struct premise *p, run_listener *listen, void *ctx,
                 struct run_answer *out);
/* The same where a class has one word more, in a session of its own; nothing is taken away. */
void inquiry_run_with_word(struct inquiry *q, int class_id, const char *word, run_listener *listen, void *ctx,
                           struct run_answer *out);
/* Are they one and the same to whoever asked? */
bool inquiry_same(const struct inquiry *q, const struct run_answer *a, const struct run_answer *b);
/* Does the last of these rulesets answer what a server asks of a message? rules may be NULL. */
bool run_is_check(const char *rules);
/* The answer is an error: the mailer of that name, or a diagnostic. */
bool run_refused(const struct run_answer *a);
void run_answer_clear(struct run_answer *a);

#endif
