/*
 * session.c - a session: overlays over a program, and the commands of the shell as functions.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/marker.h"
#include "base/symbols.h"
#include "base/tok.h"
#include "base/token.h"
#include "files/safefile.h"
#include "hosts/canonify.h"
#include "hosts/hosts_file.h"
#include "hosts/mx.h"
#include "load/header.h"
#include "mail/address.h"
#include "mail/crack.h"
#include "mail/remote.h"
#include "mail/sender.h"
#include "maps/db.h"
#include "maps/diagnose.h"
#include "maps/dns.h"
#include "maps/lookup.h"
#include "maps/map.h"
#include "maps/table.h"
#include "rules/join.h"
#include "rules/match.h"
#include "rules/rewrite.h"
#include "rules/rulesets.h"
#include "rules/tokenise.h"
#include "session.h"
#include "state/classes.h"
#include "state/diag.h"
#include "state/dollars.h"
#include "state/event.h"
#include "state/macros.h"
#include "state/mailers.h"
#include "state/name_ids.h"
#include "state/program.h"
#include "state/rule.h"
#include "state/session.h"
#include "state/settings.h"
#include "state/symbols_trace.h"
#include "state/trace.h"
#include "world/world.h"

struct session *session_make(struct program *p, const struct observer *o)
{
    struct session *s = calloc(1, sizeof *s);

    s->prog = p;
    s->world = &p->world;
    if (o != NULL)
        s->observer = *o;
    s->worker = calloc(1, sizeof *s->worker);
    s->worker->prog = p;
    s->worker->batch = 1;
    s->own_worker = true;
    s->command.max_steps = MAX_STEPS;
    s->def = &s->own;
    symbol_table_init(&s->own.symbols, &s->own.arena, &p->def.symbols);
    token_table_init(&s->own.tokens, &s->command.work, &p->def.tokens);
    return s;
}

struct session *session_new(struct program *p, const struct observer *o)
{
    struct session *s = session_make(p, o);

    s->own.next_id = p->def.next_id;
    s->own.next_name = p->def.next_name;
    s->standing.status = p->start.status;
    s->standing.err = p->start.err;
    s->standing.errors = p->start.errors;
    s->levels = p->start.levels;
    s->full_name = p->full_name;
    s->late_types = p->late_types;
    symbols_follow_debug(s);
    return s;
}

static void release(struct session *s)
{
    for (int i = 0; i < NAME_IDS; i++) {
        if (s->macros[i] != NULL) /* few are set, and a call for each of the others would show */
            free(s->macros[i]);
    }
    if (s->own_worker) {
        map_release_worker(s);
        rewrite_forget(s->worker);
        free(s->worker);
    }
    free(s->message);
    free(s->mapstate);
    class_overlay_free(s);
    symbol_table_free(&s->own.symbols);
    token_table_free(&s->own.tokens);
    arena_free(&s->command.work);
    arena_free(&s->own.arena);
    free(s);
}

void session_free(struct session *s)
{
    map_close_all(s);
    release(s);
}

struct session *session_again(struct session *old, const struct observer *o)
{
    struct worker *w = old->worker;
    struct session *s = session_new(old->prog, o);

    map_close_others(old);
    old->own_worker = false;
    release(old);
    free(s->worker);
    s->worker = w;
    db_end_command(w);
    return s;
}

void session_observe(struct session *s, const struct observer *o)
{
    s->observer = *o;
}

void session_begin_shell(struct session *s)
{
    session_address_type(s);
    session_end_command(s);
}

unsigned long session_commands(const struct session *s)
{
    return s->command.number;
}

void session_end_command(struct session *s)
{
    token_table_reset(&s->own.tokens);
    s->word.n = 0;
    arena_reset(&s->command.work);
    db_end_command(s->worker);
    s->command.number++;
    s->command.stopped = false;
    s->command.steps = 0;
    s->standing.err = 0; /* the prompt is written */
    s->command.depth = 0;
}

void session_rest(struct session *s)
{
    db_unlock(s->worker);
}

void session_set_max_steps(struct session *s, long n)
{
    s->command.max_steps = n;
}

void session_seed(struct session *s, unsigned long seed)
{
    s->seeded = true;
    s->seed = seed;
}

