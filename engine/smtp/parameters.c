/*
 * parameters.c - the parameters of MAIL and RCPT. Sources: RFC 1870 (SIZE), 6152 (BODY), 3461 (RET, ENVID,
 * NOTIFY, ORCPT), 4954 (AUTH), 2852 (BY).
 */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "smtp/check.h"
#include "smtp/inside.h"
#include "smtp/macros.h"
#include "smtp/parameters.h"
#include "smtp/reply.h"
#include "state/session.h"

char *behind_word(struct dialogue *d, char *args, const char *word)
{
    char *end;

    args += strspn(args, " \t");
    end = args;
    while (*end != '\0' && *end != ':' && !isspace((unsigned char)*end))
        end++;
    if (end > args && (size_t)(end - args) == strlen(word) && strncasecmp(args, word, strlen(word)) == 0) {
        char *colon = end + strspn(end, " \t");

        colon += *colon == ':' ? 1 + strspn(colon + 1, " \t") : strlen(colon);
        if (*colon != '\0')
            return colon;
    }
    *end = '\0';
    reply(d, "501 5.5.2 Syntax error in parameters scanning \"%.100s\"", args);
    return NULL;
}

bool read_parameters(struct dialogue *d, char *text, parameter *take)
{
    while (*text != '\0') {
        char *name, *value = NULL;

        while (isspace((unsigned char)*text))
            text++;
        if (*text == '\0')
            break;
        name = text;
        while (isalnum((unsigned char)*text) || *text == '-')
            text++;
        if (*text == '=') {
            *text++ = '\0';
            value = text;
            while (*text != '\0' && !isspace((unsigned char)*text))
                text++;
        }
        if (*text != '\0')
            *text++ = '\0';
        if (!take(d, name, value))
            return false;
    }
    return true;
}

static bool refuse(struct dialogue *d, const char *codes, const char *text)
{
    reply(d, "%s %s", codes, text);
    return false;
}

static bool lacks_value(struct dialogue *d, const char *name, const char *value)
{
    if (value == NULL)
        reply(d, "501 5.5.2 %s requires a value", name);
    return value == NULL;
}

/* Text in which bytes stand as +XX. */
static bool is_xtext(const char *p)
{
    for (; *p != '\0'; p++) {
        if (*p == '+' && (!isxdigit((unsigned char)p[1]) || islower((unsigned char)p[1])
                          || !isxdigit((unsigned char)p[2]) || islower((unsigned char)p[2])))
            return false;
        if (*p == '+')
            p += 2;
        else if (*p < '!' || *p > '~' || *p == '=')
            return false;
    }
    return true;
}

static bool take_size(struct dialogue *d, const char *name, char *value)
{
    if (lacks_value(d, name, value))
        return false;
    define(d, "{msg_size}", value);
    errno = 0;
    d->declared = strtol(value, NULL, 10);
    if (errno == ERANGE && d->declared > 0)
        return refuse(d, "552 5.2.3", "Message size exceeds maximum value");
    return d->declared >= 0 || refuse(d, "552 5.2.3", "Message size invalid");
}

static bool take_body(struct dialogue *d, const char *name, char *value)
{
    if (lacks_value(d, name, value))
        return false;
    if (strcasecmp(value, "7bit") == 0) {
        d->seven_bit_body = true;
    } else if (strcasecmp(value, "8bitmime") != 0) {
        reply(d, "501 5.5.4 Unknown BODY type %s", value);
        return false;
    }
    return true;
}

/* It came before, by its macro. */
static bool is_again(struct dialogue *d, const char *macro, const char *name)
{
    if (value_of(d, macro) == NULL)
        return false;
    reply(d, "501 5.5.0 Duplicate %s parameter", name);
    return true;
}

static bool no_receipts(struct dialogue *d, const char *name)
{
    if (d->offers.receipts)
        return false;
    reply(d, "504 5.7.0 Sorry, %s not supported, we do not allow DSN", name);
    return true;
}

static bool take_returns(struct dialogue *d, const char *name, char *value)
{
    if (no_receipts(d, name) || lacks_value(d, name, value))
        return false;
    if (d->has_returns) {
        reply(d, "501 5.5.0 Duplicate RET parameter");
        return false;
    }
    d->has_returns = true; /* a wrong one counts as well, until the message ends */
    if (strcasecmp(value, "hdrs") != 0 && strcasecmp(value, "full") != 0) {
        reply(d, "501 5.5.2 Bad argument \"%s\" to RET", value);
        return false;
    }
    define(d, "{dsn_ret}", value);
    return true;
}

static bool take_envelope_id(struct dialogue *d, const char *name, char *value)
{
    if (no_receipts(d, name) || lacks_value(d, name, value))
        return false;
    if (!is_xtext(value))
        return refuse(d, "501 5.5.4", "Syntax error in ENVID parameter value");
    if (is_again(d, "{dsn_envid}", name))
        return false;
    define(d, "{dsn_envid}", value);
    return true;
}

