/* mailers.c - mailers by name, and their flags */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/symbols.h"
#include "state/mailers.h"
#include "state/session.h"

bool mailer_flag(const struct mailer *m, int flag)
{
    return (m->flags[(flag & 0xFF) >> 6] >> (flag & 63)) & 1;
}

void mailer_set_flag(struct mailer *m, int flag, bool on)
{
    uint64_t bit = (uint64_t)1 << (flag & 63);

    if (on)
        m->flags[(flag & 0xFF) >> 6] |= bit;
    else
        m->flags[(flag & 0xFF) >> 6] &= ~bit;
}

struct mailer *mailer_find(const struct session *s, const char *name)
{
    struct symbol *sym = symbol_peek(&s->prog->def.symbols, name, SYM_MAILER);

    return sym != NULL ? sym->data : NULL;
}
