/*
 * host_mailers.c - the mailers of the tree that hand mail to other hosts.
 */
#include <string.h>
#include <strings.h>

#include "check/host_mailers.h"

bool is_host_mailer(const char *value, size_t n)
{
    static const char *const mailers[] = { "smtp", "esmtp", "smtp8", "dsmtp", "relay" };

    for (size_t i = 0; i < sizeof mailers / sizeof mailers[0]; i++) {
        if (strlen(mailers[i]) == n && strncasecmp(value, mailers[i], n) == 0)
            return true;
    }
    return false;
}
