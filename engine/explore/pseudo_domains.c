/*
 * pseudo_domains.c - domains that are none: words that rules want at the end of a host, .UUCP, .BITNET.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "describe.h"
#include "engine.h"
#include "explore/pseudo_domains.h"

static void note_pseudo(void *ctx, const char *word)
{
    struct pseudo_domains *p = ctx;

    for (int i = 0; i < p->n; i++) {
        if (strcasecmp(p->list[i], word) == 0)
            return;
    }
    if (p->n < PSEUDO && isalpha((unsigned char)*word))
        snprintf(p->list[p->n++], sizeof p->list[0], "%s", word);
}

void pseudo_domains_find(struct session *s, struct pseudo_domains *p)
{
    for (int n = 0; n < RULESET_NUMBERS; n++) {
        for (const struct rule *r = session_first_rule(s, n); r != NULL; r = rule_after(r)) {
            struct rule_view v = rule_describe(r);

            for (int i = 0; i + 2 < v.lhs.n; i++) {
                if (strcmp(token_text(s, v.lhs.v[i], NULL), ".") == 0 && strcmp(token_text(s, v.lhs.v[i + 2], NULL), ">") == 0)
                    note_pseudo(p, token_text(s, v.lhs.v[i + 1], NULL));
            }
        }
    }
    session_class_list(s, "P", note_pseudo, p);
}
