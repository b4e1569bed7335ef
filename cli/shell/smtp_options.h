/*
 * smtp_options.h - a dialogue as it is asked for: who the client is, what it can prove, and what stands around it.
 */
#ifndef BTSH_SHELL_SMTP_OPTIONS_H
#define BTSH_SHELL_SMTP_OPTIONS_H

#include <stdbool.h>

#include "smtp/dialogue.h"

/* Starts by smtp_options_begin(). Its texts are its own. */
struct smtp_options {
    struct dialogue_setup setup;
    struct dialogue_tls tls, server_tls;
    struct dialogue_milter *milters;
    char **texts;
    int ntexts;
    bool client;      /* was it said who that is? */
};

void smtp_options_begin(struct smtp_options *o);
/* One of smtp_option_list.h, or "client"; value NULL: it has none. False, with *why: what it ought to be. */
bool smtp_option_say(struct smtp_options *o, const char *word, const char *value, const char **why);
/* CLIENT [--WORD VALUE]..., as behind /smtp; a value with blanks stands in double quotes. The same. */
bool smtp_options_read(struct smtp_options *o, const char *line, const char **why);
void smtp_options_free(struct smtp_options *o);
/* The dialogue that is wanted; NULL, with *why: there is no such daemon or mail filter. */
struct dialogue *smtp_options_open(const struct smtp_options *o, struct session *s, const struct dialogue_listener *to,
                                   const char **why, const char **which);
#endif
