/*
 * program_rules.c - rules of a loaded configuration: what they ask that is not there, and rules that do nothing.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/marker.h"
#include "check/configuration.h"
#include "check/finding.h"
#include "check/program_rules.h"
#include "check/rule_order.h"
#include "check/source_text.h"
#include "describe.h"
#include "engine.h"
#include "explain/mc_line.h"
#include "explore/dead.h"
#include "show/memory.h"
#include "show/text.h"

/* What a server sets for each connection, envelope or recipient: never while the file is read. */
static const char *const late_macros[] = {
    "f", "g", "h", "i", "r", "s", "u", "_", "{addr_type}", "{alg_bits}", "{auth_authen}", "{auth_author}", "{auth_ssf}",
    "{auth_type}", "{cert_issuer}", "{cert_subject}", "{cipher}", "{cipher_bits}", "{client_addr}", "{client_connections}",
    "{client_name}", "{client_port}", "{client_ptr}", "{client_rate}", "{client_resolve}", "{cn_issuer}", "{cn_subject}",
    "{currHeader}", "{dsn_envid}", "{dsn_notify}", "{dsn_ret}", "{hdrlen}", "{hdr_name}", "{if_addr}", "{if_name}",
    "{mail_addr}", "{mail_host}", "{mail_mailer}", "{msg_size}", "{nbadrcpts}", "{nrcpts}", "{ntries}", "{rcpt_addr}",
    "{rcpt_host}", "{rcpt_mailer}", "{server_addr}", "{server_name}", "{tls_version}", "{total_rate}", "{verify}",
};

/* When a ruleset is called by a server, and the macros that come only later. */
static const struct {
    const char *ruleset, *when, *macros[16];
} stages[] = {
    { "check_relay", "when a client connects, before it says anything",
      { "{mail_addr}", "{mail_host}", "{mail_mailer}", "{rcpt_addr}", "{rcpt_host}", "{rcpt_mailer}", "{f}", "{s}", "{r}", "{i}", "{verify}", "{cert_subject}",
        "{auth_type}", "{auth_authen}" } },
    { "check_mail", "before a recipient is given", { "{rcpt_addr}", "{rcpt_host}", "{rcpt_mailer}" } },
};

struct checking {
    const struct configuration *conf;
    struct session *s;
    struct findings_list *f;
    int ruleset;
    const struct rule *at;
    struct rule_view rule;
    struct dead_rules *dead;       /* NULL: nobody has asked yet */
    bool routes[RULESET_NUMBERS];  /* an address is routed by it: a mailer's name there has to be one */
};

/* Why the rule at hand never runs. */
static enum dead_why why_dead(struct checking *c)
{
    if (c->dead == NULL && (c->dead = dead_rules_new(c->s)) == NULL)
        out_of_memory();
    return dead_rule(c->dead, c->ruleset, c->at).why;
}

/* Does nothing call the ruleset of the rule? Some of the tree's wait for a feature that calls them. */
static bool is_idle(struct checking *c)
{
    return why_dead(c) == DEAD_UNCALLED;
}

/* The line that ought to define the map is wrong, which was told (BT200). */
static bool was_told(const struct checking *c, const char *name)
{
    char wanted[80];

    snprintf(wanted, sizeof wanted, "map %.70s: ", name);
    for (int i = 0; i < c->f->n; i++) {
        if (c->f->list[i].check == BT200 && strstr(c->f->list[i].text, wanted) != NULL)
            return true;
    }
    return false;
}

static void lacks(struct checking *c, const char *what, const char *name, const char *would)
{
    const char *file;
    int line;
    bool tree;

    if (*what == 'm' && was_told(c, name))
        return;

    tree = configuration_rule_place(c->conf, &c->rule, &file, &line);
    if ((tree || c->conf->made) && is_idle(c))
        return;
    if (tree)
        finding_add(c->f, BT104, file, line, line > 0, "this asks the %s \"%s\", which is not there%s", what, name, would);
    else
        finding_add(c->f, BT201, file, line, 1, "there is no %s \"%s\"", what, name);
}

