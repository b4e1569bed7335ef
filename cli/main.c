/*
 * main.c - the program: arguments, the load, the shell, the exit status.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "arguments.h"
#include "beside.h"
#include "demo.h"
#include "interrupt.h"
#include "commands.h"
#include "shell.h"
#include "verify.h"
#include "version.h"

#define DEFAULT_CF "/etc/mail/sendmail.cf"
#define SUBMIT_CF "/etc/mail/submit.cf"

/* What runs: the program's streams and the world it looks at. */
struct run {
    struct arguments args;
    struct output out, debug_out, traffic_out;
    struct transcript transcript;
    struct world world;
    bool version_only;     /* -d0.101 */
};

enum { MAILERS = 15, RULESETS = 90, VERSION_ONLY = 101 }; /* levels of debug category 0 */

/* The doors of this file get the run as their context; the live ones use none. */

/* The door `self` under --hostname. */
static int named_host(void *ctx, char *buf, size_t size)
{
    const struct run *r = ctx;

    return snprintf(buf, size, "%s", r->args.hostname) < (int)size ? 0 : ENAMETOOLONG;
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

/* False: it cannot be opened, which was said. */
static bool open_debug_file(struct run *r)
{
    const char *path = r->args.debug_file;
    int fd;

    r->transcript.debug = &r->out;
    if (path == NULL)
        return true;
    fd = open(path, O_WRONLY | O_CREAT | O_APPEND, 0666);
    if (fd < 0) {
        out_format(&r->out, "cannot open %s: %s\n", path, strerror(errno));
        return false;
    }
    r->debug_out.fd = fd;
    r->transcript.debug = &r->debug_out;
    return true;
}

/* -X: what is said to be wrong is written there too. */
static void open_traffic_file(struct run *r, struct session *s, const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND, 0666);

    if (fd >= 0) {
        r->traffic_out.fd = fd;
        r->transcript.traffic = &r->traffic_out;
        return;
    }
    out_format(&r->out, "cannot open %s: %s\n", path, strerror(errno));
    session_set_status_always(s, EX_CANTCREAT);
}

static bool verifies(const struct run *r)
{
    return r->args.mode == 'v';
}

static void apply_arguments(struct run *r, struct builder *b)
{
    int refused = 0;

    for (int i = 0; i < r->args.ntodo; i++) {
        const struct argument *t = &r->args.todo[i];

        switch (t->kind) {
        case ARG_OPTION_LONG:
            builder_option_long(b, t->text);
            break;
        case ARG_OPTION_SHORT:
            builder_option_short(b, t->text);
            break;
        case ARG_MACRO:
            builder_macro(b, t->text);
            break;
        case ARG_FILE:
            builder_own_file(b);
            break;
        case ARG_TRAFFIC:
            open_traffic_file(r, builder_session(b), t->text);
            break;
        case ARG_NOTIFY:
            builder_notify(b, t->text);
            break;
        case ARG_QUEUE:
            out_format(&r->out, "Can not use -%s with -b%c\n", t->text, verifies(r) ? 'v' : 't');
            session_set_status_always(builder_session(b), t->status);
            refused = verifies(r) ? t->status : 0;
            break;
        default:
            out_format(&r->out, "%s\n", t->text);
            if (t->status != 0)
                session_set_status_always(builder_session(b), t->status);
            break;
        }
    }
    if (refused != 0)
        r->args.error = refused;
}

/* The program, or NULL after a fatal diagnostic. */
static struct program *load(struct run *r, const char *path)
{
    struct observer o = transcript_observer(&r->transcript);
    struct builder *b;
    bool opened;
    char spec[4096];
    size_t n = 0;

    spec[0] = '\0';
    for (int i = 0; i < r->args.ndebug && n < sizeof spec; i++)
        n += (size_t)snprintf(spec + n, sizeof spec - n, "%s,", r->args.debug[i]);
    opened = open_debug_file(r);
    r->transcript.verifies = verifies(r);
    b = (verifies(r) ? builder_begin_verify : builder_begin)(&r->world, &o, n > 0 ? spec : NULL);
    if (!opened)
        session_set_status_always(builder_session(b), EX_CANTCREAT);
    if (session_debug_level(builder_session(b), 0) >= VERSION_ONLY) {
        builder_abandon(b);
        r->version_only = true;
        return NULL;
    }
    apply_arguments(r, b);
    if (r->args.full_name != NULL || getenv("NAME") != NULL)
        builder_full_name(b, r->args.full_name != NULL ? r->args.full_name : getenv("NAME"));
    if (r->args.error != 0 || r->transcript.fatal != 0 || !builder_read(b, path)) {
        builder_abandon(b);
        return NULL;
    }
    if (r->args.body_type != NULL)
        builder_body_type(b, r->args.body_type);
    return builder_finish(b);
}

static bool setting_is_on(const struct session *s, const char *name)
{
    const char *value = session_setting(s, name);

    return value != NULL && (*value == '\0' || strchr("tTyY", *value) != NULL);
}

