/*
 * accounts.h - login names and full names.
 */
#ifndef BTSH_FILES_ACCOUNTS_H
#define BTSH_FILES_ACCOUNTS_H

/* An error beside those of errno: the LDAP library reaches no server (maps/ldap_map.h has its others). */
enum { NO_DIRECTORY = 355 };

struct arena;
struct session;
struct user_entry;

/* Finds a login name: exact, lower case, then by full name when MatchGECOS is on. The name is
 * lower-cased in place unless it is found as it stands. EX_OK, EX_NOUSER or EX_TEMPFAIL. */
int user_find(struct session *s, struct arena *a, char *name, struct user_entry *u);
/* The full name from a gecos field. */
const char *full_name(struct arena *a, const char *gecos, const char *login);

#endif
