/*
 * option_lists.c - setters of options whose values are lists of words, flags or letters.
 */
#include <ctype.h>
#include <resolv.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "cfparse/option_names.h"
#include "cfparse/white.h"
#include "load/option_lists.h"
#include "maps/class.h"
#include "maps/define.h"
#include "maps/map.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/macros.h"
#include "state/name_ids.h"
#include "state/program.h"
#include "state/session.h"
#include "state/settings.h"
#include "state/trace.h"
#include "world/world.h"

enum {
    MILTER_MACROS_MAX = 50,
    MODIFIERS_MAX = 84       /* bytes of DirectSubmissionModifiers */
};

struct word {
    const char *name;
    uint64_t bits;
};

static bool ascii_alnum(char c)
{
    return (unsigned char)c < 0x80 && isalnum((unsigned char)c);
}

static bool ascii_punct(char c)
{
    return (unsigned char)c < 0x80 && ispunct((unsigned char)c);
}

/* The row of a word, whatever its case; names == NULL ends the table. */
static const struct word *find(const struct word *table, const char *name)
{
    for (; table->name != NULL; table++) {
        if (strcasecmp(table->name, name) == 0)
            return table;
    }
    return NULL;
}

/*
 * The next word of letters and digits; NULL at the end. A byte that is neither one of them nor a
 * blank nor punctuation makes an empty word of its own.
 */
static const char *next_alnum(struct session *s, const char **p)
{
    const char *q = *p, *start;

    while (white(*q) || ascii_punct(*q))
        q++;
    if (*q == '\0')
        return NULL;
    for (start = q; ascii_alnum(*q); q++)
        continue;
    *p = *q != '\0' ? q + 1 : q;
    return arena_strndup(&s->command.work, start, (size_t)(q - start));
}

void set_privacy(struct session *s, const struct setting *o)
{
    static const struct word table[] = {
        { "public", 0 },         { "needmailhelo", 0 },  { "needexpnhelo", 0 },
        { "needvrfyhelo", 0 },   { "noexpn", 0 },        { "novrfy", 0 },
        { "restrictexpand", 0 }, { "restrictmailq", 0 }, { "restrictqrun", 0 },
        { "noetrn", 0 },         { "noverb", 0 },        { "authwarnings", 0 },
        { "noreceipts", 0 },     { "nobodyreturn", 0 },  { "goaway", 0 },
        { "noactualrecipient", 0 }, { NULL, 0 },
    };
    const char *p = o->value, *name;

    while ((name = next_alnum(s, &p)) != NULL) {
        if (find(table, name) == NULL)
            syserr(s, "readcf: Op line: %s unrecognized", name);
    }
}

