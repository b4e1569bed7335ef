/*
 * arguments.c - the command line.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sysexits.h>

#include "show/base_name.h"
#include "show/error_output.h"
#include "start/arguments.h"
#include "start/long_options.h"
#include "start/subcommand.h"

/* Option letters of the reference; a colon behind those with a value. */
static const char letters[] = "A:B:b:C:cD:d:e:F:f:Gh:IiL:M:mN:nO:o:p:q:R:r:sTtUV:vX:Q:";

static void todo(struct arguments *a, enum argument_kind kind, const char *text, int status)
{
    if (a->ended)
        return;
    if (a->ntodo < (int)(sizeof a->todo / sizeof a->todo[0]))
        a->todo[a->ntodo++] = (struct argument){ .kind = kind, .text = text, .status = status };
}

/* The same with a text that was made, and is given over. */
static void todo_made(struct arguments *a, enum argument_kind kind, char *text, int status)
{
    int n = a->ntodo;

    if (text != NULL)
        todo(a, kind, text, status);
    if (a->ntodo > n)
        a->todo[n].made = text;
    else
        free(text);
}

/* The macro takes over the value, malloc'd. */
static void define(struct arguments *a, const char *name, char *value)
{
    int n = a->ntodo;

    todo_made(a, ARG_DEFINE, value, 0);
    if (a->ntodo > n)
        a->todo[n].name = name;
}

void arguments_free(struct arguments *a)
{
    for (int i = 0; i < a->ntodo; i++)
        free(a->todo[i].made);
    a->ntodo = 0;
}

static char *text_of(const char *fmt, const char *arg)
{
    size_t n = strlen(fmt) + strlen(arg) + 1;
    char *text = malloc(n);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    if (text != NULL)
        snprintf(text, n, fmt, arg);
#pragma GCC diagnostic pop
    return text;
}

/* ---- the reference's letters --------------------------------------------------------------------- */

/* The first pass ends here: nothing else is done, and this is all that is said, not always a whole line. */
static void refuse(struct arguments *a, char *text)
{
    arguments_free(a);
    a->ended = false; /* that was the second one */
    todo_made(a, ARG_MESSAGE, text, EX_USAGE);
    a->refused = true;
    a->error = EX_USAGE;
}

static void mode_option(struct arguments *a, const char *value)
{
    static const char known[] = "aCdDhHimpPstv";

    a->mode = *value;
    if (*value == 'z') {
        refuse(a, strdup("Frozen configurations unsupported\n"));
    } else if (*value == '\0' || strchr(known, *value) == NULL) {
        char *text = text_of("Invalid operation mode %s\n", "?");

        if (text != NULL)
            text[strlen(text) - 2] = *value == '\0' ? ' ' : *value;
        refuse(a, text);
    }
}

static void debug_option(struct arguments *a, const char *value, bool file)
{
    if (a->nfirst < (int)(sizeof a->first / sizeof a->first[0])) {
        a->first[a->nfirst].file = file;
        a->first[a->nfirst++].text = value;
    }
}

static void hops_option(struct arguments *a, const char *value)
{
    char number[24], *end;

    snprintf(number, sizeof number, "%d", (int)strtol(value, &end, 10));
    define(a, "c", strdup(number));
    if (*end != '\0')
        todo_made(a, ARG_MESSAGE, text_of("Bad hop count (%s)", value), EX_USAGE);
}

static void protocol_option(struct arguments *a, const char *value)
{
    char *copy = strdup(value), *colon = copy != NULL ? strchr(copy, ':') : NULL;

    if (colon != NULL) {
        *colon++ = '\0';
        if (*colon != '\0')
            define(a, "s", strdup(colon));
    }
    if (copy != NULL && *copy != '\0')
        define(a, "r", strdup(copy));
    free(copy);
}

/* -N: when to report; all that is known here is what the words may be. */
static void notify_option(struct arguments *a, const char *value)
{
    static const char *const known[] = { "success", "failure", "delay" };

    define(a, "{dsn_notify}", strdup(value));
    todo(a, ARG_NOTIFY, value, 0);
    if (strcasecmp(value, "never") == 0)
        return;
    for (const char *p = value, *end; p != NULL; p = end != NULL ? end + 1 : NULL) {
        bool found = false;
        size_t n;

        end = strchr(p, ',');
        n = end != NULL ? (size_t)(end - p) : strlen(p);
        for (int i = 0; i < 3; i++)
            found |= strlen(known[i]) == n && strncasecmp(p, known[i], n) == 0;
        if (!found)
            todo(a, ARG_MESSAGE, "Invalid -N argument", EX_USAGE);
    }
}

