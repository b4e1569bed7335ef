/* style.h - colours and line drawing, where the terminal has them. */
#ifndef BTSH_SHOW_STYLE_H
#define BTSH_SHOW_STYLE_H

#include <stdbool.h>
#include <stddef.h>

enum tone { TONE_PLAIN, TONE_NAME, TONE_RULE, TONE_GOOD, TONE_BAD, TONE_FAINT, TONE_BOLD };

struct style {
    bool colour, utf8;
    int width; /* columns; 0: not a terminal, lines are as long as they are */
};

/* What standard output can show: NO_COLOR, TERM, the character set of LC_ALL, LC_CTYPE or LANG. */
struct style style_of_output(void);
/* The mark that begins a tone and the one that ends it; "" without colours. A mark is no sequence of a terminal yet:
 * it has a seal that nobody can guess, so that no text of others holds one, and printable() makes the sequence of it. */
const char *style_on(const struct style *s, enum tone tone);
const char *style_off(const struct style *s, enum tone tone);
enum { STYLE_MARK = 10 }; /* bytes of a mark */
/* The sequence that the mark at s, of n bytes, stands for; NULL: there is none. */
const char *style_sequence(const char *s, size_t n);
/* Is that the one that ends a tone? */
bool style_ends(const char *sequence);
/* One of two texts: the first needs UTF-8. */
const char *style_pick(const struct style *s, const char *utf8, const char *ascii);

#endif
