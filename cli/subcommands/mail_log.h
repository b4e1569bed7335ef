/*
 * mail_log.h - mail logs of sendmail and Postfix, line by line: who named which sender and recipient.
 *
 *      ... sm-mta[7]: STARTTLS=server, relay=...        of a process: what its client has proved
 *      ... sm-mta[7]: AUTH=server, relay=..., authid=...
 *      ... sm-mta[7]: QUEUEID: from=<...>, relay=...    of a message: its sender and its client
 *      ... sm-mta[8]: QUEUEID: to=<...>, ...            its recipients
 *      ... sm-mta[7]: ruleset=check_relay, ..., reject= a client, or a sender, that was refused before it could name any
 *      ... postfix/smtpd[9]: QUEUEID: client=...
 *
 * In front of these stand a date as syslog or RFC 3339 writes it, a host and a program; FreeBSD's <mail.info> and
 * Solaris' [ID 801593 mail.info] may stand there too, and whole lines of RFC 5424 are read.
 */
#ifndef BTSH_SUBCOMMANDS_MAIL_LOG_H
#define BTSH_SUBCOMMANDS_MAIL_LOG_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct caller;
struct mail_log;

/* recipient NULL: none could be named; sender NULL: not known, "": the empty one; caller NULL: not known. Texts live as long as the arena, but for the
 * recipient, which lives as long as the call. */
typedef void log_pair(void *ctx, const char *sender, const char *recipient, const struct caller *caller);

struct mail_log *mail_log_new(struct arena *a, log_pair *found, void *ctx);
/* The same for a log without an end: what was not named among the last `most` messages and processes, or twice as many,
 * is forgotten, and all texts live as long as the call. */
struct mail_log *mail_log_of_stream(size_t most, log_pair *found, void *ctx);
/* False: it is no line of a log. */
bool mail_log_line(struct mail_log *l, const char *line);
/* All lines were read: what has waited for more is told. */
void mail_log_end(struct mail_log *l);
/* "sendmail", "postfix": whose log it is; NULL: nobody's. */
const char *mail_log_kind(const struct mail_log *l);
/* Lines that are about something else. */
size_t mail_log_others(const struct mail_log *l);
void mail_log_free(struct mail_log *l);

#endif
