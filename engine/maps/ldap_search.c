/*
 * ldap_search.c - connections to directories, and searches in them.
 *
 * The values of the attributes asked for come in the server's order. An attribute of the types dn,
 * filter and url names further searches; each is made once, after the first one, and their values
 * join the others.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/limits.h"
#include "maps/ldap_library.h"
#include "maps/ldap_map.h"
#include "maps/ldap_search.h"
#include "maps/map.h"
#include "state/session.h"

enum { SLICE = 100, DEFAULT_BIND_WAIT = 60 }; /* milliseconds; seconds */

/* One search that has to be made, or was. */
struct further {
    const char *text;
    enum attribute_type type;
    bool done;
};

struct ldap_connection {
    struct ldap_library lib;
    LDAP *ld;
    char *key;           /* what it is a connection to */
    struct map **users;  /* maps that share it; malloc'd, the maps are the program's */
    int nusers;
};

bool directory_is_there(void)
{
    struct ldap_library l;

    return ldap_library_load(&l);
}

const char *directory_error_text(int err)
{
    struct ldap_library l;

    if (err < LDAP_ERROR_LOWEST || !ldap_library_load(&l))
        return NULL;
    return l.err2string(err - LDAP_ERROR_BASE);
}

/* ---- connections ------------------------------------------------------------------------------- */

/* Server, port, version, name and password as one text. */
static char *connection_key(const struct map *m)
{
    const struct ldap_map *own = m->extra;
    const char *parts[] = { own->host, own->uri, own->bind_dn, own->secret };
    size_t n = 64;
    char *key;
    int at;

    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        n += parts[i] != NULL ? strlen(parts[i]) : 0;
    key = malloc(n);
    if (key == NULL)
        return NULL;
    at = snprintf(key, n, "%d %d", own->port, own->version);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        at += snprintf(key + at, n - (size_t)at, "\n%s", parts[i] != NULL ? parts[i] : "");
    return key;
}

bool directory_fits(const struct ldap_connection *c, const struct map *m)
{
    char *key = connection_key(m);
    bool same = key != NULL && strcmp(key, c->key) == 0;

    free(key);
    return same;
}

bool directory_add_user(struct ldap_connection *c, struct map *m)
{
    struct map **users = realloc(c->users, (size_t)(c->nusers + 1) * sizeof *users);

    if (users == NULL)
        return false;
    c->users = users;
    c->users[c->nusers++] = m;
    return true;
}

struct map *directory_take_user(struct ldap_connection *c)
{
    return c->nusers > 0 ? c->users[--c->nusers] : NULL;
}

void directory_disconnect(struct ldap_connection *c)
{
    if (c->ld != NULL)
        c->lib.unbind(c->ld);
    free(c->users);
    free(c->key);
    free(c);
}

static void set_options(struct ldap_connection *c, const struct ldap_map *own)
{
    static const int on = 1; /* LDAP_OPT_ON is an address inside the library; any but NULL will do */
    const struct ldap_library *l = &c->lib;
    struct timeval wait = { .tv_sec = own->connect_time };

    if (own->version != 0)
        l->set_option(c->ld, LDAP_OPT_PROTOCOL_VERSION, &own->version);
    l->set_option(c->ld, LDAP_OPT_DEREF, &own->deref);
    l->set_option(c->ld, LDAP_OPT_REFERRALS, own->no_referrals ? LDAP_OPT_OFF : &on);
    l->set_option(c->ld, LDAP_OPT_SIZELIMIT, &own->size_limit);
    l->set_option(c->ld, LDAP_OPT_TIMELIMIT, &own->time_limit);
    if (own->connect_time > 0)
        l->set_option(c->ld, LDAP_OPT_NETWORK_TIMEOUT, &wait);
    l->set_option(c->ld, LDAP_OPT_RESTART, &on);
}

/* ldap_result() in slices, so that an interrupt ends it. seconds 0: as long as it takes. */
static int wait_result(struct session *s, struct ldap_connection *c, int id, int all, long seconds,
                       LDAPMessage **out)
{
    long left = seconds * 1000;
    int got;

    do {
        struct timeval slice = { .tv_usec = SLICE * 1000 };

        *out = NULL;
        got = c->lib.result(c->ld, id, all, &slice, out);
        if (got != 0)
            return got;
        left -= SLICE;
    } while (!interrupted_by_user(s) && (seconds == 0 || left > 0));
    return 0;
}

static int last_error(const struct ldap_connection *c)
{
    int err = LDAP_SUCCESS;

    c->lib.get_option(c->ld, LDAP_OPT_RESULT_CODE, &err);
    return err;
}

