/*
 * ahead.c - behind the triple, in words.
 */
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/marker.h"
#include "engine.h"
#include "explain/ahead.h"
#include "explain/explain.h"
#include "explain/fact_text.h"
#include "explain/lay.h"
#include "reason/facts.h"
#include "reason/onward.h"
#include "reason/run.h"
#include "reason/trouble.h"
#include "show/style.h"
#include "show/text.h"

enum { RECIPIENTS = 8, HOPS = 4 };

static int depth_of(const struct onward *o, int i)
{
    int n = 0;

    for (i = o->list[i].parent; i >= 0; i = o->list[i].parent)
        n++;
    return n;
}

/* Mail is kept until what failed works; -bv calls it deliverable all the same. */
static void waits(const struct explain *x, struct text *line, const struct recipient *r)
{
    struct trouble t;

    text_add(line, "waits in the queue: ");
    if (!r->aliases)
        text_add(line, r->why);
    else if (alias_trouble(x->session, &t))
        text_format(line, "the alias file cannot be opened: %s%s%s", t.reason, *t.file != '\0' ? ": " : "", t.file);
    else
        text_add(line, "looking for aliases failed for the time being");
}

static void where(const struct explain *x, struct text *line, const struct recipient *r)
{
    struct text user = { 0 };

    address_plain(&user, x->session, r->user != NULL ? r->user : "");
    if (r->end == END_BAD) {
        text_format(line, "refused%s%s", r->why != NULL ? ": " : "", r->why != NULL ? r->why : "");
    } else if (r->end == END_QUEUED) {
        waits(x, line, r);
    } else if (strcmp(r->mailer, "local") == 0 && r->end == END_MAILBOX) {
        text_format(line, "mailbox of %s", text_of(&user));
    } else if (strcmp(r->mailer, "prog") == 0) {
        text_add(line, "program ");
        text_display(line, x->session, r->user);
    } else if (strcmp(r->mailer, "*file*") == 0) {
        text_format(line, "file %s", text_of(&user));
    } else if (strcmp(r->mailer, "*include*") == 0) {
        text_format(line, "list %s", text_of(&user));
    } else {
        text_format(line, "by %s", r->mailer);
        if (r->host != NULL && *r->host != '\0') {
            text_add(line, " to ");
            address_plain(line, x->session, r->host);
        }
        text_format(line, ", for %s", text_of(&user));
    }
    text_free(&user);
}

/* Below another address, or beside one: whose end this is has to be said. */
static bool names_itself(const struct onward *o, const struct recipient *r)
{
    int roots = 0;

    for (int i = 0; i < o->n; i++)
        roots += o->list[i].parent < 0;
    if (r->address == NULL)
        return false;
    return r->parent < 0 ? roots > 1 : strcmp(r->address, o->list[r->parent].address) != 0;
}

/* "root →  aliases:2" */
static void leads(const struct explain *x, struct text *line, const struct recipient *r)
{
    struct place p;

    text_display(line, x->session, r->address);
    text_add(line, style_pick(&x->style, " →", " ->"));
    onward_place(x->session, r, &p);
    if (p.kind != PLACE_NONE || r->led == LED_USERDB)
        text_add(line, "  ");
    if (r->led == LED_FORWARD) /* by its whole name: each user has one */
        text_format(line, "%s:%d", p.file, p.line);
    else if (r->led == LED_USERDB)
        text_add(line, "by the user database");
    else
        place_text(line, &p);
}

/* Parents lead to their children; those that nothing leads on are ends. */
static void tree(const struct explain *x, const struct onward *o)
{
    for (int i = 0; i < o->n && i < RECIPIENTS; i++) {
        const struct recipient *r = &o->list[i];
        struct text line = { 0 };

        for (int k = depth_of(o, i); k > 0; k--)
            text_add(&line, "  ");
        if (r->end == END_ON && r->led == LED_NOWHERE && (i + 1 == o->n || o->list[i + 1].parent != i)) {
            text_display(&line, x->session, r->address);
            text_add(&line, ", once more");
        } else if (r->end == END_ON) {
            leads(x, &line, r);
        } else {
            struct text end = { 0 };

            where(x, &end, r);
            if (r->led != LED_NOWHERE) {
                leads(x, &line, r);
                text_add(&line, ": ");
            } else if (names_itself(o, r)) {
                text_display(&line, x->session, r->address);
                text_add(&line, ": ");
            }
            text_add(&line, text_of(&end));
            text_free(&end);
        }
        lay_entry(x, i == 0 ? "then" : "", &line);
        text_free(&line);
    }
    if (o->n > RECIPIENTS) {
        struct text line = { 0 };

        text_format(&line, "and %d more: btsh -bv shows all", o->n - RECIPIENTS);
        lay_entry(x, "", &line);
        text_free(&line);
    }
}

