/* alias_parse.c - the two sides of a line of an alias file, parsed as addresses */

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "mail/address.h"
#include "mail/alias_parse.h"
#include "mail/triple.h"
#include "maps/map.h"
#include "state/diag.h"
#include "state/mailers.h"
#include "state/session.h"

static bool left(struct session *s, char *line, struct alias_name *name)
{
    struct address a;
    const char *end;
    bool ok = address_read(s, line, ADDRESS_COPY, ':', &end, &a);

    s->standing.address = NULL; /* forgotten, whatever was being parsed */
    if (!ok) {
        address_hide_marks(line, (size_t)(end - line));
        return false;
    }
    *name = (struct alias_name){ .text = a.paddr, .user = a.user,
                                 .local = a.mailer != NULL && mailer_flag(a.mailer, 'A') };
    return true;
}

static void right(struct session *s, const char *rhs)
{
    struct triple t;

    for (const char *p = rhs; *p != '\0';) {
        while (*p == ' ' || *p == '\t' || *p == ',')
            p++;
        if (*p == '\0')
            return;
        if (!address_parse_until(s, p, 0, ',', &p, &t))
            syserr(s, "554 5.3.5 %s... bad address", p);
    }
}

const struct alias_parser alias_parser = { left, right };
