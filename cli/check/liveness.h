/*
 * liveness.h - entries of tables that no address reaches, and what stands before them.
 */
#ifndef BTSH_CHECK_LIVENESS_H
#define BTSH_CHECK_LIVENESS_H

struct check_run;
struct configuration;
struct session;
struct source_text;

/* Who uses the entry of that line, or what stands before it: findings and uses are added to `out', whose wish asks
 * for uses. Nothing: no map reads the text, or the line has no entry. */
void liveness_of_entry(const struct configuration *conf, const struct source_text *s, int line, struct check_run *out);
/* The file as a map of the configuration names it, if one reads this text; NULL: none does. */
const char *table_read_as(const struct configuration *conf, struct session *s, const char *path);
void check_liveness(struct check_run *c, const struct configuration *conf);

#endif
