/*
 * suggest_write.c - the questions of a suite that is suggested, as tests that are grouped and named by what decides.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "show/memory.h"
#include "show/text.h"
#include "subcommands/deciding.h"
#include "subcommands/situation_text.h"
#include "subcommands/suggest_question.h"
#include "subcommands/suggest_write.h"

/* What comes of it, in a few words. */
static void outcome(const struct question *q, struct text *t)
{
    const struct arrival *a = &q->arrival;

    struct apart_question apart;

    if (q->kind == ASK_TRY)
        text_format(t, "rewritten for %s", q->mailer);
    else if (q->kind == ASK_APART)
        text_add(t, question_apart(q, &apart) ? apart.ruleset : "");
    else if (q->kind == ASK_DIALOGUE && a->mail != 0 && a->mail < 400 && a->rcpt < 400 && (!q->data || a->data < 400))
        text_add(t, "accepted");
    else if (q->kind == ASK_DIALOGUE)
        text_format(t, "refused %.9s", *arrival_reply(a) != '\0' ? arrival_reply(a) : "at once");
    else if (*a->mailer == '\0')
        text_add(t, "cannot be parsed");
    else if (arrival_fails(a))
        text_add(t, "no such address");
    else
        text_format(t, "by %s", a->mailer);
}

static bool apart_asked(const struct question *q, struct session *s, struct deciding_question *asked)
{
    struct apart_question a;

    if (!question_apart(q, &a))
        return false;
    question_define(q, s);
    snprintf(asked->rules, sizeof asked->rules, "%s", a.ruleset);
    snprintf(asked->text, sizeof asked->text, "%s", a.text);
    return true;
}

static void name(struct program *p, struct question *q)
{
    struct made_situation plain = { .sender = "" };
    struct session *s = deciding_session(p, q->kind >= ASK_DIALOGUE ? &q->m : &plain);
    struct deciding_question asked = { .rules = "" };
    struct text title = { 0 }, because = { 0 };
    bool decided = q->kind != ASK_TRY && q->fails == 0;

    if (decided && q->kind == ASK_APART)
        decided = apart_asked(q, s, &asked);
    else if (decided && q->kind == ASK_DIALOGUE)
        decided = deciding_question_of(&q->m, &q->arrival, &asked);
    else if (decided)
        snprintf(asked.text, sizeof asked.text, "%s", q->m.recipient);
    if (decided)
        deciding_facts(s, &asked, NULL, NULL, &because);
    session_free(s);
    outcome(q, &title);
    if (*q->m.failing != '\0')
        text_format(&title, ", while map %.*s fails", (int)strcspn(q->m.failing, " "), q->m.failing);
    if (because.n > 0)
        text_format(&title, ": %s", text_of(&because));
    q->because = text_take(&because);
    q->title = text_take(&title);
}

static int by_title(const void *a, const void *b)
{
    const struct question *x = *(const struct question *const *)a, *y = *(const struct question *const *)b;

    return x->kind != y->kind ? (int)x->kind - (int)y->kind : strcmp(x->title, y->title);
}

/* "#@ expect 550 5.7.1": the codes of a reply. fails: so it is though a lookup fails. */
static void write_reply(FILE *f, const char *said, bool fails)
{
    size_t n = strcspn(said, " "), dsn = said[n] == ' ' ? strspn(said + n + 1, "0123456789.") : 0;

    fprintf(f, "#@ expect %.*s%s%.*s\n", (int)n, said, dsn >= 5 ? " " : "", dsn >= 5 ? (int)dsn : 0, said + n + 1);
    if (fails && *said != '4')
        fprintf(f, "#@ expect temporary\n");
}

static void write_tls(FILE *f, const char *option, const struct made_situation *m)
{
    fprintf(f, " --%s \"verify=%s,bits=%s,cert_subject=%s,cert_issuer=%s\"", option, m->verify, *m->bits != '\0' ? m->bits : "256", m->subject, m->issuer);
}

/* "#@ smtp 192.0.2.1,host.example --auth "PLAIN,ann"", and what the client says before MAIL. */
static void write_client(FILE *f, const struct question *q)
{
    const struct made_situation *m = &q->m;
    struct text client = { 0 };

    situation_client(&client, m);
    fprintf(f, "#@ smtp %s", text_of(&client));
    text_free(&client);
    if (*m->daemon != '\0')
        fprintf(f, " --daemon \"%s\"", m->daemon);
    if (verdict_of_client(m->verify))
        write_tls(f, "tls", m);
    if (q->delivers)
        fprintf(f, " --deliver%s", *m->verify != '\0' ? "" : " --server-tls no");
    if (q->delivers && *m->verify != '\0')
        write_tls(f, "server-tls", m);
    if (*m->login != '\0')
        fprintf(f, " --auth \"PLAIN,%s\"", m->login);
    if (m->rate > 0)
        fprintf(f, " --rate %d --connections %d", m->rate, m->rate);
    fprintf(f, "\nEHLO %s\n", m->helo);
    if (q->arrival.mail == 0)
        fprintf(f, "#@ expect\n"); /* that was the end */
    if (verdict_of_client(m->verify))
        fprintf(f, "STARTTLS\nEHLO %s\n", m->helo);
    if (*m->login != '\0')
        fprintf(f, "AUTH PLAIN AHgAeA==\n");
}

