/*
 * program_options.h - options of a loaded configuration.
 */
#ifndef BTSH_CHECK_PROGRAM_OPTIONS_H
#define BTSH_CHECK_PROGRAM_OPTIONS_H

#include <stdbool.h>

struct configuration;
struct findings_list;
struct session;
struct source_text;

/* text: the file that it was loaded from; NULL: nobody has read that. guides: what security guides want is looked at, too. */
void check_program_options(const struct configuration *conf, const struct source_text *text, struct session *s, bool guides,
                           struct findings_list *f);

#endif