void session_same_moment(struct session *s, unsigned long moment)
{
    s->worker->moment = moment;
}

int session_status(const struct session *s)
{
    return s->standing.status;
}

int session_errors(const struct session *s)
{
    return s->standing.errors;
}

void session_set_status(struct session *s, int status)
{
    set_status(s, status);
}

void session_set_status_always(struct session *s, int status)
{
    set_status_always(s, status);
}

void session_say(struct session *s, const char *text)
{
    message(s, "%s", text);
}

int session_verbose(const struct session *s)
{
    return verbosity(s);
}

void session_dnslookup(struct session *s, const char *name, const char *type)
{
    dns_ask_aside(s, name, type);
}

const struct target *session_target(const struct session *s)
{
    return s->prog->target;
}

long session_user(const struct session *s)
{
    return s->prog->set.run_as_uid;
}

bool session_terse(const struct session *s)
{
    return is_terse(s);
}

/* ---- asking ------------------------------------------------------------------------------------ */

const char *token_text(const struct session *s, tok t, size_t *len)
{
    const struct token *x = token_of(s, t);

    if (len != NULL)
        *len = x->len;
    return x->text;
}

size_t vector_plain(const struct session *s, const struct vector *v, int *at, char *out,
                    size_t size)
{
    struct token_lists lists = token_lists(&s->def->tokens);
    size_t n = 0;
    int i = *at;

    for (; i < v->n; i++) {
        const struct token *t = token_at(&lists, v->v[i]);
        size_t len = t->len;

        if (!t->plain || n + len + 1 + TOKEN_CHUNK > size)
            break;
        out[n++] = ' ';
        memcpy(out + n, t->text, TOKEN_CHUNK);
        if (len > TOKEN_CHUNK)
            memcpy(out + n + TOKEN_CHUNK, t->text + TOKEN_CHUNK, len - TOKEN_CHUNK);
        n += len;
    }
    *at = i;
    return n;
}

const char *session_name(const struct session *s, int id, bool braces, char *buf)
{
    return name_text(s, id, braces, buf);
}

const char *session_ruleset_name(const struct session *s, int number, char *buf)
{
    return ruleset_name(s, number, buf);
}

bool session_macro(struct session *s, const char *text, const char **value)
{
    int id = name_id_of(s, text);

    *value = id != 0 ? macro_value(s, id) : NULL;
    return id != 0;
}

void session_define(struct session *s, const char *text)
{
    const char *p = text;
    int id = name_id(s, &p);

    if (id != 0)
        macro_define(s, id, translate_dollars(s, &s->command.work, p), MACRO_ENVELOPE);
}

void session_add_to_class(struct session *s, const char *text)
{
    const char *p = text;
    int id = *text != '\0' ? name_id(s, &p) : 0;
    char words[MAX_LINE];

    if (id == 0)
        return;
    expand(s, translate_dollars(s, &s->command.work, p), words, sizeof words);
    class_add_words(s, id, words);
}

struct listing {
    struct session *s;
    int id;
    void (*fn)(void *ctx, const char *word);
    void *ctx;
};

static void list_one(void *ctx, struct symbol *sym)
{
    struct listing *l = ctx;

    if (symbol_in_class(l->s, sym, l->id))
        l->fn(l->ctx, sym->name);
}

void session_class_list(struct session *s, const char *text,
                        void (*fn)(void *ctx, const char *word), void *ctx)
{
    struct listing l = { .s = s, .id = name_id_of(s, text), .fn = fn, .ctx = ctx };

    if (l.id != 0)
        symbol_walk(&s->own.symbols, SYM_CLASS, list_one, &l);
}

const char *session_listed_token(const struct session *s, const struct rule *r, int i, bool rhs)
{
    const tok *v = rhs ? r->rhs : r->lhs;
    const char *text = token_of(s, v[i])->text;

    if (!rhs || i == 0 || token_of(s, v[i - 1])->mark != MARK_CALL)
        return text;
    if (rule_is_stripped(s, r)) {
        char *copy = arena_strdup(&((struct session *)s)->command.work, text);

        strip_quotes(copy);
        text = copy;
    }
    return text;
}

