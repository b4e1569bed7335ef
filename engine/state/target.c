/*
 * target.c - the sendmails that are known.
 */
#include <string.h>

#include "state/target.h"

static const struct target targets[] = {
    { .name = "8.17.1", .version = "8.17.1.9", .since = "Debian 12",
      .names_this_pass_twice = true, .tells_why_refused = true },
    { .name = "8.18.1", .version = "8.18.1", .since = "Debian 13",
      .has_dnslookup = true, .has_dane = true, .trusts_cert_owner = true,
      .rewords_debug = true, .tells_canonical_mx = true, .names_map_file = true, .tells_reopen = true,
      .tells_ldap_errors = true,
      .tells_lock_fd = true, .tells_response_code = true, .flags_seven_bits = true,
      .asks_by_name_alone = true, .strips_headers = true, .counts_shown_header = true, .misses_file_name = true,
      .has_dane_verdicts = true },
};

const struct target *target_at(size_t n)
{
    return n < sizeof targets / sizeof targets[0] ? &targets[n] : NULL;
}

/* The one whose name is the n bytes at text. */
static const struct target *find(const char *text, size_t n)
{
    for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++) {
        if (strlen(targets[i].name) == n && strncmp(targets[i].name, text, n) == 0)
            return &targets[i];
    }
    return NULL;
}

const struct target *target_named(const char *name)
{
    return find(name, strlen(name));
}

/* 8.17.1.9 is of the tree of 8.17.1: what stands behind the third number is the distributor's. */
const struct target *target_of_tree(const char *z)
{
    size_t n = strcspn(z, "/");
    int dots = 0;

    for (size_t i = 0; i < n; i++) {
        if (z[i] == '.' && ++dots == 3)
            n = i;
    }
    return find(z, n);
}
