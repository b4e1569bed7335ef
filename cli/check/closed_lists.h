/*
 * closed_lists.h - lists of hosts and domains in DNS that are no more.
 */
#ifndef BTSH_CHECK_CLOSED_LISTS_H
#define BTSH_CHECK_CLOSED_LISTS_H

/* The year in which the list of that zone closed; 0: it is not known to have. */
int closed_since(const char *zone);

#endif
