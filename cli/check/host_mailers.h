/*
 * host_mailers.h - the mailers of the tree that hand mail to other hosts.
 */
#ifndef BTSH_CHECK_HOST_MAILERS_H
#define BTSH_CHECK_HOST_MAILERS_H

#include <stdbool.h>
#include <stddef.h>

/* Is it one of them, by the first n bytes: "esmtp" of "esmtp:[gw.example]"? As sendmail, in letters of either case. */
bool is_host_mailer(const char *value, size_t n);

#endif