struct rule_view rule_describe(const struct rule *r)
{
    return (struct rule_view){ .lhs = { r->lhs, r->nlhs }, .rhs = { r->rhs, r->nrhs },
                               .file = r->file, .line = r->line, .first_line = r->first_line,
                               .number = r->number };
}

int session_ruleset(struct session *s, const char *text, const char **end)
{
    return ruleset_number(s, text, end, false);
}

const struct rule *session_first_rule(const struct session *s, int ruleset)
{
    return s->prog->rulesets[ruleset].first;
}

const struct rule *rule_after(const struct rule *r)
{
    return r->next;
}

bool session_mailer(const struct session *s, int number, struct mailer_view *out)
{
    const struct mailer *m;

    if (number < 0 || number >= s->prog->nmailers)
        return false;
    m = s->prog->mailers[number];
    *out = (struct mailer_view){ .name = m->name, .path = m->path, .eol = m->eol,
                                 .charset = m->charset, .mtatype = m->mtatype,
                                 .addrtype = m->addrtype, .diagtype = m->diagtype,
                                 .argv = m->argv, .flags = m->flags, .se = m->se, .sh = m->sh,
                                 .re = m->re, .rh = m->rh, .uid = m->uid, .gid = m->gid,
                                 .maxsize = m->maxsize, .linelimit = m->linelimit,
                                 .maxrcpt = m->maxrcpt };
    return true;
}

/* ---- running ----------------------------------------------------------------------------------- */

static void tell_list(struct session *s, enum event_kind kind, const char *rest, int ruleset,
                      int status)
{
    struct event e = { .kind = kind, .key = rest, .ruleset = ruleset, .status = status };

    tell(s, &e);
}

static void run_list(struct session *s, const char *list, struct workspace *w)
{
    for (const char *p = list; *p != '\0' && !s->command.stopped;) {
        const char *end = p;
        int number = ruleset_number(s, p, &end, false), status;

        if (number < 0) {
            tell_list(s, EVENT_NO_RULESET, p, -1, 0);
            return;
        }
        status = rewrite(s, w, number, MAX_ATOM);
        if (status != EX_OK)
            tell_list(s, EVENT_RULESET_STATUS, p, number, status);
        while (*p != '\0' && *p++ != ',')
            continue;
    }
}

/* Runs the list over each address of a text that may be changed. */
static void test_text(struct session *s, const char *list, const char *text)
{
    struct tokenise how = { .delim = ',', .buffer = BUFFER_ADDRESS };

    how.table = s->prog->set.level >= 9 && !DEBUGGING(s, 23, 103) ? TOKENS_KEEP : TOKENS_EXT;
    for (const char *p = text; !s->command.stopped;) {
        struct workspace w;

        w.n = tokenise(s, p, &how, w.v);
        p = how.end;
        if (w.n > 0)
            run_list(s, list, &w);
        if (*p == '\0')
            return;
        p++;
    }
}

void session_test(struct session *s, const char *list, const char *text)
{
    char *copy = arena_strdup(&s->command.work, text);

    if (!address_refused(s, copy, FOR_RULES))
        test_text(s, list, copy);
}

void session_test_joined(struct session *s, const char *list, const char *text)
{
    char *copy = arena_strdup(&s->command.work, text);

    if (address_refused(s, copy, FOR_RULES))
        return;
    for (char *p = copy; (p = strstr(p, "$|")) != NULL; p += 2) {
        p[0] = ' ';
        p[1] = (char)MARK_ELSE;
    }
    test_text(s, list, copy);
}

void session_try_flags(struct session *s, const char *letters)
{
    for (; *letters != '\0'; letters++) {
        switch (*letters | 0x20) {
        case 'h':
            s->try_header = true;
            break;
        case 'e':
            s->try_header = false;
            break;
        case 's':
            s->try_sender = true;
            break;
        case 'r':
            s->try_sender = false;
            break;
        default:
            break;
        }
    }
    session_address_type(s);
}

bool session_try_header(const struct session *s)
{
    return s->try_header;
}

bool session_try_sender(const struct session *s)
{
    return s->try_sender;
}

static int address_flags(const struct session *s)
{
    return (s->try_header ? ADDRESS_HEADER : 0) | (s->try_sender ? ADDRESS_SENDER : 0);
}

const char *session_crack(struct session *s, const char *address)
{
    return address_crack(s, address);
}

