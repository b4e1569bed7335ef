/*
 * commands_output.c - where the output of commands goes: the screen, a pager, a file, a program.
 */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "shell/commands_output.h"
#include "shell/input.h"
#include "shell/shell.h"
#include "shell/view.h"
#include "show/environment.h"
#include "show/memory.h"
#include "show/output.h"
#include "show/text.h"
#include "start/interrupt.h"
#include "start/run.h"
#include "world/world.h"

struct diversion {
    struct shell *sh;
    char *name;        /* the file, or "| COMMAND"; owned; NULL: there is none */
    int fd;            /* of it */
    pid_t pid;         /* of the program; 0: a file */
    bool paged;        /* what does not fit the screen is shown by the pager */
    int depth;         /* commands in each other: /read */
    bool screen;       /* for the rest of this command */
    struct sink held;  /* of this command, until it is known whether it fits */
    int pager;         /* what writes to it; -1: it does not run */
    pid_t pager_pid;
    bool closed;       /* it was left before the end */
};

static bool output_allowed(const struct shell *sh)
{
    return view_ext(sh) && sh->run != NULL && (sh->run->args.shut & WORLD_NO_OUTSIDE) == 0;
}

bool command_there(const struct shell *sh, const struct command *c)
{
    return !c->outside || output_allowed(sh);
}

static bool may_run(const struct shell *sh)
{
    return (sh->run->args.shut & WORLD_NO_EXEC) == 0;
}

/* ---- programs -------------------------------------------------------------------------------------- */

/* Starts sh -c COMMAND; *fd (may be NULL): what is written to it. 0, or errno. It may be makemap, or wait for a person. */
static int start(struct shell *sh, const char *command, int *fd, pid_t *pid)
{
    char *argv[] = { "sh", "-c", (char *)command, NULL };
    posix_spawn_file_actions_t actions;
    int ends[2] = { -1, -1 }, err;

    if (fd != NULL && pipe2(ends, O_CLOEXEC) != 0)
        return errno;
    session_rest(sh->session);
    posix_spawn_file_actions_init(&actions);
    if (fd != NULL)
        posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
    err = posix_spawn(pid, "/bin/sh", &actions, NULL, argv, environment_of_caller());
    posix_spawn_file_actions_destroy(&actions);
    if (fd == NULL)
        return err;
    close(ends[0]);
    if (err != 0)
        close(ends[1]);
    else
        *fd = ends[1];
    return err;
}

static bool write_to(int fd, const char *s, size_t n)
{
    while (n > 0) {
        ssize_t k = write(fd, s, n);

        if (k < 0 && errno != EINTR)
            return false;
        if (k > 0) {
            s += k;
            n -= (size_t)k;
        }
    }
    return true;
}

/* Its control-C is not ours; what follows the ^C that the terminal shows begins a line. */
static int wait_for(const struct shell *sh, pid_t pid)
{
    int status = 0;

    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    if (interrupted && sh->in->terminal != NULL && WIFSIGNALED(status) && WTERMSIG(status) == SIGINT)
        write_to(sh->out->fd, "\n", 1);
    if (!terminated)
        interrupted = 0;
    return status;
}

/* ---- the pager ------------------------------------------------------------------------------------- */

/* PAGER, or less where there is one; NULL: none. */
static const char *pager_command(void)
{
    const char *pager = environment_caller("PAGER");
    char path[INPUT_LINE];

    if (pager != NULL)
        return *pager != '\0' ? pager : NULL;
    return environment_find("less", path, sizeof path) ? "less -FRX" : NULL;
}

static bool fits(const struct sink *held)
{
    struct winsize size = { 0 };
    size_t rows = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_row : 0, lines = 0, column = 0;

    for (size_t i = 0; i < held->n; i++) {
        column = held->text[i] == '\n' ? 0 : column + 1;
        if (column == 0 || (size.ws_col > 0 && column % (size.ws_col + 1u) == size.ws_col))
            lines++;
    }
    return rows == 0 || lines < rows;
}

/* Where it was left nobody waits for the rest: the command ends, but not a file of commands. */
static void to_pager(struct diversion *d, const char *s, size_t n)
{
    if (d->closed || write_to(d->pager, s, n))
        return;
    d->closed = true;
    interrupted |= d->depth == 1;
}

/* Shows what was held; from now on the rest is shown as it comes. */
static void begin_pager(struct diversion *d)
{
    const char *command = pager_command();

    if (command == NULL || start(d->sh, command, &d->pager, &d->pager_pid) != 0) {
        d->pager = -1;
        d->screen = true;
        write_to(d->sh->out->fd, d->held.text, d->held.n);
    } else {
        to_pager(d, d->held.text, d->held.n);
    }
    d->held.n = 0;
}

static void end_pager(struct diversion *d)
{
    close(d->pager);
    wait_for(d->sh, d->pager_pid);
    d->pager = -1;
    d->closed = false;
}

static void show_held(struct diversion *d)
{
    if (d->held.n > 0)
        write_to(d->sh->out->fd, d->held.text, d->held.n);
    d->held.n = 0;
}

/* ---- what a command writes ------------------------------------------------------------------------- */

static void undivert(struct diversion *d)
{
    if (d->name == NULL)
        return;
    close(d->fd);
    if (d->pid != 0)
        wait_for(d->sh, d->pid);
    free(d->name);
    d->name = NULL;
    d->pid = 0;
}