/* Some say what the library or the directory said, in place of errno. */
static void tell_error(struct session *s, int err)
{
    if (s->prog->target->tells_ldap_errors)
        s->standing.err = err + LDAP_ERROR_BASE;
}

/* Binds; false with s->standing.err. */
static bool bind_as(struct session *s, struct ldap_connection *c, const struct ldap_map *own)
{
    static const int methods[] = { LDAP_AUTH_NONE, LDAP_AUTH_SIMPLE, LDAP_AUTH_KRBV4 };
    LDAPMessage *reply;
    long wait = own->connect_time > 0 ? own->connect_time : 0;
    int id, got, err = 0, result;

    errno = 0;
    id = c->lib.bind(c->ld, own->bind_dn, own->secret, methods[own->method]);
    s->standing.err = errno;
    if (id < 0) {
        tell_error(s, last_error(c));
        return false;
    }
    got = wait_result(s, c, id, LDAP_MSG_ALL, wait, &reply);
    if (got <= 0) {
        c->lib.abandon(c->ld, id);
        if (got == 0)
            s->standing.err = ETIMEDOUT;
        else
            tell_error(s, last_error(c));
        return false;
    }
    result = c->lib.parse_result(c->ld, reply, &err, NULL, NULL, NULL, NULL, 1);
    tell_error(s, result != LDAP_SUCCESS ? result : err);
    return result == LDAP_SUCCESS && err == LDAP_SUCCESS;
}

struct ldap_connection *directory_connect(struct session *s, const struct map *m)
{
    const struct ldap_map *own = m->extra;
    struct ldap_connection *c = calloc(1, sizeof *c);

    if (c == NULL || !ldap_library_load(&c->lib)) {
        free(c);
        return NULL;
    }
    c->key = connection_key(m);
    errno = 0;
    if (own->uri != NULL) {
        if (c->lib.initialize(&c->ld, own->uri) != LDAP_SUCCESS)
            c->ld = NULL;
    } else {
        c->ld = c->lib.init(own->host, own->port != 0 ? own->port : LDAP_PORT);
    }
    s->standing.err = c->ld == NULL ? ENOTCONN : errno; /* what the reference says of a faulty URI */
    if (c->key == NULL || c->ld == NULL) {
        directory_disconnect(c);
        return NULL;
    }
    set_options(c, own);
    if (!bind_as(s, c, own)) {
        directory_disconnect(c);
        return NULL;
    }
    s->standing.err = 0;
    return c;
}

/* ---- filters ----------------------------------------------------------------------------------- */

/* A text that is cut at its end, as the reference's buffer does. */
struct filter {
    char text[MAX_LINE + 1];
    size_t n;
};

static void add(struct filter *f, const char *text, size_t n)
{
    size_t room = sizeof f->text - 1 - f->n;

    n = n < room ? n : room;
    memcpy(f->text + f->n, text, n);
    f->n += n;
    f->text[f->n] = '\0';
}

/* RFC 4515: what means something in a filter. */
static void add_escaped(struct filter *f, const char *key)
{
    for (; *key != '\0'; key++) {
        switch (*key) {
        case '*':
            add(f, "\\2A", 3);
            break;
        case '(':
            add(f, "\\28", 3);
            break;
        case ')':
            add(f, "\\29", 3);
            break;
        case '\\':
            add(f, "\\5C", 3);
            break;
        default:
            add(f, key, 1);
            break;
        }
    }
}

/* The n-th argument of -K, with %0 the key. Arguments lose their case with the key. */
static const char *argument(struct session *s, const struct map *m, const char *key,
                            const struct map_call *call, int n)
{
    char *copy;

    if (n == 0)
        return key;
    if (call->args == NULL || n >= call->nargs)
        return "";
    copy = arena_strdup(&s->command.work, call->args[n]);
    for (char *p = copy; (m->flags & MF_NOFOLDCASE) == 0 && *p != '\0'; p++)
        *p = (char)(*p >= 'A' && *p <= 'Z' ? *p | 0x20 : *p);
    return copy;
}

static void make_filter(struct session *s, const struct map *m, const char *key,
                        const struct map_call *call, struct filter *f)
{
    const struct ldap_map *own = m->extra;
    const char *p = own->filter, *q;

    f->n = 0;
    f->text[0] = '\0';
    for (; (q = strchr(p, '%')) != NULL; p = q) {
        bool arg = q[1] == '0' || (own->filter_takes_args && q[1] >= '1' && q[1] <= '9');

        add(f, p, (size_t)(q - p));
        if (q[1] == 's') {
            add(f, key, strlen(key));
        } else if (arg) {
            add_escaped(f, argument(s, m, key, call, q[1] - '0'));
        } else {
            add(f, "%", 1);
            q -= q[1] != '%';
        }
        q += 2;
    }
    add(f, p, strlen(p));
}

