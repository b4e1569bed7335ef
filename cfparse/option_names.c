/*
 * option_names.c - the table of option names.
 */
#include <string.h>
#include <strings.h>

#include "cfparse/option_names.h"

static const struct option_name table[OPTION_COUNT] = {
#define OPTION(id, name, code, flag, type, unit, text, help)                                       \
    { name, code, OPTION_##flag, OPTION_##type, unit, text, help },
#include "cfparse/option_list.h"
#undef OPTION
};

const struct option_name *option_at(enum option_id id)
{
    return &table[id];
}

enum option_id option_id_of(const struct option_name *o)
{
    return (enum option_id)(o - table);
}

enum option_match option_find(const char *name, size_t n, bool newer, const struct option_name *found[2])
{
    int matches = 0;

    for (int i = 0; i < OPTION_COUNT; i++) {
        const struct option_name *o = &table[i];

        if (*o->name == '\0' || (!newer && (o->flag & OPTION_NEWER) != 0) || strncasecmp(o->name, name, n) != 0)
            continue;
        if (o->name[n] == '\0') {
            found[0] = o;
            return OPTION_EXACT;
        }
        if (matches < 2)
            found[matches++] = o;
    }
    if (matches == 0)
        return OPTION_UNKNOWN;
    return matches == 1 ? OPTION_ABBREVIATED : OPTION_AMBIGUOUS;
}

const struct option_name *option_by_letter(int letter)
{
    if (letter <= 0 || letter >= 0x80)
        return NULL;
    for (int i = 0; i < OPTION_COUNT; i++) {
        if (table[i].code == letter)
            return &table[i];
    }
    return NULL;
}
