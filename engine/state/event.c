/*
 * event.c - the rows of event_list.h as a table.
 */
#include <stddef.h>

#include "state/event.h"

#define AT(category, level) category, level
#define ALWAYS AT(0, 0)
#define NEVER AT(0, 256)
#define EVENT(kind, want, at, json, members) [EVENT_##kind] = { json, members, want, at },
const struct event_row event_rows[EVENT_KINDS] = {
#include "state/event_list.h"
};
