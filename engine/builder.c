/*
 * builder.c - makes a program: defaults and identity, the command line's settings, the file, and
 * then what the real program checks and completes before its shell starts, in its order.
 */
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sysexits.h>
#include <time.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/marker.h"
#include "base/symbols.h"
#include "base/token.h"
#include "builder.h"
#include "engine.h"
#include "hosts/mx.h"
#include "hosts/service.h"
#include "load/header.h"
#include "load/identity.h"
#include "load/loader.h"
#include "load/mailer_line.h"
#include "load/minor_lines.h"
#include "load/option_users.h"
#include "load/option_values.h"
#include "load/options.h"
#include "mail/address.h"
#include "mail/alias_parse.h"
#include "mail/envelope.h"
#include "mail/sender.h"
#include "mail/verify.h"
#include "maps/class.h"
#include "maps/define.h"
#include "maps/lookup.h"
#include "maps/map.h"
#include "maps/registry.h"
#include "maps/swap.h"
#include "load/option_setters.h"
#include "load/options.h"
#include "mail/recipients.h"
#include "rules/rules.h"
#include "rules/tokenise.h"
#include "session.h"
#include "state/debug_levels.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/macros.h"
#include "state/mailers.h"
#include "state/name_ids.h"
#include "state/program.h"
#include "state/session.h"
#include "state/settings.h"
#include "state/trace.h"
#include "world/as_user.h"
#include "world/layer.h"
#include "world/world.h"

struct builder {
    struct program *prog;
    struct session *session;
};

/* The constructs are macros themselves: "$*" is the macro named "*". */
static void predefine_markers(struct session *s)
{
    static const struct {
        char name;
        unsigned char mark;
    } table[] = {
        { '*', MARK_ANY },     { '+', MARK_SOME },   { '-', MARK_ONE },    { '=', MARK_CLASS },
        { '~', MARK_NOTCLASS },{ '#', MARK_MAILER }, { '@', MARK_HOST },   { ':', MARK_USER },
        { '>', MARK_CALL },    { '?', MARK_IF },     { '|', MARK_ELSE },   { '.', MARK_FI },
        { '[', MARK_CANON },   { ']', MARK_ENDCANON }, { '(', MARK_LOOKUP }, { ')', MARK_ENDLOOK },
        { '&', MARK_DEFER },
    };

    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        char value[2] = { (char)table[i].mark, '\0' };

        macro_define(s, table[i].name, value, MACRO_CONFIG);
    }
    for (int c = '0'; c <= '9'; c++) {
        char value[3] = { (char)MARK_REPL, (char)c, '\0' };

        macro_define(s, c, value, MACRO_CONFIG);
    }
}

static void date_macro(struct session *s)
{
    time_t now = s->world->now(s->world->ctx);
    char text[64];
    struct tm tm;

    localtime_r(&now, &tm);
    if (tm.tm_gmtoff == 0)
        strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &tm);
    else
        strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S %z", &tm);
    if (text[5] == '0')
        memmove(text + 5, text + 6, strlen(text + 6) + 1);
    macro_define(s, 'b', text, MACRO_CONFIG);
}

/* ${opMode} has an id of its own outside of the others' range. */
static void opmode_macro(struct session *s)
{
    struct symbol *sym = symbol_enter(&s->prog->def.symbols, "opMode", SYM_MACRO);

    sym->value = NAME_ID_OPMODE;
    s->prog->def.names[NAME_ID_OPMODE] = sym->name;
    macro_define(s, NAME_ID_OPMODE, s->prog->verifies ? "v" : "t", MACRO_CONFIG);
}

/* Deferred, interactive or queued: the macro that tells. */
static void delivery_macro(struct session *s, const char *mode)
{
    int id = name_id_of(s, "{deliveryMode}");

    if (id != 0)
        macro_define(s, id, mode, MACRO_CONFIG);
}

static void load_macro(struct session *s)
{
    char load[16];
    int id;

    snprintf(load, sizeof load, "%d", s->world->load(s->world->ctx));
    DEBUG(s, DL_GETLA, DBG_INT(s->world->load(s->world->ctx)));
    id = name_id_of(s, "{load_avg}");
    if (id != 0)
        macro_define(s, id, load, MACRO_GLOBAL);
}

