/*
 * names.c - every kind of name that a command line may have, from the tables and the loaded
 * program.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "describe.h"
#include "engine.h"
#include "shell/breakpoints.h"
#include "shell/commands_output.h"
#include "shell/names.h"
#include "shell/shell.h"
#include "show/near.h"
#include "show/rule_text.h"
#include "show/text.h"

typedef void use(void *ctx, const char *name);

static void words(const char *const *list, use *fn, void *ctx)
{
    for (; *list != NULL; list++)
        fn(ctx, *list);
}

static void commands(struct shell *sh, use *fn, void *ctx)
{
    for (const struct command *c = sh->commands->slash; c->name != NULL; c++) {
        if (command_there(sh, c))
            fn(ctx, c->name);
    }
}

static void rulesets(struct shell *sh, use *fn, void *ctx)
{
    char buf[32];

    for (int i = 0; i < RULESET_NUMBERS; i++) {
        if (!session_has_ruleset(sh->session, i))
            continue;
        fn(ctx, session_ruleset_name(sh->session, i, buf));
    }
}

static void rules(struct shell *sh, use *fn, void *ctx)
{
    struct text name = { 0 };

    for (int i = 0; i < RULESET_NUMBERS; i++) {
        const struct rule *r = session_first_rule(sh->session, i);

        for (; r != NULL; r = rule_after(r)) {
            text_clear(&name);
            rule_name(&name, sh->session, i, r);
            fn(ctx, text_of(&name));
        }
    }
    text_free(&name);
}

static void mailers(struct shell *sh, use *fn, void *ctx)
{
    struct mailer_view m;

    for (int i = 0; session_mailer(sh->session, i, &m); i++)
        fn(ctx, m.name);
}

static void maps(struct shell *sh, use *fn, void *ctx)
{
    struct map_view m;

    for (int i = 0; session_map_at(sh->session, i, &m); i++)
        fn(ctx, m.name);
}

/* One-character names that are text, and long ones in their braces. */
static void ids(struct shell *sh, bool classes, use *fn, void *ctx)
{
    char buf[32];

    for (int id = '!'; id < NAMES; id++) {
        if (id == 0x7F || (id < 0xA0 && id > 0x7F && id != 0x82)
            || !session_name_used(sh->session, id))
            continue;
        if (classes ? session_class_size(sh->session, id) == 0
                    : session_macro_at(sh->session, id) == NULL)
            continue;
        fn(ctx, session_name(sh->session, id, true, buf));
    }
}

static void macros(struct shell *sh, use *fn, void *ctx)
{
    ids(sh, false, fn, ctx);
}

static void classes(struct shell *sh, use *fn, void *ctx)
{
    ids(sh, true, fn, ctx);
}

static void categories(struct shell *sh, use *fn, void *ctx)
{
    char number[8];

    (void)sh;
    for (int i = 0; debug_category(i) != NULL; i++) {
        snprintf(number, sizeof number, "%d", debug_category(i)->number);
        fn(ctx, number);
    }
}

static void traces(struct shell *sh, use *fn, void *ctx)
{
    static const char *const list[] = { "bt", "tree", "json", "off", NULL };

    (void)sh;
    words(list, fn, ctx);
}

static void parts(struct shell *sh, use *fn, void *ctx)
{
    static const char *const list[] = { "rules", "maps", "macros", "dns", "all", NULL };

    (void)sh;
    words(list, fn, ctx);
}

static void topics(struct shell *sh, use *fn, void *ctx)
{
    commands(sh, fn, ctx);
    fn(ctx, "all");
    fn(ctx, "debug");
    fn(ctx, "rulesets");
}

static void breaks(struct shell *sh, use *fn, void *ctx)
{
    static const char *const list[] = {
#define WORD(word, kind, alone, named) word,
        BREAK_WORDS(WORD)
#undef WORD
        "off", NULL,
    };

    words(list, fn, ctx);
    rulesets(sh, fn, ctx);
}

/* What may stand behind "map", "mailer" and "off". */
static void break_words(struct shell *sh, use *fn, void *ctx)
{
    maps(sh, fn, ctx);
    mailers(sh, fn, ctx);
}

static void settings(struct shell *sh, use *fn, void *ctx)
{
#define SETTING(word, function, value, form, help) word,
    static const char *const list[] = {
#include "start/setting_list.h"
        NULL
    };
#undef SETTING

    (void)sh;
    words(list, fn, ctx);
}

