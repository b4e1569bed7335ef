/*
 * leads.c - what a rule that did not match wanted, and the situations in which it would have it.
 */
#include <ctype.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/marker.h"
#include "describe.h"
#include "engine.h"
#include "explore/entry_address.h"
#include "explore/leads.h"
#include "explore/vocabulary.h"
#include "state/program.h"
#include "state/rule.h"
#include "state/session.h"

enum { QUESTIONS = 256, ASKED = 16, OF_ENTRIES = 8, OF_WORDS = 4, TEXTS = 8, MOST_ENTRIES = 1000 };

struct question {
    char map[CLUE_TEXT], key[160];
    size_t tag;                  /* the length of its tag */
    bool missed;                 /* nothing was found */
};

/* What of a situation becomes the value of a macro. */
struct told {
    const char *macro, *form;
    size_t at, size;
};
#define TOLD(macro, member, form) { macro, form, offsetof(struct made_situation, member), sizeof ((struct made_situation *)0)->member }
static const struct told told[] = {
    TOLD("cert_subject", subject, "%s"), TOLD("cn_subject", subject, "/CN=%s"), TOLD("cert_issuer", issuer, "%s"),
    TOLD("cn_issuer", issuer, "/CN=%s"), TOLD("client_name", name, "%s"), TOLD("server_name", name, "%s"),
    TOLD("TLS_Name", name, "%s"), TOLD("client_addr", client, "%s"), TOLD("server_addr", client, "%s"),
    TOLD("auth_authen", login, "%s"), TOLD("verify", verify, "%s"), TOLD("s", helo, "%s")
};

struct leads {
    const struct vocabulary *words;
    const bool *known;
    int nrules;
    struct clue *clues;
    int nclues;
    int *clue_of;                /* by the number of a rule; -1: none yet */
    struct hint {                /* by clue, what it does not tell others */
        int class_id;            /* of the word that is wanted; 0: none */
        bool macro;              /* it is the value of a macro */
        const struct told *told; /* which the situation gives; NULL: it does not */
        int questions;           /* so many had been asked by then */
    } *hints;
    struct question questions[QUESTIONS];
    int nquestions;
    char asked[ASKED][CLUE_TEXT]; /* maps */
    int nasked;
    bool judged, usable[MOST_ENTRIES]; /* by the number of an entry */
};

struct leads *leads_new(int nrules, const struct vocabulary *v, const bool *known)
{
    struct leads *l = calloc(1, sizeof *l);

    if (l == NULL)
        return NULL;
    *l = (struct leads){ .words = v, .known = known, .nrules = nrules, .clues = calloc((size_t)nrules + 1, sizeof *l->clues),
                         .clue_of = malloc(((size_t)nrules + 1) * sizeof *l->clue_of),
                         .hints = calloc((size_t)nrules + 1, sizeof *l->hints) };
    if (l->clues == NULL || l->clue_of == NULL || l->hints == NULL) {
        leads_free(l);
        return NULL;
    }
    return l;
}

void leads_free(struct leads *l)
{
    if (l == NULL)
        return;
    free(l->clues);
    free(l->clue_of);
    free(l->hints);
    free(l);
}

void leads_begin(struct leads *l)
{
    l->nclues = l->nquestions = l->nasked = 0;
    l->judged = false;
    for (int i = 0; i < l->nrules; i++)
        l->clue_of[i] = -1;
}

const struct clue *leads_clue(const struct leads *l, int i)
{
    return i < l->nclues ? &l->clues[i] : NULL;
}

/* ---- what is heard ---------------------------------------------------------------------------------------- */

/* Is it a text that could be part of an address? */
static bool is_word(const char *text)
{
    return isalnum((unsigned char)*text) || *text == '_' || *text == '-' || *text == '+';
}

static const struct told *told_by(struct session *s, int macro)
{
    char buf[40];
    const char *name = session_name(s, macro, false, buf);

    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++) {
        if (strcmp(told[i].macro, name) == 0)
            return &told[i];
    }
    return NULL;
}

