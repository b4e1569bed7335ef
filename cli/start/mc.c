/*
 * mc.c - an .mc file compiled with m4 and the tree of macros that sendmail comes with.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "show/environment.h"
#include "show/output.h"
#include "start/mc.h"
#include "start/mc_names.h"
#include "start/paths.h"

bool mc_is_one(const char *path)
{
    size_t n = strlen(path);

    return n > 3 && strcmp(path + n - 3, ".mc") == 0;
}

static void put(struct sink *out, const char *text)
{
    sink_add(out, text, strlen(text));
}

static void note(struct sink *out, const char *path, const char *what)
{
    put(out, path);
    put(out, ": ");
    put(out, what);
    put(out, "\n");
}

/* ---- the tree -------------------------------------------------------------------------------- */

static bool is_tree(const char *folder)
{
    char path[PATH_MAX];

    return snprintf(path, sizeof path, "%s/m4/cf.m4", folder) < (int)sizeof path
           && access(path, R_OK) == 0;
}

/* malloc'd; NULL: there is none. */
static char *find_tree(const char *path, const char *cf_dir)
{
    static const char *const usual[] = { "/usr/share/sendmail/cf", "/usr/share/sendmail-cf",
                                         "/usr/local/share/sendmail/cf", "/usr/lib/mail" };
    char *folder = folder_of_file(path), *above;

    if (cf_dir != NULL) {
        free(folder);
        return is_tree(cf_dir) ? path_from(".", cf_dir) : NULL;
    }
    above = path_from(folder, "..");
    free(folder);
    if (is_tree(above))
        return above;
    free(above);
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++) {
        if (is_tree(usual[i]))
            return strdup(usual[i]);
    }
    return NULL;
}

/* An .mc may include the tree's first file itself. */
static bool includes_tree(const char *path)
{
    FILE *f = fopen(path, "re");
    char *line = NULL;
    size_t room = 0;
    bool found = false;

    while (f != NULL && !found && getline(&line, &room, f) >= 0)
        found = strncmp(line, "dnl", 3) != 0 && strstr(line, "/m4/cf.m4") != NULL;
    free(line);
    if (f != NULL)
        fclose(f);
    return found;
}

/* ---- m4 -------------------------------------------------------------------------------------- */

/* "m4:FILE:LINE: text" without m4's name in front. */
static void take_messages(struct sink *notes, char *text)
{
    char *rest = NULL;

    for (char *line = strtok_r(text, "\n", &rest); line != NULL;
         line = strtok_r(NULL, "\n", &rest)) {
        const char *at = strstr(line, "m4:");

        put(notes, at != NULL && (at == line || at[-1] == '/') ? at + 3 : line);
        put(notes, "\n");
    }
}

static void read_all(int fd, struct sink *out)
{
    char buf[4096];
    ssize_t n;

    while ((n = read(fd, buf, sizeof buf)) > 0 || (n < 0 && errno == EINTR)) {
        if (n > 0)
            sink_add(out, buf, (size_t)n);
    }
}

