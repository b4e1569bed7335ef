/*
 * arguments.h - the command line: the reference's options, and long options beside them.
 *
 * The reference reads its options twice: a first pass for -b, -d and -D, which hold from the very start,
 * a second one for the rest, from left to right.
 */
#ifndef BTSH_START_ARGUMENTS_H
#define BTSH_START_ARGUMENTS_H

#include <stdbool.h>

struct subcommand;

enum argument_kind {
    ARG_OPTION_LONG, ARG_OPTION_SHORT, ARG_MACRO, ARG_DEFINE, ARG_FILE, ARG_TRAFFIC, ARG_MESSAGE, ARG_QUEUE,
    ARG_NOTIFY
};

/* One thing to do, in command-line order. */
struct argument {
    enum argument_kind kind;
    const char *name; /* ARG_DEFINE: the macro */
    const char *text; /* of -O, -o, -M; the message to print; the letter of -q, -Q; the words of -N */
    int status;       /* ARG_MESSAGE: exit status to record, 0 none */
    char *made;       /* owned: the text where it was put together, or NULL */
};

struct arguments {
    const char *program;   /* argv[0] */
    bool as_sendmail;      /* called by that name: no long options */
    char mode;             /* letter behind -b; 0 none */
    const char *file;      /* -C, NULL: the default */
    bool file_given;
    const char *body_type; /* -B, NULL: not given */
    const char *returns;   /* -R */
    bool submit;           /* -Ac: submit.cf */
    const char *full_name; /* -F, NULL: not given */
    const char *traffic_file; /* -X, NULL: not given */
    bool ended;            /* by -I or -U: nothing of the second pass comes behind them */
    char illegal;          /* the letter at which the second pass ends; 0: it comes to the end */
    const char *last_value; /* of the option read last, NULL: it had none */
    bool refused;          /* the first pass ended the program: todo is its message */
    struct {
        bool file;         /* -D, and the file; else -d, and its specification */
        const char *text;
    } first[64];           /* what the first pass does, in command-line order */
    int nfirst;
    const char *sender;    /* -f, -r; NULL: not given */
    bool no_alias;         /* -n */
    char *const *operands; /* what follows the options; not owned */
    int noperands;
    bool verbose;
    struct argument todo[256];
    int ntodo;
    bool demo, help, version;
    struct {
        const char *word, *value;
    } setup[64];           /* --map, --zone ...: what setup_say() is told */
    int nsetup;
    const char *record;    /* --record, NULL: not given */
    const char *cf_dir;    /* --cf-dir, NULL: not given */
    long max_steps;        /* --max-steps; -1: not given */
    long seed;             /* --seed; -1: not given */
    const char *trace;     /* --trace; NULL: not given */
    bool ext, show_secrets; /* --ext, --show-secrets */
    bool places;            /* --places */
    unsigned shut;         /* --no-exec, --no-network, --safe: WORLD_NO_* bits */
    int operand;           /* index of the first operand, argc if there is none */
    const struct subcommand *const *subcommands; /* all that there are */
    const struct subcommand *subcommand; /* that it names, or NULL */
    const char *no_subcommand; /* a first operand that names none; NULL: there is no such */
    int error;             /* exit status of a parse error: a message was written to stderr */
};

/* Reads the command line into *a, which is all zero before. */
void arguments_parse(struct arguments *a, int argc, char *argv[],
                     const struct subcommand *const *subcommands);
void arguments_free(struct arguments *a);

/* As if -C had been given, with whatever file. */
void arguments_add_file(struct arguments *a);
/* As if -v had been given. */
void arguments_add_verbose(struct arguments *a);

#endif
