/*
 * mc_m4.c - m4 is run on an .mc file.
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "show/base_name.h"
#include "show/environment.h"
#include "show/output.h"
#include "start/confine.h"
#include "start/edited.h"
#include "start/interrupt.h"
#include "start/mc_m4.h"
#include "show/memory.h"
#include "start/paths.h"
#include "start/setup.h"
#include "world/world.h"

enum { FOLDERS = 64, NOT_HELD = 126, NOT_THERE = 127, CUT_SHORT = -2, INTERRUPTED = -3 };
/* What m4 may take where it is not trusted: seconds of a processor, bytes of memory and of output. */
enum { MOST_SECONDS = 60, MOST_MEMORY = 1 << 30, MOST_OUTPUT = 256 << 20, LISTEN = 200 /* milliseconds */ };

/* One file being compiled. */
struct compiling {
    const char *path, *tree;
    const struct setup *s;
    char *folder;            /* of the file; owned */
    struct sink prelude;     /* what m4 reads first */
    struct sink *out, *notes;
    const char *readable[FOLDERS];
    int nreadable;
};

static void put(struct sink *out, const char *text)
{
    sink_add(out, text, strlen(text));
}

static void note(struct compiling *c, const char *what)
{
    put(c->notes, c->path);
    put(c->notes, ": ");
    put(c->notes, what);
    put(c->notes, "\n");
}

const char *const mc_usual_trees[] = { "/usr/share/sendmail/cf", "/usr/share/sendmail-cf",
                                       "/usr/local/share/sendmail/cf", "/usr/lib/mail", NULL };

/* ---- the process ----------------------------------------------------------------------------- */

static void limit(int what, rlim_t most)
{
    struct rlimit r;

    if (getrlimit(what, &r) == 0 && r.rlim_cur > most) {
        r.rlim_cur = most;
        setrlimit(what, &r);
    }
}

/* It goes on for nobody. */
static void end_with(pid_t parent)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(NOT_HELD);
}

/* In the child. Where no program may be run, m4 is the last one. */
static void become(const struct compiling *c, const char *program, char *const argv[], pid_t parent)
{
    static char locale[] = "LC_ALL=C";
    char *bare[] = { locale, NULL };

    signal(SIGPIPE, SIG_DFL);
    if ((confine_wanted() & WORLD_NO_EXEC) == 0) {
        end_with(parent);
        execve(program, argv, environment_of_caller());
        _exit(NOT_THERE);
    }
    limit(RLIMIT_CPU, MOST_SECONDS);
    limit(RLIMIT_AS, MOST_MEMORY);
    if (!confine_child(program, c->readable, c->nreadable))
        _exit(NOT_HELD);
    end_with(parent);
    confine_exec(program, argv, bare);
    _exit(NOT_THERE);
}

/* Both of its streams, until both have ended. False: that was not waited for. */
static bool read_both(int out, int err, struct sink *text, struct sink *errors)
{
    struct pollfd p[2] = { { out, POLLIN, 0 }, { err, POLLIN, 0 } };
    char buf[16384];

    while (p[0].fd >= 0 || p[1].fd >= 0) {
        if (interrupted || ((confine_wanted() & WORLD_NO_EXEC) != 0 && text->n + errors->n > MOST_OUTPUT))
            return false;
        if (poll(p, 2, LISTEN) < 0 && errno != EINTR)
            break;
        for (int i = 0; i < 2; i++) {
            ssize_t n = (p[i].revents & (POLLIN | POLLHUP)) != 0 ? read(p[i].fd, buf, sizeof buf) : -1;

            if (n > 0)
                sink_add(i == 0 ? text : errors, buf, (size_t)n);
            else if (n == 0)
                p[i].fd = -1;
            p[i].revents = 0;
        }
    }
    return true;
}

/* How it ended. Where no program is run no signal is sent either: one that is not waited for ends with its output, its time, or btsh. */
static int end_of(pid_t pid, bool whole)
{
    int status = -1, how = !whole && kill(pid, SIGKILL) != 0 ? WNOHANG : 0;

    while (waitpid(pid, &status, how) < 0 && errno == EINTR)
        continue;
    if (!whole)
        return interrupted ? INTERRUPTED : CUT_SHORT;
    return WIFEXITED(status) ? WEXITSTATUS(status) : WIFSIGNALED(status) ? CUT_SHORT : -1;
}

static void close_all(const int *fds, int n)
{
    for (int i = 0; i < n; i++) {
        if (fds[i] >= 0)
            close(fds[i]);
    }
}

