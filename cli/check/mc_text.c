/*
 * mc_text.c - what the text of an .mc file tells, before m4 has seen it.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "check/closed_lists.h"
#include "check/finding.h"
#include "check/greet_pause.h"
#include "check/mc_calls.h"
#include "check/mc_text.h"
#include "check/source_text.h"
#include "show/memory.h"

/* One file being checked. */
struct checking {
    const struct source_text *s;
    struct mc_calls calls;
    struct findings_list *f;
};

static bool has_feature(const struct checking *c, const char *feature)
{
    return mc_calls_find(&c->calls, "FEATURE", feature) != NULL;
}

static struct finding *tell(struct checking *c, enum check_id check, const struct mc_call *x, const char *text)
{
    return finding_add(c->f, check, c->s->path, x->line, x->column, "%s", text);
}

/* ---- rules ---------------------------------------------------------------------------------------------- */

/* NAME(`x') where a line begins: a call and no rule. */
static bool is_call(const char *line)
{
    size_t n = strspn(line, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_");

    return line[n] == '(' || (n > 1 && line[n] == '\0');
}

/* Runs of two blanks and more become a tab; NULL: there is none. */
static char *with_tabs(const char *line)
{
    char *out = grow_or_end(NULL, strlen(line) + 1), *to = out;
    bool found = false;

    while (*line != '\0') {
        size_t n = strspn(line, " ");

        if (n > 1) {
            *to++ = '\t';
            found = true;
        } else if (n == 1) {
            *to++ = ' ';
        } else {
            *to++ = *line++;
        }
        line += n;
    }
    *to = '\0';
    if (found)
        return out;
    free(out);
    return NULL;
}

/* A line and those that go on with it have a tab. */
static bool has_tab(const struct source_text *s, int i)
{
    if (strchr(s->lines[i], '\t') != NULL)
        return true;
    while (++i < s->nlines && (*s->lines[i] == ' ' || *s->lines[i] == '\t')) {
        if (strchr(s->lines[i], '\t') != NULL)
            return true;
    }
    return false;
}

static void check_rules(struct checking *c)
{
    const struct source_text *s = c->s;

    for (int i = c->calls.raw; c->calls.raw > 0 && i < s->nlines; i++) {
        const char *line = s->lines[i];

        /* `R', as some editors' quoting has it, is a rule too; a left side alone is none */
        if (*line != 'R' || is_call(line) || strchr(line, ' ') == NULL || strchr(line, '$') == NULL || has_tab(s, i))
            continue;
        finding_add(c->f, BT103, s->path, i + 1, 1, "blanks where a tab must be: this is no rule")->mended = with_tabs(line);
    }
}

/* Fields of addresses and of identifiers, of which comments are no part. */
static bool has_addresses(const char *name, size_t n)
{
    static const char *const fields[] = { "from", "to", "cc", "bcc", "reply-to", "sender", "errors-to", "return-path", "message-id",
                                          "return-receipt-to", "disposition-notification-to", "apparently-to", "references", "in-reply-to" };

    if (n > 7 && strncasecmp(name, "resent-", 7) == 0)
        return true;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        if (strlen(fields[i]) == n && strncasecmp(fields[i], name, n) == 0)
            return true;
    }
    return false;
}

/* HSubject: $>Check. */
static void check_header_rules(struct checking *c)
{
    const struct source_text *s = c->s;

    for (int i = c->calls.raw; c->calls.raw > 0 && i < s->nlines; i++) {
        const char *line = s->lines[i], *colon = strchr(line, ':'), *value = colon != NULL ? colon + 1 + strspn(colon + 1, " \t") : "";

        if (*line == 'H' && strncmp(value, "$>", 2) == 0 && value[2] != '+' && !has_addresses(line + 1, (size_t)(colon - line) - 1)
            && line[1] != '*')
            finding_add(c->f, BT207, s->path, i + 1, (int)(value - line) + 1, "$> takes what stands in brackets for a comment, and "
                        "the ruleset does not see it; $>+ hands the value over as it stands");
    }
}

/* ---- calls that go nowhere ------------------------------------------------------------------------------- */

static void check_comments(struct checking *c)
{
    for (int i = 0; i < c->calls.n; i++) {
        const struct mc_call *x = &c->calls.list[i];

        /* words as prose has them ("include(...)") are seldom calls */
        if (x->lost && x->arg[0][0] != '\0')
            finding_add(c->f, BT116, c->s->path, x->line, x->column, "%s(%s) stands behind dnl, and is lost; put it on a line "
                        "of its own", x->name, x->arg[0]);
        else if (x->comment && x->arg[0][0] != '\0' && !x->lost)
            finding_add(c->f, BT107, c->s->path, x->line, x->column, "m4 expands %s(%s) behind #; dnl begins a comment",
                        x->name, x->arg[0]);
    }
}