/* What stands at a token of the workspace up to the next "<" or ">". */
static void there_up_to_bracket(struct session *s, const struct vector *ws, int at, char *out)
{
    size_t n = 0;

    for (int i = at; i < ws->n; i++) {
        const struct token *t = token_of(s, ws->v[i]);

        if (t->mark != 0 || *t->text == '<' || *t->text == '>' || n + (size_t)t->len + 1 >= CLUE_TEXT)
            break;
        memcpy(out + n, t->text, (size_t)t->len);
        n += (size_t)t->len;
    }
    out[n] = '\0';
}

/* What stands at a token of the workspace: of names with dots, all of it. */
static void there(struct session *s, const struct vector *ws, int at, bool whole, char *out)
{
    size_t n = 0;

    for (int i = at; i < ws->n && (i == at || whole); i++) {
        const struct token *t = token_of(s, ws->v[i]);

        if ((i > at && !is_word(t->text) && *t->text != '.') || n + (size_t)t->len + 1 >= CLUE_TEXT)
            break;
        if ((unsigned char)*t->text < 0x80 || i > at) {
            memcpy(out + n, t->text, (size_t)t->len);
            n += (size_t)t->len;
        }
    }
    while (n > 1 && out[n - 1] == '.')
        n--;
    out[n] = '\0';
}

/* Does the token stand anywhere in it? */
static bool has(const struct session *s, const struct vector *ws, tok fold)
{
    for (int i = 0; i < ws->n; i++) {
        if (token_of(s, ws->v[i])->fold == fold)
            return true;
    }
    return false;
}

/* Words of the rule's own that stand nowhere in the workspace; *first: of them; -1: none. */
static int missing(const struct session *s, const struct rule *r, const struct vector *ws, int *first)
{
    int n = 0;

    *first = -1;
    for (int i = 0; i < r->nlhs; i++) {
        if (r->ops[i].kind != OP_LITERAL || !is_word(token_of(s, r->lhs[i])->text) || has(s, ws, r->ops[i].id))
            continue;
        *first = n == 0 ? i : *first;
        n++;
    }
    return n;
}

static void note_wanted(struct session *s, const struct rule *r, int op, struct clue *c, struct hint *h)
{
    const char *text = op < r->nlhs ? session_listed_token(s, r, op, false) : "";
    const struct op *o = op < r->nlhs ? &r->ops[op] : NULL;

    h->class_id = o != NULL && o->kind == OP_CLASS ? (int)o->id : 0;
    c->literal = o != NULL && o->kind == OP_LITERAL;
    if (o != NULL && o->kind == OP_DEFER) {
        const char *value = session_macro_at(s, (int)o->id);

        h->macro = true;
        text = value != NULL ? value : "";
    }
    if (h->macro || (op > 0 && r->ops[op - 1].kind == OP_DEFER)) /* of which there may have been nothing */
        h->told = told_by(s, (int)r->ops[h->macro ? op : op - 1].id);
    snprintf(c->wanted, sizeof c->wanted, "%s", text);
}

/* The first word that is wanted and is nowhere says more than the place where the match ended. */
static void note_try(struct leads *l, struct session *s, const struct event *e, int number, unsigned way)
{
    struct reach reach;
    struct clue *c;
    struct hint *h;
    int first, lack, far;

    if (number < 0 || l->known[number])
        return;
    lack = missing(s, e->rule, &e->ws, &first);
    reach = session_reach(s, e->rule, &e->ws);
    far = reach.op - 16 * lack;
    if (reach.matches || reach.op < 0 || (l->clue_of[number] >= 0 && l->clues[l->clue_of[number]].far >= far))
        return;
    if (l->clue_of[number] < 0)
        l->clue_of[number] = l->nclues++;
    c = &l->clues[l->clue_of[number]];
    *c = (struct clue){ .target = number, .way = way, .far = far };
    h = &l->hints[l->clue_of[number]];
    *h = (struct hint){ .questions = l->nquestions };
    note_wanted(s, e->rule, first >= 0 ? first : reach.op, c, h);
    if (h->told != NULL)
        there_up_to_bracket(s, &e->ws, reach.token, c->there);
    else
        there(s, &e->ws, reach.token, !c->literal, c->there);
}

