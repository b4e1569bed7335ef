/*
 * terminal.c - line editing and history over libedit.
 */
#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <limits.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "shell/edit_library.h"
#include "shell/line_signals.h"
#include "shell/terminal.h"
#include "show/environment.h"
#include "show/output.h"
#include "show/replace_file.h"
#include "show/secrets.h"
#include "show/style.h"
#include "show/text.h"
#include "start/interrupt.h"
#include "start/paths.h"

enum { CONTROL_D = 4, HISTORY_LINES = 1000, PATH_SIZE = 4096, LISTED = 100, WIDEST = 80 };

struct terminal {
    EditLine *edit;
    History *history;
    HistEvent event;
    locale_t characters;   /* while a line is edited; 0: the C library's */
    char path[PATH_SIZE];  /* of the history; empty: it is not kept */
    char *rest;            /* a long line is handed out in pieces; malloc'd, NULL: nothing is left */
    size_t rest_at, rest_n;
    char prompt[96];
    bool keep_secrets;
    bool brackets;         /* the terminal says where a pasted text begins and ends */
    bool pasting, pasted;  /* what comes now; something of this line */
    struct termios found;  /* the terminal as it was */
    int ahead;             /* what was typed before this line began, in bytes */
    void (*complete)(void *ctx, const char *line, size_t cursor, struct completion *out);
    void *complete_ctx;
};

static char *prompt(EditLine *edit)
{
    struct terminal *t = NULL;

    edit_library()->el_get(edit, EL_CLIENTDATA, &t);
    return t->prompt;
}

void terminal_prompt(struct terminal *t, const char *text)
{
    snprintf(t->prompt, sizeof t->prompt, "%s", text != NULL ? text : "> ");
}

void terminal_on_tab(struct terminal *t,
                     void (*complete)(void *ctx, const char *line, size_t cursor,
                                      struct completion *out),
                     void *ctx)
{
    t->complete = complete;
    t->complete_ctx = ctx;
}

void terminal_keep_secrets(struct terminal *t)
{
    t->keep_secrets = true;
}

/* Letters that all of the list begin with. */
static size_t common(const struct completion *c)
{
    size_t n = strlen(c->list[0]);

    for (int i = 1; i < c->n; i++) {
        size_t k = 0;

        while (k < n && c->list[i][k] == c->list[0][k])
            k++;
        n = k;
    }
    return n;
}

static void list_completions(const struct completion *c)
{
    int width = style_of_output().width, column = 0;

    width = width <= 0 || width > WIDEST ? WIDEST : width;
    fputc('\n', stdout);
    for (int i = 0; i < c->n && i < LISTED; i++) {
        int n = (int)strlen(c->list[i]), gap = column > 0 ? 2 : 0;

        if (column + gap + n >= width && column > 0) {
            fputc('\n', stdout);
            column = gap = 0;
        }
        fprintf(stdout, "%*s%s", gap, "", c->list[i]);
        column += gap + n;
    }
    if (c->n > LISTED)
        fprintf(stdout, "\nand %d more", c->n - LISTED);
    fputc('\n', stdout);
    fflush(stdout);
}

/* Puts what is sure into the line. False: nothing is. */
static bool insert(EditLine *edit, const struct completion *c, size_t typed)
{
    size_t n = common(c);
    char *text;

    if (n < typed || (n == typed && c->n > 1))
        return false;
    text = strndup(c->list[0], n);
    if (text == NULL)
        return false;
    edit_library()->el_deletestr(edit, (int)typed);
    edit_library()->el_insertstr(edit, text);
    if (c->n == 1 && n > 0 && text[n - 1] != '/')
        edit_library()->el_insertstr(edit, " ");
    free(text);
    return true;
}

static unsigned char on_tab(EditLine *edit, int ch)
{
    const LineInfo *info = edit_library()->el_line(edit);
    struct completion c = { 0 };
    struct terminal *t = NULL;
    unsigned char answer = CC_ERROR;
    size_t cursor = (size_t)(info->cursor - info->buffer);
    char *line = strndup(info->buffer, (size_t)(info->lastchar - info->buffer));

    (void)ch;
    edit_library()->el_get(edit, EL_CLIENTDATA, &t);
    if (t->pasting) {
        answer = edit_library()->el_insertstr(edit, " ") == 0 ? CC_REFRESH : CC_ERROR;
    } else if (line != NULL && t->complete != NULL) {
        t->complete(t->complete_ctx, line, cursor, &c);
        if (c.n > 0 && insert(edit, &c, cursor - c.start)) {
            answer = CC_REFRESH;
        } else if (c.n > 1) {
            list_completions(&c);
            answer = CC_REDISPLAY;
        }
    }
    for (int i = 0; i < c.n; i++)
        free(c.list[i]);
    free(c.list);
    free(line);
    return answer;
}