/* Runs m4 with its output in a file; its exit status, -1: it cannot be run. */
static int run_m4(char *const argv[], int out, struct sink *errors)
{
    int ends[2], status;
    char path[PATH_MAX];
    pid_t pid;

    if (pipe2(ends, O_CLOEXEC) != 0)
        return -1;
    fflush(NULL);
    pid = fork();
    if (pid == 0) {
        dup2(out, STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        if (environment_find(argv[0], path, sizeof path))
            execve(path, argv, environment_of_caller());
        _exit(127);
    }
    close(ends[1]);
    if (pid > 0)
        read_all(ends[0], errors);
    close(ends[0]);
    if (pid < 0)
        return -1;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static bool compile(const char *path, const char *tree, const char *cf, struct sink *notes)
{
    char define[PATH_MAX + 16], first[PATH_MAX + 16], m4[] = "m4", *mc = strdup(path);
    char *argv[] = { m4, define, first, mc, NULL };
    int fd = open(cf, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644), status;
    struct sink errors = { NULL, 0, 0 };

    snprintf(define, sizeof define, "-D_CF_DIR_=%s/", tree);
    snprintf(first, sizeof first, "%s/m4/cf.m4", tree);
    if (includes_tree(path)) {
        argv[2] = mc;
        argv[3] = NULL;
    }
    status = fd >= 0 ? run_m4(argv, fd, &errors) : -1;
    if (fd >= 0)
        close(fd);
    free(mc);
    if (errors.n > 0)
        take_messages(notes, errors.text);
    free(errors.text);
    if (status != 0)
        note(notes, path, status == 127 ? "m4 is needed to compile it, and is not here; install m4"
                                        : "m4 could not compile it");
    return status == 0;
}

/* A line's text without the newline, malloc'd; NULL: there is no such line. */
static char *line_of(const char *path, int number)
{
    FILE *f = fopen(path, "re");
    char *line = NULL;
    size_t room = 0;

    while (f != NULL && number > 0 && getline(&line, &room, f) >= 0)
        number--;
    if (f != NULL)
        fclose(f);
    if (number > 0 || line == NULL) {
        free(line);
        return NULL;
    }
    line[strcspn(line, "\n")] = '\0';
    return line;
}

int mc_line(const char *path, const char *cf, int line)
{
    char *text = line_of(cf, line), *other = NULL;
    FILE *f = fopen(path, "re");
    int found = 0, times = 0;
    size_t room = 0;

    if (text == NULL || *text == '\0')
        times = 2; /* blank lines are everywhere */
    for (int i = 1; times < 2 && f != NULL && getline(&other, &room, f) >= 0; i++) {
        other[strcspn(other, "\n")] = '\0';
        if (strcmp(text, other) == 0) {
            found = i;
            times++;
        }
    }
    if (f != NULL)
        fclose(f);
    free(other);
    free(text);
    return times == 1 ? found : 0;
}

void mc_remove(char *cf)
{
    char *slash = cf != NULL ? strrchr(cf, '/') : NULL;

    if (slash != NULL) {
        unlink(cf);
        *slash = '\0';
        rmdir(cf);
    }
    free(cf);
}

/* TMPDIR/btsh-XXXXXX/NAME.cf, malloc'd; the folder is made. */
static char *output_name(const char *path)
{
    const char *tmp = environment_caller("TMPDIR"), *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    char folder[PATH_MAX], *cf = malloc(2 * PATH_MAX);

    snprintf(folder, sizeof folder, "%s/btsh-XXXXXX", tmp != NULL && *tmp == '/' ? tmp : "/tmp");
    if (cf == NULL || mkdtemp(folder) == NULL) {
        free(cf);
        return NULL;
    }
    chmod(folder, 0755);
    snprintf(cf, 2 * PATH_MAX, "%s/%.*s.cf", folder, (int)strlen(name) - 3, name);
    return cf;
}

char *mc_compile(const char *path, const char *cf_dir, struct sink *notes)
{
    char *tree = find_tree(path, cf_dir), *cf;

    if (access(path, R_OK) != 0) {
        note(notes, path, strerror(errno));
        free(tree);
        return NULL;
    }
    if (tree == NULL) {
        note(notes, cf_dir != NULL ? cf_dir : path,
             cf_dir != NULL ? "there is no m4/cf.m4 in this folder"
                            : "there is no m4 tree here; name one with --cf-dir");
        return NULL;
    }
    cf = output_name(path);
    if (cf == NULL) {
        note(notes, path, "no folder can be made below TMPDIR to compile it in");
    } else if (!compile(path, tree, cf, notes)) {
        mc_remove(cf);
        cf = NULL;
    }
    mc_check_names(path, tree, notes);
    free(tree);
    return cf;
}