static void note_lookup(struct leads *l, const struct event *e)
{
    struct question *q = &l->questions[l->nquestions];
    int i = 0;

    while (i < l->nasked && strcmp(l->asked[i], e->map) != 0)
        i++;
    if (i == l->nasked && l->nasked < ASKED)
        snprintf(l->asked[l->nasked++], sizeof l->asked[0], "%s", e->map);
    if (l->nquestions == QUESTIONS)
        return;
    for (i = 0; i < l->nquestions; i++) {
        if (strcmp(l->questions[i].key, e->key) == 0 && strcmp(l->questions[i].map, e->map) == 0)
            return;
    }
    snprintf(q->map, sizeof q->map, "%s", e->map);
    snprintf(q->key, sizeof q->key, "%s", e->key);
    q->tag = (size_t)access_tag(e->key);
    q->missed = e->value == NULL;
    l->nquestions++;
}

void leads_hear(struct leads *l, struct session *s, const struct event *e, int number, unsigned way)
{
    if (e->kind == EVENT_RULE_TRY)
        note_try(l, s, e, number, way);
    else if (e->kind == EVENT_LOOKUP_END)
        note_lookup(l, e);
}

/* ---- where it leads --------------------------------------------------------------------------------------- */

struct following {
    struct leads *l;
    const struct clue *c;
    const struct hint *hint;
    const struct made_situation *from;
    struct made_situation next;
    lead_taker *fn;
    void *ctx;
    bool enough;
};

static void give(struct following *f)
{
    f->enough = f->enough || !f->fn(f->ctx, f->c, &f->next);
    f->next = *f->from;
}

/* One that is made of an entry. */
static void entry_given(void *ctx, const struct made_situation *m)
{
    struct following *f = ctx;

    f->enough = f->enough || !f->fn(f->ctx, f->c, m);
}

static char *text_at(struct made_situation *m, int i, size_t *size)
{
    struct {
        char *text;
        size_t size;
    } const texts[TEXTS] = { { m->recipient, sizeof m->recipient }, { m->sender, sizeof m->sender }, { m->name, sizeof m->name },
                             { m->helo, sizeof m->helo },           { m->header, sizeof m->header }, { m->login, sizeof m->login },
                             { m->subject, sizeof m->subject },     { m->issuer, sizeof m->issuer } };

    *size = texts[i].size;
    return texts[i].text;
}

/* What stands at n bytes from `at` becomes `put`. False: there is no room. */
static bool splice(char *text, size_t size, size_t at, size_t n, const char *put)
{
    size_t length = strlen(text), more = strlen(put);

    if (length - n + more >= size)
        return false;
    memmove(text + at + more, text + at + n, length - at - n + 1);
    memcpy(text + at, put, more);
    return true;
}

/* What stood there is put otherwise, wherever it stands in the situation: in its place, before it, behind it. */
static void change_texts(struct following *f, const char *there, const char *put)
{
    size_t n = strlen(there), size;

    for (int i = 0; i < TEXTS && n > 0 && !f->enough; i++) {
        const char *text = text_at(&f->next, i, &size), *at = strcasestr(text, there);

        for (int times = 0; at != NULL && times < 2; times++) {
            size_t from = (size_t)(at - text);

            for (int how = 0; how < 3; how++) {
                char *edited = text_at(&f->next, i, &size);

                if (splice(edited, size, how < 2 ? from : from + n, how == 0 ? n : 0, put))
                    give(f);
            }
            at = strcasestr(at + 1, there);
        }
    }
}

/* Less and less of it, until it is a part of the situation. */
static bool occurs(struct following *f, char *there)
{
    size_t size;

    while (*there != '\0') {
        char *dot = strrchr(there, '.');

        for (int i = 0; i < TEXTS; i++) {
            if (strcasestr(text_at(&f->next, i, &size), there) != NULL)
                return true;
        }
        if (dot == NULL)
            return false;
        *dot = '\0';
    }
    return false;
}

