/*
 * run.c - the program that the command line asks for.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "engine.h"
#include "listen/transcript.h"
#include "show/environment.h"
#include "show/error_output.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/replace_file.h"
#include "start/arguments.h"
#include "start/confine.h"
#include "start/mc.h"
#include "start/paths.h"
#include "start/run.h"
#include "start/setup.h"
#include "start/subcommand.h"
#include "world/record.h"

#define DEFAULT_CF "/etc/mail/sendmail.cf"
#define SUBMIT_CF "/etc/mail/submit.cf"

enum { VERSION_ONLY = 101 }; /* level of debug category 0 */

const char *run_named(const struct run *r)
{
    const struct arguments *a = &r->args;

    return a->file != NULL ? a->file : a->submit ? SUBMIT_CF : DEFAULT_CF;
}

const char *run_file(const struct run *r)
{
    return r->compiled != NULL ? r->compiled : run_named(r);
}

static bool complain(const struct run *r, const char *what, const char *error)
{
    err_format("%s: %s%s\n", r->args.program, what, error);
    return false;
}

const struct target *run_target(const struct run *r)
{
    return r->setup.target != NULL ? r->setup.target : target_at(0);
}

/* BTSH_TARGET: as --target before all others, and the only way to say it where btsh is called sendmail. */
static bool target_of_caller(struct run *r)
{
    const char *target = environment_caller("BTSH_TARGET");
    char error[256];

    return target == NULL || *target == '\0'
           || setup_say(&r->setup, "target", target, ".", error, sizeof error) || complain(r, "BTSH_TARGET: ", error);
}

bool run_setup(struct run *r)
{
    char error[PATH_MAX + 512], what[64];

    if (!target_of_caller(r))
        return false;
    for (int i = 0; i < r->args.nsetup; i++) {
        if (setup_say(&r->setup, r->args.setup[i].word, r->args.setup[i].value, ".", error,
                      sizeof error))
            continue;
        snprintf(what, sizeof what, "--%s: ", r->args.setup[i].word);
        return complain(r, what, error);
    }
    return true;
}

/* The most that a command line can name for writing, beside its operands and files of -D. */
enum { OWN_PATHS = 4 };

/* Its folder is left for writing, and is below TMPDIR, where it is taken away at the end. */
static bool make_place(struct run *r, const char **paths, int *n)
{
    char *tmp = copy_or_end(mc_place());

    if (!confine_has_files() || !mc_place_begin()) {
        free(tmp); /* an .mc is refused when there is one */
        return false;
    }
    r->place = tmp;
    paths[(*n)++] = tmp;
    paths[(*n)++] = mc_place();
    return true;
}

bool run_confine(struct run *r, const char *const *paths, int n, bool mc)
{
    const char **all;
    char why[512], history[PATH_MAX];
    int count = 0;
    bool ok;

    if ((r->args.shut & WORLD_NO_OUTSIDE) == 0)
        return true;
    all = zeroed_or_end((size_t)(n + r->args.nfirst) + OWN_PATHS + 2, sizeof *all);
    for (int i = 0; i < n; i++)
        all[count++] = paths[i];
    if (r->args.record != NULL)
        all[count++] = r->args.record;
    for (int i = 0; i < r->args.nfirst; i++) {
        if (r->args.first[i].file)
            all[count++] = r->args.first[i].text;
    }
    if (r->args.traffic_file != NULL)
        all[count++] = r->args.traffic_file;
    if (confine_has_files() && isatty(STDIN_FILENO) && history_file(history, sizeof history))
        all[count++] = history;
    if (mc || (r->args.file != NULL && mc_is_one(r->args.file)))
        make_place(r, all, &count);
    ok = confine_writes(all, count, why, sizeof why) || complain(r, "--safe: ", why) || count == 0;
    free(all);
    return ok; /* where nothing is to be written, btsh itself does not */
}

/* -C FILE.mc */
static bool compile(struct run *r)
{
    struct sink notes = { NULL, 0, 0 };

    r->compiled = mc_compile(r->args.file, r->args.cf_dir, &r->setup, &notes);
    if (notes.n > 0)
        err_format("%s", notes.text);
    free(notes.text);
    if (r->compiled == NULL) {
        r->transcript.fatal = EX_OSFILE; /* as where the .cf itself cannot be read */
        return false;
    }
    r->mc = r->args.file;
    if (r->setup.root != NULL || r->setup.etc_mail != NULL) /* it stands outside; without these its folder is judged like any other */
        texts_add(&r->setup.own, r->compiled);
    return true;
}

bool run_compile_again(struct run *r, char **before)
{
    *before = r->compiled;
    if (r->mc == NULL || compile(r))
        return true;
    r->compiled = *before;
    return false;
}

