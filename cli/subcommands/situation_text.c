/*
 * situation_text.c - a situation that was made, in words, and as it can be typed again.
 */
#include <ctype.h>
#include <string.h>

#include "describe.h"
#include "engine.h"
#include "explore/explorer.h"
#include "listen/listeners.h"
#include "show/rule_text.h"
#include "show/shell_word.h"
#include "show/text.h"
#include "start/run.h"
#include "subcommands/situation_text.h"

static void part(struct text *t, const char *name, const char *value)
{
    if (*value != '\0')
        text_format(t, "%-7s %s\n", name, value);
}

void situation_parts(struct text *t, const struct made_situation *m)
{
    if (*m->client != '\0')
        text_format(t, "client  %s%s%s%s%s\n", m->client, *m->name != '\0' ? " " : "", m->name,
                    *m->resolve != '\0' ? ", the name is worth " : "", m->resolve);
    else
        text_add(t, "client  the standard input\n");
    part(t, "daemon", m->daemon);
    part(t, "helo", m->helo);
    if (*m->verify != '\0')
        text_format(t, "tls     verify %s, %s bits, subject %s, issuer %s\n", m->verify, *m->bits != '\0' ? m->bits : "256",
                    *m->subject != '\0' ? m->subject : "none", *m->issuer != '\0' ? m->issuer : "none");
    part(t, "login", m->login);
    if (m->rate > 0)
        text_format(t, "rate    %d connections\n", m->rate);
    part(t, "header", m->header);
    part(t, "fails", m->failing);
    text_format(t, "from    <%s>\nto      <%s>\n", m->sender, m->recipient);
}

void situation_brief(struct text *t, const struct made_situation *m)
{
    if (*m->client != '\0')
        text_format(t, "client %s%s%s, ", m->client, *m->name != '\0' ? " " : "", m->name);
    if (*m->login != '\0')
        text_format(t, "logged in as %s, ", m->login);
    if (*m->verify != '\0')
        text_format(t, "certificate of %s%s%s, ", *m->subject != '\0' ? m->subject : "nobody", *m->issuer != '\0' ? " by " : "", m->issuer);
    if (strcmp(m->helo, m->name) != 0)
        text_format(t, "helo %s, ", m->helo);
    text_format(t, "from <%s>, to <%s>", m->sender, m->recipient);
}

static void put_part(struct text *t, const char *name, const char *value)
{
    if (*value != '\0')
        text_format(t, "%s%s", name, value);
}

static void put_line(struct text *t, const char *verb, const char *open, const char *s, const char *close)
{
    text_format(t, "%s%s", verb, open);
    shell_format(t, s);
    text_format(t, "%s\\r\\n", close);
}

static void put_option(struct text *t, const char *option, const char *value)
{
    text_format(t, " --%s ", option);
    shell_word(t, value);
}

void situation_command(struct text *t, const struct run *r)
{
    static const char *const not_again[] = { "--record", "--seed" }; /* with a value */
    char *const *argv = r->args.operands - r->args.operand;

    text_add(t, "btsh --made-names");
    for (int i = 1; i < r->args.operand; i++) {
        const char *word = argv[i];
        size_t n = strcspn(word, "=");
        bool left_out = strcmp(word, "--made-names") == 0;

        for (size_t k = 0; k < sizeof not_again / sizeof not_again[0]; k++)
            left_out |= n == strlen(not_again[k]) && strncmp(word, not_again[k], n) == 0;
        if (!left_out) {
            text_char(t, ' ');
            shell_word(t, word);
        } else if (word[n] == '\0' && strcmp(word, "--made-names") != 0) {
            i++;
        }
    }
}

void situation_client(struct text *t, const struct made_situation *m)
{
    static const char *const plain[] = { "ok", "fail" };
    char word[sizeof m->resolve];

    if (*m->client == '\0') {
        text_char(t, '-');
        return;
    }
    for (size_t i = 0; i < sizeof word; i++)
        word[i] = (char)tolower((unsigned char)m->resolve[i]);
    text_format(t, "%s,%s,%s", m->client, m->name, *word != '\0' ? word : plain[*m->name == '\0']);
}

/* As the traveller writes it. */
static void put_message(struct text *t, const struct made_situation *m)
{
    text_add(t, "DATA\\r\\n");
    put_line(t, "From: ", "<", m->sender, ">");
    put_line(t, "To: ", "<", m->recipient, ">");
    put_line(t, "Message-Id: ", "<1@", m->helo, ">");
    put_line(t, "Subject: x", "", "", "");
    if (*m->header != '\0')
        put_line(t, "", "", m->header, "");
    text_add(t, "\\r\\n.\\r\\n");
}

