/*
 * ldap.c - searches in a directory (RFC 4511).
 *
 * Without libldap, opening fails as it does when the server does not answer. Arguments with blanks stand in double
 * quotes. What O LDAPDefaultSpec says is the start for each map.
 */
#include <errno.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/chars.h"
#include "base/limits.h"
#include "base/lines.h"
#include "cfparse/white.h"
#include "files/fence.h"
#include "files/safefile.h"
#include "maps/ldap_map.h"
#include "maps/ldap_search.h"
#include "maps/lookup.h"
#include "maps/map.h"
#include "maps/value.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/lasting.h"
#include "state/session.h"
#include "state/trace.h"
#include "world/world.h"

enum { LDAP_LOWEST = 2, LDAP_HIGHEST = 3, MAX_SECRET = 256 };

/* ---- words ---- */

/* The end of the argument at p: the first blank outside of quotes. */
static const char *argument_end(const char *p)
{
    bool quoted = false;

    for (; *p != '\0' && (quoted || !white(*p)); p++) {
        if (*p == '"')
            quoted = !quoted;
    }
    return p;
}

/* The argument at p, without the quotes around it. */
static const char *keep_argument(struct session *s, const char *p)
{
    const char *end = argument_end(p);
    size_t n = (size_t)(end - p);

    if (n > 0 && *p == '"') {
        p++;
        n--;
        if (n > 0 && p[n - 1] == '"')
            n--;
    }
    return arena_strndup(map_arena(s), p, n);
}

struct keyword {
    const char *name;
    int value;
};

static const struct keyword methods[] = {
    { "none", METHOD_NONE }, { "simple", METHOD_SIMPLE }, { "krbv4", METHOD_KRBV4 }, { NULL, 0 }
};

static const struct keyword derefs[] = {
    { "never", 0 }, { "always", 3 }, { "search", 1 }, { "find", 2 }, { NULL, 0 }
};

static const struct keyword scopes[] = {
    { "base", 0 }, { "one", 1 }, { "sub", 2 }, { NULL, 0 }
};

/* The keyword at p, which may carry a prefix and more text behind it; false after a diagnostic. */
static bool choose(struct session *s, const struct map *m, const char *p, const char *prefix,
                   const struct keyword *list, const char *complaint, int *value)
{
    const char *word = p;

    if (strncasecmp(word, prefix, strlen(prefix)) == 0)
        word += strlen(prefix);
    for (; list->name != NULL; list++) {
        if (strncasecmp(word, list->name, strlen(list->name)) == 0) {
            *value = list->value;
            return true;
        }
    }
    syserr(s, "%s (not %.*s) in map %s", complaint, (int)(argument_end(word) - word), word,
           m->name);
    return false;
}

/* ---- flags ---- */

static bool bit_flag(struct map *m, struct ldap_map *own, char c)
{
    switch (c) {
    case 'A':
        m->flags |= MF_APPEND;
        return true;
    case 'D':
        m->flags |= MF_DEFER;
        return true;
    case 'f':
        m->flags |= MF_NOFOLDCASE;
        return true;
    case 'm':
        m->flags |= MF_MATCHONLY;
        return true;
    case 'N':
        m->flags |= MF_INCLNULL;
        m->flags &= ~(unsigned long)MF_TRY0NULL;
        return true;
    case 'O':
        m->flags &= ~(unsigned long)MF_TRY1NULL;
        return true;
    case 'o':
        m->flags |= MF_OPTIONAL;
        return true;
    case 'q':
        m->flags |= MF_KEEPQUOTES;
        return true;
    case 't':
        m->flags |= MF_NODEFER;
        return true;
    case '1':
        m->flags |= MF_SINGLEMATCH;
        return true;
    case 'K':
        own->filter_takes_args = true;
        return true;
    case 'n':
        own->names_only = true;
        return true;
    case 'R':
        own->no_referrals = true;
        return true;
    case 'x':
        return true;
    default:
        return false;
    }
}

static bool both_servers(struct session *s, const struct map *m, const char *other)
{
    if (other == NULL)
        return false;
    syserr(s, "Can not specify both an LDAP host and an LDAP URI in map %s", m->name);
    return true;
}

static bool version_flag(struct session *s, const struct map *m, struct ldap_map *own,
                         const char *p)
{
    own->version = atoi(p);
    if (own->version > LDAP_HIGHEST) {
        syserr(s, "LDAP version %d exceeds max of %d in map %s", own->version, LDAP_HIGHEST,
               m->name);
        return false;
    }
    if (own->version < LDAP_LOWEST) {
        syserr(s, "LDAP version %d is lower than min of %d in map %s", own->version, LDAP_LOWEST,
               m->name);
        return false;
    }
    return true;
}

