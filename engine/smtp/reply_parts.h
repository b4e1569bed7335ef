/*
 * reply_parts.h - a reply of a server, taken apart: "550 5.7.1 text", of which the codes may be missing.
 */
#ifndef BTSH_SMTP_REPLY_PARTS_H
#define BTSH_SMTP_REPLY_PARTS_H

enum { REPLY_DSN = 16 };

/* The text behind the codes. *code: 0, if there is none from 400 on; dsn: "", if there is none. */
const char *reply_parts(const char *reply, int *code, char dsn[REPLY_DSN]);

#endif
