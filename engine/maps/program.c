/*
 * program.c - runs a program for each lookup, without a shell: its fixed words, then the key as one
 * last argument. The answer is what a single read gives, up to the first newline or NUL.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/chars.h"
#include "files/safefile.h"
#include "maps/db.h"
#include "maps/map.h"
#include "maps/value.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/mailers.h"
#include "state/program.h"
#include "state/session.h"
#include "state/settings.h"
#include "state/trace.h"

enum { PROGRAM_ANSWER = 2048, MAX_WORDS = 50, SLICE = 100 };

/* The words of the line, and the key. */
static int make_argv(struct arena *a, const struct map *m, const char *key, char *argv[])
{
    int n = 0;

    argv[n++] = arena_strdup(a, m->file);
    for (const char *p = m->rebuild != NULL ? m->rebuild : ""; *p != '\0' && n < MAX_WORDS - 2;) {
        const char *end = word_end(p);

        argv[n++] = arena_strndup(a, p, (size_t)(end - p));
        p = skip_blanks(end);
    }
    argv[n++] = arena_strdup(a, key);
    argv[n] = NULL;
    return n;
}

/* Where the mailer "prog" would run its programs. */
static const char *folders(const struct program *p)
{
    for (int i = 0; i < p->nmailers; i++) {
        if (p->mailers[i] != NULL && strcmp(p->mailers[i]->name, "prog") == 0 &&
            p->mailers[i]->execdir != NULL)
            return p->mailers[i]->execdir;
    }
    return "/tmp:/";
}

enum { NOBODY = -2 };

/* The process; 0: not executable; NOBODY: there is no user whom root could become. */
static pid_t start(struct session *s, struct map *m, const char *key, int *fd)
{
    char agent[] = "AGENT=sendmail";
    char *bare[] = { agent, NULL };
    char *argv[MAX_WORDS];
    int err = 0, n = make_argv(&s->command.work, m, key, argv);
    struct default_user user;
    pid_t pid;

    if (DEBUGGING(s, 38, 21)) {
        DEBUG_EMIT0(s, DL_PROG_OPEN);
        for (int i = 0; i < n; i++)
            DEBUG_EMIT(s, DL_PROG_WORD, DBG_STR(argv[i]));
        DEBUG_EMIT0(s, DL_PROG_WORDS_END);
    }
    user = default_user(s);
    if (s->world->uid(s->world->ctx) == 0 && ((uid_t)user.uid == (uid_t)-1 || (gid_t)user.gid == (gid_t)-1))
        return NOBODY;
    db_unlock(s->worker); /* the program may be makemap */
    pid = s->world->run(s->world->ctx, argv, s->prog->environ != NULL ? s->prog->environ : bare,
                        folders(s->prog), (uid_t)user.uid, (gid_t)user.gid, fd, &err);
    if (pid <= 0)
        s->standing.err = err;
    return pid;
}

/* The answer, from the text that the program gave. */
static const char *answer(struct session *s, struct map *m, struct map_call *call,
                          const char *text)
{
    if ((m->flags & MF_MATCHONLY) != 0)
        return map_rewrite_key(s, m, call->key, strlen(call->key), call);
    return map_rewrite(s, m, text, strlen(text), call);
}

/* A program that cannot be executed: the reference's child says so on its standard output and ends
 * with the status; what it says is seen by traces only. */
static int not_executable(struct session *s, struct map *m, struct map_call *call)
{
    int status = transient_error(s->standing.err) ? EX_OSERR : EX_CONFIG;
    const char *reason = strerror(s->standing.err);
    size_t size = strlen(m->file) + strlen(reason) + (s->file != NULL ? strlen(s->file) : 0) + 64;
    char *text = arena_alloc(&s->command.work, size);
    int n = s->file != NULL ? snprintf(text, size, "%s: line %d: ", s->file, s->line) : 0;

    snprintf(text + n, size - (size_t)n, "%s: cannot exec: %s", m->file, reason);
    answer(s, m, call, text);
    s->standing.err = 0;
    return status;
}