static void write_message(FILE *f, const struct question *q)
{
    const struct made_situation *m = &q->m;

    fprintf(f, "DATA\n");
    if (q->message) {
        fprintf(f, "From: <%s>\nTo: <%s>\nMessage-Id: <1@%s>\nSubject: x\n", m->sender, m->recipient, m->helo);
        if (*m->header != '\0')
            fprintf(f, "%s\n", m->header);
        fprintf(f, "\n");
    }
    if (q->message || q->arrival.data < 400)
        fprintf(f, ".\n");
    if ((q->fails & FAILS_BEHIND) != 0 || q->delivers)
        return; /* to which of the lines that was is not known; and the next server may be one for later */
    if (q->arrival.data < 400)
        fprintf(f, "#@ expect accepted\n");
    else
        fprintf(f, "#@ expect %d\n", q->arrival.data);
}

static void write_macro(void *ctx, const char *name, const char *value)
{
    if (*value != '\0')
        fprintf(ctx, ".D%s%s\n", name, value);
}

/* What is not said is filled in when the suite is played. */
static const char *expected(const struct question *q)
{
    return q->fails != 0 ? " temporary" : "";
}

static void write_apart(FILE *f, const struct question *q)
{
    struct apart_question a;

    if (!question_apart(q, &a))
        return;
    if (a.joined)
        fprintf(f, "#@ ext on\n"); /* else "$|" is no mark */
    question_macros(q, write_macro, f);
    fprintf(f, "%s %s\n#@ expect%s\n", a.ruleset, a.text, expected(q));
}

static void write_question(FILE *f, const struct question *q)
{
    if (q->kind == ASK_APART) {
        write_apart(f, q);
        return;
    }
    if (q->kind == ASK_TRY) {
        fprintf(f, "/tryflags %s\n/try %s %s\n#@ expect%s\n", q->flags, q->mailer, q->m.recipient, expected(q));
        return;
    }
    if (q->kind == ASK_ROUTE) {
        fprintf(f, "/parse %s\n#@ expect%s\n", q->m.recipient, expected(q));
        if (*q->because != '\0')
            fprintf(f, "#@ expect because %s\n", q->because);
        return;
    }
    write_client(f, q);
    fprintf(f, "MAIL FROM:<%s>\n", q->m.sender);
    if (q->arrival.mail >= 400)
        write_reply(f, q->arrival.said, (q->fails & FAILS_AT_MAIL) != 0);
    fprintf(f, "RCPT TO:<%s>\n", q->m.recipient);
    if (q->arrival.rcpt != 0)
        write_reply(f, q->arrival.said, (q->fails & FAILS_AT_RCPT) != 0);
    if (q->data && q->arrival.rcpt < 400)
        write_message(f, q);
    fprintf(f, "QUIT\n");
}

static void write_failing(FILE *f, const char *failing)
{
    size_t n = strcspn(failing, " ");

    if (n > 0)
        fprintf(f, "#@ map %.*s !%s\n", (int)n, failing, failing + n);
}

/* A dialogue, what has macros, and what is asked while a map fails, is a test of its own; of the rest, what goes one way by one
 * cause is one. */
static bool stands_alone(const struct question *q)
{
    return q->kind >= ASK_DIALOGUE || *q->m.failing != '\0';
}

void suggest_write(FILE *f, struct program *p, struct question *list, int n)
{
    const struct question **sorted = zeroed_or_end((size_t)n + 1, sizeof *sorted);
    int taken = 0;

    for (int i = 0; i < n; i++) {
        if (!list[i].taken)
            continue;
        name(p, &list[i]);
        sorted[taken++] = &list[i];
    }
    qsort(sorted, (size_t)taken, sizeof *sorted, by_title);
    for (int i = 0; i < taken; i++) {
        if (i == 0 || stands_alone(sorted[i]) || stands_alone(sorted[i - 1]) || strcmp(sorted[i]->title, sorted[i - 1]->title) != 0)
            fprintf(f, "\n#@ test %s%s\n", sorted[i]->kind == ASK_DIALOGUE ? "dialogue " : "", sorted[i]->title);
        write_failing(f, sorted[i]->m.failing);
        write_question(f, sorted[i]);
    }
    free(sorted);
}
