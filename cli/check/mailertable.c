/*
 * mailertable.c - what is looked at in each entry of the mailertables.
 */
#include "check/check.h"
#include "check/configuration.h"
#include "check/mail_comes_back.h"
#include "check/mailertable.h"
#include "check/unknown_mailer.h"
#include "engine.h"
#include "listen/listeners.h"

void check_mailertables(struct check_run *c, const struct configuration *conf)
{
    struct observer quiet = listeners_none();
    struct session *s = session_new(conf->program, &quiet);
    struct entry_text e;

    for (int i = 0; i < c->nsources; i++) {
        const struct source_text *t = &c->sources[i];

        for (int line = 1; t->mine && t->kind == SOURCE_MAILERTABLE && line <= t->nlines; line++) {
            if (!source_entry(t, line, &e))
                continue;
            check_comes_back(c, conf, s, t, line, &e);
            check_unknown_mailer(c, s, t, line, &e);
        }
    }
    session_free(s);
}
