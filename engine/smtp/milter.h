/*
 * milter.h - mail filters: which are asked at a stage, with which macros, and what comes of the part that one plays.
 */
#ifndef BTSH_SMTP_MILTER_H
#define BTSH_SMTP_MILTER_H

#include <stdbool.h>

struct dialogue;

/* ORDER as stage_names of milter.c. */
enum milter_stage {
    MILTER_CONNECT, MILTER_HELO, MILTER_MAIL, MILTER_RCPT, MILTER_DATA, MILTER_HEADER, MILTER_EOH, MILTER_BODY,
    MILTER_EOM, MILTER_UNKNOWN
};

/* What a client hears whom a filter has told to come later. */
#define MILTER_LATER "451 4.3.2 Please try again later"

/* Those of InputMailFilters, or of the daemon's I=. */
void read_milters(struct dialogue *d, const char *of_daemon);
bool has_milter(const struct dialogue *d, const char *name);
bool is_milter_stage(const char *name);
/* Asks all that still want to hear. The reply that refuses, which lives as long as the command; NULL: none does.
 * rejected: what it is where a filter only says "reject". */
const char *ask_milters(struct dialogue *d, enum milter_stage stage, const char *rejected);
/* The same for an address, and says what refuses it. False: it is refused. */
bool milters_let(struct dialogue *d, enum milter_stage stage, const char *address);
/* A recipient is refused already: those filters hear of it that have asked for that. What they say may end the connection, or
 * throw the message away, but changes no reply. */
void tell_milters_of_refused(struct dialogue *d);
/* A message of so many headers, which is read to its end: each filter hears it as a whole. */
const char *ask_milters_of_message(struct dialogue *d, long headers, bool body);
/* Filters that have accepted this message hear of the next one. */
void milters_next_message(struct dialogue *d);

#endif
