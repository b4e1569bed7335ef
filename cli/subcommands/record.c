/*
 * record.c - btsh record: a session becomes a suite, and what the world outside said in it a
 * recording beside it.
 */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "shell/input.h"
#include "show/base_name.h"
#include "show/error_output.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/secrets.h"
#include "start/interrupt.h"
#include "start/paths.h"
#include "start/run.h"
#include "start/subcommand.h"
#include "subcommands/record.h"
#include "subcommands/suite_made.h"
#include "suite/lines_match.h"
#include "suite/stage.h"
#include "world/passwords.h"

enum { USAGE = SUBCOMMAND_USAGE };

/* ---- writing --------------------------------------------------------------------------------- */

/* Masked as a pattern: the stars stand for what was there, all else for itself. */
static void write_masked(FILE *f, const char *text, bool no_eol)
{
    for (; *text != '\0'; text++) {
        if (strchr("?[]\\", *text) != NULL)
            putc('\\', f);
        putc(*text, f);
    }
    fputs(no_eol ? " (glob) (no-eol)\n" : " (glob)\n", f);
}

static void write_line(FILE *f, const struct session *s, char *text, bool no_eol)
{
    struct line line = { text, no_eol };
    struct sink out = { NULL, 0, 0 };
    char *plain = copy_or_end(text);

    secrets_star(text, s);
    if (strcmp(plain, text) != 0) {
        write_masked(f, text, no_eol);
    } else {
        line_write(&out, &line);
        fputs(out.text, f);
    }
    free(out.text);
    free(plain);
}

static void write_output(FILE *f, const struct session *s, char *text)
{
    while (*text != '\0') {
        char *end = text + strcspn(text, "\n");
        bool newline = *end == '\n';

        *end = '\0';
        if (*text != '\0')
            write_line(f, s, text, !newline);
        text = newline ? end + 1 : end;
    }
}

/* ---- the session ----------------------------------------------------------------------------- */

/* One command: shown, and written. */
static void one(struct tester *b, struct run *r, FILE *f, char *line)
{
    const char *printed;
    char *copy;

    printed = tester_type(b, line);
    out_text(&r->out, printed);
    copy = copy_or_end(printed);
    mask_passwords(line);
    fprintf(f, "> %s\n", line);
    write_output(f, b->session, copy);
    free(copy);
}

/* The disk is full: the suite ends with the command that was the last to find room. */
static int lost(const char *path)
{
    err_format("btsh record: %s: %s; what follows is not in it\n", path, strerror(errno));
    return EX_IOERR;
}

static int session(struct tester *b, struct run *r, FILE *f, const char *path)
{
    struct input *in = zeroed_or_end(1, sizeof *in);
    char line[INPUT_LINE];
    bool written = true;

    input_open(in, STDIN_FILENO, &r->out);
    b->shell.in = in; /* the debugger asks there, too */
    while (written && !b->shell.done && !r->out.failed) {
        if (in->terminal == NULL)
            out_text(&r->out, "> ");
        if (!input_line(in, line))
            break;
        if (line[0] != '\0' && strcmp(line, "/quit") != 0)
            one(b, r, f, line);
        else if (line[0] != '\0')
            break;
        if (terminated)
            break;
        interrupted = 0;
        written = fflush(f) == 0 && !ferror(f);
    }
    b->shell.in = &b->in;
    input_close(in);
    free(in);
    return written ? 0 : lost(path);
}

static int fail(const char *what, const char *why)
{
    err_format("btsh record: %s: %s\n", what, why);
    return USAGE;
}

static const char there_already[] = "it is there already; name another file";

/* The suite grows command by command: what was typed stays, however the session ends. */
static int record(struct run *r, const char *path)
{
    struct stage *st = stage_new(&r->setup);
    struct tester *b = zeroed_or_end(1, sizeof *b);
    FILE *f = fopen(path, "wxe");
    struct stat written;
    int status = 0;

    if (f == NULL)
        status = fail(path, errno == EEXIST ? there_already : strerror(errno));
    if (status == 0) {
        st->made = true; /* in the world of this run, which is recorded */
        st->program = run_load(r, run_file(r));
        out_flush(&r->out);
        tester_begin(b, r);
        if (!tester_start(b, st, r->args.ext)) {
            status = r->transcript.fatal != 0 ? r->transcript.fatal : EX_CONFIG;
            remove(path); /* nothing stands in it yet */
        } else {
            fprintf(f, "# Recorded with btsh record.\n");
            (void)suite_made_head(f, r, path, run_file(r), true); /* a recording has the machine, too */
            fprintf(f, "#@ replay %s.json\n#@ test %s\n", base_name(path), base_name(path));
            status = session(b, r, f, path);
        }
        tester_end(b);
    }
    if (f != NULL && fclose(f) != 0 && status == 0)
        status = lost(path);
    if (f != NULL && status == EX_IOERR && stat(path, &written) == 0 && written.st_size == 0)
        remove(path); /* not a line found room */
    stage_free(st);
    free(b);
    return status;
}

static int run(struct run *r, int argc, char *argv[])
{
    char *json;
    int status, ended;

    optind = 1;
    if (subcommand_option(&subcommand_record, argc, argv, "+", NULL) != -1)
        return subcommand_misused(&subcommand_record, NULL, NULL);
    if (optind > 1) { /* behind "--" */
        argv += optind - 1;
        argc -= optind - 1;
    }
    if (argc < 2)
        return subcommand_misused(&subcommand_record, "the file to write was not named", NULL);
    if (argc > 2)
        return subcommand_misused(&subcommand_record, "one file is written", argv[2]);
    json = grow_or_end(NULL, strlen(argv[1]) + 6);
    sprintf(json, "%s.json", argv[1]);
    r->args.record = json;
    r->fresh = true;
    if (!run_confine(r, (const char *const[]){ argv[1], json }, 2, false)) {
        free(json);
        return USAGE;
    }
    interrupt_keep_work();
    if (access(argv[1], F_OK) != 0 && access(json, F_OK) == 0)
        status = fail(json, there_already);
    else
        status = run_world(r) ? record(r, argv[1]) : USAGE;
    if (status != 0 && status != EX_IOERR) /* there is no suite that it would belong to */
        r->recording = NULL;
    ended = run_end(r);
    r->recording = NULL;
    status = status != 0 ? status : ended != 0 ? ended : terminated ? 128 + terminated : 0;
    if (status == 0)
        status = suite_made_play(r, argv[1], "btsh record", true, NULL);
    r->args.record = NULL;
    free(json);
    return status;
}

const struct subcommand subcommand_record = {
    .name = "record",
    .args = "FILE",
    .help = "write a suite from a session",
    .about = "Reads commands as btsh does, and writes them with what they print as a suite, FILE.\n"
             "What DNS, hosts, servers and programs said is written to FILE.json, and played back by\n"
             "the suite. Passwords are masked in both.\n",
    .example = "printf '3,0 tom@somewhere.example\\n' | btsh -C sendmail.cf record new.bt",
    .run = run,
    .writes = true,
};
