/*
 * name_ids.h - macro and class names and their one-byte ids.
 *
 * A one-character name is its own id. A long name gets an id from 0xA0 up when it is first seen
 * anywhere; there are 96 of them, and a query uses one up too.
 */
#ifndef BTSH_STATE_NAME_IDS_H
#define BTSH_STATE_NAME_IDS_H

#include <stdbool.h>

struct session;

/* The id of the macro or class named at *p; 0 on error (a diagnostic was raised). *p moves behind. */
int name_id(struct session *s, const char **p);
/* As name_id() on a text that is not kept. */
int name_id_of(struct session *s, const char *text);
/* The name of an id: "x" or "{long}" when braces, "long" otherwise. buf: at least 32 bytes. */
const char *name_text(const struct session *s, int id, bool braces, char *buf);

#endif
