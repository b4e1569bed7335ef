/*
 * host_values.h - hosts that mail is handed to, as a mailer takes them: NAME, [NAME], parted by colons.
 */
#ifndef BTSH_CHECK_HOST_VALUES_H
#define BTSH_CHECK_HOST_VALUES_H

#include <stddef.h>

/* What is wrong with the first odd one of them, which is *host, *length; NULL: nothing is. */
const char *odd_hosts(const char *hosts, size_t n, const char **host, size_t *length);

#endif