/* Names that begin so are read by MAILER(...). */
static const struct {
    const char *prefix, *mailer;
} made_by[] = {
    { "LOCAL_MAILER_", "local" }, { "LOCAL_SHELL_", "local" },      { "SMTP_MAILER_", "smtp" },
    { "ESMTP_MAILER_", "smtp" },  { "RELAY_MAILER_", "smtp" },      { "PROCMAIL_MAILER_", "procmail" },
    { "UUCP_MAILER_", "uucp" },   { "FAX_MAILER_", "fax" },         { "CYRUS_MAILER_", "cyrus" },
    { "CYRUSV2_MAILER_", "cyrusv2" }, { "USENET_MAILER_", "usenet" }, { "SMTP8_MAILER_", "smtp" },
    { "DSMTP_MAILER_", "smtp" },  { "MAIL11_MAILER_", "mail11" },   { "PH_MAILER_", "phquery" },
    { "POP_MAILER_", "pop" },     { "QPAGE_MAILER_", "qpage" },     { "SSH_MAILER_", "ssh" },
    { "XAGENT_MAILER_", "xagent" },
};

static void check_mailer_defines(struct checking *c)
{
    for (int i = 0; i < c->calls.n; i++) {
        const struct mc_call *x = &c->calls.list[i];

        for (size_t k = 0; strcmp(x->name, "define") == 0 && k < sizeof made_by / sizeof made_by[0]; k++) {
            const struct mc_call *mailer = mc_calls_find(&c->calls, "MAILER", made_by[k].mailer);

            if (strncmp(x->arg[0], made_by[k].prefix, strlen(made_by[k].prefix)) == 0 && !x->lost && mailer != NULL
                && mailer->line < x->line)
                finding_add(c->f, BT106, c->s->path, x->line, x->column, "%s has no effect: MAILER(%s) was made in line %d",
                            x->arg[0], made_by[k].mailer, mailer->line);
        }
    }
}

static void check_milters(struct checking *c)
{
    const struct mc_call *list = mc_calls_find(&c->calls, "define", "confINPUT_MAIL_FILTERS");

    for (int i = 0; list != NULL && i < c->calls.n; i++) {
        const struct mc_call *x = &c->calls.list[i];

        if (strcmp(x->name, "INPUT_MAIL_FILTER") == 0 && !x->lost && x->line > list->line) {
            finding_add(c->f, BT110, c->s->path, list->line, list->column,
                        "INPUT_MAIL_FILTER(%s) in line %d makes the list anew; define it behind the last one", x->arg[0],
                        x->line);
            return;
        }
    }
}

/* ---- features ------------------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    enum check_level level;
    const char *text;
} open_features[] = {
    { "promiscuous_relay", LEVEL_WARNING, "anybody can send mail to anybody through this host" },
    { "relay_local_from", LEVEL_WARNING, "whoever gives a sender of this host's domains, which needs no proof, can relay" },
    { "accept_unresolvable_domains", LEVEL_INFO, "senders whose domains do not exist are taken, and errors to them go nowhere" },
    { "loose_relay_check", LEVEL_INFO, "user%site@ADDRESS of a domain that may be relayed to is not looked at any further" },
};

static void check_feature(struct checking *c, const struct mc_call *x)
{
    for (size_t i = 0; i < sizeof open_features / sizeof open_features[0]; i++) {
        if (strcmp(x->arg[0], open_features[i].name) == 0)
            tell(c, BT108, x, open_features[i].text)->level = open_features[i].level;
    }
    if (strcmp(x->arg[0], "blacklist_recipients") == 0) {
        struct finding *told = tell(c, BT112, x, "it is called blocklist_recipients now");
        const char *line = c->s->lines[x->line - 1], *at = strstr(line, x->arg[0]);

        if (at != NULL && asprintf(&told->mended, "%.*sblock%s", (int)(at - line), line, at + 5) < 0)
            out_of_memory();
    }
    if (strcmp(x->arg[0], "greet_pause") == 0)
        check_greet_pause(c->s, x->line, x->column, x->arg[1], c->f);
    if ((strstr(x->arg[0], "dnsbl") != NULL || strcmp(x->arg[0], "rhsbl") == 0) && closed_since(x->arg[1]) > 0)
        finding_add(c->f, BT113, c->s->path, x->line, x->column, "%s has closed (%d); take it away", x->arg[1], closed_since(x->arg[1]));
}

static void check_features(struct checking *c)
{
    const struct mc_call *helo = mc_calls_find(&c->calls, "FEATURE", "block_bad_helo");
    const struct mc_call *tls = mc_calls_find(&c->calls, "FEATURE", "tls_session_features");
    const struct mc_call *hidden = mc_calls_find(&c->calls, "MASQUERADE_AS", NULL);

    for (int i = 0; i < c->calls.n; i++) {
        if (strcmp(c->calls.list[i].name, "FEATURE") == 0 && !c->calls.list[i].lost)
            check_feature(c, &c->calls.list[i]);
    }
    if (c->calls.includes)
        return; /* what is not here may be there */
    if (helo != NULL && !has_feature(c, "delay_checks"))
        tell(c, BT115, helo, "without FEATURE(delay_checks) only foreign recipients are checked");
    if (tls != NULL && !has_feature(c, "access_db"))
        tell(c, BT104, tls, "without FEATURE(access_db) it asks nothing, and has no effect")->level = LEVEL_WARNING;
    if (hidden != NULL && !has_feature(c, "masquerade_envelope") && !has_feature(c, "nullclient"))
        tell(c, BT114, hidden, "only headers are rewritten; FEATURE(masquerade_envelope) does it in the envelope too");
}

