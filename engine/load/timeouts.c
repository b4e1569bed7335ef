/*
 * timeouts.c - the option Timeout: its suboptions, its list form, and QueueTimeout.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "load/timeouts.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/session.h"
#include "state/settings.h"
#include "state/trace.h"
#include "world/world.h"

/* How the value is read; the reports of bad units depend on it. */
enum reading {
    ONCE,
    TWICE, /* converted once to look at it and once to keep it */
    COUNT  /* converted, then kept as a plain number */
};

struct timeout {
    const char *name;
    enum timeout_id id;
    char unit;
    enum reading reading;
    long seconds;       /* the default; -1: the resolver's */
    enum timeout_id last; /* last member of the group; its own id: no group */
};

#define ONE(name, id, unit, seconds) { name, id, unit, ONCE, seconds, id }
#define HOUR 3600L
#define DAY (24 * HOUR)

static const struct timeout table[] = {
    ONE("initial", TO_INITIAL, 'm', 300),
    ONE("mail", TO_MAIL, 'm', 600),
    ONE("rcpt", TO_RCPT, 'm', HOUR),
    ONE("datainit", TO_DATAINIT, 'm', 300),
    ONE("datablock", TO_DATABLOCK, 'm', HOUR),
    ONE("datafinal", TO_DATAFINAL, 'm', HOUR),
    ONE("command", TO_COMMAND, 'm', HOUR),
    ONE("rset", TO_RSET, 'm', 300),
    ONE("helo", TO_HELO, 'm', 300),
    ONE("quit", TO_QUIT, 'm', 120),
    ONE("misc", TO_MISC, 'm', 120),
    ONE("ident", TO_IDENT, 's', 5),
    ONE("fileopen", TO_FILEOPEN, 's', 60),
    ONE("connect", TO_CONNECT, 'm', 0),
    ONE("iconnect", TO_ICONNECT, 'm', 0),
    ONE("aconnect", TO_ACONNECT, 'm', 0),
    ONE("hoststatus", TO_HOSTSTATUS, 'm', 1800),
    ONE("control", TO_CONTROL, 'm', 120),
    ONE("lhlo", TO_LHLO, 'm', 120),
    ONE("auth", TO_AUTH, 'm', 600),
    ONE("starttls", TO_STARTTLS, 'm', HOUR),
    { "queuewarn", TO_QUEUEWARN, 'h', TWICE, 0, TO_QUEUEWARN_DSN },
    { "queuewarn.*", TO_QUEUEWARN, 'h', TWICE, 0, TO_QUEUEWARN_DSN },
    { "queuewarn.normal", TO_QUEUEWARN_NORMAL, 'h', TWICE, 0, TO_QUEUEWARN_NORMAL },
    { "queuewarn.urgent", TO_QUEUEWARN_URGENT, 'h', TWICE, 0, TO_QUEUEWARN_URGENT },
    { "queuewarn.non-urgent", TO_QUEUEWARN_NONURGENT, 'h', TWICE, 0, TO_QUEUEWARN_NONURGENT },
    { "queuewarn.dsn", TO_QUEUEWARN_DSN, 'h', TWICE, 0, TO_QUEUEWARN_DSN },
    { "queuereturn", TO_QUEUERETURN, 'd', TWICE, 5 * DAY, TO_QUEUERETURN_DSN },
    { "queuereturn.*", TO_QUEUERETURN, 'd', TWICE, 5 * DAY, TO_QUEUERETURN_DSN },
    { "queuereturn.normal", TO_QUEUERETURN_NORMAL, 'd', TWICE, 5 * DAY, TO_QUEUERETURN_NORMAL },
    { "queuereturn.urgent", TO_QUEUERETURN_URGENT, 'd', TWICE, 5 * DAY, TO_QUEUERETURN_URGENT },
    { "queuereturn.non-urgent", TO_QUEUERETURN_NONURGENT, 'd', TWICE, 5 * DAY,
      TO_QUEUERETURN_NONURGENT },
    { "queuereturn.dsn", TO_QUEUERETURN_DSN, 'd', TWICE, 5 * DAY, TO_QUEUERETURN_DSN },
    { "resolver.retrans", TO_RETRANS, 's', TWICE, -1, TO_RETRANS_FIRST },
    { "resolver.retrans.normal", TO_RETRANS_NORMAL, 's', TWICE, -1, TO_RETRANS_NORMAL },
    { "resolver.retrans.first", TO_RETRANS_FIRST, 's', TWICE, -1, TO_RETRANS_FIRST },
    { "resolver.retry", TO_RETRY, 's', COUNT, -1, TO_RETRY_FIRST },
    { "resolver.retry.normal", TO_RETRY_NORMAL, 's', COUNT, -1, TO_RETRY_NORMAL },
    { "resolver.retry.first", TO_RETRY_FIRST, 's', COUNT, -1, TO_RETRY_FIRST },
};

enum { ROWS = sizeof table / sizeof table[0] };

/* Those that a list item without a name sets. */
static const enum timeout_id unnamed[] = { TO_MAIL, TO_RCPT, TO_DATAINIT, TO_DATABLOCK,
                                           TO_DATAFINAL, TO_COMMAND };

char timeout_unit(const char *name, bool *counted)
{
    for (int i = 0; i < ROWS; i++) {
        if (strcasecmp(table[i].name, name) == 0) {
            *counted = table[i].reading == COUNT;
            return table[i].unit;
        }
    }
    return '\0';
}