void run_compiled_back(struct run *r, char *before)
{
    if (r->compiled != before)
        mc_remove(r->compiled);
    r->compiled = before;
}

bool run_world(struct run *r)
{
    char error[PATH_MAX + 512];

    if (r->args.file != NULL && mc_is_one(r->args.file) && !compile(r))
        return false;
    r->outside = r->world;
    if (!setup_empty(&r->setup)
        && !setup_world(&r->setup, &r->world, &r->doors, error, sizeof error))
        return complain(r, "", error);
    if (r->args.record == NULL)
        return true;
    if (!world_record(&r->world, &r->doors.layers, error, sizeof error))
        return complain(r, "--record: ", error);
    r->recording = r->doors.layers;
    return true;
}

bool run_world_again(struct run *r, char *error, size_t size)
{
    r->world = r->outside;
    r->doors = (struct doors){ 0 };
    return setup_empty(&r->setup) || setup_world(&r->setup, &r->world, &r->doors, error, size);
}

/* 0, or the status after a message. */
static int write_recording(struct run *r)
{
    char why[REPLACE_WHY], *text;
    int status = EX_CANTCREAT;

    if (r->recording == NULL)
        return 0;
    text = world_record_text(r->recording, r->args.record, why, sizeof why);
    if (text != NULL)
        status = replace_file(r->args.record, r->fresh ? &(struct file_seen){ .there = false } : NULL,
                              text, strlen(text), why);
    free(text);
    if (status != 0)
        complain(r, "--record: ", why);
    return status;
}

int run_end(struct run *r)
{
    int status = write_recording(r);

    for (int i = 0; i < r->doors.missing.n; i++)
        err_format("%s: the recording has no answer to: %s\n", r->args.program,
                r->doors.missing.list[i]);
    doors_free(&r->doors);
    mc_remove(r->compiled);
    mc_place_end();
    free(r->place);
    setup_free(&r->setup);
    return status;
}

/* -D: the last file that can be opened. False: this one cannot, which was said. path NULL: it was not named. */
static bool open_debug_file(struct run *r, const char *path)
{
    int fd = path != NULL ? open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666) : -1;

    if (fd < 0) {
        out_format(&r->out, "cannot open %s: %s\n", path != NULL ? path : "(null)", strerror(path != NULL ? errno : EFAULT));
        return false;
    }
    if (r->debug_out.fd != 0)
        close(r->debug_out.fd);
    r->debug_out.fd = fd;
    r->transcript.debug = &r->debug_out;
    return true;
}

/* The first pass: what is opened stays open where a configuration is loaded again. */
static void apply_first(struct run *r, struct builder *b)
{
    bool opens = r->debug_out.fd == 0, debugging = false;

    if (opens)
        r->transcript.debug = &r->out;
    for (int i = 0; i < r->args.nfirst; i++) {
        const char *text = r->args.first[i].text;

        if (!r->args.first[i].file) {
            builder_debug(b, text);
            debugging = true;
        } else if (debugging) {
            builder_fault(b, 0, "-D file must be before -d");
            session_set_status_always(builder_session(b), EX_USAGE);
        } else if (opens && !open_debug_file(r, text)) {
            session_set_status_always(builder_session(b), EX_CANTCREAT);
        }
    }
}

void run_refuse(struct run *r)
{
    const struct observer o = transcript_observer(&r->transcript);
    struct builder *b = builder_new(&r->world, &o, r->setup.target, false);

    apply_first(r, b);
    for (int i = 0; i < r->args.ntodo; i++)
        out_text(&r->out, r->args.todo[i].text);
    builder_abandon(b);
}

/* -X: what is said to be wrong is written there too. */
static void open_traffic_file(struct run *r, struct builder *b, const char *path)
{
    int fd;

    builder_drop_rights(b);
    fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (fd >= 0) {
        r->traffic_out.fd = fd;
        r->transcript.traffic = &r->traffic_out;
        return;
    }
    builder_fault(b, errno, "cannot open %s", path);
    session_set_status_always(builder_session(b), EX_CANTCREAT);
}

bool run_verifies(const struct run *r)
{
    return r->args.mode == 'v' || r->args.mode == 's' || (r->args.subcommand != NULL && r->args.subcommand->serves);
}

/* What a server would say before it finds that it cannot begin. */
static bool is_served(const struct run *r)
{
    return r->args.error != 0 && (r->args.mode == 's' || r->args.mode == 'd');
}