/* What it reads first is all there before it starts. */
static int prelude_file(const struct compiling *c)
{
    int ends[2];

    if (pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    fcntl(ends[1], F_SETPIPE_SZ, (int)c->prelude.n + 1);
    fcntl(ends[1], F_SETFL, O_NONBLOCK);
    if (write(ends[1], c->prelude.text, c->prelude.n) != (ssize_t)c->prelude.n) {
        close_all(ends, 2);
        return -1;
    }
    close(ends[1]);
    return ends[0];
}

/* Runs m4; its exit status, -1: it cannot be run. */
static int run(const struct compiling *c, char *const argv[], struct sink *text, struct sink *errors)
{
    int fds[5] = { -1, -1, -1, -1, -1 }, status = -1;
    char program[PATH_MAX];
    pid_t pid = -1, parent = getpid();

    if (interrupted)
        return INTERRUPTED;
    if (!environment_find("m4", program, sizeof program))
        return NOT_THERE;
    fds[4] = prelude_file(c);
    if (fds[4] >= 0 && pipe2(fds, O_CLOEXEC) == 0 && pipe2(fds + 2, O_CLOEXEC) == 0) {
        fflush(NULL);
        pid = fork();
    }
    if (pid == 0) {
        dup2(fds[4], STDIN_FILENO);
        dup2(fds[1], STDOUT_FILENO);
        dup2(fds[3], STDERR_FILENO);
        become(c, program, argv, parent);
    }
    if (pid > 0) {
        close_all((int[]){ fds[1], fds[3] }, 2);
        fds[1] = fds[3] = -1;
        status = end_of(pid, read_both(fds[0], fds[2], text, errors));
    }
    close_all(fds, 5);
    return status;
}

/* ---- includes -------------------------------------------------------------------------------- */

static bool ends_in(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);

    return n >= m && strcmp(text + n - m, end) == 0;
}

static bool is_tree_file(const char *name)
{
    return strcmp(name, "m4/cf.m4") == 0 || ends_in(name, "/m4/cf.m4");
}

/* FOLDER/NAME if it is there. */
static bool try_at(const char *folder, const char *name, char out[PATH_MAX])
{
    return folder != NULL && snprintf(out, PATH_MAX, "%s/%s", folder, name) < PATH_MAX
           && access(out, R_OK) == 0;
}

/* Where an include is that is not where the file says. */
static bool find_include(const struct compiling *c, const char *name, char out[PATH_MAX])
{
    const char *last = base_name(name);
    bool of_mail = strncmp(name, "/etc/mail/", 10) == 0 && try_at(c->s->etc_mail, name + 10, out);
    bool found = of_mail || (*name == '/' ? try_at(c->s->root, name, out) : try_at(c->folder, name, out));

    for (int i = 0; !found && i < c->s->includes.n; i++) {
        found = (*name != '/' && try_at(c->s->includes.list[i], name, out))
                || try_at(c->s->includes.list[i], last, out);
    }
    return found;
}

/* What is to be included from where a system would have the tree comes from this one. */
static void add_trees(struct compiling *c)
{
    char text[PATH_MAX + 256];

    for (int i = 0; mc_usual_trees[i] != NULL; i++) {
        const char *usual = mc_usual_trees[i];

        if (strcmp(usual, c->tree) == 0)
            continue;
        snprintf(text, sizeof text, "index(`$1', `%s/'), 0, `builtin(`include', `%s'substr(`$1', %zu))', ", usual,
                 c->tree, strlen(usual));
        put(&c->prelude, text);
    }
}

static bool is_of_a_tree(const char *name)
{
    for (int i = 0; mc_usual_trees[i] != NULL; i++) {
        size_t n = strlen(mc_usual_trees[i]);

        if (strncmp(name, mc_usual_trees[i], n) == 0 && name[n] == '/')
            return true;
    }
    return is_tree_file(name);
}

/* `name' is read from there. */
static void put_choice(struct compiling *c, const char *name, const char *to)
{
    put(&c->prelude, "`$1', `");
    put(&c->prelude, name);
    put(&c->prelude, "', `builtin(`include', `");
    put(&c->prelude, to);
    put(&c->prelude, "')', ");
}

/* What an editor holds, by its path, by which the tree and files that are included ask for it. */
static void add_edited(void *ctx, const char *path, const char *opened)
{
    struct compiling *c = ctx;

    if (strcmp(path, c->path) != 0 && opened != path && strpbrk(path, "`'") == NULL)
        put_choice(c, path, opened);
}