/* A flag whose argument is a keyword; false: the map is invalid. */
static bool keyword_flag(struct session *s, struct map *m, char c, const char *p)
{
    struct ldap_map *own = m->extra;
    int value = METHOD_SIMPLE;

    switch (c) {
    case 'M':
        if (!choose(s, m, p, "LDAP_AUTH_", methods,
                    "Method for binding must be [none|simple|krbv4]", &value))
            return false;
        own->method = (enum ldap_method)value;
        return true;
    case 'r':
        return choose(s, m, p, "LDAP_DEREF_", derefs, "Deref must be [never|always|search|find]",
                      &own->deref);
    case 's':
        return choose(s, m, p, "LDAP_SCOPE_", scopes, "Scope must be [base|one|sub]", &own->scope);
    default:
        return version_flag(s, m, own, p);
    }
}

/* A flag whose argument is a number or text; false: there is no such flag. */
static bool value_flag(struct session *s, struct map *m, char c, const char *p)
{
    struct ldap_map *own = m->extra;

    switch (c) {
    case 'k':
        own->filter = keep_argument(s, p);
        return true;
    case 'v':
        own->attributes = keep_argument(s, p);
        return true;
    case 'b':
        own->base = keep_argument(s, p);
        return true;
    case 'd':
        own->bind_dn = keep_argument(s, p);
        return true;
    case 'P':
        own->secret_file = keep_argument(s, p);
        fence_name(s, own->secret_file);
        return true;
    case 'p':
        own->port = atoi(p);
        return true;
    case 'l':
        own->time_limit = atoi(p);
        return true;
    case 'c':
        own->connect_time = atoi(p);
        return true;
    case 'Z':
        own->size_limit = atoi(p);
        return true;
    default:
        return false;
    }
}

/* The text of a flag that begins right behind its letter. */
static bool direct_flag(struct session *s, struct map *m, const char *p)
{
    struct ldap_map *own = m->extra;

    switch (*p) {
    case 'a':
        m->app = keep_argument(s, p + 1);
        return true;
    case 'T':
        m->tapp = keep_argument(s, p + 1);
        return true;
    case 'S':
        m->spacesub = p[1];
        return true;
    case 'V':
        own->separator = p[1] == '\\' ? (p[2] == 'n' ? '\n' : p[2] == 't' ? '\t' : '\\') : p[1];
        return true;
    case 'z':
        m->coldelim = p[1] == '\\' ? (p[2] == 'n' ? '\n' : p[2] == 't' ? '\t' : '\\') : p[1];
        return true;
    default:
        return false;
    }
}

/* One flag, *p at its letter; moves *p behind it. False: the map is invalid. */
static bool flag(struct session *s, struct map *m, const char **p)
{
    struct ldap_map *own = m->extra;
    char c = **p;
    const char *value;

    if (bit_flag(m, own, c) || direct_flag(s, m, *p)) {
        *p = argument_end(*p);
        return true;
    }
    value = c != '\0' ? skip_blanks(*p + 1) : *p;
    if (c == 'h' || c == 'H') {
        if (both_servers(s, m, c == 'h' ? own->uri : own->host))
            return false;
        if (c == 'h')
            own->host = keep_argument(s, value);
        else
            m->domain = own->uri = keep_argument(s, value);
    } else if (c != '\0' && strchr("Mrsw", c) != NULL) {
        if (!keyword_flag(s, m, c, value))
            return false;
    } else if (!value_flag(s, m, c, value)) {
        syserr(s, "Illegal option %c map %s", c, m->name);
        value = *p;
    }
    *p = argument_end(value);
    return true;
}

/* ---- what is checked behind the flags ---- */

/* Reads the password: the first line of a file that others cannot write. */
static bool read_secret(struct session *s, struct ldap_map *own)
{
    unsigned flags = SFF_OPENASROOT | SFF_ROOTOK | SFF_NOWLINK | SFF_NOWWFILES | SFF_NOGWFILES;
    char line[MAX_LINE];
    struct lines in;
    struct stat st;
    int fd;

    if (own->secret_file == NULL || own->method != METHOD_SIMPLE)
        return true;
    if (safeopen_mode(s, own->secret_file, flags, 0, &fd, &st) != 0) {
        syserr(s, "LDAP map: cannot open secret %s", own->secret_file);
        return false;
    }
    lines_init(&in, fd);
    if (!lines_next(&in, line, sizeof line))
        line[0] = '\0';
    close(fd);
    syserr_unread(s, own->secret_file, in.err);
    if (in.err != 0)
        return false;
    line[strcspn(line, "\r\n")] = '\0';
    if (strlen(line) >= MAX_SECRET) {
        syserr(s, "LDAP map: secret in %s too long", line); /* the secret is what is shown */
        return false;
    }
    own->secret = keep_text(s, line);
    return true;
}

