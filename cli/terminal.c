#include <errno.h>
#include <histedit.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <wchar.h>

#include "interrupt.h"
#include "terminal.h"

enum { HISTORY_LINES = 1000, PATH_SIZE = 4096 };

struct terminal {
    EditLine *edit;
    History *history;
    HistEvent event;
    char path[PATH_SIZE];  /* of the history; empty: it is not kept */
    char rest[8192];       /* a long line is handed out in pieces */
    size_t rest_n;
    char prompt[96];
};

static char *prompt(EditLine *edit)
{
    struct terminal *t = NULL;

    el_get(edit, EL_CLIENTDATA, &t);
    return t->prompt;
}

void terminal_prompt(struct terminal *t, const char *text)
{
    snprintf(t->prompt, sizeof t->prompt, "%s", text != NULL ? text : "> ");
}

static volatile sig_atomic_t resized;

/* libedit draws as if the cursor stood at the start of an empty line. */
static void draw_again(EditLine *edit)
{
    char *clear_below = NULL;

    el_resize(edit);
    fputc('\r', stdout);
    if (el_get(edit, EL_GETTC, "cd", &clear_below) == 0 && clear_below != NULL)
        fputs(clear_below, stdout);
    fflush(stdout);
    el_set(edit, EL_REFRESH);
}

static void on_resize(int sig)
{
    (void)sig;
    resized = 1;
}

/* One character. Between two of them is the one moment when the line may be drawn for a new size. */
static int get_char(EditLine *edit, wchar_t *c)
{
    char bytes[MB_LEN_MAX];
    size_t n = 0;

    for (;;) {
        mbstate_t state = { 0 };
        ssize_t got = read(STDIN_FILENO, bytes + n, 1);

        if (resized) {
            resized = 0;
            draw_again(edit);
        }
        if (got < 0 && errno == EINTR && !interrupted)
            continue;
        if (got <= 0)
            return (int)got;
        n++;
        switch (mbrtowc(c, bytes, n, &state)) {
        case (size_t)-1:
            n = 0;
            break;
        case (size_t)-2:
            n = n < sizeof bytes ? n : 0;
            break;
        default:
            return 1;
        }
    }
}

/* Makes each folder of the path; false when one cannot be made. */
static bool make_folders(char *path)
{
    for (char *p = path + 1; *p != '\0'; p++) {
        if (*p != '/')
            continue;
        *p = '\0';
        if (mkdir(path, 0700) != 0 && errno != EEXIST) {
            *p = '/';
            return false;
        }
        *p = '/';
    }
    return true;
}

/* $XDG_STATE_HOME/btsh/history, by the XDG base directory specification. */
static void history_path(char *path)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");

    path[0] = '\0';
    if (state != NULL && *state == '/')
        snprintf(path, PATH_SIZE, "%s/btsh/history", state);
    else if (home != NULL && *home == '/')
        snprintf(path, PATH_SIZE, "%s/.local/state/btsh/history", home);
    if (path[0] != '\0' && !make_folders(path))
        path[0] = '\0';
}

struct terminal *terminal_open(void)
{
    struct terminal *t = calloc(1, sizeof *t);

    if (t == NULL)
        return NULL;
    t->edit = el_init("btsh", stdin, stdout, stderr);
    if (t->edit == NULL) {
        free(t);
        return NULL;
    }
    t->history = history_init();
    history(t->history, &t->event, H_SETSIZE, HISTORY_LINES);
    history(t->history, &t->event, H_SETUNIQUE, 1);
    history_path(t->path);
    if (t->path[0] != '\0')
        history(t->history, &t->event, H_LOAD, t->path);
    terminal_prompt(t, NULL);
    el_set(t->edit, EL_CLIENTDATA, t);
    el_set(t->edit, EL_PROMPT, prompt);
    el_set(t->edit, EL_EDITOR, "emacs");
    el_set(t->edit, EL_SIGNAL, 0);
    el_set(t->edit, EL_GETCFN, get_char);
    sigaction(SIGWINCH, &(struct sigaction){ .sa_handler = on_resize }, NULL);
    el_set(t->edit, EL_HIST, history, t->history);
    el_source(t->edit, NULL);
    return t;
}

/* Hands out what is left of a long line. */
static bool from_rest(struct terminal *t, char *line, size_t size)
{
    size_t n = t->rest_n < size - 1 ? t->rest_n : size - 1;

    memcpy(line, t->rest, n);
    line[n] = '\0';
    t->rest_n -= n;
    memmove(t->rest, t->rest + n, t->rest_n);
    return true;
}

static void remember(struct terminal *t, const char *text)
{
    history(t->history, &t->event, H_ENTER, text);
    if (t->path[0] != '\0') {
        history(t->history, &t->event, H_SAVE, t->path);
        chmod(t->path, 0600);
    }
}

bool terminal_line(struct terminal *t, char *line, size_t size, struct output *out)
{
    const char *text;
    int n;

    if (t->rest_n > 0)
        return from_rest(t, line, size);
    for (;;) {
        text = el_gets(t->edit, &n);
        if (text != NULL && n > 0)
            break;
        if (!interrupted)
            return false;
        interrupted = 0;
        el_reset(t->edit);
        out_text(out, "\ninterrupt\n");
        out_flush(out);
    }
    if (n > 0 && text[n - 1] == '\n')
        n--;
    if (n > 0)
        remember(t, text);
    if ((size_t)n > sizeof t->rest)
        n = sizeof t->rest;
    memcpy(t->rest, text, (size_t)n);
    t->rest_n = (size_t)n;
    return from_rest(t, line, size);
}

void terminal_close(struct terminal *t)
{
    history_end(t->history);
    el_end(t->edit);
    free(t);
}