static void smtp_options(struct shell *sh, use *fn, void *ctx)
{
#define SMTP_OPTION(word, value, how, help) "--" word,
    static const char *const list[] = {
#include "shell/smtp_option_list.h"
        NULL
    };
#undef SMTP_OPTION

    (void)sh;
    words(list, fn, ctx);
}

static void lists(struct shell *sh, use *fn, void *ctx)
{
    rulesets(sh, fn, ctx);
    rules(sh, fn, ctx);
}

void names_each(struct shell *sh, enum name_kind kind, use *fn, void *ctx)
{
    static void (*const list[])(struct shell *, use *, void *) = {
        [NAME_COMMAND] = commands, [NAME_RULESET] = rulesets, [NAME_RULE] = rules,
        [NAME_MAILER] = mailers, [NAME_MAP] = maps, [NAME_MACRO] = macros, [NAME_CLASS] = classes,
        [NAME_CATEGORY] = categories, [NAME_TRACE] = traces, [NAME_PART] = parts,
        [NAME_TOPIC] = topics, [NAME_BREAK] = breaks,
        [NAME_BREAK_WORD] = break_words, [NAME_LIST] = lists, [NAME_SETTING] = settings,
        [NAME_SMTP_OPTION] = smtp_options,
    };

    list[kind](sh, fn, ctx);
}

/* ---- near names ---------------------------------------------------------------------------------- */

void names_near(struct shell *sh, enum name_kind kind, const char *word, struct text *out)
{
    struct near n = { .word = word };

    names_each(sh, kind, near_offer, &n);
    near_tell(&n, out);
}

/* ---- prefixes ------------------------------------------------------------------------------------ */

struct unique {
    const char *word;
    char *buf;
    size_t size;
    int n;
    bool exact;
};

static void begins(void *ctx, const char *name)
{
    struct unique *u = ctx;

    if (u->exact || strncasecmp(name, u->word, strlen(u->word)) != 0)
        return;
    u->exact = strcasecmp(name, u->word) == 0;
    u->n = u->exact ? 1 : u->n + 1;
    snprintf(u->buf, u->size, "%s", name);
}

const char *names_unique(struct shell *sh, enum name_kind kind, const char *word, char *buf,
                         size_t size)
{
    struct unique u = { word, buf, size, 0, false };

    names_each(sh, kind, begins, &u);
    return u.n == 1 ? buf : NULL;
}

bool names_rulesets(const struct session *s, const char *word, size_t n)
{
    const char *end = word + n;

    while (word < end) {
        size_t k = strcspn(word, ",");
        char name[64];

        if (word + k > end)
            k = (size_t)(end - word);
        if (k == 0 || k >= sizeof name)
            return false;
        memcpy(name, word, k);
        name[k] = '\0';
        if (session_ruleset_named(s, name) < 0)
            return false;
        word += k + 1;
    }
    return n > 0;
}

/* True of the rulesets that a mail server gives two arguments, and of those that they hand them to. */
static bool takes_two(const char *list)
{
    static const char *const two[] = {
        "check_relay", "checkrelay", "Basic_check_relay", "Local_check_relay", "check_compat", "Local_check_compat",
        "trust_auth", "Local_trust_auth", "tls_client", "Local_tls_client", "authinfo", "greet_pause",
        "Local_greet_pause", "srv_features", "Local_srv_features", "clt_features", "Local_clt_features",
        "tls_srv_features", "tls_clt_features", "check_eoh", "check_other", "x_connect", "oc_rate", "oc_conc",
    };
    const char *last = strrchr(list, ',');

    last = last != NULL ? last + 1 : list;
    for (size_t i = 0; i < sizeof two / sizeof *two; i++) {
        if (strcasecmp(last, two[i]) == 0)
            return true;
    }
    return false;
}

bool two_arguments(const char *list, const char *text, struct text *joined)
{
    const char *comma = strchr(text, ',');

    if (strstr(text, "$|") != NULL || comma == NULL || strchr(comma + 1, ',') != NULL
        || !takes_two(list))
        return false;
    text += strspn(text, " \t");
    text_bytes(joined, text, (size_t)(comma - text));
    text_format(joined, " $| %s", comma + 1 + strspn(comma + 1, " \t"));
    return true;
}