bool session_parse(struct session *s, const char *address, struct triple *out)
{
    bool ok = address_parse(s, address, address_flags(s), out);
    struct event e = { .kind = EVENT_RESOLVED, .triple = ok ? out : NULL };

    s->standing.address = NULL; /* forgotten, also one that /sender left */
    tell(s, &e);
    return ok;
}

bool session_has_mailer(const struct session *s, const char *mailer)
{
    return symbol_find(&s->own.symbols, mailer, SYM_MAILER) != NULL;
}

const char *session_try(struct session *s, const char *mailer, const char *address, int *status)
{
    const char *name = remote_name(s, address, mailer_find(s, mailer), address_flags(s), status);

    s->standing.address = NULL; /* forgotten, as by session_parse() */
    return name;
}

const char *session_expand(struct session *s, const char *text)
{
    return expanded(s, text);
}

const char *session_map_key(struct session *s, const char *map, const char *key)
{
    const struct map *m = map_find(s, map);
    char folded[MAX_LINE];

    if (m == NULL)
        return key;
    map_fold_key(m, key, folded, sizeof folded);
    return arena_strdup(&s->command.work, folded);
}

struct map *session_map(const struct session *s, const char *name)
{
    return map_find(s, name);
}

bool session_map_open(struct session *s, struct map *m)
{
    return map_open(s, m);
}

const char *session_map_lookup(struct session *s, struct map *m, const char *key, int *status)
{
    const char *argv[2] = { key, NULL };
    struct map_call c = { .key = key, .args = argv, .nargs = 1, .arena = &s->command.work };
    const char *value = map_lookup(s, m, &c);

    *status = c.status;
    return value;
}

bool session_map_walk(struct session *s, struct map *m, map_record_fn *fn, void *ctx, bool *listed)
{
    *listed = m->cls->walk != NULL;
    return *listed && m->cls->walk(s, m, fn, ctx);
}

enum table_state session_map_diagnose(struct session *s, const struct map *m, char *out,
                                      size_t size)
{
    return map_diagnose(s, m, out, size);
}

unsigned long session_header(struct session *s, const char *line)
{
    return header_from_user(s, line);
}

const char *session_canon(struct session *s, const char *host)
{
    char *name = arena_alloc(&s->command.work, MAX_NAME);
    int status = 0;
    long ttl = 0;

    strncpy(name, host, MAX_NAME - 1);
    canonify_host(s, name, MAX_NAME, !s->prog->set.has_wildcard_mx, &status, &ttl);
    return name;
}

int session_mx(struct session *s, const char *host, char *const **names, bool *null_mx)
{
    struct mx_list *list = arena_alloc(&s->command.work, sizeof *list);
    int status = 0;

    mx_lookup(s, &s->command.work, host, true, true, list, &status);
    *names = list->host;
    *null_mx = list->null_mx;
    return list->n;
}

int session_mx_hosts(struct session *s, const char *host, char *const **names)
{
    struct mx_list *list = arena_alloc(&s->command.work, sizeof *list);
    int status = 0;

    mx_lookup(s, &s->command.work, host, false, true, list, &status);
    *names = list->host;
    return list->unasked ? -1 : list->n;
}

void session_gethostbyname(struct session *s, const char *name, int family)
{
    struct host_entry h;
    char buf[8192];

    host_by_name(s, name, family, &h, buf, sizeof buf);
}

int session_help_file(struct session *s)
{
    const struct world *w = s->world;
    const char *path = option_value_text(s, "HelpFile");
    unsigned flags = SFF_OPENASROOT | SFF_REGONLY | SFF_NOLOCK;
    struct stat st;
    int fd;

    if ((s->prog->set.dont_blame & DBS_HELP_UNSAFE_DIR) == 0)
        flags |= SFF_SAFEDIRPATH;
    if (path == NULL ||
        safefile(s, path, (long)w->uid(w->ctx), (long)w->gid(w->ctx), flags, &st) != 0 ||
        w->open(w->ctx, path, O_RDONLY | O_CLOEXEC, &fd) != 0)
        return -1;
    return fd;
}

const char *session_sender(struct session *s, const char *text)
{
    return address_sender(s, text, false)->user;
}