/* The tree has mailers in its rules that only classes without words lead to; what a define names has to be there. */
static void lacks_mailer(struct checking *c, const char *name)
{
    const char *file;
    int line;
    bool tree = configuration_rule_place(c->conf, &c->rule, &file, &line);

    if (!tree) {
        finding_add(c->f, BT201, file, line, 1, "there is no mailer \"%s\"", name);
    } else if (why_dead(c) == DEAD_NOT) {
        line = line > 0 ? line : mc_line_of(file, name, NULL);
        finding_add(c->f, BT104, file, line, line > 0, "mail is handed to a mailer \"%s\", which is not there; its MAILER() would make it", name);
    }
}

static bool is_word(const char *name)
{
    return *name != '\0' && name[strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")] == '\0';
}

static bool is_late(const char *macro)
{
    char braced[64];

    snprintf(braced, sizeof braced, strlen(macro) > 1 ? "{%s}" : "%s", macro);
    for (size_t i = 0; i < sizeof late_macros / sizeof late_macros[0]; i++) {
        if (strcmp(late_macros[i], braced) == 0)
            return true;
    }
    return false;
}

/* Names of mailers by which rulesets answer each other. */
static bool answers(const char *name)
{
    return strcasecmp(name, "error") == 0 || strcasecmp(name, "ok") == 0 || strcasecmp(name, "discard") == 0
           || strcasecmp(name, "unknown") == 0;
}

static void mentioned(void *ctx, enum mention what, const char *name)
{
    struct checking *c = ctx;
    const char *file;
    int line;
    bool tree;

    if (what == MENTIONS_MAP && is_word(name) && session_map(c->s, name) == NULL)
        lacks(c, "map", name, strcmp(name, "access") == 0 ? "; FEATURE(access_db) would define it" : "");
    else if (what == MENTIONS_CALL && is_word(name) && session_ruleset_named(c->s, name) < 0)
        lacks(c, "ruleset", name, strcmp(name, "SearchList") == 0 ? "; FEATURE(access_db) would define it" : "");
    else if (what == MENTIONS_MAILER && is_word(name) && c->routes[c->ruleset] && !session_has_mailer(c->s, name)
             && !answers(name)) {
        lacks_mailer(c, name);
    } else if (what == MENTIONS_FROZEN && is_late(name)) {
        tree = configuration_rule_place(c->conf, &c->rule, &file, &line);
        if (!tree)
            finding_add(c->f, BT202, file, line, 1, "$%s%s%s is fixed when the file is read, and not set then; $&%s%s%s",
                        strlen(name) > 1 ? "{" : "", name, strlen(name) > 1 ? "}" : "", strlen(name) > 1 ? "{" : "", name,
                        strlen(name) > 1 ? "}" : "");
    }
}

/* ---- which rulesets run when ----------------------------------------------------------------------------- */

struct reaching {
    struct session *s;
    bool *seen;
};

static void reach(struct session *s, int ruleset, bool seen[RULESET_NUMBERS]);

static void reach_call(void *ctx, enum mention what, const char *name)
{
    struct reaching *r = ctx;

    if (what == MENTIONS_CALL)
        reach(r->s, session_ruleset_named(r->s, name), r->seen);
}

static void reach(struct session *s, int ruleset, bool seen[RULESET_NUMBERS])
{
    struct reaching r = { s, seen };

    if (ruleset < 0 || ruleset >= RULESET_NUMBERS || seen[ruleset])
        return;
    seen[ruleset] = true;
    for (const struct rule *x = session_first_rule(s, ruleset); x != NULL; x = rule_after(x))
        session_rule_mentions(s, x, reach_call, &r);
}

struct looking {
    const char *const *macros;
    char found[64];
};

static void look(void *ctx, enum mention what, const char *name)
{
    struct looking *l = ctx;
    char braced[64];

    snprintf(braced, sizeof braced, "{%s}", name);
    for (int i = 0; what == MENTIONS_MACRO && l->macros[i] != NULL; i++) {
        if (strcmp(l->macros[i], braced) == 0)
            snprintf(l->found, sizeof l->found, "%s", braced);
    }
}

/* "f" and "{rcpt_addr}", of "{f}" and "{rcpt_addr}". */
static const char *macro_shown(const char *braced, char out[64])
{
    bool one = strlen(braced) == 3;

    snprintf(out, 64, "%.*s", one ? 1 : 62, braced + one);
    return out;
}

/* Rules of the site that run at that stage alone, and look at what comes later. */
static void check_stages(struct checking *c)
{
    for (size_t i = 0; i < sizeof stages / sizeof stages[0]; i++) {
        bool here[RULESET_NUMBERS] = { false }, later[RULESET_NUMBERS] = { false };

        reach(c->s, session_ruleset_named(c->s, stages[i].ruleset), here);
        reach(c->s, session_ruleset_named(c->s, "check_rcpt"), later);
        reach(c->s, session_ruleset_named(c->s, "check_data"), later);
        reach(c->s, session_ruleset_named(c->s, "check_compat"), later);
        for (int n = 0; n < RULESET_NUMBERS; n++) {
            for (const struct rule *x = here[n] && !later[n] ? session_first_rule(c->s, n) : NULL; x != NULL; x = rule_after(x)) {
                struct looking l = { stages[i].macros, "" };
                char shown[64];
                const char *file;
                int line;
                bool tree;

                session_rule_mentions(c->s, x, look, &l);
                c->rule = rule_describe(x);
                tree = configuration_rule_place(c->conf, &c->rule, &file, &line);
                if (*l.found != '\0' && !tree)
                    finding_add(c->f, BT203, file, line, 1, "%s runs %s: $&%s is empty", stages[i].ruleset, stages[i].when,
                                macro_shown(l.found, shown));
            }
        }
    }
}

/* "HSubject: $>Check": rulesets that look at fields of messages. */
static void check_header_lines(const struct source_text *text, struct session *s, struct findings_list *f)
{
    for (int i = 0; text != NULL && i < text->nlines; i++) {
        const char *line = text->lines[i], *colon = *line == 'H' ? strchr(line, ':') : NULL, *at = colon != NULL ? colon + 1 + strspn(colon + 1, " \t") : "";
        char name[64];
        int ruleset;

        if (strncmp(at, "$>", 2) != 0)
            continue;
        at += 2 + (at[2] == '+');
        snprintf(name, sizeof name, "%.*s", (int)strcspn(at, " \t"), at);
        ruleset = session_ruleset_named(s, name);
        if (*name != '\0' && (ruleset < 0 || session_ruleset_rules(s, ruleset) == 0))
            finding_add(f, BT201, text->path, i + 1, (int)(at - line) + 1, "there is no ruleset \"%s\": nothing looks at the field", name);
    }
}

void check_program_rules(const struct configuration *conf, const struct source_text *text, struct session *s, struct findings_list *f)
{
    struct checking c = { .conf = conf, .s = s, .f = f };

    reach(s, 0, c.routes);
    reach(s, session_ruleset_named(s, "localaddr"), c.routes);
    for (int i = 0; i < RULESET_NUMBERS; i++) {
        if (!session_has_ruleset(s, i))
            continue;
        c.ruleset = i;
        for (const struct rule *x = session_first_rule(s, i); x != NULL; x = rule_after(x)) {
            c.at = x;
            c.rule = rule_describe(x);
            session_rule_mentions(s, x, mentioned, &c);
        }
        check_rule_order(conf, s, i, f);
    }
    if (c.dead != NULL)
        dead_rules_free(c.dead);
    check_stages(&c);
    check_header_lines(text, s, f);
}
