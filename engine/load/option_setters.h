/*
 * option_setters.h - what the files of options share. Not for others.
 */
#ifndef BTSH_LOAD_OPTION_SETTERS_H
#define BTSH_LOAD_OPTION_SETTERS_H

#include <stdbool.h>

#include "cfparse/option_names.h"

struct session;

/* One option being set. */
struct setting {
    enum option_id id;
    const char *value;
    const char *part; /* suboption, or NULL */
    bool sticky;      /* comes from the command line */
    bool own;         /* comes from the program itself */
};

typedef void option_setter(struct session *s, const struct setting *o);

#endif
