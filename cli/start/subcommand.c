/*
 * subcommand.c - finding a subcommand, its help, and the one way to complain of a wrong usage.
 */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "show/error_output.h"
#include "show/near.h"
#include "show/output.h"
#include "show/style.h"
#include "show/text.h"
#include "show/wrap.h"
#include "show/text.h"
#include "start/long_options.h"
#include "start/option_help.h"
#include "start/subcommand.h"

const struct subcommand *subcommand_find(const struct subcommand *const *list, const char *name)
{
    while (*list != NULL && strcmp((*list)->name, name) != 0)
        list++;
    return *list;
}

void subcommand_unknown(const struct subcommand *const *list, const char *name)
{
    struct near n = { .word = name };
    struct text text = { 0 };

    for (; *list != NULL; list++)
        near_offer(&n, (*list)->name);
    near_tell(&n, &text);
    err_format("btsh: there is no subcommand %s%s; btsh help lists them, and addresses are typed at the "
                    "prompt\n", name, text_of(&text));
    text_free(&text);
}

enum { USAGE_COLUMN = 11, OPTIONS = 64, FIRST_LONG = 0x1000 };

/* The rows as getopt_long() wants them: rows that share a letter are told apart by their index. */
static void for_getopt(const struct suboption *rows, const char *order, struct option *known, char *letters)
{
    int n = 0;

    letters += sprintf(letters, "%s", order);
    for (int i = 0; rows != NULL && rows[i].letter != 0 && i < OPTIONS; i++) {
        int argument = rows[i].value == NULL ? no_argument
                       : *rows[i].value == '[' ? optional_argument : required_argument;

        if (rows[i].letter < 256)
            letters += sprintf(letters, "%c%s", rows[i].letter, rows[i].value != NULL ? ":" : "");
        if (rows[i].name != NULL)
            known[n++] = (struct option){ rows[i].name, argument, NULL, FIRST_LONG + i };
    }
    known[n] = (struct option){ NULL, 0, NULL, 0 };
}

/* What was refused may be an option of btsh itself, which has its place before the subcommand. */
static void stands_first(const struct subcommand *c, const char *word)
{
    bool own = false;

    if (word[0] == '-' && word[1] == '-') {
        for (const struct long_option *o = long_options; o->name != NULL; o++)
            own |= strncmp(word + 2, o->name, strcspn(word + 2, "=")) == 0 && o->name[strcspn(word + 2, "=")] == '\0';
    } else {
        for (const struct suboption *o = short_options; o->letter != 0; o++)
            own |= o->letter == optopt;
    }
    if (own)
        err_format("btsh %s: that is an option of btsh itself: it stands before %s, as in btsh -C sendmail.cf %s\n",
                c->name, c->name, c->name);
}

int subcommand_option(const struct subcommand *c, int argc, char *argv[], const char *order,
                      const struct suboption **which)
{
    struct option known[OPTIONS + 1];
    char letters[3 * OPTIONS];
    int answer;

    for_getopt(c->options, order, known, letters);
    answer = getopt_long(argc, argv, letters, known, NULL);
    if (answer == '?')
        stands_first(c, argv[optind - 1]);
    if (answer < FIRST_LONG)
        return answer;
    if (which != NULL)
        *which = &c->options[answer - FIRST_LONG];
    return c->options[answer - FIRST_LONG].letter;
}

bool subcommand_wants_help(int argc, char *argv[])
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--help") == 0 || (i == 1 && strcmp(argv[i], "-h") == 0))
            return true;
    }
    return false;
}

/* As it stands in the table, or in lines of the terminal's width. */
static void usage(const struct subcommand *c, struct output *out)
{
    struct text line = { 0 };

    text_format(&line, "usage: btsh [options] %s ", c->name);
    for (const char *p = c->args; *p != '\0'; p++) {
        if (*p != '\n' || style_of_output().width == 0) {
            text_char(&line, *p);
            continue;
        }
        text_char(&line, ' ');
        p += strspn(p + 1, " ");
    }
    text_add(&line, "\n\n");
    wrap_prose(out, text_of(&line), USAGE_COLUMN);
    text_free(&line);
}

void subcommand_help(const struct subcommand *c, struct output *out)
{
    usage(c, out);
    wrap_prose(out, c->about, 0);
    if (c->options != NULL)
        out_char(out, '\n');
    for (const struct suboption *o = c->options; o != NULL && o->letter != 0; o++)
        option_help(out, o->letter < 256 ? o->letter : 0, o->name, o->value, o->help);
    if (c->example != NULL)
        out_format(out, "\nExample:\n\n  %s\n", c->example);
    out_char(out, '\n');
    wrap_prose(out, "The options of btsh itself (-C, --map, --zone ...) come first; see btsh(1).\n", 0);
}

int subcommand_misused(const struct subcommand *c, const char *what, const char *value)
{
    if (what != NULL)
        err_format("btsh %s: %s%s%s\n", c->name, what, value != NULL ? ": " : "",
                value != NULL ? value : "");
    err_format("usage: btsh [options] %s %s\n", c->name, c->args);
    return SUBCOMMAND_USAGE;
}
