/*
 * kept_macros.h - the envelope's macros as they were, to be put back.
 */
#ifndef BTSH_STATE_KEPT_MACROS_H
#define BTSH_STATE_KEPT_MACROS_H

struct kept_macros;
struct session;

/* A copy of all values that are set; NULL: no memory. */
struct kept_macros *macros_keep(const struct session *s);
/* Makes them so again, as often as wanted. */
void macros_put_back(struct session *s, const struct kept_macros *k);
void macros_forget(struct kept_macros *k);
/* Makes one value so, without a trace; NULL: not set. */
void macro_put(struct session *s, int id, const char *value);

#endif
