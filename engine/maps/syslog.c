/*
 * syslog.c - a lookup that writes a line to the system log: the key, with %0 to %9 substituted.
 * The answer is the empty text.
 */
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include <syslog.h>

#include "base/chars.h"
#include "maps/args.h"
#include "maps/map.h"
#include "maps/value.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/session.h"
#include "state/trace.h"

static const struct {
    const char *name;
    int priority;
} levels[] = {
    { "EMERG", LOG_EMERG },     { "ALERT", LOG_ALERT },   { "CRIT", LOG_CRIT },
    { "ERR", LOG_ERR },         { "WARNING", LOG_WARNING }, { "NOTICE", LOG_NOTICE },
    { "INFO", LOG_INFO },       { "DEBUG", LOG_DEBUG },
};

static bool find_level(const char *name, int *priority)
{
    if (strncasecmp(name, "LOG_", 4) == 0)
        name += 4;
    for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
        if (strcasecmp(name, levels[i].name) == 0) {
            *priority = levels[i].priority;
            return true;
        }
    }
    return false;
}

static bool syslog_parse(struct session *s, struct map *m, const char *args)
{
    const char *p = skip_blanks(args), *level = NULL;

    while (*p == '-') {
        switch (*++p) {
        case 'D':
            m->flags |= MF_DEFER;
            break;
        case 'S':
            m->spacesub = p[1];
            p += p[1] != '\0';
            break;
        case 'L':
            p = skip_blanks(p + 1);
            level = keep_word(s, p);
            p = skip_blanks(word_end(p));
            continue;
        default:
            syserr(s, "Illegal option %c map syslog", *p);
            break;
        }
        p = skip_blanks(p + (*p != '\0')); /* one letter: a flag may follow without a blank */
    }
    if (level == NULL || *level == '\0') {
        m->priority = LOG_INFO;
    } else if (!find_level(level, &m->priority)) {
        syserr(s, "syslog_map_parseargs: Unknown priority %s", level);
        return false;
    }
    return true;
}

static const char *syslog_lookup(struct session *s, struct map *m, struct map_call *call)
{
    const char *text = map_rewrite(s, m, call->key, strlen(call->key), call);

    if (text == NULL)
        return NULL;
    DEBUG(s, DL_SYSLOG, DBG_STR(m->name), DBG_INT(m->priority), DBG_STR(text));
    s->world->log(s->world->ctx, m->priority, text);
    call->status = EX_OK;
    return "";
}

const struct map_class class_syslog = {
    .name = "syslog",
    .help = "finds the empty text; the real program writes the key to the system log",
    .caps = MC_NO_FILE,
    .parse = syslog_parse,
    .lookup = syslog_lookup,
};