/* Bits are given only to what is asked for here; "safe" clears them all. */
static const struct word blame[] = {
    { "safe", 0 },
    { "AssumeSafeChown", DBS_SAFE_CHOWN },
    { "GroupWritableDirPathSafe", DBS_GROUP_DIR_SAFE },
    { "GroupWritableForwardFileSafe", DBS_GROUP_FORWARD_SAFE },
    { "GroupWritableIncludeFileSafe", DBS_GROUP_INCLUDE_SAFE },
    { "GroupWritableAliasFile", DBS_GROUP_ALIAS },
    { "WorldWritableAliasFile", DBS_WORLD_ALIAS },
    { "ForwardFileInUnsafeDirPath", DBS_FORWARD_UNSAFE_DIR },
    { "IncludeFileInUnsafeDirPath", DBS_INCLUDE_UNSAFE_DIR },
    { "MapInUnsafeDirPath", DBS_MAP_UNSAFE_DIR },
    { "LinkedAliasFileInWritableDir", DBS_LINKED_ALIAS },
    { "LinkedClassFileInWritableDir", DBS_LINKED_CLASSFILE },
    { "LinkedForwardFileInWritableDir", DBS_LINKED_FORWARD },
    { "LinkedIncludeFileInWritableDir", DBS_LINKED_INCLUDE },
    { "LinkedMapInWritableDir", DBS_LINKED_MAP },
    { "LinkedServiceSwitchFileInWritableDir", DBS_LINKED_SWITCH },
    { "FileDeliveryToHardLink", 0 },
    { "FileDeliveryToSymLink", 0 },
    { "WriteMapToHardLink", 0 },
    { "WriteMapToSymLink", 0 },
    { "WriteStatsToHardLink", 0 },
    { "WriteStatsToSymLink", 0 },
    { "ForwardFileInGroupWritableDirPath", DBS_FORWARD_GROUP_DIR },
    { "IncludeFileInGroupWritableDirPath", DBS_INCLUDE_GROUP_DIR },
    { "ClassFileInUnsafeDirPath", DBS_CLASSFILE_UNSAFE_DIR },
    { "ErrorHeaderInUnsafeDirPath", 0 },
    { "HelpFileInUnsafeDirPath", DBS_HELP_UNSAFE_DIR },
    { "ForwardFileInUnsafeDirPathSafe", DBS_FORWARD_UNSAFE_DIR_SAFE },
    { "IncludeFileInUnsafeDirPathSafe", DBS_INCLUDE_UNSAFE_DIR_SAFE },
    { "RunProgramInUnsafeDirPath", DBS_PROGRAM_UNSAFE_DIR },
    { "RunWritableProgram", DBS_WRITABLE_PROGRAM },
    { "NonRootSafeAddr", DBS_NON_ROOT_SAFE },
    { "TrustStickyBit", DBS_TRUST_STICKY },
    { "DontWarnForwardFileInUnsafeDirPath", 0 },
    { "InsufficientEntropy", 0 },
    { "GroupReadableSASLDBFile", 0 },
    { "GroupWritableSASLDBFile", 0 },
    { "GroupWritableForwardFile", DBS_GROUP_FORWARD },
    { "GroupWritableIncludeFile", DBS_GROUP_INCLUDE },
    { "WorldWritableForwardFile", DBS_WORLD_FORWARD },
    { "WorldWritableIncludeFile", DBS_WORLD_INCLUDE },
    { "GroupReadableKeyFile", 0 },
    { "GroupReadableDefaultAuthInfoFile", 0 },
    { "CertOwner", 0 },
    { NULL, 0 },
};

/* NULL: there is no such word. */
static const struct word *find_blame(const struct session *s, const char *name)
{
    const struct word *w = find(blame, name);

    return w != NULL && strcmp(w->name, "CertOwner") == 0 && !s->prog->target->trusts_cert_owner ? NULL : w;
}

void set_dont_blame(struct session *s, const struct setting *o)
{
    const char *p = o->value, *name;

    while ((name = next_alnum(s, &p)) != NULL) {
        const struct word *w = find_blame(s, name);

        if (w == NULL)
            syserr(s, "readcf: DontBlameSendmail option: %s unrecognized", name);
        else if (w == blame)
            s->prog->set.dont_blame = 0;
        else
            s->prog->set.dont_blame |= w->bits;
    }
}

/* ---- ResolverOptions ----------------------------------------------------------------------- */

static const struct word resolver_flags[] = {
    { "debug", RES_DEBUG },         { "aaonly", 0x4 },
    { "usevc", RES_USEVC },         { "primary", 0x10 },
    { "igntc", RES_IGNTC },         { "recurse", RES_RECURSE },
    { "defnames", RES_DEFNAMES },   { "stayopen", RES_STAYOPEN },
    { "dnsrch", RES_DNSRCH },       { "use_edns0", RES_USE_EDNS0 },
    { "use_dnssec", RES_USE_DNSSEC }, { "trustad", RES_TRUSTAD },
    { "true", 0 },                  { NULL, 0 },
};

static void resolver_word(struct session *s, const char *name, bool on)
{
    struct settings *set = &s->prog->set;
    const struct word *w;

    if (strcasecmp(name, "HasWildcardMX") == 0) {
        set->has_wildcard_mx = on;
        return;
    }
    if (strcasecmp(name, "WorkAroundBrokenAAAA") == 0) {
        set->broken_aaaa = on;
        return;
    }
    w = find(resolver_flags, name);
    if (w == NULL) {
        syserr(s, "readcf: I option value %s unrecognized", name);
    } else if (on) {
        set->dns.set_options |= w->bits;
        set->dns.clear_options &= ~(unsigned long)w->bits;
    } else {
        set->dns.clear_options |= w->bits;
        set->dns.set_options &= ~(unsigned long)w->bits;
    }
}