static bool attribute_type(struct session *s, const struct map *m, const char *word,
                           enum attribute_type *type)
{
    static const struct keyword types[] = { { "normal", ATTRIBUTE_NORMAL },
                                            { "dn", ATTRIBUTE_DN },
                                            { "filter", ATTRIBUTE_FILTER },
                                            { "url", ATTRIBUTE_URL } };

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (strcasecmp(word, types[i].name) == 0) {
            *type = (enum attribute_type)types[i].value;
            return true;
        }
    }
    syserr(s, "Unknown attribute type (%s) in %s", word, m->name);
    return false;
}

/* One of -v: "name[:type[:classes]]". */
static bool add_attribute(struct session *s, struct map *m, char *text)
{
    struct ldap_map *own = m->extra;
    struct attribute *a = &own->attribute[own->nattributes];
    char *type = strchr(text, ':'), *classes = NULL;

    if (type != NULL) {
        *type++ = '\0';
        classes = strchr(type, ':');
    }
    if (classes != NULL)
        *classes++ = '\0';
    for (int i = 0; i < own->nattributes; i++) {
        if (strcasecmp(own->attribute[i].name, text) == 0) {
            syserr(s, "Duplicate attribute (%s) in %s", text, m->name);
            return false;
        }
    }
    if (own->nattributes >= MAX_ATTRIBUTES) {
        syserr(s, "Too many return attributes in %s (max %d)", m->name, MAX_ATTRIBUTES);
        return false;
    }
    a->name = text;
    a->classes = classes;
    a->type = ATTRIBUTE_NORMAL;
    if (type != NULL && !attribute_type(s, m, type, &a->type))
        return false;
    own->nattributes++;
    return true;
}

static bool read_attributes(struct session *s, struct map *m)
{
    struct ldap_map *own = m->extra;
    bool recursive = false, normal = false;
    char *copy, *rest, *word;

    if (own->attributes == NULL)
        return true;
    copy = arena_strdup(map_arena(s), own->attributes);
    for (word = strtok_r(copy, ",", &rest); word != NULL; word = strtok_r(NULL, ",", &rest)) {
        if (!add_attribute(s, m, word))
            return false;
    }
    for (int i = 0; i < own->nattributes; i++) {
        if (own->attribute[i].type == ATTRIBUTE_NORMAL)
            normal = true;
        else
            recursive = true;
    }
    if (recursive && !normal) {
        syserr(s, "LDAP recursion requested in %s but no returnable attribute given", m->name);
        return false;
    }
    if (recursive && own->names_only) {
        syserr(s, "LDAP recursion requested in %s can not be used with -n", m->name);
        return false;
    }
    return true;
}

static bool read_flags(struct session *s, struct map *m, const char *args)
{
    const char *p = skip_blanks(args);

    while (*p == '-') {
        p++;
        if (!flag(s, m, &p))
            return false;
        p = skip_blanks(p);
    }
    return true;
}

static bool ldap_parse(struct session *s, struct map *m, const char *args)
{
    struct ldap_map *own = arena_alloc(map_arena(s), sizeof *own);
    const char *defaults = s->prog->set.ldap_default;

    own->method = METHOD_SIMPLE;
    own->scope = 2;
    own->connect_time = 60;
    m->extra = own;
    m->flags |= MF_TRY0NULL | MF_TRY1NULL;
    m->spacesub = s->prog->set.blank_sub;
    if ((defaults != NULL && !read_flags(s, m, defaults)) || !read_flags(s, m, args) ||
        !read_secret(s, own))
        return false;
    if (own->filter == NULL && m->index >= 0) {
        syserr(s, "No filter given in map %s", m->name);
        return false;
    }
    return read_attributes(s, m);
}

/* ---- use ---- */

/* The error that the library leaves behind when it reaches no server. */
static int unreachable(struct session *s, const struct ldap_map *own)
{
    struct host_entry h;
    char *buf = arena_alloc(&s->command.work, 8192), *name;
    const char *p = own->uri != NULL ? own->uri : own->host != NULL ? own->host : "localhost";
    int err;

    if (s->prog->target->tells_ldap_errors)
        return own->method == METHOD_SIMPLE ? LDAP_ERROR_UNREACHABLE : LDAP_ERROR_METHOD;
    if (own->method != METHOD_SIMPLE)
        return 0;
    if (strncasecmp(p, "ldapi:", 6) == 0)
        return ENOENT;
    if (strstr(p, "://") != NULL)
        p = strstr(p, "://") + 3;
    name = arena_strndup(&s->command.work, p, strcspn(p, ":/ "));
    if (own->uri != NULL && strstr(own->uri, "://") == NULL)
        return ENOTCONN;
    return *name == '\0' || s->world->host_by_name(s->world->ctx, name, AF_INET, &h, buf, 8192,
                                                   &err) == 0
               ? ENOTCONN
               : 0;
}