static bool take_author(struct dialogue *d, const char *name, char *value)
{
    (void)name;
    if (value == NULL)
        return refuse(d, "501 5.5.2", "AUTH= requires a value");
    if (value_of(d, "{auth_author}") != NULL)
        return refuse(d, "501 5.5.0", "Duplicate AUTH parameter");
    if (!is_xtext(value))
        return refuse(d, "501 5.5.4", "Syntax error in AUTH parameter value");
    define(d, "{auth_author}", value);
    if (strcmp(value, "<>") != 0) {
        bool quiet = d->s->standing.quiet;
        int errors = d->errors;

        d->s->standing.quiet = true;
        if (!has_ruleset(d, "trust_auth") || check(d, "trust_auth", value, NULL) != VERDICT_OK)
            define(d, "{auth_author}", "<>");
        d->s->standing.quiet = quiet;
        d->errors = errors; /* where its rules are wrong that is said, and is no refusal */
    }
    return true;
}

static bool take_deliver_by(struct dialogue *d, const char *name, char *value)
{
    char *end;
    long seconds;

    (void)name;
    if (value == NULL)
        return refuse(d, "501 5.5.2", "BY= requires a value");
    errno = 0;
    seconds = strtol(value, &end, 10);
    if (labs(seconds) > 999999999L || errno != 0) {
        reply(d, "501 5.5.2 BY=%s out of range", value);
        return false;
    }
    if (*end != ';')
        return refuse(d, "501 5.5.2", "BY= missing ';'");
    if (*++end != '\0' && strchr("RrNn", *end) == NULL) {
        reply(d, "501 5.5.2 illegal by-mode '%c'", *end);
        return false;
    }
    if ((*end | 0x20) == 'r' && seconds <= 0)
        return refuse(d, "501 5.5.4", "mode R requires BY time > 0");
    if ((*end | 0x20) == 'r' && d->rules.deliver_by_min > 0 && seconds < d->rules.deliver_by_min) {
        reply(d, "555 5.5.2 time %ld less than %ld", seconds, d->rules.deliver_by_min);
        return false;
    }
    return true;
}

static bool take_notify(struct dialogue *d, const char *name, char *value)
{
    static const char *const words[] = { "success", "failure", "delay" };
    char *copy, *rest = NULL;

    if (no_receipts(d, name) || lacks_value(d, name, value))
        return false;
    define(d, "{dsn_notify}", value);
    if (strcasecmp(value, "never") == 0)
        return true;
    copy = arena_strdup(&d->s->command.work, value);
    for (rest = copy; rest != NULL;) {
        char *word = rest, *comma = strchr(word, ',');
        size_t i = 0;

        if (comma != NULL)
            *comma = '\0';
        rest = comma != NULL ? comma + 1 : NULL;
        while (i < 3 && strcasecmp(words[i], word) != 0)
            i++;
        if (i == 3) {
            reply(d, "501 5.5.4 Bad argument \"%s\"  to NOTIFY", word);
            return false;
        }
    }
    return true;
}

/* "rfc822;joe@example.com" */
static bool take_original(struct dialogue *d, const char *name, char *value)
{
    char *semicolon;

    if (no_receipts(d, name) || lacks_value(d, name, value))
        return false;
    semicolon = strchr(value, ';');
    if (semicolon == NULL || !is_xtext(semicolon + 1))
        return refuse(d, "501 5.5.4", "Syntax error in ORCPT parameter value");
    if (d->has_original)
        return refuse(d, "501 5.5.0", "Duplicate ORCPT parameter");
    d->has_original = true;
    return true;
}

struct known {
    const char *name;
    parameter *take;
};

static bool take_known(struct dialogue *d, const struct known *known, size_t n, const char *name, char *value)
{
    for (size_t i = 0; i < n; i++) {
        if (strcasecmp(known[i].name, name) == 0)
            return known[i].take(d, known[i].name, value);
    }
    reply(d, "555 5.5.4 %s parameter unrecognized", name);
    return false;
}

bool mail_parameter(struct dialogue *d, const char *name, char *value)
{
    static const struct known known[] = {
        { "SIZE", take_size }, { "BODY", take_body }, { "RET", take_returns }, { "ENVID", take_envelope_id },
        { "AUTH", take_author }, { "BY", take_deliver_by },
    };

    return take_known(d, known, sizeof known / sizeof *known, name, value);
}

bool rcpt_parameter(struct dialogue *d, const char *name, char *value)
{
    static const struct known known[] = { { "NOTIFY", take_notify }, { "ORCPT", take_original } };

    return take_known(d, known, sizeof known / sizeof *known, name, value);
}