/* ---- what is pasted -------------------------------------------------------------------------------- */

static unsigned char on_paste(EditLine *edit, int ch)
{
    struct terminal *t = NULL;

    (void)ch;
    edit_library()->el_get(edit, EL_CLIENTDATA, &t);
    t->pasting = t->pasted = true;
    return CC_NORM;
}

static unsigned char on_pasted(EditLine *edit, int ch)
{
    struct terminal *t = NULL;

    (void)ch;
    edit_library()->el_get(edit, EL_CLIENTDATA, &t);
    t->pasting = false;
    return CC_NORM;
}

static void take_brackets(struct terminal *t)
{
    t->brackets = true;
    edit_library()->el_set(t->edit, EL_BIND, "\033[200~", "btsh-paste", NULL);
    edit_library()->el_set(t->edit, EL_BIND, "\033[201~", "btsh-pasted", NULL);
}

/* Asks for the marks around a pasted text, or no more. */
static void brackets(const struct terminal *t, bool on)
{
    if (t->brackets) {
        fputs(on ? "\033[?2004h" : "\033[?2004l", stdout);
        fflush(stdout);
    }
}

/* Of a pasted transcript the prompt is taken off. */
static const char *without_prompt(const struct terminal *t, const char *text)
{
    return t->pasted && strncmp(text, "> ", 2) == 0 ? text + 2 : text;
}

static void bind_keys(EditLine *edit)
{
    edit_library()->el_set(edit, EL_BIND, "^I", "btsh-complete", NULL);
    edit_library()->el_set(edit, EL_BIND, "^R", "em-inc-search-prev", NULL);
    edit_library()->el_set(edit, EL_BIND, "^S", "em-inc-search-next", NULL);
}

/* libedit draws as if the cursor stood at the start of an empty line. */
static void clear_line(EditLine *edit)
{
    char *clear_below = NULL;

    fputc('\r', stdout);
    if (edit_library()->el_get(edit, EL_GETTC, "cd", &clear_below) == 0 && clear_below != NULL)
        fputs(clear_below, stdout);
    fflush(stdout);
}

static void draw_again(EditLine *edit)
{
    edit_library()->el_resize(edit);
    clear_line(edit);
    edit_library()->el_set(edit, EL_REFRESH);
}

/* The terminal has another size, or was somebody else's for a while: who stops or ends us finds it as it was. */
static void answer_signal(struct terminal *t)
{
    int sig = line_disturbed;

    line_disturbed = 0;
    if (sig != SIGWINCH) {
        edit_library()->el_set(t->edit, EL_PREP_TERM, 0);
        if (sig != SIGCONT) {
            brackets(t, false);
            tcsetattr(STDIN_FILENO, TCSADRAIN, &t->found);
            line_signals_leave(sig);
        }
        edit_library()->el_set(t->edit, EL_PREP_TERM, 1);
        brackets(t, true);
    }
    draw_again(t->edit);
}

/*
 * A byte that was typed while nobody edited a line went by the terminal's own rules, by which control-D is the
 * end of a file: it is found as a NUL, and means here what it would have meant.
 */
static char as_typed(struct terminal *t, char byte)
{
    bool early = t->ahead > 0;

    if (early)
        t->ahead--;
    return early && byte == '\0' ? CONTROL_D : byte;
}

/* The line's own rules of the terminal count from here on, before a prompt tells that it may be typed. */
static void begin_line(struct terminal *t)
{
    edit_library()->el_set(t->edit, EL_PREP_TERM, 1);
    if (ioctl(STDIN_FILENO, FIONREAD, &t->ahead) != 0)
        t->ahead = 0;
    if (t->ahead > 0) /* the terminal has shown it, and it is shown again */
        clear_line(t->edit);
    brackets(t, true);
}

/* The next byte, as read(2) gives it. A control-C takes away what was typed before it, so what can be read at its
 * moment was typed behind it, and stays for the line after this one. */
static ssize_t next_byte(struct terminal *t, char *byte)
{
    ssize_t got;

    if (!interrupt_input(STDIN_FILENO, &line_disturbed)) {
        errno = EINTR;
        return -1;
    }
    got = read(STDIN_FILENO, byte, 1);
    if (got == 1)
        *byte = as_typed(t, *byte);
    return got;
}

