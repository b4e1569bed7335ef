/*
 * mc_line.c - the line of an .mc that a place in the m4 tree comes from.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explain/mc_line.h"
#include "start/edited.h"

static bool word_byte(char c)
{
    return isalnum((unsigned char)c) || (c != '\0' && strchr("_.-@", c) != NULL);
}

static bool has_word(const char *line, const char *word)
{
    size_t n = strlen(word);

    for (const char *p = strstr(line, word); p != NULL; p = strstr(p + 1, word)) {
        if ((p == line || !word_byte(p[-1])) && !word_byte(p[n]))
            return true;
    }
    return false;
}

int mc_line_of(const char *path, const char *word, const char *define)
{
    FILE *f = fopen(edited_path(path), "re");
    char *line = NULL;
    size_t room = 0;
    int at = 0, found[4] = { 0 }; /* both, the word, the define, neither */

    while (f != NULL && getline(&line, &room, f) >= 0) {
        char *comment = strstr(line, "dnl");

        at++;
        if (comment != NULL && (comment == line || !word_byte(comment[-1])) && !word_byte(comment[3]))
            *comment = '\0';
        found[(word != NULL && has_word(line, word) ? 0 : 2) + (define != NULL && has_word(line, define) ? 0 : 1)] = at;
    }
    if (f != NULL)
        fclose(f);
    free(line);
    return found[0] > 0 ? found[0] : found[1] > 0 ? found[1] : found[2];
}