/* What the build says of itself. */
static void tell_build(struct session *s)
{
    static const struct {
        enum debug_line line;
        int level;
    } lines[] = {
        { DL_COMPILED_WITH, 1 }, { DL_OS_DEFINES, 10 }, { DL_LIBSM_DEFINES, 12 },
        { DL_FFR_DEFINES, 13 },  { DL_OPENSSL, 14 },
    };

    DEBUG(s, DL_VERSION, DBG_STR(s->prog->target->version));
    for (size_t i = 0; i < sizeof lines / sizeof lines[0] && !DEBUGGING(s, 0, 101); i++) {
        if (DEBUGGING(s, 0, lines[i].level))
            DEBUG_EMIT0(s, lines[i].line);
    }
}

/* Which files were taken, and what the host is called now. */
static void tell_identity(struct session *s)
{
    if (DEBUGGING(s, 0, 10)) {
        const char *file = option_value_text(s, "PidFile");
        char pid[MAX_NAME];

        DEBUG_EMIT(s, DL_SELECTED, DBG_STR(s->prog->file));
        expand(s, file != NULL ? file : "/var/run/sendmail/mta/sendmail.pid", pid, sizeof pid);
        DEBUG_EMIT(s, DL_SELECTED_PID, DBG_STR(pid));
    }
    DEBUG(s, DL_IDENTITY, DBG_STR(macro_value(s, 'w')), DBG_STR(macro_value(s, 'j')),
          DBG_STR(macro_value(s, 'm')), DBG_STR(macro_value(s, 'k')));
}

struct builder *builder_new(const struct world *w, const struct observer *o, const struct target *t, bool verifies)
{
    struct builder *b = calloc(1, sizeof *b);
    struct program *p = calloc(1, sizeof *p);
    struct session *s;

    b->prog = p;
    p->world = *w;
    p->target = t != NULL ? t : target_at(0);
    p->classes = map_classes;
    p->aliases = &alias_parser;
    p->verifies = verifies;
    p->def.next_name = MAX_RULESETS - 1;
    symbol_table_init(&p->def.symbols, &p->def.arena, NULL);
    token_table_init(&p->def.tokens, &p->def.arena, NULL);
    b->session = s = session_make(p, o);
    s->def = &p->def;
    return b;
}

void builder_debug(struct builder *b, const char *spec)
{
    session_debug(b->session, spec);
}

void builder_start(struct builder *b)
{
    struct session *s = b->session;
    const struct world *w = s->world;

    s->def->next_id = NAME_ID_FIRST;
    options_defaults(s);
    map_classes_enter(s);
    queue_groups_predefine(s);
    environment_begin(s);
    mailers_predefine(s);
    headers_predefine(s);
    predefine_markers(s);
    macro_define(s, 'n', "MAILER-DAEMON", MACRO_CONFIG);
    opmode_macro(s);
    if (DEBUGGING(s, 47, 5)) {
        long uid = (long)w->uid(w->ctx), gid = (long)w->gid(w->ctx);

        if (uid != 0)
            DEBUG_EMIT(s, DL_MAIN_REAL, DBG_INT(uid));
        DEBUG_EMIT(s, DL_MAIN_IDS, DBG_INT(uid), DBG_INT(uid), DBG_INT(gid), DBG_INT(gid));
        DEBUG_EMIT(s, DL_MAIN_RUN_AS, DBG_INT(uid), DBG_INT(uid != 0 ? gid : 0));
    }
    tell_build(s);
    if (DEBUGGING(s, 0, 101))
        return; /* the caller ends here */
    macro_define(s, 'v', s->prog->target->version, MACRO_CONFIG);
    identity_first(s);
    date_macro(s);
    load_macro(s);
    arena_reset(&s->command.work);
}

struct builder *builder_begin(const struct world *w, const struct observer *o, const struct target *t)
{
    struct builder *b = builder_new(w, o, t, false);

    builder_start(b);
    return b;
}

struct session *builder_session(struct builder *b)
{
    return b->session;
}

void builder_option_long(struct builder *b, const char *text)
{
    option_command_line(b->session, text, true);
    arena_reset(&b->session->command.work);
}

void builder_option_short(struct builder *b, const char *text)
{
    option_command_line(b->session, text, false);
    arena_reset(&b->session->command.work);
}

void builder_macro(struct builder *b, const char *text)
{
    char *option = arena_alloc(&b->session->command.work, strlen(text) + 2);

    option[0] = 'M';
    memcpy(option + 1, text, strlen(text));
    option_command_line(b->session, option, false);
    arena_reset(&b->session->command.work);
}

void builder_define(struct builder *b, const char *name, const char *value)
{
    struct session *s = b->session;
    int id = name[1] != '\0' ? name_id_of(s, name) : *name;
    char *kept = arena_strdup(&s->command.work, value);

    if (name[1] == '\0')
        macro_clean(kept);
    if (id != 0)
        macro_define(s, id, kept, MACRO_CONFIG);
}