/* The last member that stickiness of a group reaches. */
static enum timeout_id last_sticky(const struct timeout *t)
{
    if (t->id == TO_QUEUEWARN)
        return TO_QUEUEWARN_URGENT;
    return t->id == TO_QUEUERETURN ? TO_QUEUERETURN_URGENT : t->last;
}

static void store(struct session *s, const struct timeout *t, long value, bool sticky)
{
    struct settings *set = &s->prog->set;

    for (enum timeout_id i = t->id; i <= t->last; i++)
        set->options->timeout[i] = value;
    for (enum timeout_id i = t->id; sticky && i <= last_sticky(t); i++)
        set->options->timeout_sticky[i] = true;
    if (t->id == TO_FILEOPEN)
        set->file_open_timeout = value;
    /* .normal and .first are for deliveries */
    else if (t->id == TO_RETRANS)
        set->dns.retrans = (int)value;
    else if (t->id == TO_RETRY)
        set->dns.retry = value > 0 ? (int)value : NO_TRIES;
}

static void set_one(struct session *s, const char *name, const char *value, bool sticky)
{
    const struct timeout *t = table;
    long seconds;

    s->standing.err = 0;
    DEBUG(s, DL_SETTIMEOUT, DBG_STR(name), DBG_STR(value));
    while (t < table + ROWS && strcasecmp(t->name, name) != 0)
        t++;
    if (t == table + ROWS) {
        syserr(s, "settimeout: invalid timeout %s", name);
        return;
    }
    if (s->prog->set.options->timeout_sticky[t->id] && !sticky) {
        DEBUG0(s, DL_SETTIMEOUT_IGNORED);
        return;
    }
    DEBUG0(s, DL_SETTIMEOUT_END);
    seconds = option_time(s, value, t->unit);
    if (t->reading == TWICE)
        seconds = option_time(s, value, t->unit);
    else if (t->reading == COUNT)
        seconds = atoi(value);
    store(s, t, seconds, sticky);
}

/* An item of digits sets all times of a dialogue. */
static void set_unnamed(struct session *s, const char *value, bool sticky)
{
    struct option_state *state = s->prog->set.options;
    long seconds = option_time(s, value, 'm');

    for (size_t i = 0; i < sizeof unnamed / sizeof unnamed[0]; i++) {
        state->timeout[unnamed[i]] = seconds;
        state->timeout_sticky[unnamed[i]] |= sticky;
    }
}

static void set_item(struct session *s, char *item, bool sticky)
{
    size_t n;

    if (*item >= '0' && *item <= '9') {
        set_unnamed(s, item, sticky);
        return;
    }
    n = strcspn(item, ":");
    if (item[n] == '\0')
        n = strcspn(item, "=");
    if (item[n] == '\0')
        return;
    item[n] = '\0';
    set_one(s, item, item + n + 1, sticky);
}

static void set_list(struct session *s, const char *list, bool sticky)
{
    DEBUG(s, DL_INITTIMEOUTS, DBG_STR(list));
    for (const char *p = list; *p != '\0';) {
        size_t n;

        while (*p == ' ' || (*p >= '\t' && *p <= '\r'))
            p++;
        n = strcspn(p, ",");
        set_item(s, arena_strndup(&s->command.work, p, n), sticky);
        p += n;
        if (*p == ',')
            p++;
    }
}

void set_timeout(struct session *s, const struct setting *o)
{
    if (o->part != NULL)
        set_one(s, o->part, o->value, o->sticky);
    else
        set_list(s, o->value, o->sticky);
}

/* <return>[/<warn>] */
void set_queue_timeout(struct session *s, const struct setting *o)
{
    const char *slash = strchr(o->value, '/'), *first = o->value;

    if (slash != NULL) {
        first = arena_strndup(&s->command.work, o->value, (size_t)(slash - o->value));
        set_one(s, "queuewarn", slash + 1, o->sticky);
    }
    set_one(s, "queuereturn", first, o->sticky);
}

/* The block of -d37.5, in an order of its own. */
static void trace_defaults(struct session *s)
{
    static const struct {
        const char *name;
        enum timeout_id id;
    } shown[] = {
        { "connect", TO_CONNECT },     { "aconnect", TO_ACONNECT },   { "initial", TO_INITIAL },
        { "helo", TO_HELO },           { "mail", TO_MAIL },           { "rcpt", TO_RCPT },
        { "datainit", TO_DATAINIT },   { "datablock", TO_DATABLOCK }, { "datafinal", TO_DATAFINAL },
        { "rset", TO_RSET },           { "quit", TO_QUIT },           { "nextcommand", TO_COMMAND },
        { "miscshort", TO_MISC },      { "ident", TO_IDENT },         { "fileopen", TO_FILEOPEN },
        { "lhlo", TO_LHLO },           { "control", TO_CONTROL },
    };

    DEBUG_EMIT0(s, DL_TIMEOUTS);
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++)
        DEBUG_EMIT(s, DL_TIMEOUTS_ROW, DBG_STR(shown[i].name),
                   DBG_INT(s->prog->set.options->timeout[shown[i].id]));
}

void timeouts_defaults(struct session *s)
{
    struct settings *set = &s->prog->set;

    DEBUG(s, DL_INITTIMEOUTS, DBG_STR("<NULL>"));
    for (int i = 0; i < ROWS; i++)
        set->options->timeout[table[i].id] = table[i].seconds;
    set->file_open_timeout = set->options->timeout[TO_FILEOPEN];
    if (DEBUGGING(s, 37, 5))
        trace_defaults(s);
}