/* -R: what a report returns. */
static void return_option(struct arguments *a, const char *value)
{
    if (a->returns != NULL) {
        todo(a, ARG_MESSAGE, "Duplicate -R flag", EX_USAGE);
        return;
    }
    a->returns = value;
    if (strcasecmp(value, "hdrs") != 0 && strcasecmp(value, "full") != 0)
        todo(a, ARG_MESSAGE, "Invalid -R value", EX_USAGE);
    define(a, "{dsn_ret}", strdup(value));
}

/* RFC 3461 4: printable but '=', and '+' with two hexadecimal digits. */
static bool is_xtext(const char *p)
{
    for (; *p != '\0'; p++) {
        if (*p < '!' || *p > '~' || *p == '=')
            return false;
        if (*p != '+')
            continue;
        for (int i = 0; i < 2; i++) {
            p++;
            if (*p == '\0' || strchr("0123456789ABCDEF", *p) == NULL)
                return false;
        }
    }
    return true;
}

/* -V: the envelope id. */
static void envelope_option(struct arguments *a, const char *value)
{
    if (is_xtext(value))
        define(a, "{dsn_envid}", strdup(value));
    else
        todo(a, ARG_MESSAGE, "Invalid syntax in -V flag", EX_USAGE);
}

/* One option of the second kind; those of the first pass are done there too, in the same scan. */
static void letter(struct arguments *a, char c, const char *value, int *froms)
{
    switch (c) {
    case 'b':
        mode_option(a, value);
        break;
    case 'd':
    case 'D':
        debug_option(a, value, c == 'D');
        break;
    case 'C':
        a->file = value;
        arguments_add_file(a);
        break;
    case 'A':
        a->submit = *value == 'c';
        break;
    case 'B':
        a->body_type = value;
        break;
    case 'M':
        todo(a, ARG_MACRO, value, 0);
        break;
    case 'N':
        notify_option(a, value);
        break;
    case 'R':
        return_option(a, value);
        break;
    case 'V':
        envelope_option(a, value);
        break;
    case 'O':
        todo(a, ARG_OPTION_LONG, value, 0);
        break;
    case 'o':
        todo(a, ARG_OPTION_SHORT, value, 0);
        break;
    case 'v':
        a->verbose = true;
        todo(a, ARG_OPTION_SHORT, "vT", 0);
        break;
    case 'e':
        todo_made(a, ARG_OPTION_SHORT, text_of("e%s", value), 0);
        break;
    case 'c':
        todo(a, ARG_OPTION_SHORT, "cT", 0);
        break;
    case 'i':
        todo(a, ARG_OPTION_SHORT, "iT", 0);
        break;
    case 'm':
        todo(a, ARG_OPTION_SHORT, "mT", 0);
        break;
    case 's':
        todo(a, ARG_OPTION_SHORT, "fT", 0);
        break;
    case 'F':
        a->full_name = value;
        break;
    case 'X':
        a->traffic_file = value;
        todo(a, ARG_TRAFFIC, value, 0);
        break;
    case 'T':
        todo(a, ARG_OPTION_SHORT, "TT", 0);
        break;
    case 'f':
    case 'r':
        if (++*froms > 1)
            todo(a, ARG_MESSAGE, "More than one \"from\" person", EX_USAGE);
        else
            a->sender = value;
        break;
    case 'h':
        hops_option(a, value);
        break;
    case 'p':
        protocol_option(a, value);
        break;
    case 'q':
        todo(a, ARG_QUEUE, "q", EX_USAGE);
        break;
    case 'Q':
        todo(a, ARG_QUEUE, "Q", EX_USAGE);
        break;
    case 'n':
        a->no_alias = true;
        break;
    case 'I':
    case 'U':
        a->ended = true;
        break;
    default:
        break;
    }
}

/* A value that may be left out: -C, -q, -Q, -d. */
static const char *value_when_bare(char c, int argc, char *argv[], int i)
{
    bool next = i + 1 < argc && argv[i + 1][0] != '-';

    switch (c) {
    case 'C':
        return next ? NULL : "sendmail.cf";
    case 'q':
        return next ? NULL : "0";
    case 'Q':
        return next ? NULL : ".";
    case 'd':
        return "0-99.1";
    default:
        return NULL;
    }
}

/* A word that is one of these letters alone is completed before anything is read, also where it is another one's value. */
static const char *completed(const char *word, int argc, char *argv[], int i)
{
    static const char *const whole[] = { "-Csendmail.cf", "-q0", "-Q.", "-d0-99.1" };

    for (size_t k = 0; k < sizeof whole / sizeof whole[0]; k++) {
        if (strncmp(word, whole[k], 2) == 0 && word[2] == '\0' && value_when_bare(word[1], argc, argv, i) != NULL)
            return whole[k];
    }
    return word;
}

void arguments_add_file(struct arguments *a)
{
    a->file_given = true;
    todo(a, ARG_FILE, NULL, 0);
}