/* A choice for include() in the prelude. */
static void add_choice(struct compiling *c, const char *name, int line)
{
    char to[PATH_MAX], text[PATH_MAX + 512], *path;
    bool here = access(name, R_OK) == 0 && snprintf(to, sizeof to, "%s", name) < (int)sizeof to, found = here || find_include(c, name, to);

    if (strpbrk(name, "`'") != NULL || (found && strpbrk(to, "`'") != NULL))
        return;
    if (found) {
        path = path_from(".", to);
        if (!here || edited_path(path) != path)
            put_choice(c, name, edited_path(path) != path ? edited_path(path) : to);
        free(path);
    } else {
        put(&c->prelude, "`$1', `");
        put(&c->prelude, name);
        put(&c->prelude, "', `', ");
        snprintf(text, sizeof text, "%.1024s:%d: warning: the include %.1024s is not here, and is left out; name "
                                    "its folder with --include-dir, or a tree with all of it with --root\n",
                 c->path, line, name);
        put(c->notes, text);
    }
}

/* The includes that a line of the file names, as far as they can be seen in it. */
static void add_choices(struct compiling *c, const char *line, int number)
{
    static const char call[] = "include(`";
    const char *end = strstr(line, "dnl"), *p = line;
    char name[PATH_MAX];

    while ((p = strstr(p, call)) != NULL && *line != '#' && (end == NULL || p < end)) {
        bool word = p > line && (isalnum((unsigned char)p[-1]) || p[-1] == '_');
        size_t n;

        p += sizeof call - 1;
        n = strcspn(p, "'\n");
        if (word || p[n] != '\'' || n >= sizeof name)
            continue;
        memcpy(name, p, n);
        name[n] = '\0';
        if (!is_of_a_tree(name))
            add_choice(c, name, number);
    }
}

/*
 * include() of the tree's first file is `of_tree'; a bare word `include' stays one, as of the builtin.
 * What the file includes, m4 decides: it knows what is a comment, is quoted, or stands behind dnl.
 */
static void write_prelude(struct compiling *c, const char *of_tree, bool choices)
{
    FILE *f = choices ? fopen(edited_path(c->path), "re") : NULL;
    char *line = NULL;
    size_t room = 0;

    c->prelude.n = 0;
    put(&c->prelude, "define(`include', `ifelse($#, 0, ``include'', "
                     "regexp(`$1', `\\(^\\|/\\)m4/cf\\.m4$'), -1, `_btsh_include(`$1')', `");
    put(&c->prelude, of_tree);
    put(&c->prelude, "')')dnl\ndefine(`_btsh_include', `ifelse(`$1', `', `', ");
    for (int number = 1; f != NULL && getline(&line, &room, f) >= 0; number++)
        add_choices(c, line, number);
    if (choices) {
        edited_each(add_edited, c);
        add_trees(c);
    }
    put(&c->prelude, choices ? "`builtin(`include', `$1')')')dnl\n" : "`')')dnl\n");
    free(line);
    if (f != NULL)
        fclose(f);
}

/* ---- what m4 says ------------------------------------------------------------------------------ */

/* True if the file calls include() of the tree's first file: m4 reads it, without a tree and without
 * whatever reaches out. */
static bool includes_tree(struct compiling *c)
{
    static const char mark[] = "\001tree\001";
    static char m4[] = "m4", dash[] = "-";
    char define[PATH_MAX + 16], *path = copy_or_end(edited_path(c->path)), *argv[] = { m4, define, dash, path, NULL };
    struct sink text = { NULL, 0, 0 }, errors = { NULL, 0, 0 };
    bool found;

    snprintf(define, sizeof define, "-D_CF_DIR_=%s/", c->tree);
    write_prelude(c, "errprint(`\001tree\001')", false);
    put(&c->prelude, "undefine(`syscmd', `esyscmd', `sinclude', `undivert', `maketemp', `mkstemp', `debugfile', "
                     "`m4exit')dnl\n");
    run(c, argv, &text, &errors);
    found = errors.text != NULL && memmem(errors.text, errors.n, mark, sizeof mark - 1) != NULL;
    free(path);
    free(text.text);
    free(errors.text);
    return found;
}

