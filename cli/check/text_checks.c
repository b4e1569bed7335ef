/*
 * text_checks.c - what can be said of a file by its text alone.
 */
#include "check/access_text.h"
#include "check/alias_values.h"
#include "check/finding.h"
#include "check/mc_text.h"
#include "check/source_text.h"
#include "check/table_text.h"
#include "check/text_checks.h"

void check_text(const struct source_text *s, const struct text_context *c, struct findings_list *f)
{
    if (source_is_table(s->kind))
        check_table_text(s, f);
    switch (s->kind) {
    case SOURCE_ACCESS:
        check_access_text(s, c, f);
        break;
    case SOURCE_MAILERTABLE:
        check_mailertable_text(s, f);
        break;
    case SOURCE_VIRTUSERTABLE:
        check_virtusertable_text(s, f);
        break;
    case SOURCE_GENERICSTABLE:
        check_genericstable_text(s, f);
        break;
    case SOURCE_DOMAINTABLE:
        check_domaintable_text(s, f);
        break;
    case SOURCE_ALIASES:
        check_aliases_text(s, c, f);
        check_alias_values(s, f);
        break;
    case SOURCE_MC:
        check_mc_text(s, f);
        break;
    default:
        break;
    }
}