static void complain(struct arguments *a, const char *what, char c)
{
    if (!a->ended) /* the second pass says so, where it comes so far */
        err_format("%s: %s -- %c\n", a->program, what, c);
    a->error = EX_USAGE;
}

/* The end of the line is no value; the first pass takes the one that it read last for a mode, for the debug file, and for
 * a label. */
static void lacks_value(struct arguments *a, char c)
{
    if (c == 'b')
        mode_option(a, a->last_value != NULL ? a->last_value : "");
    if (c == 'D')
        debug_option(a, a->last_value, true);
    if (c == 'L' && a->last_value == NULL)
        refuse(a, strdup("option requires an argument -- 'L'"));
    if (!a->refused && a->illegal == 0)
        complain(a, "option requires an argument", c);
}

/* One word of letters. False: the first pass ends here. Where the second has ended, at a letter that there is not, the
 * first goes on with the next word; where the letter is the last one, behind the next two. */
static bool cluster(struct arguments *a, int argc, char *argv[], int *i, int *froms)
{
    for (const char *p = argv[*i] + 1; *p != '\0' && a->error == 0; p++) {
        const char *at = *p == ':' ? NULL : strchr(letters, *p), *value = "";

        if (at == NULL) {
            a->illegal = a->illegal != 0 ? a->illegal : *p;
            if (p[1] != '\0' || *i + 1 < argc)
                a->last_value = p[1] != '\0' ? p + 1 : argv[*i + 1];
            *i += p[1] != '\0' ? 0 : 2;
            return true;
        }
        if (at[1] != ':') {
            a->last_value = NULL;
            if (a->illegal == 0)
                letter(a, *p, value, froms);
            continue;
        }
        value = p + 1;
        if (*value == '\0')
            value = value_when_bare(*p, argc, argv, *i);
        if (value == NULL && *i + 1 < argc)
            value = completed(argv[*i + 1], argc, argv, *i + 1), ++*i;
        if (value == NULL) {
            lacks_value(a, *p);
            return false;
        }
        a->last_value = value;
        if (a->illegal == 0 || strchr("bdD", *p) != NULL)
            letter(a, *p, value, froms);
        break;
    }
    return true;
}

static bool wants_value(const char *word)
{
    const char *at = word[1] != '\0' && word[1] != ':' && word[1] != 'd' && word[2] == '\0' ? strchr(letters, word[1]) : NULL;

    return at != NULL && at[1] == ':';
}

/* "-Q." or "-Q .": looked for before the options are, in whatever begins with a dash. */
static bool asks_for_all_queues(int argc, char *argv[])
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        const char *word = argv[i];

        if (*word != '-' && (i == 1 || !wants_value(argv[i - 1])))
            return false;
        if (strcmp(word, "-Q.") == 0 || (strcmp(word, "-Q") == 0 && i + 1 < argc && strcmp(argv[i + 1], ".") == 0))
            return true;
    }
    return false;
}

void arguments_add_verbose(struct arguments *a)
{
    a->verbose = true;
    todo(a, ARG_OPTION_SHORT, "vT", 0);
}

void arguments_parse(struct arguments *a, int argc, char *argv[],
                     const struct subcommand *const *subcommands)
{
    int froms = 0, i;

    a->max_steps = a->seed = -1;
    a->program = argc > 0 ? argv[0] : "btsh";
    a->as_sendmail = strcmp(base_name(a->program), "sendmail") == 0;
    if (asks_for_all_queues(argc, argv)) {
        refuse(a, strdup("Can not use -Q.\n"));
        return;
    }
    for (i = 1; i < argc && a->error == 0; i++) {
        if (argv[i][0] != '-' || argv[i][1] == '\0' || strcmp(argv[i], "--") == 0)
            break;
        if (argv[i][1] == '-' && !a->as_sendmail && a->illegal == 0)
            long_option_read(a, argc, argv, &i);
        else if (!cluster(a, argc, argv, &i, &froms))
            break;
    }
    if (a->illegal != 0 && a->error == 0)
        complain(a, "illegal option", a->illegal);
    i = i < argc ? i : argc;
    a->operand = i;
    a->subcommands = subcommands;
    if (i < argc && a->mode == 0 && !a->as_sendmail) {
        a->subcommand = subcommand_find(subcommands, argv[i]);
        a->no_subcommand = a->subcommand == NULL && strcmp(argv[i], "--") != 0 ? argv[i] : NULL;
    }
    if (a->ended && (a->subcommand != NULL || a->mode == 0))
        a->error = EX_USAGE;
    if (i < argc && strcmp(argv[i], "--") == 0)
        i++;
    a->operands = argv + i;
    a->noperands = i < argc ? argc - i : 0;
}