static void resolver_trace(struct session *s)
{
    struct dns_config config;
    unsigned long options;

    s->world->dns_config(s->world->ctx, &config);
    /* the real program does not want HOSTALIASES */
    options = config.options | RES_NOALIASES | s->prog->set.dns.set_options;
    options &= ~s->prog->set.dns.clear_options;
    DEBUG_EMIT(s, DL_RES_OPTIONS, DBG_INT(options), DBG_INT(s->prog->set.has_wildcard_mx));
}

void set_resolver(struct session *s, const struct setting *o)
{
    const char *p = o->value;

    for (;;) {
        const char *start;
        bool on = true;

        while (*p == ' ')
            p++;
        if (*p == '\0')
            break;
        if (*p == '+' || *p == '-')
            on = *p++ == '+';
        for (start = p; *p != '\0' && !white(*p); p++)
            continue;
        resolver_word(s, arena_strndup(&s->command.work, start, (size_t)(p - start)), on);
        if (*p != '\0') /* a tab, and where a line goes on, is one word's end, and may end an empty one */
            p++;
    }
    if (DEBUGGING(s, 8, 2))
        resolver_trace(s);
}

/* ---- letters ------------------------------------------------------------------------------- */

static bool between_letters(char c)
{
    return c == ' ' || c == '\t' || c == ',';
}

/*
 * Words of which only the first letter counts. One separator is skipped between two words; a second
 * one counts as the letter of a word, without complaint, as in the real program.
 */
static void letters(struct session *s, const struct setting *o, const char *known)
{
    const char *p = o->value;

    while (*p != '\0') {
        char c = *p++;

        if (!between_letters(c) && strchr(known, c) == NULL)
            warning(s, "Warning: Option: %s unknown parameter '%c'", option_at(o->id)->name,
                    c >= ' ' && c < 0x7F ? c : '?');
        while (*p != '\0' && !between_letters(*p))
            p++;
        if (*p != '\0')
            p++;
    }
}

void set_auth_options(struct session *s, const struct setting *o)
{
    letters(s, o, "Aacdfmpy");
}

void set_tls_options(struct session *s, const struct setting *o)
{
    letters(s, o, "VC");
}

/* ---- Milter -------------------------------------------------------------------------------- */

static const char *const milter_names[MILTER_OPTIONS] = {
    "macros.connect", "macros.helo", "macros.envfrom", "macros.envrcpt",
    "macros.data",    "macros.eom",  "macros.eoh",     "loglevel",
};

/* Counts the names of a list of macros. */
static void milter_macros(struct session *s, const char *part, const char *value)
{
    int n = 0;

    for (const char *p = value;;) {
        while (white(*p) || *p == ',')
            p++;
        if (*p == '\0')
            return;
        if (++n > MILTER_MACROS_MAX) {
            syserr(s, "milter_set_option: too many macros in Milter.%s (max %d)", part,
                   MILTER_MACROS_MAX);
            return;
        }
        while (*p != '\0' && *p != ',' && !white(*p))
            p++;
    }
}

void set_milter(struct session *s, const struct setting *o)
{
    struct option_state *state = s->prog->set.options;
    bool told = DEBUGGING(s, 37, 2) || DEBUGGING(s, 64, 5);
    int i = 0;

    if (told)
        DEBUG_EMIT(s, DL_MILTER_SET, DBG_STR(o->part != NULL ? o->part : "(null)"),
                   DBG_STR(o->value));
    if (o->part == NULL) {
        syserr(s, "milter_set_option: invalid Milter option, must specify suboption");
        return;
    }
    while (i < MILTER_OPTIONS && strcasecmp(milter_names[i], o->part) != 0)
        i++;
    if (i == MILTER_OPTIONS) {
        syserr(s, "milter_set_option: invalid Milter option %s", o->part);
        return;
    }
    if (state->milter_sticky[i] && !o->sticky) {
        if (told)
            DEBUG_EMIT0(s, DL_SETTIMEOUT_IGNORED);
        return;
    }
    if (told)
        DEBUG_EMIT0(s, DL_SETTIMEOUT_END);
    if (o->sticky)
        state->milter_sticky[i] = true;
    if (i < MILTER_OPTIONS - 1)
        milter_macros(s, milter_names[i], o->value);
}