/* Waits for output or its end; false: interrupted. */
static bool readable(const struct session *s, int fd)
{
    struct pollfd ready = { .fd = fd, .events = POLLIN };

    while (!interrupted_by_user(s)) {
        if (poll(&ready, 1, SLICE) > 0)
            return true;
    }
    return false;
}

static const char *read_answer(struct session *s, struct map *m, struct map_call *call, int fd)
{
    char text[PROGRAM_ANSWER];
    ssize_t n;

    if (!readable(s, fd))
        return NULL;
    do
        n = read(fd, text, sizeof text - 1);
    while (n < 0 && errno == EINTR);
    if (n < 0) {
        DEBUG(s, DL_PROG_READ_ERROR, DBG_STR(m->name), DBG_STR(strerror(errno)));
        return NULL;
    }
    if (n == 0) {
        DEBUG(s, DL_PROG_EMPTY, DBG_STR(m->name));
        return NULL;
    }
    text[n] = '\0';
    text[strcspn(text, "\n")] = '\0';
    return answer(s, m, call, text);
}

/* Reads what is left, so that the program can end; one that does not is ended with an interrupt. */
static void drain(struct session *s, int fd, pid_t pid)
{
    char rest[PROGRAM_ANSWER];
    ssize_t n;

    do
        n = readable(s, fd) ? read(fd, rest, sizeof rest) : 0;
    while (n > 0 || (n < 0 && errno == EINTR));
    close(fd);
    if (interrupted_by_user(s))
        kill(pid, SIGKILL);
}

/* The sysexits value of a program that ended. */
static int judge(struct session *s, const struct map *m, int status)
{
    if (status == -1) {
        syserr(s, "prog_map_lookup(%s): wait failure", m->name);
        return EX_SOFTWARE;
    }
    s->standing.err = 0; /* the reference has waited, and knows of no error before that */
    if (WIFEXITED(status))
        return WEXITSTATUS(status);
    syserr(s, "prog_map_lookup(%s): child died on signal %d", m->name, status);
    return EX_UNAVAILABLE;
}

/* The name was lost when the map was defined again: the reference's child dies of it. */
static const char *no_program(struct session *s, struct map *m, struct map_call *call)
{
    if (DEBUGGING(s, 38, 21)) {
        DEBUG_EMIT0(s, DL_PROG_OPEN);
        DEBUG_EMIT0(s, DL_PROG_WORDS_END);
    }
    DEBUG(s, DL_PROG_EMPTY, DBG_STR(m->name));
    call->status = judge(s, m, SIGSEGV);
    return NULL;
}

static const char *program_lookup(struct session *s, struct map *m, struct map_call *call)
{
    const char *value;
    pid_t pid;
    int fd;

    DEBUG(s, DL_PROG_LOOKUP, DBG_STR(m->name), DBG_STR(call->key),
          DBG_STR(m->file != NULL ? m->file : "(null)"));
    if (m->file == NULL)
        return no_program(s, m, call);
    pid = start(s, m, call->key, &fd);
    if (pid == 0) {
        call->status = not_executable(s, m, call);
        return NULL;
    }
    if (pid == NOBODY) {
        call->status = EX_TEMPFAIL;
        return NULL;
    }
    if (pid < 0) {
        if ((m->flags & MF_OPTIONAL) == 0)
            syserr(s, "prog_map_lookup(%s) failed", m->name);
        call->status = EX_OSFILE;
        return NULL;
    }
    value = read_answer(s, m, call, fd);
    drain(s, fd, pid);
    call->status = judge(s, m, s->world->wait_for(s->world->ctx, pid));
    return call->status == EX_OK ? value : NULL;
}

const struct map_class class_program = {
    .name = "program",
    .help = "the output of a program",
    .caps = MC_ALIAS | MC_EXEC | MC_NAMELESS,
    .lookup = program_lookup,
};