/* ---- results ----------------------------------------------------------------------------------- */

/* The text that grows, and the searches that are still to be made. */
struct search {
    struct session *s;
    struct ldap_connection *c;
    const struct map *m;
    const struct ldap_map *own;
    char **names;             /* attributes asked for; NULL: all */
    char *text;               /* malloc'd; NULL: nothing yet */
    size_t n;
    struct further *more;     /* malloc'd, sorted */
    int nmore;
    bool any_attribute;       /* a URL names its own */
    bool second;              /* -1, and there was more than one */
};

/* The search for this text, entered if it is new; NULL: no memory. Equal but for case is equal. */
static struct further *note(struct search *x, const char *text, enum attribute_type type)
{
    struct further *list;
    int at = 0;

    for (; at < x->nmore; at++) {
        int cmp = strcasecmp(text, x->more[at].text);

        if (cmp == 0)
            cmp = (int)type - (int)x->more[at].type;
        if (cmp == 0)
            return &x->more[at];
        if (cmp < 0)
            break;
    }
    list = realloc(x->more, (size_t)(x->nmore + 1) * sizeof *list);
    if (list == NULL)
        return NULL;
    x->more = list;
    memmove(list + at + 1, list + at, (size_t)(x->nmore - at) * sizeof *list);
    list[at] = (struct further){ .text = arena_strdup(&x->s->command.work, text), .type = type };
    x->nmore++;
    return &list[at];
}

static bool add_value(struct search *x, const char *name, const char *value)
{
    size_t n = strlen(name) + strlen(value) + 4;
    char *grown = realloc(x->text, x->n + n);
    bool first = x->text == NULL;

    if (grown == NULL)
        return false;
    x->text = grown;
    if (!first)
        x->text[x->n++] = x->m->coldelim;
    if (x->own->separator != '\0' && !x->own->names_only)
        x->n += (size_t)sprintf(x->text + x->n, "%s%c", name, x->own->separator);
    strcpy(x->text + x->n, value);
    x->n += strlen(value);
    return true;
}

/* Is the entry of one of the classes "a|b"? */
static bool has_class(const struct search *x, LDAPMessage *entry, const char *classes)
{
    char **values = x->c->lib.get_values(x->c->ld, entry, "objectClass");
    bool found = false;

    for (char **v = values; v != NULL && *v != NULL && !found; v++) {
        for (const char *p = classes; p != NULL && !found;) {
            size_t n = strcspn(p, "|");

            found = strlen(*v) == n && strncasecmp(*v, p, n) == 0;
            p = p[n] == '|' ? p + n + 1 : NULL;
        }
    }
    if (values != NULL)
        x->c->lib.value_free(values);
    return found;
}

/* What is known of an attribute that the server sent. False: it was not asked for. */
static bool find_attribute(const struct search *x, const char *name, struct attribute *out)
{
    for (int i = 0; i < x->own->nattributes; i++) {
        if (strcasecmp(x->own->attribute[i].name, name) == 0) {
            *out = x->own->attribute[i];
            return true;
        }
    }
    *out = (struct attribute){ .name = name, .type = ATTRIBUTE_NORMAL };
    return x->any_attribute;
}

static bool wants_one(const struct search *x)
{
    return (x->m->flags & MF_SINGLEMATCH) != 0;
}

enum step { STEP_NEXT, STEP_ENOUGH, STEP_FAILED };

/* The values of one attribute. *status as the reference leaves it. */
static enum step take_values(struct search *x, const struct attribute *a, const char *name,
                             char **values, int *status)
{
    *status = EX_OK;
    if (wants_one(x) && x->text != NULL &&
        (x->m->coldelim == '\0' || a->type == ATTRIBUTE_NORMAL)) {
        x->second = true;
        *status = EX_NOHOST;
        x->s->standing.err = ENOENT;
        return STEP_FAILED;
    }
    if (x->m->coldelim == '\0') {
        if (x->text != NULL)
            return STEP_ENOUGH;
        if (x->own->names_only)
            return add_value(x, name, name) ? STEP_ENOUGH : STEP_FAILED;
        if (a->type == ATTRIBUTE_NORMAL || values[0] == NULL)
            return values[0] == NULL ? STEP_NEXT
                                     : add_value(x, name, values[0]) ? STEP_ENOUGH : STEP_FAILED;
    }
    if (x->own->names_only)
        return add_value(x, name, name) ? STEP_NEXT : STEP_FAILED;
    for (char **v = values; *v != NULL; v++) {
        if (a->type == ATTRIBUTE_NORMAL ? !add_value(x, name, *v) : note(x, *v, a->type) == NULL)
            return STEP_FAILED;
    }
    return STEP_NEXT;
}