/* One character. Between two of them is the one moment when the line may be drawn again. */
static int get_char(EditLine *edit, wchar_t *c)
{
    struct terminal *t = NULL;
    char bytes[MB_LEN_MAX];
    size_t n = 0;

    edit_library()->el_get(edit, EL_CLIENTDATA, &t);
    for (;;) {
        mbstate_t state = { 0 };
        ssize_t got = next_byte(t, bytes + n);

        if (line_disturbed != 0)
            answer_signal(t);
        if (got < 0 && errno == EINTR && !interrupted)
            continue;
        if (got <= 0)
            return (int)got;
        n++;
        switch (mbrtowc(c, bytes, n, &state)) {
        case (size_t)-1: /* what came before is no character; the last byte may begin one */
            if (n > 1) {
                bytes[0] = bytes[n - 1];
                n = 1;
                state = (mbstate_t){ 0 };
                if (mbrtowc(c, bytes, n, &state) == 1)
                    return 1;
            }
            n = (unsigned char)bytes[0] >= 0xC2 ? n : 0;
            break;
        case (size_t)-2:
            n = n < sizeof bytes ? n : 0;
            break;
        default:
            return 1;
        }
    }
}

/*
 * The characters that the terminal speaks: the caller's, where he says so, else UTF-8. Only while a line is
 * edited: rules and patterns are read as the real program reads them, byte by byte.
 */
static locale_t characters(void)
{
    locale_t l = newlocale(LC_CTYPE_MASK, "", (locale_t)0);

    if (l != (locale_t)0 && strcmp(nl_langinfo_l(CODESET, l), "ANSI_X3.4-1968") != 0)
        return l;
    if (l != (locale_t)0)
        freelocale(l);
    return newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
}

/* From now on in this thread; the one before. */
static locale_t speak(locale_t l)
{
    return l != (locale_t)0 ? uselocale(l) : uselocale((locale_t)0);
}

struct terminal *terminal_open(void)
{
    struct terminal *t = edit_library() != NULL ? calloc(1, sizeof *t) : NULL;
    const char *editor = "", *term;
    locale_t before;

    if (t == NULL)
        return NULL;
    tcgetattr(STDIN_FILENO, &t->found);
    environment_lend(); /* libedit asks for TERM, and where .editrc is */
    term = getenv("TERM");
    t->characters = characters();
    before = speak(t->characters);
    t->edit = edit_library()->el_init("btsh", stdin, stdout, stderr);
    if (t->edit == NULL) {
        environment_return();
        uselocale(before);
        free(t);
        return NULL;
    }
    t->history = edit_library()->history_init();
    edit_library()->history(t->history, &t->event, H_SETSIZE, HISTORY_LINES);
    edit_library()->history(t->history, &t->event, H_SETUNIQUE, 1);
    if (!history_file(t->path, sizeof t->path))
        t->path[0] = '\0';
    if (t->path[0] != '\0')
        edit_library()->history(t->history, &t->event, H_LOAD, t->path);
    terminal_prompt(t, NULL);
    edit_library()->el_set(t->edit, EL_CLIENTDATA, t);
    edit_library()->el_set(t->edit, EL_PROMPT, prompt);
    edit_library()->el_set(t->edit, EL_EDITOR, "emacs");
    edit_library()->el_set(t->edit, EL_SIGNAL, 0);
    edit_library()->el_set(t->edit, EL_GETCFN, get_char);
    line_signals_open();
    edit_library()->el_set(t->edit, EL_HIST, edit_library()->history, t->history);
    edit_library()->el_set(t->edit, EL_ADDFN, "btsh-complete", "completes the word before the cursor", on_tab);
    edit_library()->el_set(t->edit, EL_ADDFN, "btsh-paste", "a pasted text begins", on_paste);
    edit_library()->el_set(t->edit, EL_ADDFN, "btsh-pasted", "a pasted text ends", on_pasted);
    bind_keys(t->edit);
    edit_library()->el_source(t->edit, NULL);
    if (edit_library()->el_get(t->edit, EL_EDITOR, &editor) == 0 && strcmp(editor, "vi") == 0)
        bind_keys(t->edit); /* choosing vi keys in .editrc has taken them away */
    else if (term != NULL && strcmp(term, "dumb") != 0)
        take_brackets(t); /* with vi keys an escape stands for itself */
    environment_return();
    uselocale(before);
    return t;
}

/* Hands out what is left of a long line. */
static bool from_rest(struct terminal *t, char *line, size_t size)
{
    size_t left = t->rest_n - t->rest_at, n = left < size - 1 ? left : size - 1;

    memcpy(line, t->rest + t->rest_at, n);
    line[n] = '\0';
    t->rest_at += n;
    if (t->rest_at >= t->rest_n) {
        free(t->rest);
        t->rest = NULL;
    }
    return true;
}