static void apply_arguments(struct run *r, struct builder *b)
{
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
        case ARG_DEFINE:
            builder_define(b, t->name, t->text);
            break;
        case ARG_FILE:
            builder_own_file(b);
            break;
        case ARG_TRAFFIC:
            open_traffic_file(r, b, t->text);
            break;
        case ARG_NOTIFY:
            builder_notify(b, t->text);
            break;
        case ARG_QUEUE:
            if ((r->args.mode == 0 && r->args.as_sendmail) || (r->args.mode == 'd' && *t->text == 'q'))
                break; /* of another mode than these */
            builder_complain(b, "Can not use -%s with -b%c", t->text, is_served(r) ? r->args.mode : run_verifies(r) ? 'v' : 't');
            session_set_status_always(builder_session(b), t->status);
            break;
        default:
            builder_complain(b, "%s", t->text);
            if (t->status != 0)
                session_set_status_always(builder_session(b), t->status);
            break;
        }
    }
    if (r->args.ended)
        r->args.error = EX_USAGE;
    if (r->args.returns != NULL)
        builder_returns(b, r->args.returns);
    /* -bv does not even read its configuration after a fault in the arguments */
    if (run_verifies(r) && r->args.error == 0)
        r->args.error = session_status(builder_session(b));
}

/* A load that was compiled from an .mc file: what asks for the file of the tree in which a line at fault stands. */
struct origin {
    const struct run *run;
    struct observer below;
};

static enum event_answer hear_origin(void *ctx, struct session *s, const struct event *e)
{
    const struct origin *x = ctx;
    enum event_answer answer = x->below.hear(x->below.ctx, s, e);
    const struct diagnostic *d = e->kind == EVENT_DIAGNOSTIC ? e->diag : NULL;
    int line = d != NULL && d->file != NULL && !d->held ? mc_asks(x->run->mc, d->file) : 0;

    if (line > 0)
        out_format(x->run->transcript.out, "  %s: line %d asks for this file\n", x->run->mc, line);
    return answer;
}

/* The line of -d2.1 where there is nothing to test. */
static void print_early_end(struct run *r)
{
    int status = r->args.error != 0 ? r->args.error : r->transcript.fatal;

    out_format(r->transcript.debug, "\n====finis: stat %d e_id=NOQUEUE e_flags=%s", status,
               r->args.returns == NULL ? "0" : strcasecmp(r->args.returns, "hdrs") == 0
               ? "100004<NO_BODY_RETN,RET_PARAM>\n" : "100000<RET_PARAM>\n");
}

struct program *run_load(struct run *r, const char *path)
{
    struct origin origin = { r, transcript_observer(&r->transcript) };
    struct observer o = origin.below;
    struct builder *b;
    struct program *p = NULL;
    bool ends_aloud;
    struct mc_places places = { NULL, 0 };
    char error[512];

    if (r->compiled != NULL)
        places = mc_places_read(r->compiled);
    if (r->listener.hear != NULL)
        o = r->listener;
    else if (r->compiled != NULL)
        o = (struct observer){ .hear = hear_origin, .ctx = &origin, .want = origin.below.want };
    r->path = path;
    r->transcript.verifies = run_verifies(r);
    r->transcript.serves = is_served(r);
    b = builder_new(&r->world, &o, r->setup.target, run_verifies(r));
    apply_first(r, b);
    builder_start(b);
    if (session_debug_level(builder_session(b), 0) >= VERSION_ONLY) {
        builder_abandon(b);
        mc_places_free(&places);
        r->version_only = true;
        return NULL;
    }
    apply_arguments(r, b);
    if (r->args.full_name != NULL || environment_caller("NAME") != NULL)
        builder_full_name(b, r->args.full_name != NULL ? r->args.full_name : environment_caller("NAME"));
    if (!setup_maps(&r->setup, b, error, sizeof error)) {
        complain(r, "--map: ", error);
        r->args.error = EX_USAGE;
    }
    ends_aloud = session_debug_level(builder_session(b), 2) > 0;
    builder_places(b, places.list, places.n);
    if (r->args.error != 0 || r->transcript.fatal != 0 || !builder_read(b, path)) {
        builder_abandon(b);
    } else {
        if (r->args.body_type != NULL)
            builder_body_type(b, r->args.body_type);
        p = builder_finish(b);
    }
    if (p == NULL && ends_aloud)
        print_early_end(r);
    mc_places_free(&places);
    return p;
}

struct program *run_load_beside(struct run *r)
{
    struct output *out = r->transcript.out, *err = zeroed_or_end(1, sizeof *err);
    struct program *p;

    if (!run_world(r)) {
        if (r->transcript.fatal == 0)
            r->transcript.fatal = EX_USAGE;
        free(err);
        return NULL;
    }
    err->fd = STDERR_FILENO;
    err->shown = SHOWN_PRINTABLE;
    r->transcript.out = err;
    p = run_load(r, run_file(r));
    out_flush(err);
    r->transcript.out = out;
    free(err);
    return p;
}