static enum step take_attribute(struct search *x, LDAPMessage *entry, const char *name,
                                int *status)
{
    struct attribute a;
    char **values = NULL;
    enum step what;

    if (!find_attribute(x, name, &a)) {
        if (strcasecmp(name, "objectClass") == 0 && x->own->nattributes > 0)
            return STEP_NEXT; /* it comes along for the classes' sake */
        x->s->standing.err = EFAULT;
        *status = EX_SOFTWARE;
        return STEP_FAILED;
    }
    if (a.classes != NULL && !has_class(x, entry, a.classes))
        return STEP_NEXT;
    if (!x->own->names_only) {
        values = x->c->lib.get_values(x->c->ld, entry, name);
        if (values == NULL) {
            if (last_error(x->c) == LDAP_SUCCESS)
                return STEP_NEXT;
            x->s->standing.err = last_error(x->c) + LDAP_ERROR_BASE;
            *status = EX_TEMPFAIL;
            return STEP_FAILED;
        }
    }
    what = take_values(x, &a, name, values, status);
    if (values != NULL)
        x->c->lib.value_free(values);
    return what;
}

static enum step take_attributes(struct search *x, LDAPMessage *entry, int *status)
{
    const struct ldap_library *l = &x->c->lib;
    enum step what = STEP_NEXT;
    BerElement *ber = NULL;
    char *name = l->first_attribute(x->c->ld, entry, &ber);

    while (name != NULL && what == STEP_NEXT) {
        what = take_attribute(x, entry, name, status);
        l->memfree(name);
        name = what == STEP_NEXT ? l->next_attribute(x->c->ld, entry, ber) : NULL;
    }
    if (ber != NULL)
        l->ber_free(ber, 0);
    return what;
}

/* One entry. An entry that was seen already does not count again. */
static enum step take_entry(struct search *x, LDAPMessage *entry, int *status)
{
    struct further *f;
    enum step what;
    char *dn;

    if ((x->m->flags & MF_MATCHONLY) != 0) {
        *status = EX_OK;
        return STEP_NEXT;
    }
    dn = x->c->lib.get_dn(x->c->ld, entry);
    if (dn == NULL) {
        x->s->standing.err = last_error(x->c) + LDAP_ERROR_BASE;
        *status = EX_TEMPFAIL;
        return STEP_FAILED;
    }
    f = note(x, dn, ATTRIBUTE_DN);
    if (f == NULL || f->done) {
        x->c->lib.memfree(dn);
        return f == NULL ? STEP_FAILED : STEP_NEXT;
    }
    what = take_attributes(x, entry, status);
    if (what != STEP_FAILED) {
        f = note(x, dn, ATTRIBUTE_DN); /* the list may have moved */
        if (f != NULL)
            f->done = true;
    }
    x->c->lib.memfree(dn);
    return what == STEP_ENOUGH ? STEP_NEXT : what;
}

/* What a last message, an error or silence means. */
static void judge_end(struct search *x, int got, LDAPMessage *last, int *status)
{
    int err, code;

    if (got == 0) {
        err = ETIMEDOUT;
    } else if (got == LDAP_RES_SEARCH_RESULT && last != NULL) {
        err = x->c->lib.parse_result(x->c->ld, last, &code, NULL, NULL, NULL, NULL, 0);
        if (err == LDAP_SUCCESS)
            err = code;
    } else {
        err = last_error(x->c);
    }
    if (err == LDAP_SUCCESS)
        return;
    *status = err == LDAP_SERVER_DOWN || err == LDAP_TIMEOUT || err == LDAP_UNAVAILABLE ||
                      got == 0
                  ? EX__MAX + 1 /* the connection has to be made again */
                  : EX_TEMPFAIL;
    x->s->standing.err = got != 0 ? err + LDAP_ERROR_BASE : err;
}

/* Is one value asked for, and there? */
static bool has_enough(const struct search *x)
{
    return x->m->coldelim == '\0' && !wants_one(x) && x->text != NULL;
}