void builder_drop_rights(struct builder *b)
{
    drop_privileges(b->session, true);
}

void builder_map_line(struct builder *b, const char *text)
{
    map_line(b->session, text);
    arena_reset(&b->session->command.work);
}

void builder_body_type(struct builder *b, const char *text)
{
    b->prog->body_type = text;
}

void builder_full_name(struct builder *b, const char *name)
{
    if (*name != '\0')
        b->prog->full_name = name;
}

void builder_returns(struct builder *b, const char *what)
{
    b->prog->set.returns = envelope_returns(what);
}

void builder_notify(struct builder *b, const char *words)
{
    static const struct {
        const char *word;
        unsigned flag;
    } known[] = {
        { "success", ADDRESS_PING_SUCCESS },
        { "failure", ADDRESS_PING_FAILURE },
        { "delay", ADDRESS_PING_DELAY },
    };
    unsigned flags = ADDRESS_HAS_NOTIFY;

    for (const char *p = words; *p != '\0'; p += *p != '\0') {
        size_t n = strcspn(p, ",");

        for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
            if (strlen(known[i].word) == n && strncasecmp(known[i].word, p, n) == 0)
                flags |= known[i].flag;
        }
        p += n;
    }
    b->prog->set.notify = flags;
}

void builder_complain(struct builder *b, const char *fmt, ...)
{
    char *text;
    va_list ap;

    va_start(ap, fmt);
    if (vasprintf(&text, fmt, ap) >= 0) {
        usrerr(b->session, "%s", text);
        free(text);
    }
    va_end(ap);
}

void builder_fault(struct builder *b, int err, const char *fmt, ...)
{
    char *text;
    va_list ap;

    va_start(ap, fmt);
    b->session->standing.err = err;
    if (vasprintf(&text, fmt, ap) >= 0) {
        syserr(b->session, "%s", text);
        free(text);
    }
    va_end(ap);
}

static void check_body_type(struct session *s)
{
    const char *type = s->prog->body_type;

    if (type == NULL || strcasecmp(type, "7BIT") == 0 || strcasecmp(type, "8BITMIME") == 0)
        return;
    usrerr(s, "Illegal body type %s", type);
    s->prog->body_type = NULL;
}

void builder_own_file(struct builder *b)
{
    b->prog->set.cf_given = true;
    drop_privileges(b->session, true);
}

bool builder_map(struct builder *b, const char *text, char *error, size_t size)
{
    return map_swap_note(b->prog, text, error, size);
}

void builder_from_source(struct builder *b)
{
    b->prog->from_source = true;
}

void builder_places(struct builder *b, const struct line_place *list, int n)
{
    b->prog->places = list;
    b->prog->nplaces = n;
}

bool builder_read(struct builder *b, const char *path)
{
    bool ok = load_file(b->session, path);

    b->prog->places = NULL;
    b->prog->nplaces = 0;
    return ok;
}

/* ---- after the file ---------------------------------------------------------------------------- */

static void caller_macro(struct session *s)
{
    struct user_entry u;
    char buf[2048], text[MAX_NAME];

    if (s->world->user_by_uid(s->world->ctx, (uid_t)s->prog->set.caller_uid, &u, buf, sizeof buf))
        snprintf(text, sizeof text, "%.200s@localhost", u.name);
    else
        snprintf(text, sizeof text, "Unknown UID %ld@localhost", s->prog->set.caller_uid);
    DEBUG(s, DL_GETAUTHINFO, DBG_STR(text));
    macro_define(s, '_', text, MACRO_CONFIG);
}

static void level_checks(struct session *s)
{
    int level = s->prog->set.level;

    if (level > REFERENCE_CF_LEVEL)
        syserr(s, "Warning: .cf version level (%d) exceeds sendmail version %s functionality (%d)",
               level, s->prog->target->version, REFERENCE_CF_LEVEL);
}

static void status_warnings(struct session *s)
{
    struct settings *set = &s->prog->set;

    if (set->host_status_dir != NULL && set->connection_cache == 0) {
        warning(s, "Warning: HostStatusDirectory disabled with ConnectionCacheSize = 0");
        set->host_status_dir = NULL;
    }
    if (set->single_thread && set->host_status_dir == NULL)
        warning(s, "Warning: HostStatusDirectory required for SingleThreadDelivery");
}

static void mailbox_database(struct session *s)
{
    const char *db = s->prog->set.mailbox_db;

    if (db == NULL || strcmp(db, "pw") == 0 || strncmp(db, "ldap", 4) == 0)
        return;
    set_status_always(s, EX_UNAVAILABLE);
    usrerr(s, "Can't initialize mailbox database \"%s\": %s", db, "Service unavailable");
}

