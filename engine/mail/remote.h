/* remote.h - rewriting an address for a mailer, as /try does. */
#ifndef BTSH_MAIL_REMOTE_H
#define BTSH_MAIL_REMOTE_H

struct mailer;
struct session;

/* The address rewritten; flags as in address.h. *status 0 or 75. The text lives in s->command.work. */
const char *remote_name(struct session *s, const char *text, const struct mailer *m, int flags,
                        int *status);

#endif