/* All results of one search. */
static int collect(struct search *x, int id)
{
    LDAPMessage *reply = NULL;
    int got, status = EX_NOHOST;

    while ((got = wait_result(x->s, x->c, id, 0, x->own->time_limit, &reply)) ==
           LDAP_RES_SEARCH_ENTRY) {
        enum step what = STEP_NEXT;

        if (has_enough(x))
            break;
        for (LDAPMessage *e = x->c->lib.first_entry(x->c->ld, reply); e != NULL && what == STEP_NEXT;
             e = x->c->lib.next_entry(x->c->ld, e))
            what = take_entry(x, e, &status);
        x->c->lib.msgfree(reply);
        reply = NULL;
        if (what == STEP_FAILED) {
            x->c->lib.abandon(x->c->ld, id);
            return status;
        }
    }
    if (got == LDAP_RES_SEARCH_ENTRY || got == LDAP_RES_SEARCH_REFERENCE)
        x->c->lib.abandon(x->c->ld, id);
    else
        judge_end(x, got, reply, &status);
    /* of a reply that cannot be read, the request stays; ldap_unbind() would find it and end the program */
    if (got < 0)
        x->c->lib.abandon(x->c->ld, id);
    if (reply != NULL)
        x->c->lib.msgfree(reply);
    return status;
}

static int start_url(struct search *x, const char *url)
{
    LDAPURLDesc *u = NULL;
    int id;

    if (x->c->lib.url_parse(url, &u) != LDAP_URL_SUCCESS)
        return -1;
    id = x->c->lib.search(x->c->ld, u->lud_dn, u->lud_scope, u->lud_filter, u->lud_attrs,
                          x->own->names_only);
    x->c->lib.free_urldesc(u);
    return id;
}

static int start_further(struct search *x, const struct further *f)
{
    const struct ldap_map *own = x->own;

    x->any_attribute = f->type == ATTRIBUTE_URL;
    if (f->type == ATTRIBUTE_URL)
        return start_url(x, f->text);
    if (f->type == ATTRIBUTE_FILTER)
        return x->c->lib.search(x->c->ld, own->base, own->scope, f->text, x->names,
                                own->names_only);
    return x->c->lib.search(x->c->ld, f->text, own->scope, "(objectClass=*)", x->names,
                            own->names_only);
}

/* Makes the searches that entries named, until none is left. */
static int follow(struct search *x, int status)
{
    for (int i = 0; i < x->nmore; i++) {
        struct further f = x->more[i], *done;
        int id, now;

        if (f.done)
            continue;
        id = start_further(x, &f);
        if (id < 0) {
            x->s->standing.err = last_error(x->c) + LDAP_ERROR_BASE;
            return EX_TEMPFAIL;
        }
        now = collect(x, id);
        if (now != EX_OK && now != EX_NOHOST)
            return now;
        done = note(x, f.text, f.type);
        if (done != NULL)
            done->done = true;
        i = -1; /* more may have come, anywhere in the list */
    }
    return status;
}

/* The names of the attributes, objectClass in front; NULL: all. */
static char **requested(struct session *s, const struct ldap_map *own)
{
    char **names;

    if (own->nattributes == 0)
        return NULL;
    names = arena_alloc(&s->command.work, (size_t)(own->nattributes + 2) * sizeof *names);
    names[0] = arena_strdup(&s->command.work, "objectClass");
    for (int i = 0; i < own->nattributes; i++)
        names[i + 1] = (char *)own->attribute[i].name;
    return names;
}

const char *directory_search(struct session *s, struct ldap_connection *c, const struct map *m,
                             const char *key, const struct map_call *call, int *status,
                             bool *started, bool *gone)
{
    const struct ldap_map *own = m->extra;
    struct search x = { .s = s, .c = c, .m = m, .own = own, .names = requested(s, own) };
    const char *text;
    struct filter f;
    int id, err;

    set_options(c, own);
    make_filter(s, m, key, call, &f);
    s->standing.err = 0;
    id = c->lib.search(c->ld, own->base, own->scope, f.text, x.names, own->names_only);
    *started = id >= 0;
    *gone = false;
    if (id < 0) {
        err = last_error(c);
        s->standing.err = err + LDAP_ERROR_BASE;
        *gone = err == LDAP_SERVER_DOWN || err == LDAP_TIMEOUT || err == LDAP_UNAVAILABLE;
        *status = EX_TEMPFAIL;
        return NULL;
    }
    *status = collect(&x, id);
    if (*status == EX_OK || *status == EX_NOHOST)
        *status = follow(&x, *status);
    *gone = *status > EX__MAX;
    if (*gone)
        *status = EX_TEMPFAIL;
    text = *status == EX_OK && x.text != NULL ? arena_strdup(&s->command.work, x.text) : NULL;
    free(x.text);
    free(x.more);
    return text;
}