/* "$#local $: @ann": ruleset 5 is not asked about this user. */
static bool stays(const struct run_answer *a)
{
    const char *user = a->workspace != NULL ? strchr(a->workspace, (char)MARK_USER) : NULL;

    return user != NULL && strncmp(user + 1, " @ ", 3) == 0;
}

/* What of the site decided what rulesets make of a text, each fact once in all that is told. */
static void decided_by(const struct explain *x, const char *rules, const char *text, bool staying, struct text *told)
{
    struct findings f = { 0 };
    struct inquiry q;

    if (!inquiry_begin(&q, x->session, rules, NULL, text))
        return;
    q.present = true;
    facts_find(&q, &f);
    for (int i = 0; i < f.nfacts && (!staying || stays(&f.answer)); i++) {
        struct text line = { 0 };

        if (!f.facts[i].decides || f.facts[i].common || f.facts[i].twin)
            continue;
        fact_label(&line, x->session, &f.facts[i]);
        text_add(&line, ": ");
        fact_says(&line, x->session, &x->style, &f.facts[i], x->show_secrets);
        text_add(&line, "  ");
        fact_place(&line, x->session, &f.facts[i], x->mc);
        text_char(&line, '\n');
        if (strstr(text_of(told), text_of(&line)) == NULL) {
            text_add(told, text_of(&line));
            line.s[--line.n] = '\0';
            lay_entry(x, "", &line);
        }
        text_free(&line);
    }
    inquiry_end(&q);
    facts_clear(&f);
}

/* What ruleset 5 made of a local user, or why it was not asked. */
static void behind(const struct explain *x, const struct recipient *r, struct text *told)
{
    if (r->led == LED_RULES)
        decided_by(x, "5", r->user, false, told);
    else if (r->end == END_MAILBOX && strcmp(r->mailer, "local") == 0)
        decided_by(x, "3,0", r->address, true, told);
}

static bool same_host(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);

    n -= n > 0 && a[n - 1] == '.';
    m -= m > 0 && b[m - 1] == '.';
    return n == m && strncasecmp(a, b, n) == 0;
}

static void hosts(const struct explain *x, const struct next_hop *h, struct text *line, const char *host)
{
    address_plain(line, x->session, host);
    text_add(line, h->address || h->n > 0 ? "" : ": ");
    if (h->null_mx) {
        text_add(line, "its MX says that it takes no mail");
    } else if (h->address) {
        text_add(line, ": no MX is asked");
    } else if (!h->asked) {
        text_add(line, "MX and address not asked (no network)");
    } else if (h->n == 0) {
        text_add(line, "no MX host is known");
    } else if (h->n > 1 || !same_host(h->host[0], host)) {
        text_add(line, ": MX ");
        for (int i = 0; i < h->n && i < HOPS; i++) {
            text_add(line, i > 0 ? ", " : "");
            address_plain(line, x->session, h->host[i]);
        }
        if (h->n > HOPS)
            text_format(line, " and %d more", h->n - HOPS);
    } else {
        text_add(line, ": its own address");
    }
    if (*h->port != '\0')
        text_format(line, ", port %s", h->port);
}

static void next_host(const struct explain *x, const struct run_answer *a)
{
    struct next_hop h;
    struct text line = { 0 }, host = { 0 };

    next_hop_find(x->session, a->mailer, a->host, &h);
    if (!h.network)
        return;
    text_add(&host, a->host);
    if (host.n > 1 && host.s[host.n - 1] == '.')
        host.s[--host.n] = '\0';
    hosts(x, &h, &line, text_of(&host));
    lay_entry(x, "then", &line);
    if (h.here >= 0) {
        address_plain(&line, x->session, h.n > h.here ? h.host[h.here] : text_of(&host));
        text_add(&line, " is this host");
        if (*h.port == '\0' || strcmp(h.port, "25") == 0 || strcmp(h.port, "smtp") == 0)
            text_add(&line, ": mail loops back");
        else
            text_format(&line, ": whatever listens at port %s there has it next", h.port);
        lay_entry(x, "", &line);
    }
    text_free(&line);
    text_free(&host);
}

void ahead_write(const struct explain *x, const struct run_answer *a)
{
    struct onward o = { 0 };
    struct text told = { 0 };

    if (a->mailer == NULL || x->rules != NULL || x->mailer != NULL || run_refused(a) || a->waits)
        return;
    if (!onward_goes_on(x->session, a->mailer)) {
        next_host(x, a);
        return;
    }
    onward_find(x->session, x->address, &o);
    tree(x, &o);
    for (int i = 0; i < o.n && i < RECIPIENTS; i++)
        behind(x, &o.list[i], &told);
    text_free(&told);
    onward_clear(&o);
}
