/*
 * main.c - the program: arguments, the load, the shell, the exit status.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sysexits.h>
#include <unistd.h>

#include "demo.h"
#include "describe.h"
#include "engine.h"
#include "listen/transcript.h"
#include "shell/command_list.h"
#include "shell/input.h"
#include "shell/shell.h"
#include "shell/startup.h"
#include "shell/view.h"
#include "shell/view_start.h"
#include "show/environment.h"
#include "show/error_output.h"
#include "show/memory.h"
#include "show/output.h"
#include "start/arguments.h"
#include "start/beside.h"
#include "start/confine.h"
#include "start/interrupt.h"
#include "start/long_options.h"
#include "start/run.h"
#include "start/subcommand.h"
#include "subcommands/smtp.h"
#include "subcommands/subcommands.h"
#include "subcommands/verify.h"
#include "world/live.h"
#include "world/shut.h"
#include "version.h"

/* The doors of this file get the run as their context; the live ones use none. */

/* The door `random` under --seed: a linear congruential generator, its upper bits. */
static unsigned seeded_random(void *ctx)
{
    struct run *r = ctx;
    uint64_t was = __atomic_load_n(&r->random, __ATOMIC_RELAXED), now;

    do /* threads may ask, too */
        now = was * 6364136223846793005u + 1442695040888963407u;
    while (!__atomic_compare_exchange_n(&r->random, &was, now, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED));
    return (unsigned)(now >> 33);
}

static bool user_interrupted(void *ctx)
{
    (void)ctx;
    return interrupted != 0;
}

/* What was written stands before what a program writes to the terminal itself. */
static pid_t run_after_output(void *ctx, char *const argv[], char *const env[], const char *dir,
                              uid_t uid, gid_t gid, int *fd, int *err)
{
    struct run *r = ctx;

    out_flush(&r->out);
    return world_live()->run(NULL, argv, env, dir, uid, gid, fd, err);
}

/* 75 is nothing that a shell's caller should see. */
static int exit_code(int status)
{
    return status == EX_TEMPFAIL ? 0 : status & 0xFF;
}

/* The line of -d2.1: what the real program says of its envelope. */
static void print_finis(struct run *r, const struct session *s, int status)
{
    char flags[100];

    out_format(r->transcript.debug, "\n====finis: stat %d e_id=NOQUEUE e_flags=%s", status,
               session_envelope_flags(s, flags));
}

static void tell_stale(void *ctx, const char *map, const char *source)
{
    out_format(ctx, "warning: map %s: %s is newer than its database; run makemap, or start with "
                    "--source\n", map, source);
}

/* At a terminal, where no target was said: the configuration comes from another sendmail that is known. */
static void tell_other_tree(struct run *r, const struct session *s)
{
    const char *z = session_macro_at(s, 'Z');
    const struct target *made_by = z != NULL ? target_of_tree(z) : NULL;

    if (made_by != NULL && made_by != session_target(s))
        out_format(&r->out, "note: the tree of sendmail %s made this configuration (%s has it), and it is read as by %s; "
                            "--target %s\n", made_by->name, made_by->since, session_target(s)->name, made_by->name);
}

static int run_shell(struct run *r, struct program **p, int fd)
{
    struct observer o = transcript_observer(&r->transcript);
    struct session *s = session_new(*p, &o);
    struct input *in = malloc(sizeof *in);
    struct shell sh = { .commands = &command_list, .session = s, .transcript = &r->transcript, .out = &r->out, .in = in,
                        .run = r, .program = *p };
    int status;

    input_open(in, fd, &r->out);
    if (!view_start(&sh, r)) {
        sh.done = true;
        session_set_status_always(s, EX_USAGE);
    }
    if (!sh.done && !view_silent(&sh))
        out_text(&r->out, "ADDRESS TEST MODE (ruleset 3 NOT automatically invoked)\n"
                          "Enter <ruleset> <address>\n");
    if (!sh.done && in->terminal != NULL && !view_silent(&sh))
        out_text(&r->out, "note: ? lists the commands\n");
    if (in->terminal != NULL && r->setup.target == NULL)
        tell_other_tree(r, s);
    session_begin_shell(s);
    if (r->args.max_steps >= 0)
        session_set_max_steps(s, r->args.max_steps);
    if (in->terminal != NULL)
        program_stale(*p, tell_stale, &r->out);
    startup_file(&sh);
    shell_run(&sh);
    s = sh.session;
    *p = sh.program;
    input_close(in);
    free(in);
    status = session_status(s);
    if (session_debug_level(s, 2) >= 1)
        print_finis(r, s, status);
    session_free(s);
    sh.session = NULL;
    view_free(&sh);
    return exit_code(status);
}

static int run_verify(struct run *r, struct program *p)
{
    struct observer o = transcript_observer(&r->transcript);
    struct session *s = session_new(p, &o);
    int status;

    if (r->args.max_steps >= 0)
        session_set_max_steps(s, r->args.max_steps);
    status = exit_code(verify_addresses(s, &r->args, &r->out, r->transcript.debug));
    session_free(s);
    return status;
}

/* Another mode than -bt and -bv; and sendmail's own, in which a message is read. */
static bool carries_mail(const struct arguments *a)
{
    if (a->error != 0)
        return false;
    if (a->mode == 's')
        return a->as_sendmail; /* mail readers pipe messages into it */
    return a->mode == 0 ? a->as_sendmail : a->mode != 't' && a->mode != 'v';
}

