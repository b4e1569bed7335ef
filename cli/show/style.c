/*
 * style.c - colours and line drawing, where the terminal has them.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "show/environment.h"
#include "show/style.h"

static const char *const sequences[] = {
    [TONE_PLAIN] = "", [TONE_NAME] = "\033[1;34m", [TONE_RULE] = "\033[36m",
    [TONE_GOOD] = "\033[32m", [TONE_BAD] = "\033[31m", [TONE_FAINT] = "\033[2m",
    [TONE_BOLD] = "\033[1m",
};
static const char plain[] = "\033[0m";

size_t style_sequence(const char *s, size_t n)
{
    for (size_t i = 0; i < sizeof sequences / sizeof sequences[0]; i++) {
        size_t length = strlen(sequences[i]);

        if (length > 0 && length <= n && memcmp(s, sequences[i], length) == 0)
            return length;
    }
    return n >= strlen(plain) && memcmp(s, plain, strlen(plain)) == 0 ? strlen(plain) : 0;
}

/* By the locale's name: the program itself stays in the C locale, as its output has to. */
static bool speaks_utf8(void)
{
    static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };

    for (int i = 0; i < 3; i++) {
        const char *value = environment_caller(names[i]);

        if (value != NULL && *value != '\0')
            return strcasestr(value, "UTF-8") != NULL || strcasestr(value, "utf8") != NULL;
    }
    return false;
}

struct style style_of_output(void)
{
    const char *no = environment_caller("NO_COLOR"), *term = environment_caller("TERM");
    struct winsize size;
    struct style s = { false, speaks_utf8(), 0 };

    if (!isatty(STDOUT_FILENO))
        return s;
    s.colour = (no == NULL || *no == '\0') && term != NULL && strcmp(term, "dumb") != 0
               && *term != '\0';
    s.width = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
    return s;
}

const char *style_on(const struct style *s, enum tone tone)
{
    return s->colour ? sequences[tone] : "";
}

const char *style_off(const struct style *s, enum tone tone)
{
    return s->colour && tone != TONE_PLAIN ? plain : "";
}

const char *style_pick(const struct style *s, const char *utf8, const char *ascii)
{
    return s->utf8 ? utf8 : ascii;
}