/* Whose rights it has from here on. -bv counts as submitting mail, which root may not do where
 * UseMSP is set. */
static bool take_user(struct session *s)
{
    struct program *p = s->prog;

    drop_privileges(s, !p->verifies);
    if (p->verifies && session_user(s) != (long)p->world.uid(p->world.ctx)
        && !world_as_user(&p->world, &p->layers, (uid_t)session_user(s), (gid_t)p->set.run_as_gid)) {
        fatal_user(s, EX_OSERR, "No memory for the user of RunAsUser");
        return false;
    }
    if (!s->prog->verifies || !s->prog->set.options->use_msp || session_user(s) != 0)
        return true;
    fatal_user(s, EX_CONFIG, "Mail submission program must have RunAsUser set to non root user");
    return false;
}

static void flag(struct session *s, const char *mailer, const char *flags, bool on)
{
    struct mailer *m = mailer_find(s, mailer);

    for (; m != NULL && *flags != '\0'; flags++)
        mailer_set_flag(m, (unsigned char)*flags, on);
}

/* The built-in mailers, as the real program looks for them; it misses the local one aloud. */
static void look_up_mailers(struct session *s)
{
    const struct symbol_table *l = &s->prog->def.symbols;

    symbol_find(l, "mqueue", SYM_QUEUE);
    if (symbol_find(l, "local", SYM_MAILER) == NULL
        && !(s->prog->set.cf_given && s->world->uid(s->world->ctx) != 0))
        syserr(s, "No local mailer defined");
    symbol_find(l, "prog", SYM_MAILER);
    symbol_find(l, "*file*", SYM_MAILER);
    symbol_find(l, "*include*", SYM_MAILER);
}

static void mailer_tweaks(struct session *s)
{
    int level = s->prog->set.level;

    flag(s, "prog", "m", false);
    flag(s, "*file*", "m", false);
    if (level < 6) {
        flag(s, "local", "Aw5:|/@", true);
        flag(s, "prog", "o", true);
        flag(s, "*file*", "o", true);
    }
    if (level < 7) {
        flag(s, "local", "q", true);
        flag(s, "prog", "q", true);
        flag(s, "*file*", "q", true);
    }
    for (int i = 0; level < 2 && i < s->prog->nmailers; i++) {
        if (mailer_flag(s->prog->mailers[i], 'L'))
            mailer_set_flag(s->prog->mailers[i], '7', true);
    }
}

static int quarantine_macro(struct session *s)
{
    int id = name_id_of(s, "{quarantine}");

    if (id != 0)
        macro_define(s, id, "", MACRO_CONFIG);
    return id;
}

static void shell_macros(struct session *s)
{
    quarantine_macro(s);
    delivery_macro(s, "i");
    queue_id_macro(s);
    quarantine_macro(s);
    delivery_macro(s, "i");
}

/* An envelope for the errors of the start, one for the addresses. */
static void verify_macros(struct session *s)
{
    char mode[] = { s->prog->set.delivery_mode, '\0' };
    bool verbose = verbosity(s) != 0;
    int id;

    quarantine_macro(s);
    if (verbose)
        delivery_macro(s, "i");
    queue_id_macro(s);
    id = quarantine_macro(s);
    delivery_macro(s, mode);
    macro_clear(s, id, MACRO_CONFIG);
    quarantine_macro(s);
    if (verbose)
        delivery_macro(s, "i");
    delivery_macro(s, "v");
    macro_clear(s, 'i', MACRO_CONFIG);
    queue_id_macro(s);
}

/* Program maps want to know whom to run as; nothing else does. */
static void settle_user(struct session *s)
{
    const struct settings *set = &s->prog->set;

    for (int i = 0; i < s->prog->nmaps; i++) {
        if (strcmp(s->prog->maps[i]->cls->name, "program") == 0 && (set->def_uid == USER_UNSETTLED || set->def_gid == USER_UNSETTLED))
            settle_default_user(s);
    }
}

/* A file without rules has not tokenised anything: what the first command would show is not. */
static void freeze_types(struct session *s)
{
    enum { MACROS = 35 };
    struct levels before = levels_hush(s, MACROS);

    s->prog->late_types = !s->prog->set.tables_frozen;
    token_types_freeze(s);
    levels_restore(s, &before);
}

/* Testing is verbose, and who is verbose waits for the answers. */
static void set_mode(struct session *s)
{
    if (!s->prog->verifies && s->prog->set.verbose == 0)
        s->prog->set.verbose = 2;
    s->prog->set.mode_set = true;
    s->prog->set.server_mode = s->prog->set.delivery_mode;
    if (verbosity(s) == 0)
        return;
    option_own(s, "cF");
    option_own(s, "d");
}

