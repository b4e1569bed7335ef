/*
 * settings.h - what is wanted of a check: words and their values, from .btshcheck or the command line.
 */
#ifndef BTSH_CHECK_SETTINGS_H
#define BTSH_CHECK_SETTINGS_H

#include <stdbool.h>

struct check_wish;

/* Settings of the nearest .btshcheck in the folder or above it; false: a line of it is wrong, told on standard error. */
bool check_settings_read(struct check_wish *w, const char *folder);
/* One of its words with its value, as an option of the command line has them too; false: it is none. */
bool check_setting(struct check_wish *w, const char *word, const char *value);

#endif