/* A word is wanted where there is nothing more. */
static void add_behind(struct following *f, const char *put)
{
    size_t size;

    for (int i = 0; i < 2; i++) {
        char *text = text_at(&f->next, i, &size);

        if (splice(text, size, strlen(text), 0, put))
            give(f);
        text = text_at(&f->next, i, &size);
        if (splice(text, size, strcspn(text, "@"), 0, put))
            give(f);
        text = text_at(&f->next, i, &size);
        if (splice(text, size, 0, 0, put))
            give(f);
    }
}

static void put_word(struct following *f, const char *put)
{
    char there[CLUE_TEXT];

    snprintf(there, sizeof there, "%s", f->c->there);
    if (*there == '\0')
        add_behind(f, put);
    else if (occurs(f, there))
        change_texts(f, there, put);
}

static void put_class(struct following *f, int id)
{
    const char *word;

    for (int i = 0; i < OF_WORDS && !f->enough && (word = vocabulary_word(f->l->words, id, i)) != NULL; i++) {
        put_word(f, word);
        if (strchr(word, '.') != NULL)
            entry_situations(vocabulary_own(f->l->words), word, f->from, entry_given, f);
    }
}

/* ---- entries that say it ---------------------------------------------------------------------------------- */

/* "From:" of "From:ann@example.org". */
static size_t tag_of(const char *key)
{
    return (size_t)access_tag(key);
}

static bool was_missed(const struct leads *l, const struct vocabulary_entry *e)
{
    size_t n = tag_of(e->key);

    for (int i = 0; i < l->nquestions; i++) {
        const struct question *q = &l->questions[i];

        if (q->missed && q->tag == n && strcmp(q->map, e->map) == 0 && strncasecmp(q->key, e->key, n) == 0)
            return true;
    }
    return false;
}

/* The entries of which the run could have used some: of a table and a tag that were asked for in vain. */
static void find_usable(struct leads *l)
{
    struct vocabulary_entry e;

    for (int i = 0; !l->judged && i < MOST_ENTRIES && vocabulary_entry(l->words, i, &e); i++)
        l->usable[i] = was_missed(l, &e);
    l->judged = true;
}

/* The word stands in the value, and is no part of another. */
static bool says(const char *value, const char *word)
{
    size_t n = strlen(word);

    for (const char *at = value; n > 0 && (at = strcasestr(at, word)) != NULL; at++) {
        if ((at == value || !isalnum((unsigned char)at[-1]) || !isalnum((unsigned char)*word)) && !isalnum((unsigned char)at[n]))
            return true;
    }
    return false;
}

/* The table and the tag that were asked last, in vain, before the rule was tried. */
static bool is_last(const struct following *f, const struct vocabulary_entry *e)
{
    const struct question *q = NULL;

    for (int i = f->hint->questions - 1; i >= 0 && q == NULL; i--)
        q = f->l->questions[i].missed ? &f->l->questions[i] : NULL;
    return q != NULL && strcmp(q->map, e->map) == 0 && tag_of(e->key) == q->tag && strncasecmp(q->key, e->key, q->tag) == 0;
}

/* certain: only entries that have the word that is wanted. last: only those of what was asked last. */
static void use_entries(struct following *f, bool certain, bool last)
{
    struct vocabulary_entry e;

    find_usable(f->l);
    for (int i = 0, n = 0; n < OF_ENTRIES && !f->enough && i < MOST_ENTRIES && vocabulary_entry(f->l->words, i, &e); i++) {
        if (!f->l->usable[i] || (last && !is_last(f, &e)) || (certain && !says(e.value, f->c->wanted)))
            continue;
        n++;
        entry_situations(vocabulary_own(f->l->words), e.key, f->from, entry_given, f);
    }
}

/* ---- what else can be otherwise --------------------------------------------------------------------------- */

static const char *const resolves[] = { "OK", "FAIL", "FORGED", "TEMP" };
static const char *const verdicts[] = { "OK", "NO", "FAIL", "TEMP", "PROTOCOL", "SOFTWARE", "CONFIG", "DANE_FAIL", "DANE_TEMP",
                                        "DANE_NOTLS", "TRUSTED", "NONE", "NOT", "CLEAR" };

enum { RESOLVES = sizeof resolves / sizeof resolves[0], VERDICTS = sizeof verdicts / sizeof verdicts[0] };

