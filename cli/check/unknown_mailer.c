/*
 * unknown_mailer.c - entries of the mailertable with a mailer that the configuration does not have.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "check/check.h"
#include "check/configuration.h"
#include "check/unknown_mailer.h"
#include "describe.h"
#include "engine.h"
#include "show/near.h"
#include "show/text.h"

enum { MAILER = 64 };

void check_unknown_mailer(struct check_run *c, struct session *s, const struct source_text *t, int line, const struct entry_text *e)
{
    size_t n = strcspn(e->value, ": \t[%");
    char name[MAILER];
    struct near near = { .word = name };
    struct mailer_view m;
    struct text names = { 0 };

    if (n == 0 || n >= sizeof name || e->value[n] != ':')
        return;
    snprintf(name, sizeof name, "%.*s", (int)n, e->value);
    if (strcasecmp(name, "error") == 0 || session_has_mailer(s, name))
        return;
    for (int i = 0; session_mailer(s, i, &m); i++)
        near_offer(&near, m.name);
    near_tell(&near, &names);
    finding_add(&c->found, BT310, t->path, line, e->value_column, "no mailer is called \"%s\": mail for %s is refused (554 5.3.5)%s", name,
                e->key, text_of(&names));
    text_free(&names);
}