/* All that stands in a file that is open, malloc'd, *n bytes; NULL: it cannot be had. */
static char *bytes_of(int fd, size_t *n)
{
    struct stat st;
    char *bytes = fstat(fd, &st) == 0 && st.st_size > 0 ? malloc((size_t)st.st_size) : NULL;

    if (bytes != NULL && pread(fd, bytes, (size_t)st.st_size, 0) != st.st_size) {
        free(bytes);
        return NULL;
    }
    *n = bytes != NULL ? (size_t)st.st_size : 0;
    return bytes;
}

/* The lines of the history file as it is now, and this one, as the file holds them. malloc'd, *n bytes;
 * NULL: that cannot be made. libedit wants a file whose mode it can set, which memory alone has not. */
static char *merged(const char *path, const char *line, size_t *n)
{
    History *all = edit_library()->history_init();
    int fd = memfd_create("history", MFD_CLOEXEC);
    FILE *f = fd >= 0 ? fdopen(fd, "w") : NULL;
    HistEvent event;
    struct stat st;
    char *bytes = NULL;

    if (all != NULL && f != NULL) {
        edit_library()->history(all, &event, H_SETSIZE, HISTORY_LINES);
        edit_library()->history(all, &event, H_SETUNIQUE, 1);
        /* a file that is no history is not made one */
        if ((edit_library()->history(all, &event, H_LOAD, path) >= 0 || stat(path, &st) != 0 || st.st_size == 0)
            && edit_library()->history(all, &event, H_ENTER, line) >= 0 && edit_library()->history(all, &event, H_SAVE_FP, f) >= 0
            && fflush(f) == 0)
            bytes = bytes_of(fd, n);
    }
    if (all != NULL)
        edit_library()->history_end(all);
    if (f != NULL)
        fclose(f);
    else if (fd >= 0)
        close(fd);
    return bytes;
}

/* Another shell may write its own lines at the same time: they take turns, and each adds to what the
 * other has left. */
static void save_history(struct terminal *t, const char *line)
{
    char lock[PATH_SIZE + 8], why[REPLACE_WHY], *bytes;
    size_t n;
    int fd;

    snprintf(lock, sizeof lock, "%s.lock", t->path);
    fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0 || flock(fd, LOCK_EX) != 0) {
        if (fd >= 0)
            close(fd);
        return;
    }
    bytes = merged(t->path, line, &n);
    if (bytes != NULL)
        replace_file_mode(t->path, bytes, n, 0600, why);
    free(bytes);
    close(fd);
}

static void remember(struct terminal *t, const char *text)
{
    struct text kept = { 0 };

    text_add(&kept, text);
    if (!t->keep_secrets)
        secrets_mask(&kept, NULL);
    edit_library()->history(t->history, &t->event, H_ENTER, text_of(&kept));
    if (t->path[0] != '\0')
        save_history(t, text_of(&kept));
    text_free(&kept);
}

/* Keeps a line that was typed, to be handed out. */
static void line_of(struct terminal *t, const char *text, size_t n)
{
    const char *mine = without_prompt(t, text);

    n -= (size_t)(mine - text);
    if (n > 0 && mine[n - 1] == '\n')
        n--;
    if (n > 0)
        remember(t, mine);
    t->rest = strndup(mine, n);
    t->rest_at = 0;
    t->rest_n = t->rest != NULL ? strlen(t->rest) : 0;
}

bool terminal_line(struct terminal *t, char *line, size_t size, struct output *out)
{
    const char *text;
    locale_t before;
    int n;

    if (t->rest != NULL)
        return from_rest(t, line, size);
    t->pasted = t->pasting;
    for (;;) {
        before = speak(t->characters);
        begin_line(t);
        line_signals_begin();
        text = edit_library()->el_gets(t->edit, &n);
        line_signals_end();
        brackets(t, false);
        uselocale(before);
        if (text != NULL && n > 0)
            break;
        if (!interrupted || terminated) {
            out_char(out, '\n'); /* whose prompt comes next begins a line */
            out_flush(out);
            return false;
        }
        interrupted = 0;
        t->pasting = t->pasted = false;
        edit_library()->el_reset(t->edit);
        out_text(out, "\ninterrupt\n");
        out_flush(out);
    }
    line_of(t, text, (size_t)n);
    return t->rest != NULL && from_rest(t, line, size);
}

void terminal_close(struct terminal *t)
{
    free(t->rest);
    edit_library()->history_end(t->history);
    tcsetattr(STDIN_FILENO, TCSADRAIN, &t->found); /* libedit would throw away what was typed for whoever reads next */
    edit_library()->el_set(t->edit, EL_EDITMODE, 0);
    edit_library()->el_end(t->edit);
    if (t->characters != (locale_t)0)
        freelocale(t->characters);
    free(t);
}
