/* alias_parse.c - the two sides of a line of an alias file, parsed as addresses */

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "mail/address.h"
#include "mail/alias_parse.h"
#include "maps/map.h"
#include "state/diag.h"
#include "state/mailers.h"
#include "state/session.h"

#define BETWEEN " \t,"

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

static void right(struct session *s, char *rhs)
{
    const char *before = s->standing.address, *end;

    for (char *p = rhs + strspn(rhs, BETWEEN); *p != '\0'; p += (end - p) + (long)strspn(end, BETWEEN)) {
        struct address a;

        if (address_read(s, p, 0, ',', &end, &a)) {
            memcpy(p, a.paddr, strlen(p)); /* a bad one is made fit to be shown, and with it what follows it here */
        } else {
            address_hide_marks(p, (size_t)(end - p));
            usrerr(s, "553 5.3.5 %s... bad address", p);
        }
    }
    s->standing.address = before;
}

const struct alias_parser alias_parser = { left, right };