static void take(void *ctx, const char *s, size_t n)
{
    struct diversion *d = ctx;

    if (d->screen) {
        write_to(d->sh->out->fd, s, n);
    } else if (d->name != NULL) {
        d->closed = d->closed || !write_to(d->fd, s, n);
    } else if (d->pager >= 0) {
        to_pager(d, s, n);
    } else {
        sink_add(&d->held, s, n);
        if (!fits(&d->held))
            begin_pager(d);
    }
}

static void begin(void *ctx)
{
    struct diversion *d = ctx;

    if (d->depth++ > 0 || (d->name == NULL && !d->paged) || d->sh->out->take != NULL)
        return;
    out_flush(d->sh->out);
    d->screen = false;
    d->sh->out->take = take;
    d->sh->out->take_ctx = d;
}

static void end(void *ctx)
{
    struct diversion *d = ctx;

    if (--d->depth > 0 || d->sh->out->take != take)
        return;
    out_flush(d->sh->out);
    d->sh->out->take = NULL;
    show_held(d);
    if (d->pager >= 0)
        end_pager(d);
    if (d->closed) {
        out_shown(d->sh->out, "/output %s: not all of it was taken; output comes here again\n", d->name);
        d->closed = false;
        undivert(d);
    }
}

static bool observer(void *ctx, struct observer *o)
{
    (void)ctx;
    (void)o;
    return false;
}

static void release(void *ctx)
{
    struct diversion *d = ctx;

    undivert(d);
    free(d->held.text);
    free(d);
}

static struct diversion *diversion_of(struct shell *sh)
{
    struct view *w = view_of(sh);

    if (w->diversion == NULL) {
        struct diversion *d = zeroed_or_end(1, sizeof *d);
        struct attached a = { .ctx = d, .observer = observer, .begin = begin, .end = end, .free = release };

        d->sh = sh;
        d->pager = -1;
        w->diversion = d;
        view_attach(sh, &a);
    }
    return w->diversion;
}

void output_paged(struct shell *sh)
{
    if (output_allowed(sh) && may_run(sh) && pager_command() != NULL)
        diversion_of(sh)->paged = true;
}

void output_to_screen(struct shell *sh)
{
    struct diversion *d = sh->view != NULL ? sh->view->diversion : NULL;

    if (d == NULL || d->screen || sh->out->take != take)
        return;
    out_flush(sh->out);
    show_held(d);
    if (d->pager >= 0)
        end_pager(d);
    d->screen = true;
}

/* ---- commands -------------------------------------------------------------------------------------- */

/* Where output goes from the next command on. */
static void divert(struct diversion *d, const char *to)
{
    bool program = *to == '|';
    const char *rest = to + program + strspn(to + program, " \t");
    int fd = -1, err = 0;
    pid_t pid = 0;

    if (program)
        err = start(d->sh, rest, &fd, &pid);
    else if ((fd = open(rest, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) < 0)
        err = errno;
    if (err != 0) {
        out_shown(d->sh->out, "%s: %s\n", rest, strerror(err));
        return;
    }
    undivert(d);
    d->name = copy_or_end(to);
    d->fd = fd;
    d->pid = pid;
}

void slash_output(struct shell *sh, const char *line, const char *args)
{
    struct diversion *d = diversion_of(sh);

    (void)line;
    output_to_screen(sh); /* what this one says */
    if (*args == '\0')
        out_shown(sh->out, d->name != NULL ? "Output goes to %s\n" : "Output comes here; /output FILE | off%s\n",
                  d->name != NULL ? d->name : "");
    else if (strcasecmp(args, "off") == 0)
        undivert(d);
    else if (*args == '|' && !may_run(sh))
        out_text(sh->out, "Refused: --no-exec\n");
    else
        divert(d, args);
}

void slash_pager(struct shell *sh, const char *line, const char *args)
{
    struct diversion *d = diversion_of(sh);

    (void)line;
    if (strcasecmp(args, "off") == 0)
        d->paged = false;
    else if (strcasecmp(args, "on") != 0)
        out_format(sh->out, "The pager is %s; /pager on | off\n", d->paged ? "on" : "off");
    else if (sh->in->terminal == NULL || !may_run(sh) || pager_command() == NULL)
        out_text(sh->out, "There is none: set PAGER, at a terminal, without --no-exec\n");
    else
        d->paged = true;
}

void slash_shell(struct shell *sh, const char *line, const char *args)
{
    pid_t pid;
    int err, status;

    (void)line;
    if (*args == '\0' || !may_run(sh)) {
        out_text(sh->out, *args == '\0' ? "Usage: /shell command\n" : "Refused: --no-exec\n");
        return;
    }
    output_to_screen(sh);
    out_flush(sh->out);
    err = start(sh, args, NULL, &pid);
    if (err != 0) {
        out_format(sh->out, "sh: %s\n", strerror(err));
        return;
    }
    status = wait_for(sh, pid);
    if (WIFSIGNALED(status))
        out_format(sh->out, "It was ended by signal %d\n", WTERMSIG(status));
    else if (WEXITSTATUS(status) != 0)
        out_format(sh->out, "Its status is %d\n", WEXITSTATUS(status));
}
