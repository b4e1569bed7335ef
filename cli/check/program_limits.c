/*
 * program_limits.c - how near a loaded configuration is to what sendmail has room for.
 */
#include "check/configuration.h"
#include "check/finding.h"
#include "check/program_limits.h"
#include "describe.h"

enum { NEAR = 80 }; /* percent */

static void compare(const struct configuration *conf, const char *what, int n, int most, struct findings_list *f)
{
    if (n * 100 >= most * NEAR)
        finding_add(f, BT208, conf->path, 0, 0, "%d of %d %s are in use", n, most, what);
}

void check_program_limits(const struct configuration *conf, struct session *s, struct findings_list *f)
{
    struct program_figures all;

    session_figures(s, &all);
    compare(conf, "rulesets with a name", all.named, all.max_named, f);
    compare(conf, "mailers", all.mailers, all.max_mailers, f);
    compare(conf, "long names of macros and classes", all.names, all.max_names, f);
}