/* ---- others -------------------------------------------------------------------------------- */

void set_alias_files(struct session *s, const struct setting *o)
{
    option_keep(s, o->id, *o->value != '\0' ? o->value : "aliases");
    s->prog->set.alias_file = s->prog->set.options->text[o->id];
    s->standing.err = 0;
    alias_option(s, o->value);
}

/* Each letter with a blank before the next; capitals are doubled. */
void set_submission_flags(struct session *s, const struct setting *o)
{
    char flags[3 * MODIFIERS_MAX + 1];
    int n = 0, id;

    for (const char *p = o->value; *p != '\0'; p++) {
        if (strlen(o->value) > MODIFIERS_MAX)
            break;
        if (*p <= ' ' || *p >= 0x7F)
            continue;
        if (n > 0)
            flags[n++] = ' ';
        flags[n++] = *p;
        if (*p >= 'A' && *p <= 'Z')
            flags[n++] = *p;
    }
    flags[n] = '\0';
    id = name_id_of(s, "{daemon_flags}");
    if (id == 0)
        return;
    if (strlen(o->value) <= MODIFIERS_MAX) {
        macro_define(s, id, flags, MACRO_CONFIG);
        return;
    }
    if (DEBUGGING(s, 35, 9))
        DEBUG_EMIT(s, macro_value(s, id) != NULL ? DL_REDEFINE : DL_DEFINE,
                   DBG_STR("daemon_flags"), DBG_STR(NULL));
    macro_clear(s, id, MACRO_CONFIG);
}

/* Is there a flag -c among the arguments? */
static bool has_flag(const char *args, char c)
{
    for (const char *p = args;;) {
        while (white(*p))
            p++;
        if (*p != '-')
            return false;
        if (p[1] == c)
            return true;
        while (*p != '\0' && !white(*p))
            p++;
        /* the next word may be this flag's value */
        while (white(*p))
            p++;
        while (*p != '\0' && *p != '-') {
            while (*p != '\0' && !white(*p))
                p++;
            while (white(*p))
                p++;
        }
    }
}

/* The ldap class reads the text, for its diagnostics; what belongs to one map alone is refused. */
void set_ldap_default(struct session *s, const struct setting *o)
{
    const struct map_class *ldap = map_class_find(s->prog->classes, "ldap", 4);
    struct map m = { .name = "O LDAPDefaultSpec", .cls = ldap, .index = -1 };
    int errors = s->standing.errors;
    bool good;

    symbol_find(&s->def->symbols, "ldap", SYM_MAPCLASS); /* as the reference does, which shows */
    s->prog->set.ldap_default = NULL;
    if (ldap != NULL && ldap->parse != NULL)
        ldap->parse(s, &m, o->value);
    good = s->standing.errors == errors;
    if (ldap != NULL && m.extra != NULL && ldap->free_extra != NULL)
        ldap->free_extra(m.extra);
    if ((m.flags & ~(unsigned long)(MF_VALID | MF_TRY0NULL | MF_TRY1NULL)) != 0 || m.app != NULL
        || m.tapp != NULL || has_flag(o->value, 'N') || has_flag(o->value, 'O'))
        syserr(s, "readcf: option LDAPDefaultSpec: Do not set non-LDAP specific flags");
    if (has_flag(o->value, 'k'))
        syserr(s, "readcf: option LDAPDefaultSpec: Do not set the LDAP search filter");
    if (has_flag(o->value, 'v'))
        syserr(s, "readcf: option LDAPDefaultSpec: Do not set the requested LDAP attributes");
    /* maps read it again: not one that would complain again */
    if (good)
        s->prog->set.ldap_default = s->prog->set.options->text[o->id];
}