/* The line of -d2.1: what the real program says of its envelope. */
static void print_finis(struct run *r, const struct session *s, int status)
{
    bool old = setting_is_on(s, "OldStyleHeaders"), me = setting_is_on(s, "MeToo");

    out_format(r->transcript.debug, "\n====finis: stat %d e_id=NOQUEUE e_flags=%x", status,
               (old ? 1 : 0) | (me ? 0x4000 : 0));
    if (old || me)
        out_format(r->transcript.debug, "<%s%s%s>", old ? "OLDSTYLE" : "", old && me ? "," : "",
                   me ? "METOO" : "");
    out_char(r->transcript.debug, '\n');
}

static int run_shell(struct run *r, struct program *p, int fd)
{
    struct observer o = transcript_observer(&r->transcript);
    struct session *s = session_new(p, &o);
    struct input *in = calloc(1, sizeof *in);
    struct shell sh = { .session = s, .transcript = &r->transcript, .out = &r->out, .in = in };
    int status;

    if (session_debug_level(s, 0) >= RULESETS)
        print_rulesets(&sh);
    if (session_debug_level(s, 0) >= MAILERS)
        print_mailers(&sh);
    out_text(&r->out, "ADDRESS TEST MODE (ruleset 3 NOT automatically invoked)\n"
                      "Enter <ruleset> <address>\n");
    session_begin_shell(s);
    if (r->args.max_steps >= 0)
        session_set_max_steps(s, r->args.max_steps);
    input_open(in, fd, &r->out);
    shell_run(&sh);
    input_close(in);
    free(in);
    status = session_status(s);
    if (session_debug_level(s, 2) >= 1)
        print_finis(r, s, exit_code(status));
    session_free(s);
    return exit_code(status);
}

static int run_verify(struct run *r, struct program *p)
{
    struct observer o = transcript_observer(&r->transcript);
    struct session *s = session_new(p, &o);
    struct shell listing = { .session = s, .transcript = &r->transcript, .out = &r->out };
    int status;

    if (session_debug_level(s, 0) >= RULESETS)
        print_rulesets(&listing);
    if (session_debug_level(s, 0) >= MAILERS)
        print_mailers(&listing);
    if (r->args.max_steps >= 0)
        session_set_max_steps(s, r->args.max_steps);
    status = exit_code(verify_addresses(s, &r->args, &r->out, r->transcript.debug));
    session_free(s);
    return status;
}

static int other_mode(char mode)
{
    (void)mode;
    fprintf(stderr, "btsh tests addresses; it carries no mail\n");
    return EX_USAGE;
}

static const char *file_to_load(const struct arguments *a)
{
    return a->file != NULL ? a->file : a->submit ? SUBMIT_CF : DEFAULT_CF;
}

static void print_messages(struct run *r)
{
    for (int i = 0; i < r->args.ntodo; i++) {
        if (r->args.todo[i].kind == ARG_MESSAGE)
            out_format(&r->out, "%s\n", r->args.todo[i].text);
    }
    out_flush(&r->out);
}

static int run(struct run *r)
{
    struct program *p;
    int status, fd = STDIN_FILENO;
    const char *path = file_to_load(&r->args);
    char demo[4096];

    if (r->args.demo) {
        fd = demo_open(demo, sizeof demo);
        if (fd < 0)
            return EX_NOINPUT;
        path = demo;
        arguments_add_file(&r->args);
        arguments_add_verbose(&r->args);
    }
    p = load(r, path);
    if (p == NULL) {
        out_flush(&r->out);
        if (r->version_only || r->args.error != 0)
            return r->args.error;
        if (!r->args.file_given && r->transcript.fatal == EX_OSFILE)
            fprintf(stderr, "btsh: no configuration there; try -C FILE, or --demo\n");
        return r->transcript.fatal != 0 ? r->transcript.fatal : EX_SOFTWARE;
    }
    status = verifies(r) ? run_verify(r, p) : run_shell(r, p, fd);
    program_free(p);
    return status;
}

int main(int argc, char *argv[])
{
    struct run *r = calloc(1, sizeof *r);
    int status;

    r->out.fd = STDOUT_FILENO;
    r->transcript.out = &r->out;
    r->transcript.interrupted = &interrupted;
    r->world = *world_live();
    arguments_parse(&r->args, argc, argv);
    r->world.ctx = r;
    r->world.run = run_after_output;
    r->world.interrupted = user_interrupted;
    if (isatty(STDIN_FILENO))
        beside_install(&r->world);
    world_shut(&r->world, r->args.shut);
    if (r->args.hostname != NULL) {
        r->world.host_name = named_host;
        r->world.node_name = named_host;
    }
    interrupt_install();
    if (r->args.refused) {
        print_messages(r);
        status = r->args.error;
    } else if (r->args.help) {
        out_text(&r->out, arguments_help());
        status = 0;
    } else if (r->args.version) {
        out_format(&r->out, "btsh %s (behaves as sendmail %s)\n", BTSH_VERSION, REFERENCE_VERSION);
        status = 0;
    } else if (r->args.mode != 0 && r->args.mode != 't' && !verifies(r)) {
        status = other_mode(r->args.mode);
    } else {
        status = run(r);
    }
    out_flush(&r->out);
    out_flush(&r->debug_out);
    out_flush(&r->traffic_out);
    arguments_free(&r->args);
    free(r);
    return status;
}
