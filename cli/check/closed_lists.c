/*
 * closed_lists.c - lists of hosts and domains in DNS that are no more, see closed_lists.h.
 *
 * By their domains: who closed had several zones below one, and closed them all.
 */
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "check/closed_lists.h"

static const struct {
    const char *domain;
    int year;
} closed[] = {
    { "orbz.org", 2002 },           { "relays.osirusoft.com", 2003 }, { "blackholes.easynet.nl", 2003 },
    { "ordb.org", 2006 },           { "opm.blitzed.org", 2006 },      { "dsbl.org", 2008 },
    { "rfc-ignorant.org", 2012 },   { "njabl.org", 2013 },            { "ahbl.org", 2015 },
    { "bl.spamcannibal.org", 2018 }, { "dnsbl.inps.de", 2020 },       { "sorbs.net", 2024 },
    { "ix.dnsbl.manitu.net", 2025 },
};

/* Is the zone the domain, or one below it? A dot may stand behind it. */
static bool is_below(const char *zone, const char *domain)
{
    size_t n = strlen(zone), d = strlen(domain);

    n -= n > 0 && zone[n - 1] == '.';
    return n >= d && strncasecmp(zone + n - d, domain, d) == 0 && (n == d || zone[n - d - 1] == '.');
}

int closed_since(const char *zone)
{
    for (size_t i = 0; i < sizeof closed / sizeof closed[0]; i++) {
        if (is_below(zone, closed[i].domain))
            return closed[i].year;
    }
    return 0;
}
