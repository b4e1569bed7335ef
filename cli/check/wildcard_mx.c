/*
 * wildcard_mx.c - a wildcard MX in this host's own domain: hosts that nobody has are found.
 *
 * A name that is not found is looked for below the domains of the search list too. Where a wildcard answers there, each name that
 * does not exist becomes one of this domain; HasWildcardMX keeps sendmail from it.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "check/check.h"
#include "check/configuration.h"
#include "check/mx_hosts.h"
#include "check/wildcard_mx.h"
#include "describe.h"
#include "explore/entry_address.h"

static void take_option(void *ctx, const char *name, const char *value)
{
    bool *known = ctx;

    if (strcmp(name, "ResolverOptions") == 0)
        *known = strcasestr(value, "HasWildcardMX") != NULL;
}

void check_wildcard_mx(struct check_run *c, const struct configuration *conf, struct session *s)
{
    const char *domain = session_macro_at(s, 'm');
    char name[400];
    char *const *hosts;
    bool known = false;

    session_options_set(s, take_option, &known);
    if (known || domain == NULL || strchr(domain, '.') == NULL || strlen(domain) > 250)
        return;
    snprintf(name, sizeof name, "%s.%s", EXPLORE_NOBODY, domain);
    /* without an MX a name that has an address is its own */
    if (mx_hosts(c, conf, s, name, &hosts) > 0 && strncasecmp(hosts[0], name, strlen(name)) != 0)
        finding_add(&c->found, BT410, conf->path, 0, 0, "mail for hosts of %s that do not exist goes to %s, and names that do not exist become "
                    "names of %s where that is searched; ResolverOptions=+HasWildcardMX leaves them alone", domain, hosts[0], domain);
}
