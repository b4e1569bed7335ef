/*
 * style.c - colours and line drawing, where the terminal has them.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <unistd.h>

#include "show/environment.h"
#include "show/style.h"

enum { TONES = TONE_BOLD + 1, END = TONES, SEAL = STYLE_MARK - 2 };

static const char *const sequences[] = {
    [TONE_PLAIN] = "", [TONE_NAME] = "\033[1;34m", [TONE_RULE] = "\033[36m",
    [TONE_GOOD] = "\033[32m", [TONE_BAD] = "\033[31m", [TONE_FAINT] = "\033[2m",
    [TONE_BOLD] = "\033[1m", [END] = "\033[0m",
};
/* ESC, the seal, a letter; all empty where the system has no random numbers: then there are no colours. */
static char marks[TONES + 1][STYLE_MARK + 1];
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void seal(void)
{
    unsigned char numbers[SEAL];

    if (getrandom(numbers, sizeof numbers, 0) != sizeof numbers)
        return;
    for (int tone = 0; tone <= END; tone++) {
        marks[tone][0] = '\033';
        for (int i = 0; i < SEAL; i++)
            marks[tone][1 + i] = (char)('@' + numbers[i] % 64);
        marks[tone][1 + SEAL] = (char)('a' + tone);
    }
}

const char *style_sequence(const char *s, size_t n)
{
    int tone = n >= STYLE_MARK ? s[1 + SEAL] - 'a' : -1;

    pthread_once(&once, seal);
    return tone >= 0 && tone <= END && memcmp(s, marks[tone], STYLE_MARK) == 0 ? sequences[tone] : NULL;
}

bool style_ends(const char *sequence)
{
    return sequence == sequences[END];
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

static const char *mark(const struct style *s, enum tone tone, int which)
{
    if (!s->colour || tone == TONE_PLAIN)
        return "";
    pthread_once(&once, seal);
    return marks[which];
}

const char *style_on(const struct style *s, enum tone tone)
{
    return mark(s, tone, tone);
}

const char *style_off(const struct style *s, enum tone tone)
{
    return mark(s, tone, END);
}

const char *style_pick(const struct style *s, const char *utf8, const char *ascii)
{
    return s->utf8 ? utf8 : ascii;
}
