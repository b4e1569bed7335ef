/*
 * verify.h - an envelope without a message: what -bv sets up, and what it says in the end.
 */
#ifndef BTSH_MAIL_VERIFY_H
#define BTSH_MAIL_VERIFY_H

#include <stdbool.h>

struct recipients;
struct session;

/* What every envelope defines: its times, the load, its counts. */
void envelope_begin(struct session *s);
/* A list without sender and recipients. Lives until session_end_command(). */
struct recipients *recipients_begin(struct session *s);
/* An envelope from a sender; NULL: whoever runs the program. Lives until session_end_command(). */
struct recipients *session_verify(struct session *s, const char *sender, bool no_alias);
/* Adds the addresses of one operand and what they lead to; diagnostics tell what is wrong. */
void verify_operand(struct recipients *r, const char *text);
/* Tells, as informational diagnostics, where mail would go. */
void verify_report(struct recipients *r);
/* The envelope's flags, as a closing program tells them: "5010<SENDRECEIPT,GLOBALERRS,METOO>". */
const char *verify_flags(struct recipients *r, bool failed);

/* The same of an envelope that nothing was done with, and the end of its line where the real program
 * ends it. out: 100 bytes. */
const char *session_envelope_flags(const struct session *s, char *out);
/* The flags of an envelope whose reports return "hdrs" or "full". */
unsigned envelope_returns(const char *what);
/* Before anything is verified: looks at the queue folder, and warns of a HostStatusDirectory that is of no
 * use. */
void verify_folders(struct session *s);

#endif
