/*
 * setup_text.c - what a dialogue is set up with, as a person writes it.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "smtp/dialogue.h"
#include "smtp/setup_text.h"

bool dialogue_count_read(const char *text, long *count, long *total)
{
    char *end;

    *count = strtol(text, &end, 10);
    if (*count < 1 || (*end != '\0' && (total == NULL || *end != ',')))
        return false;
    if (total == NULL || *end == '\0')
        return true;
    *total = strtol(end + 1, &end, 10);
    return *total >= *count && *end == '\0';
}

bool dialogue_number_read(const char *text, long *n)
{
    char *end;

    *n = strtol(text, &end, 10);
    return end != text && *end == '\0' && *n >= 0;
}

static bool is_answer(const char *text)
{
    static const char *const words[] = { "accept", "reject", "tempfail", "discard", MILTER_WANTS_REFUSED };

    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcasecmp(words[i], text) == 0)
            return true;
    }
    return (*text == '4' || *text == '5') && strspn(text, "0123456789") == 3 && text[3] == ' ';
}

bool dialogue_milter_read(char *text, struct dialogue_milter *m)
{
    char *answer = strchr(text, '='), *at = strrchr(text, '@');

    if (answer == NULL || answer == text)
        return false;
    *answer++ = '\0';
    *m = (struct dialogue_milter){ .name = text, .answer = answer, .stage = "eom" };
    if (at != NULL && at > answer && dialogue_milter_stage(at + 1)) {
        *at = '\0';
        m->stage = at + 1;
    }
    return is_answer(answer);
}