/* Who is given mail for users of this host. */
static const struct mc_call *hub_of(const struct checking *c)
{
    static const char *const hubs[] = { "MAIL_HUB", "LUSER_RELAY", "LOCAL_RELAY" };
    const struct mc_call *x = NULL;

    for (size_t i = 0; x == NULL && i < sizeof hubs / sizeof hubs[0]; i++) {
        x = mc_calls_find(&c->calls, "define", hubs[i]);
        if (x != NULL && (*x->arg[1] == '\0' || strncasecmp(x->arg[1], "local:", 6) == 0))
            x = NULL;
    }
    return x;
}

/* The special meaning of % or ! taken away, with a hub behind. */
static void check_special(struct checking *c)
{
    static const char *const features[] = { "nopercenthack", "nouucp" };
    const struct mc_call *hub = hub_of(c);

    for (size_t i = 0; hub != NULL && i < sizeof features / sizeof features[0]; i++) {
        const struct mc_call *x = mc_calls_find(&c->calls, "FEATURE", features[i]);

        if (x != NULL && strcmp(x->arg[1], "nospecial") == 0)
            finding_add(c->f, BT109, c->s->path, x->line, x->column, "%s is taken for a user of this host and handed to %s (line %d), which may send "
                        "it to site; reject?", i == 0 ? "user%site" : "site!user", hub->arg[1], hub->line);
    }
}

/* ---- who may connect ------------------------------------------------------------------------------------ */

static bool is_loopback(const char *options)
{
    const char *addr = strcasestr(options, "addr=");

    return addr != NULL && (strncmp(addr + 5, "127.", 4) == 0 || strncmp(addr + 5, "::1", 3) == 0
                            || strncmp(addr + 5, "0:0:0:0:0:0:0:1", 15) == 0 || strncasecmp(addr + 5, "localhost", 9) == 0);
}

static bool is_submission(const char *options)
{
    return strcasestr(options, "port=submission") != NULL || strcasestr(options, "port=587") != NULL
           || strcasestr(options, "port=465") != NULL || strcasestr(options, "port=smtps") != NULL;
}

/* Those who connect have to log in. */
static bool wants_login(const char *options)
{
    const char *m = strcasestr(options, "m=");

    for (; m != NULL && m != options && strchr(", \t", m[-1]) == NULL; m = strcasestr(m + 2, "m="))
        ;
    return m != NULL && strcspn(m, "a") < strcspn(m, ", \t");
}

/* Why nobody else can send mail there; NULL: one can. */
static const char *keeps_others_out(const char *options)
{
    if (is_submission(options))
        return "it listens on ports for users of its own alone: no other server can send to it";
    if (is_loopback(options))
        return "it listens for mail on the loopback interface alone: no other server can send to it";
    return wants_login(options) ? "whoever connects has to log in (M=a), and other servers cannot: no other server can send to it" : NULL;
}

static void check_daemons(struct checking *c)
{
    const struct mc_call *first = NULL;

    for (int i = 0; i < c->calls.n; i++) {
        const struct mc_call *x = &c->calls.list[i];

        if (strcmp(x->name, "DAEMON_OPTIONS") != 0 || x->lost)
            continue;
        if (keeps_others_out(x->arg[0]) == NULL)
            return;
        first = first == NULL || is_submission(first->arg[0]) ? x : first;
    }
    if (first != NULL && !c->calls.includes)
        tell(c, BT111, first, keeps_others_out(first->arg[0]));
}

static void check_blame(struct checking *c)
{
    const struct mc_call *x = mc_calls_find(&c->calls, "define", "confDONT_BLAME_SENDMAIL");

    if (x != NULL && *x->arg[1] != '\0' && strcasecmp(x->arg[1], "safe") != 0)
        finding_add(c->f, BT405, c->s->path, x->line, x->column, "%s: files that others can write to are trusted; mend their "
                    "modes instead", x->arg[1]);
}

void check_mc_text(const struct source_text *s, struct findings_list *f)
{
    struct checking c = { .s = s, .f = f };

    mc_calls_read(s, &c.calls);
    check_rules(&c);
    check_header_rules(&c);
    check_comments(&c);
    check_mailer_defines(&c);
    check_milters(&c);
    check_features(&c);
    check_special(&c);
    check_daemons(&c);
    check_blame(&c);
    mc_calls_free(&c.calls);
}
