/*
 * iso_time.h - a moment as a person writes it: 2026-11-26, 2026-11-26T12:00[:00][Z|+01:00]; without a zone it is UTC.
 */
#ifndef BTSH_WORLD_ISO_TIME_H
#define BTSH_WORLD_ISO_TIME_H

#include <time.h>

/* NULL, or what is wrong with it, as a sentence. */
const char *iso_time_read(const char *text, time_t *out);

#endif
