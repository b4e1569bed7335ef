/*
 * sound.h - is a configuration fit to be tested?
 *
 * The real program goes on after an error in its configuration, and so does the shell. A test or a
 * comparison must not: what it would say is of something else than what was asked for.
 */
#ifndef BTSH_START_SOUND_H
#define BTSH_START_SOUND_H

#include <stdbool.h>

struct program;
struct sink;

/*
 * False if the load raised an error, if there is no rule in it, or if a table that exists cannot be
 * read. What was not said while it was loaded is added to `why`, a line each; `file`: the name by which it
 * was asked for.
 */
bool config_sound(struct program *p, const char *file, struct sink *why);
/* The same; where it is false, standard error is told `instead` ("btsh search: nothing was looked for") and why. */
bool config_whole(struct program *p, const char *file, const char *instead);
/* Is the text of the file that of an .mc, whatever its name? */
bool config_is_mc(const char *file);

#endif
