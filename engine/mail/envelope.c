/* envelope.c - the queue id of an envelope that is never queued */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include "mail/envelope.h"
#include "state/chance.h"
#include "state/event.h"
#include "state/macros.h"
#include "state/session.h"
#include "state/trace.h"

/* A queue id: eight characters of the time in base 60, six digits. */
void queue_id_macro(struct session *s)
{
    static const char digits[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwx";
    time_t now = s->world->now(s->world->ctx);
    char id[16];
    struct tm tm;

    gmtime_r(&now, &tm);
    id[0] = digits[(tm.tm_year % 60 + 60) % 60]; /* a suite\'s clock may stand before 1900 */
    id[1] = digits[tm.tm_mon];
    id[2] = digits[tm.tm_mday];
    id[3] = digits[tm.tm_hour];
    id[4] = digits[tm.tm_min];
    id[5] = digits[tm.tm_sec % 60];
    snprintf(id + 6, sizeof id - 6, "%c%c%06u", digits[session_random(s) % 60],
             digits[session_random(s) % 60],
             session_random(s) % 1000000);
    if (DEBUGGING(s, 7, 50)) {
        long offset = session_random(s) % 3600;

        DEBUG_EMIT(s, DL_QUEUE_OFFSET, DBG_INT(offset), DBG_INT(offset));
    }
    macro_define(s, 'i', id, MACRO_CONFIG);
    DEBUG(s, DL_QUEUE_ID, DBG_STR(id), DBG_PTR(s));
}