/* The ruleset that it names, also in quotes, as rules call many; -1: none. */
static int16_t ruleset_of(const struct program *p, const struct token *t)
{
    const char *name = t->text;
    size_t n = t->len;
    const struct symbol *sym;

    if (n > 2 && name[0] == '"' && name[n - 1] == '"' && strpbrk(name + 1, "\"\\") == name + n - 1) {
        name++;
        n -= 2;
    }
    sym = symbol_find_hashed(&p->def.symbols, name, n, symbol_hash(name, n), SYM_RULESET);
    return sym != NULL ? (int16_t)sym->value : -1;
}

/* Notes what each token of the program names, so that running does not have to look it up. */
static void resolve_tokens(struct program *p)
{
    for (uint32_t i = 0; i < p->def.tokens.count; i++) {
        struct token *t = &p->def.tokens.list[i];
        uint32_t hash = symbol_hash(t->text, t->len);
        const struct symbol *sym;

        t->word = symbol_find_hashed(&p->def.symbols, t->text, t->len, hash, SYM_CLASS);
        sym = symbol_find_hashed(&p->def.symbols, t->text, t->len, hash, SYM_MAP);
        t->map = sym != NULL ? sym->data : NULL;
        t->ruleset = ruleset_of(p, t);
    }
}

/* Ends the making: what the load left behind becomes the start of every session. */
static struct program *program_seal(struct session *s, struct builder *b)
{
    struct program *p = s->prog;

    p->def.symbols.watch = NULL;
    resolve_tokens(p);
    rules_complete(p);
    p->start.status = s->standing.status;
    p->start.errors = s->standing.errors;
    p->start.err = s->standing.err;
    p->start.levels = s->levels;
    session_free(s);
    free(b);
    return p;
}

struct program *builder_finish(struct builder *b)
{
    struct session *s = b->session;
    struct program *p = b->prog;

    map_defaults(s);
    environment_finish(s);
    fallback_prepare(s);
    service_read(s);
    symbol_find(&p->def.symbols, "hosts", SYM_SERVICE);
    if (p->set.super_safe == 'i' && p->set.delivery_mode != 'i')
        warning(s, "WARNING: SuperSafe=interactive should only be used with\n"
                   "         DeliveryMode=interactive");
    mailbox_database(s);
    if (!take_user(s)) {
        builder_abandon(b);
        return NULL;
    }
    caller_macro(s);
    p->set.errors_held = p->set.error_mode != 'p';
    identity_domain(s);
    identity_interfaces(s);
    tell_identity(s);
    s->standing.err = 0;
    check_body_type(s);
    level_checks(s);
    status_warnings(s);
    p->set.errors_held = false;
    p->set.error_mode = 'p';
    if (p->set.caller_uid != 0 && p->set.queue_dir != NULL)
        sender_trusted(s, NULL);
    set_mode(s);
    if (p->verifies && session_user(s) != 0)
        warning(s, "Notice: -bv may give misleading output for non-privileged user");
    if (p->set.level < REFERENCE_CF_LEVEL)
        message(s, "Warning: .cf file is out of date: sendmail %s supports version %d, .cf file is "
                   "version %d", p->target->version, REFERENCE_CF_LEVEL, p->set.level);
    identity_host(s);
    look_up_mailers(s);
    mailer_tweaks(s);
    identity_classes(s);
    if (p->verifies)
        verify_folders(s);
    /* with an error so far, nothing will be verified */
    if (!p->verifies || s->standing.status == EX_OK) {
        DEBUG0(s, DL_TABLES);
        (p->verifies ? verify_macros : shell_macros)(s);
    }
    freeze_types(s);
    if (!map_swaps_apply(s)) {
        builder_abandon(b);
        return NULL;
    }
    settle_user(s);
    return program_seal(b->session, b);
}

void builder_abandon(struct builder *b)
{
    struct program *p = b->prog;

    session_free(b->session);
    program_free(p);
    free(b);
}

void program_free(struct program *p)
{
    map_release_program(p);
    symbol_table_free(&p->def.symbols);
    token_table_free(&p->def.tokens);
    arena_free(&p->def.arena);
    world_layers_free(p->layers);
    free(p);
}

bool builder_map_check(const char *text, char *error, size_t size)
{
    return map_swap_check(map_classes, text, error, size);
}

char *const *program_environment(const struct program *p, bool *zone)
{
    *zone = p->set.time_zone_set;
    return p->environ;
}