/* "m4:FILE:LINE: text" without m4's name in front. True if a program was asked for and not run. */
static bool take_messages(struct compiling *c, char *text)
{
    char *rest = NULL;
    bool refused = false;

    for (char *line = strtok_r(text, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
        const char *at = strstr(line, "m4:");

        if (strstr(line, "Operation not permitted") != NULL) {
            /* the tree asks who compiles it, for a comment in the head; m4's child names no place */
            if (at == NULL || at[3] == ' ' || strncmp(at + 3, c->tree, strlen(c->tree)) == 0)
                continue;
            refused = true;
        }
        put(c->notes, at != NULL && (at == line || at[-1] == '/') ? at + 3 : line);
        put(c->notes, "\n");
    }
    return refused;
}

static const char no_m4[] = "m4 is needed to compile it, and is not here; install m4";
static const char not_held[] = "not compiled: this kernel cannot keep m4 from reading and writing what it likes (no Landlock); "
                               "compile it elsewhere, and name the .cf";

const char *mc_m4_lacking(void)
{
    char program[PATH_MAX];

    if (!environment_find("m4", program, sizeof program))
        return no_m4;
    return (confine_wanted() & WORLD_NO_EXEC) != 0 && !confine_has_files() ? not_held : NULL;
}

static void tell_failure(struct compiling *c, int status, bool refused)
{
    if (refused)
        note(c, "refused: no programs are run, and m4 writes no files; what these would have printed is missing");
    if (status == NOT_THERE)
        note(c, no_m4);
    else if (status == NOT_HELD)
        note(c, not_held);
    else if (status == INTERRUPTED)
        note(c, "interrupted");
    else if (status == CUT_SHORT)
        note(c, "m4 was ended before it had compiled it: a file that is not trusted may take 60 seconds, 1 GB of memory, and write 256 MB");
    else if (status != 0)
        note(c, "m4 could not compile it");
}

static void may_read(struct compiling *c, const char *folder)
{
    if (folder != NULL && c->nreadable < FOLDERS)
        c->readable[c->nreadable++] = folder;
}

/* m4 has read the text that an editor holds, and names it by where it found that, which is a number at its end. */
static void name_again(void *ctx, const char *path, const char *read)
{
    struct sink *k = ctx, named = { NULL, 0, 0 };
    size_t at = 0, n = strlen(read), to;
    const char *p;

    while (read != path && at < k->n && (p = memmem(k->text + at, k->n - at, read, n)) != NULL) {
        to = (size_t)(p - k->text) + n;
        if (to < k->n && isdigit((unsigned char)k->text[to])) {
            sink_add(&named, k->text + at, to - at);
        } else {
            sink_add(&named, k->text + at, to - n - at);
            put(&named, path);
        }
        at = to;
    }
    if (k->n > at)
        sink_add(&named, k->text + at, k->n - at);
    free(k->text);
    *k = named;
}

bool mc_m4(const char *path, const char *tree, const struct setup *s, struct sink *out,
           struct sink *notes)
{
    static char m4[] = "m4", lines[] = "-s", dash[] = "-";
    struct compiling c = { .path = path, .tree = tree, .s = s, .folder = folder_of_file(path), .out = out,
                           .notes = notes };
    char define[PATH_MAX + 16], first[PATH_MAX + 16], of_tree[PATH_MAX + 128], *file = copy_or_end(edited_path(path));
    char *argv[] = { m4, lines, define, dash, first, file, NULL };
    struct sink errors = { NULL, 0, 0 };
    bool own, refused = false;
    int status;

    may_read(&c, tree);
    may_read(&c, c.folder);
    may_read(&c, s->root);
    may_read(&c, s->etc_mail);
    for (int i = 0; i < s->includes.n; i++)
        may_read(&c, s->includes.list[i]);
    snprintf(define, sizeof define, "-D_CF_DIR_=%s/", tree);
    snprintf(first, sizeof first, "%s/m4/cf.m4", tree);
    snprintf(of_tree, sizeof of_tree, "ifdef(`_btsh_tree', `', `define(`_btsh_tree')builtin(`include', `%s')')", first);
    own = includes_tree(&c);
    if (own) {
        argv[4] = file;
        argv[5] = NULL;
    }
    write_prelude(&c, own ? of_tree : "", true);
    status = run(&c, argv, out, &errors);
    edited_each(name_again, out);
    edited_each(name_again, &errors);
    if (errors.n > 0)
        refused = take_messages(&c, errors.text);
    tell_failure(&c, status, refused);
    free(errors.text);
    free(c.prelude.text);
    free(c.folder);
    free(file);
    return status == 0;
}