/* The connection that another map of this worker has to the same server. */
static struct ldap_connection *shared(struct session *s, struct map *m)
{
    for (int i = 0; i < s->prog->nmaps; i++) {
        struct map *other = s->prog->maps[i];
        struct ldap_connection *c;

        if (other->cls != m->cls)
            continue;
        c = *map_handle(s, other);
        if (c != NULL && directory_fits(c, m))
            return c;
    }
    return NULL;
}

/* "451 4.3.5 " in front, unless -t is given. */
static const char *code(const struct map *m)
{
    return (m->flags & MF_NODEFER) != 0 ? "" : "451 4.3.5 ";
}

static void open_failed(struct session *s, const struct map *m)
{
    const struct ldap_map *own = m->extra;
    const char *server = own->host != NULL ? own->host : own->uri != NULL ? own->uri : "localhost";

    if ((m->flags & MF_OPTIONAL) == 0)
        syserr(s, "%sldap_init/ldap_bind failed to %s in map %s", code(m), server, m->name);
}

static bool ldap_open(struct session *s, struct map *m)
{
    struct ldap_connection *c = shared(s, m);

    if (DEBUGGING(s, 38, 2))
        DEBUG_EMIT(s, c != NULL ? DL_LDAP_CACHED : DL_LDAP_OPEN, DBG_STR(m->name), DBG_INT(0));
    if (c == NULL) {
        c = directory_connect(s, m);
        if (c == NULL) {
            if (!directory_is_there() || s->standing.err == ENOTCONN)
                s->standing.err = unreachable(s, m->extra);
            open_failed(s, m);
            return false;
        }
    }
    if (*map_handle(s, m) != c && !directory_add_user(c, m))
        return false;
    *map_handle(s, m) = c;
    s->standing.err = 0;
    return true;
}

/* Closes the connection for all maps that share it. */
static void ldap_close(struct session *s, struct map *m)
{
    struct ldap_connection *c = *map_handle(s, m);
    struct map *other;

    DEBUG(s, DL_LDAP_CLOSE, DBG_STR(m->name));
    if (c == NULL)
        return;
    while ((other = directory_take_user(c)) != NULL) {
        *map_handle(s, other) = NULL;
        map_state_of(s, other)->open = false;
        if (other != m)
            DEBUG(s, DL_LDAP_CLOSED, DBG_STR(m->name), DBG_STR(other->name));
    }
    directory_disconnect(c);
}

/* The key as it is searched for; it is cut only by the filter that it goes into. */
static const char *fold(struct session *s, const struct map *m, const char *key)
{
    size_t n = strlen(key) + 1;
    char *out = arena_alloc(&s->command.work, n);

    map_fold_key(m, key, out, n);
    return out;
}

static const char *ldap_lookup(struct session *s, struct map *m, struct map_call *call)
{
    struct ldap_connection *c = *map_handle(s, m);
    const char *text;
    bool started, gone;
    int err;

    DEBUG(s, DL_LDAP_LOOKUP, DBG_STR(m->name), DBG_STR(call->key));
    call->status = EX_TEMPFAIL;
    if (c == NULL)
        return NULL;
    text = directory_search(s, c, m, fold(s, m, call->key), call, &call->status, &started, &gone);
    err = s->standing.err;
    if (gone)
        ldap_close(s, m);
    s->standing.err = err;
    if (call->status != EX_OK && call->status != EX_NOHOST && (m->flags & MF_OPTIONAL) == 0) {
        if (started)
            syserr(s, "%sError getting LDAP results, map=%s, name=%s", code(m), m->name,
                   call->key);
        else
            syserr(s, "%sError in ldap_search in map %s", code(m), m->name);
    }
    s->standing.err = 0;
    if (call->status != EX_OK)
        return NULL;
    if ((m->flags & MF_MATCHONLY) != 0)
        return map_rewrite_key(s, m, call->key, strlen(call->key), call);
    return text != NULL ? map_rewrite(s, m, text, strlen(text), call) : NULL;
}

const struct map_class class_ldap = {
    .name = "ldap",
    .help = "a directory",
    .caps = MC_ALIAS | MC_NO_FILE | MC_NETWORK | MC_FOLDS,
    .parse = ldap_parse,
    .open = ldap_open,
    .lookup = ldap_lookup,
    .close = ldap_close,
};
