/*
 * odd_values.c - numbers, times and truths that sendmail reads otherwise than they look.
 *
 * It never complains of them: a number ends at the first letter, the last number of a time has the option's own unit, and a
 * truth is what begins with t or y.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "check/configuration.h"
#include "check/finding.h"
#include "check/odd_values.h"
#include "check/source_text.h"
#include "describe.h"
#include "explain/mc_line.h"
#include "show/text.h"
#include "start/mc.h"
#include "state/place.h"

enum { NAME = 128, VALUE = 256, LONG = 60 }; /* a number of minutes, hours or days that is seldom meant */

struct looking {
    const struct configuration *conf;
    struct source_text cf;   /* as sendmail reads it */
    struct mc_places places; /* of its lines, where an .mc has made it */
    struct findings_list *f;
    int line;
    char name[NAME], value[VALUE];
};

/* Where a person edits the line; of a mailer's the value is looked for. */
static int place(const struct looking *l)
{
    const struct line_place *p = l->line <= l->places.n ? &l->places.list[l->line - 1] : NULL;
    int line;

    if (!l->conf->mc || p == NULL)
        return l->conf->mc ? 0 : l->line;
    if (strcmp(p->file, l->conf->path) == 0)
        return p->line;
    line = mc_sets(l->conf->path, p->file, p->line);
    return line > 0 ? line : mc_line_of(l->conf->path, l->value, NULL);
}

static struct finding *tell(const struct looking *l, const char *how)
{
    int line = place(l);

    return finding_add(l->f, BT411, l->conf->path, line, line > 0, "%s=%s is read as %s", l->name, l->value, how);
}

static void look_at_truth(const struct looking *l)
{
    static const char *const words[] = { "t", "y", "f", "n", "0", "off", "disable", "" };

    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (*words[i] == '\0' ? *l->value == '\0' : strncasecmp(l->value, words[i], strlen(words[i])) == 0)
            return;
    }
    tell(l, "False: what means yes begins with t or y");
}

/* Bytes, as the letter behind a number has them; 0: it is none. */
static long long unit_of(const char *text)
{
    static const char letters[] = "kmg";
    const char *at = *text != '\0' ? strchr(letters, tolower((unsigned char)*text)) : NULL;
    const char *rest = text + 1;

    if (at == NULL || (*rest != '\0' && strcasecmp(rest, "b") != 0 && strcasecmp(rest, "ib") != 0))
        return 0;
    return 1024LL << 10 * (at - letters);
}

static void look_at_number(const struct looking *l)
{
    const char *p = l->value + (*l->value == '-' || *l->value == '+');
    size_t digits = strspn(p, "0123456789");
    const char *rest = p + digits, *tail = rest + strspn(rest, " ");
    struct text how = { 0 };
    long long unit;

    if (*rest == '/' && digits > 0) /* two of them */
        rest += 1 + strspn(rest + 1, "0123456789");
    if (*l->value == '\0' || (digits > 0 && *rest == '\0'))
        return;
    unit = unit_of(tail);
    text_format(&how, "%.*s: %s", digits > 0 ? (int)(p - l->value + (ptrdiff_t)digits) : 1, digits > 0 ? l->value : "0",
                digits > 0 ? "a number ends at what is no digit" : "this is no number");
    if (digits > 0 && digits < 10 && unit > 0)
        text_format(&how, "; %lld?", atoll(p) * unit);
    tell(l, text_of(&how));
    text_free(&how);
}

static void look_at_mode(const struct looking *l)
{
    size_t n = strspn(l->value, "01234567");

    if (l->value[n] != '\0')
        tell(l, n > 0 ? "the octal digits before what is none" : "0: this is no octal number");
}

static const char *unit_name(char unit)
{
    return unit == 's' ? "seconds" : unit == 'm' ? "minutes" : unit == 'h' ? "hours" : unit == 'd' ? "days" : "weeks";
}

/* "1h30" where 30 is something else than minutes; "300" where that is five hours. What is no unit sendmail tells itself. */
static void look_at_time(const struct looking *l, char unit)
{
    static const char units[] = "smhdw"; /* the smaller ones first */
    char last = '\0';
    const char *p = l->value;
    struct text how = { 0 };

    while (isdigit((unsigned char)*p) && p[strspn(p, "0123456789")] != '\0') {
        p += strspn(p, "0123456789");
        last = *p++;
        if (strchr(units, last) == NULL)
            return;
    }
    if (!isdigit((unsigned char)*p) || p[strspn(p, "0123456789")] != '\0')
        return;
    text_format(&how, "%s%c", l->value, unit);
    if (last != '\0' && strchr(units, last) <= strchr(units, unit)) {
        text_format(&how, ": a number without a unit is one of %s here", unit_name(unit));
        tell(l, text_of(&how));
    } else if (last == '\0' && unit != 's' && atol(p) >= LONG) {
        text_format(&how, ": %s are meant where no unit is said; %ss?", unit_name(unit), l->value);
        tell(l, text_of(&how))->level = LEVEL_INFO;
    }
    text_free(&how);
}

static void look_at(const struct looking *l, enum option_reading how, char unit)
{
    if (how == READ_TRUTH)
        look_at_truth(l);
    else if (how == READ_NUMBER)
        look_at_number(l);
    else if (how == READ_MODE)
        look_at_mode(l);
    else if (how == READ_TIME)
        look_at_time(l, unit);
}

/* O Name=value */
static void option_line(struct looking *l, const char *line)
{
    const char *equals = strchr(line, '=');
    enum option_reading how;
    char unit = '\0';

    if (equals == NULL || equals - line >= NAME)
        return;
    snprintf(l->name, NAME, "%.*s", (int)(equals - line), line);
    l->name[strcspn(l->name, " ")] = '\0';
    snprintf(l->value, VALUE, "%s", equals + 1 + strspn(equals + 1, " "));
    how = engine_option_reading(l->name, &unit);
    look_at(l, how, unit);
}

/* "M=10M" of a mailer; commas part equates. */
static void mailer_line(struct looking *l, const char *line)
{
    for (const char *p = line; *p != '\0';) {
        size_t n;

        p += strspn(p, ", \t");
        n = strcspn(p, ",");
        if (*p == 'A' && p[1] == '=')
            return; /* its words may hold anything; it is the last one */
        if (n > 2 && p[1] == '=' && strchr("LMmrN", *p) != NULL) {
            snprintf(l->name, NAME, "%c", *p);
            snprintf(l->value, VALUE, "%.*s", (int)(n - 2), p + 2);
            look_at(l, READ_NUMBER, '\0');
        }
        p += n;
    }
}

void check_odd_values(const struct configuration *conf, struct findings_list *f)
{
    struct looking l = { .conf = conf, .f = f };
    bool read = source_read(&l.cf, conf->setup.config), mailer = false;

    if (conf->compiled != NULL)
        l.places = mc_places_read(conf->compiled);
    for (int i = 0; read && i < l.cf.nlines; i++) {
        const char *line = l.cf.lines[i];

        l.line = i + 1;
        mailer = *line == 'M' || (mailer && (*line == ' ' || *line == '\t'));
        if (line[0] == 'O' && line[1] == ' ')
            option_line(&l, line + 2);
        else if (mailer)
            mailer_line(&l, line + (*line == 'M' ? strcspn(line, ",") : 0));
    }
    mc_places_free(&l.places);
    source_free(&l.cf);
}