static bool is_any(const char *word, const char *value, bool any)
{
    return any || strcasecmp(word, value) == 0;
}

/* A state of the connection; any: whatever the word that is wanted. */
static void change_states(struct following *f, bool any)
{
    for (int i = 0; i < RESOLVES && !f->enough; i++) {
        if (!is_any(f->c->wanted, resolves[i], any))
            continue;
        snprintf(f->next.resolve, sizeof f->next.resolve, "%s", resolves[i]);
        give(f);
    }
    for (int i = 0; i < VERDICTS && !f->enough; i++) {
        if (!is_any(f->c->wanted, verdicts[i], any))
            continue;
        snprintf(f->next.verify, sizeof f->next.verify, "%s", verdicts[i]);
        give(f);
    }
    if (any) {
        snprintf(f->next.login, sizeof f->next.login, "%s", *f->from->login != '\0' ? "" : "q7x-ann");
        give(f);
        *f->next.name = '\0';
        give(f);
        snprintf(f->next.verify, sizeof f->next.verify, "OK");
        snprintf(f->next.bits, sizeof f->next.bits, "%s", "40");
        give(f);
        *f->next.sender = '\0';
        give(f);
        *f->next.recipient = '\0';
        give(f);
        *f->next.client = *f->next.name = '\0';
        give(f);
    }
    if (any || strcasecmp(f->c->wanted, "TRUE") == 0 || strcasecmp(f->c->wanted, "FALSE") == 0) {
        f->next.rate = f->from->rate > 0 ? 0 : 1000;
        give(f);
    }
}

/* A table fails that was asked: for the question before the rule, for others, as a whole. */
static void fail_tables(struct following *f)
{
    for (int i = 0; i < f->l->nquestions && !f->enough; i++) {
        const struct question *q = &f->l->questions[i < f->hint->questions ? f->hint->questions - 1 - i : i];

        snprintf(f->next.failing, sizeof f->next.failing, "%s %s", q->map, q->key);
        give(f);
    }
    for (int i = 0; i < f->l->nasked && !f->enough; i++) {
        snprintf(f->next.failing, sizeof f->next.failing, "%s", f->l->asked[i]);
        give(f);
    }
}

/* Is it what -T or an error makes of a failure? */
static bool speaks_of_failure(const char *wanted)
{
    return strcasecmp(wanted, "TMPF") == 0 || strcasecmp(wanted, "TEMP") == 0 || strcasecmp(wanted, "tempfail") == 0;
}

/* The macro is given the value that stood there. */
static void tell_macro(struct following *f, const struct told *t)
{
    snprintf((char *)&f->next + t->at, t->size, t->form, f->c->there);
    if (t->at == offsetof(struct made_situation, subject) || t->at == offsetof(struct made_situation, issuer))
        snprintf(f->next.verify, sizeof f->next.verify, "OK");
    give(f);
}

static void follow(struct following *f, bool failing)
{
    const struct clue *c = f->c;

    if (f->hint->told != NULL && *c->there != '\0')
        tell_macro(f, f->hint->told);
    if (f->hint->macro)
        change_texts(f, c->wanted, c->there); /* what the macro says is of the situation */
    else if (f->hint->class_id > 0)
        put_class(f, f->hint->class_id);
    else if (c->literal)
        put_word(f, c->wanted);
    else
        put_word(f, *c->wanted == '\0' ? "" : "q7x-more");
    use_entries(f, true, true);
    use_entries(f, true, false);
    change_states(f, false);
    if (failing && speaks_of_failure(c->wanted))
        fail_tables(f);
    use_entries(f, false, true);
    use_entries(f, false, false);
    change_states(f, true);
    if (failing && !speaks_of_failure(c->wanted))
        fail_tables(f);
}

void leads_follow(struct leads *l, int i, const struct made_situation *m, bool failing, lead_taker *fn, void *ctx)
{
    struct following f = { .l = l, .c = &l->clues[i], .hint = &l->hints[i], .from = m, .next = *m, .fn = fn, .ctx = ctx };

    follow(&f, failing);
}
