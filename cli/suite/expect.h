/*
 * expect.h - does an expectation hold of what a command did?
 */
#ifndef BTSH_SUITE_EXPECT_H
#define BTSH_SUITE_EXPECT_H

#include <stdbool.h>

struct expectation;
struct observer;
struct session;
struct sink;
struct observed;

/* What a command did: as data, and as text. */
struct deed {
    struct observed *observed;
    struct session *session;
    const struct observer *observer; /* the session's */
    const char *command;
    const char *printed;
    const char *queued; /* for whom it has queued a message, one a line */
    bool unknown; /* it names a ruleset, command, mailer, map or class that there is not */
};

/* True if it holds. If not, `got` is given what would have held, to stand behind `#@ expect'. */
bool expectation_holds(const struct expectation *x, const struct deed *d, struct sink *got);
/* True if the command failed for the time being. */
bool deed_temporary(const struct deed *d);
/* True if the answer itself says so, with a code of 4: no lookup need have failed. */
bool deed_says_temporary(const struct deed *d);
/* Is this the message, as written, or by its wildcards? */
bool message_holds(const char *want, const char *got);

#endif