void situation_again(struct text *t, const char *command, const struct made_situation *m)
{
    struct text word = { 0 };

    text_add(t, "printf '");
    put_line(t, "EHLO ", "", m->helo, "");
    if (verdict_of_client(m->verify)) {
        text_add(t, "STARTTLS\\r\\n");
        put_line(t, "EHLO ", "", m->helo, "");
    }
    if (*m->login != '\0')
        text_add(t, "AUTH PLAIN AHgAeA==\\r\\n");
    put_line(t, "MAIL FROM:", "<", m->sender, ">");
    put_line(t, "RCPT TO:", "<", m->recipient, ">");
    if (*m->header != '\0' || m->message)
        put_message(t, m);
    text_format(t, "' | %s smtp", command);
    situation_client(&word, m);
    put_option(t, "client", text_of(&word));
    text_clear(&word);
    if (*m->daemon != '\0')
        put_option(t, "daemon", m->daemon);
    if (verdict_of_client(m->verify)) {
        text_format(&word, "verify=%s,bits=%s", m->verify, *m->bits != '\0' ? m->bits : "256");
        put_part(&word, ",cert_subject=", m->subject);
        put_part(&word, ",cert_issuer=", m->issuer);
        put_option(t, "tls", text_of(&word));
        text_clear(&word);
    }
    if (*m->login != '\0') {
        text_format(&word, "PLAIN,%s", m->login);
        put_option(t, "auth", text_of(&word));
    }
    if (m->rate > 0)
        text_format(t, " --rate %d --connections %d", m->rate, m->rate);
    text_free(&word);
}

void situation_verify(struct text *t, const char *command, const struct made_situation *m)
{
    text_format(t, "%s -bv -- ", command);
    shell_word(t, m->recipient);
}

/* ---- what was not reached --------------------------------------------------------------------------------- */

static void put_death(struct text *t, struct session *s, const struct death *d)
{
    char buf[40];

    switch (d->why) {
    case DEAD_UNCALLED:
        text_add(t, "dead: nothing calls its ruleset");
        break;
    case DEAD_CLASS:
        text_format(t, "dead: $=%s has no words", session_name(s, d->id, true, buf));
        break;
    case DEAD_CALLEE:
        text_format(t, "dead: ruleset %s, that is called before, has no rules", session_ruleset_name(s, d->id, buf));
        break;
    case DEAD_MACRO:
        text_format(t, "dead: as long as $&%s has the value that its option gives it", session_name(s, d->id, true, buf));
        break;
    default:
        text_add(t, "dead: nothing that it would match is left by ");
        rule_place(t, d->by);
        break;
    }
}

static void put_unreached(struct text *t, struct session *s, const struct unreached *u)
{
    text_add(t, "  ");
    rule_name(t, s, u->ruleset, u->rule);
    text_add(t, "  ");
    rule_place(t, u->rule);
    text_add(t, "  ");
    rule_sides(t, s, u->rule);
    text_add(t, "\n      ");
    if (u->death.why != DEAD_NOT) {
        put_death(t, s, &u->death);
    } else if (!u->tried) {
        text_add(t, "never come to");
    } else if (*u->clue.wanted == '\0') {
        text_format(t, "wants no more, and there is \"%s\"", u->clue.there);
    } else {
        text_add(t, "wants ");
        text_display(t, s, u->clue.wanted);
        if (*u->clue.there != '\0')
            text_format(t, ", and there is \"%s\"", u->clue.there);
        else
            text_add(t, ", and there is nothing more");
    }
    text_char(t, '\n');
}

void reach_text(struct text *t, struct program *p, const struct explored *x)
{
    struct observer quiet = listeners_none();
    struct session *s = session_new(p, &quiet);
    int can = x->rules - x->dead;

    text_format(t, "%d of %d rules matched in %ld situations%s, %d %%; %d more are dead\n", x->matched, can, x->runs,
                x->ended ? " (there was time for no more)" : "", can > 0 ? x->matched * 100 / can : 100, x->dead);
    if (x->nunreached > 0)
        text_add(t, "not matched:\n");
    for (int i = 0; i < x->nunreached; i++)
        put_unreached(t, s, &x->unreached[i]);
    session_free(s);
}