static int run_subcommand(struct run *r, int argc, char *argv[])
{
    const struct subcommand *c = r->args.subcommand;
    char name[64];

    if (r->args.error != 0)
        return r->args.error == EX_USAGE ? SUBCOMMAND_USAGE : r->args.error;
    if (subcommand_wants_help(argc, argv)) {
        subcommand_help(c, &r->out);
        return 0;
    }
    if (!c->writes && !run_confine(r, NULL, 0, c->compiles))
        return SUBCOMMAND_USAGE;
    if (isatty(STDOUT_FILENO) || strcmp(c->name, "map") != 0) /* in a pipe, a table's values are data */
        r->out.shown = strcmp(c->name, "record") != 0 ? SHOWN_PRINTABLE : SHOWN_RAW;
    snprintf(name, sizeof name, "btsh %s", c->name);
    argv[0] = name; /* for getopt's messages */
    return c->run(r, argc, argv);
}

static int run(struct run *r)
{
    struct program *p;
    int status, fd = STDIN_FILENO;
    const char *path;
    char demo[4096];
    char *const *list;
    bool zone;

    if (!run_confine(r, NULL, 0, false))
        return EX_USAGE;
    if (!run_world(r))
        return r->transcript.fatal != 0 ? r->transcript.fatal : EX_USAGE;
    path = run_file(r);
    if (r->args.demo) {
        fd = demo_open(demo, sizeof demo);
        if (fd < 0)
            return EX_NOINPUT;
        path = demo;
        arguments_add_file(&r->args);
        arguments_add_verbose(&r->args);
    }
    p = run_load(r, path);
    if (p == NULL) {
        if (fd != STDIN_FILENO)
            close(fd);
        out_flush(&r->out);
        if (r->version_only || r->args.error != 0)
            return r->args.error;
        if (!r->args.file_given && r->transcript.fatal == EX_OSFILE)
            err_format("btsh: no configuration there; try -C FILE, or --demo\n");
        return r->transcript.fatal != 0 ? r->transcript.fatal : EX_SOFTWARE;
    }
    list = program_environment(p, &zone);
    environment_take(list, zone);
    status = run_verifies(r) ? run_verify(r, p) : run_shell(r, &p, fd);
    program_free(p);
    if (fd != STDIN_FILENO)
        close(fd);
    return status;
}

/* What -D and -X wrote. */
static void end_file(struct output *o)
{
    out_flush(o);
    if (o->fd > STDERR_FILENO)
        close(o->fd);
}

/* Without a stream, the next file that is opened would get its number, and what is said would go into
 * it. Nothing can be written to these: that is told as lost. */
static void open_streams(void)
{
    for (int fd = 0; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) < 0 && open("/dev/null", O_RDONLY) < 0) /* the lowest that is free */
            return;
    }
}

/* True where lost output is an error: the shell and -bv end as sendmail does, which does not look. */
static bool tells_lost(const struct run *r)
{
    return r->args.subcommand != NULL || r->args.help || r->args.version || r->args.trace != NULL || r->args.demo;
}

/* A reader who has seen enough is not told so. */
static int tell_lost(const struct run *r)
{
    if (r->out.err != EPIPE)
        err_format("btsh: standard output: %s; not all of it was written\n", strerror(r->out.err));
    return EX_IOERR;
}

int main(int argc, char *argv[])
{
    struct run *r;
    int status, ended;
    char why[512];

    open_streams();
    environment_empty();
    r = zeroed_or_end(1, sizeof *r);
    r->out.fd = STDOUT_FILENO;
    r->transcript.out = &r->out;
    r->transcript.interrupted = &interrupted;
    r->world = *world_live();
    arguments_parse(&r->args, argc, argv, subcommands);
    r->world.ctx = r;
    r->world.run = run_after_output;
    r->world.environment = environment_of_caller();
    r->world.interrupted = user_interrupted;
    if (isatty(STDIN_FILENO))
        beside_install(&r->world);
    world_shut(&r->world, r->args.shut);
    if (r->args.seed >= 0) {
        r->random = (uint64_t)r->args.seed;
        r->world.random = seeded_random;
    }
    interrupt_install();
    if (!confine_calls(r->args.shut, why, sizeof why))
        err_format("btsh: %s\n", why);
    if (!run_setup(r) && r->args.error == 0)
        r->args.error = EX_USAGE;
    if (r->args.refused) {
        run_refuse(r);
        status = r->args.error;
    } else if (r->args.help) {
        long_options_help(&r->out, subcommands);
        status = 0;
    } else if (r->args.version) {
        out_format(&r->out, "btsh %s (behaves as sendmail %s)\n", BTSH_VERSION, run_target(r)->version);
        status = 0;
    } else if (carries_mail(&r->args)) {
        err_format("btsh tests addresses; it carries no mail\n");
        status = EX_USAGE;
    } else if (r->args.no_subcommand != NULL && r->args.error == 0) {
        subcommand_unknown(subcommands, r->args.no_subcommand);
        status = EX_USAGE;
    } else if (r->args.subcommand != NULL) {
        status = run_subcommand(r, argc - r->args.operand, argv + r->args.operand);
    } else if (r->args.mode == 's' && r->args.error == 0) {
        status = run_confine(r, NULL, 0, true) ? smtp_of_caller(r) : EX_USAGE;
    } else {
        status = run(r);
    }
    out_flush(&r->out);
    end_file(&r->debug_out);
    end_file(&r->traffic_out);
    ended = run_end(r);
    status = ended != 0 ? ended : status;
    if (tells_lost(r) && r->out.failed)
        status = tell_lost(r);
    arguments_free(&r->args);
    free(r);
    return status;
}
