/*
 * judged.h - what a loaded configuration says of itself, and of the tables that it reads.
 */
#ifndef BTSH_CHECK_JUDGED_H
#define BTSH_CHECK_JUDGED_H

#include "check/source_text.h"

struct check_run;
struct configuration;
struct map_view;
struct session;
struct text_context;

/* What the configuration takes a file for. */
enum source_kind judged_kind(const struct configuration *conf, const struct source_text *s);
/* Which of its maps reads the file; false: none does. */
bool judged_map(const struct configuration *conf, struct session *s, const char *path, struct map_view *out);
/* What texts depend on. */
void judged_context(const struct configuration *conf, struct text_context *out);
/* Its rules, options. */
void judge_configuration(struct check_run *c, const struct configuration *conf);
/* The tables among the files. */
void judge_tables(struct check_run *c, const struct configuration *conf);

#endif
