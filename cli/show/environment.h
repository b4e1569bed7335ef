/*
 * environment.h - the environment that libraries see, and the caller's.
 *
 * The resolver and libldap take settings from variables of the process. The real program empties its
 * environment first, keeps TZ, and adds AGENT; the configuration's E lines come then. So does this
 * one, or the answers would be another machine's. What btsh itself needs of the caller's it asks for here.
 */
#ifndef BTSH_SHOW_ENVIRONMENT_H
#define BTSH_SHOW_ENVIRONMENT_H

#include <stdbool.h>
#include <stddef.h>

/* Empties the environment. First of all, before there are threads. */
void environment_empty(void);
/* The caller's value; NULL: none. */
const char *environment_caller(const char *name);
/* All that the caller has, for programs of btsh's own and for E lines that pass a value on. */
char **environment_of_caller(void);
/* For suites: as if the caller had this value, or none (NULL). Before there are threads. */
void environment_pretend(const char *name, const char *value);
/* A program by the caller's PATH, of which folders count that are absolute; false: there is none. */
bool environment_find(const char *program, char *path, size_t size);
/* For a moment, the caller's: for libedit, which takes what it needs as it starts. */
void environment_lend(void);
void environment_return(void);
/* What a configuration says, from now on, with its TZ or without. At any time: who looks at it now has
 * the old one. */
void environment_take(char *const *list, bool zone);

#endif
