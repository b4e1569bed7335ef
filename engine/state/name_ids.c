/*
 * name_ids.c - macro and class names and their one-byte ids.
 *
 * A one-character name is its own id. A long name gets an id from 0xA0 up when it is first seen
 * anywhere; there are 96 of them, and a query uses one up too.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/marker.h"
#include "base/symbols.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/name_ids.h"
#include "state/session.h"
#include "state/trace.h"

static bool name_char(unsigned char c)
{
    return (c < 0x80 && isalnum(c)) || c == '_';
}

/* Reads {name} at *p into buf; false after a diagnostic. */
static bool long_name(struct session *s, const char **p, char buf[NAME_LONGEST + 1])
{
    const char *q = *p + 1;
    int n = 0;

    for (; *q != '\0' && *q != '}'; q++) {
        if (!name_char((unsigned char)*q)) {
            syserr(s, "Invalid macro/class character %c", *q);
            continue;
        }
        if (n == NAME_LONGEST)
            break;
        buf[n++] = *q;
    }
    buf[n] = '\0';
    *p = q;
    if (*q == '\0') {
        syserr(s, "Unbalanced { on %s", buf);
        return false;
    }
    if (*q != '}') {
        syserr(s, "Macro/class name ({%s}) too long (%d chars max)", buf, NAME_LONGEST);
        return false;
    }
    *p = q + 1;
    return true;
}

/* The id of a long name, given out now if it is new; -1 when none is left. */
static int long_id(struct session *s, const char *name)
{
    struct symbol_table *symbols = &s->def->symbols;
    struct symbol *sym = symbol_enter(symbols, name, SYM_MACRO);

    if (sym->value != 0)
        return sym->value;
    if (s->def->next_id > NAME_ID_LAST) {
        syserr(s, "Macro/class {%s}: too many long names", name);
        sym->value = -1;
        return -1;
    }
    sym->value = s->def->next_id++;
    s->def->names[sym->value] = sym->name;
    return sym->value;
}

static void trace_id(struct session *s, int id, bool braces)
{
    if (!DEBUGGING(s, 35, 14))
        return;
    if (id <= 0)
        DEBUG_EMIT0(s, DL_MACID_NULL);
    else if (!braces)
        DEBUG_EMIT(s, DL_MACID_CHAR, DBG_STR(((char[]){ (char)id, '\0' })));
    else
        DEBUG_EMIT(s, DL_MACID_LONG, DBG_INT(id));
}

int name_id(struct session *s, const char **p)
{
    char buf[NAME_LONGEST + 1];
    int id = -1;

    DEBUG(s, DL_MACID, DBG_STR(*p));
    if (**p == '\0' || ((*p)[0] == '{' && (*p)[1] == '}')) {
        syserr(s, "Name required for macro/class");
        if (**p == '{')
            *p += 2;
        trace_id(s, 0, false);
        return 0;
    }
    if (**p != '{') {
        id = (unsigned char)*(*p)++;
        trace_id(s, id, false);
        return id;
    }
    if (long_name(s, p, buf))
        id = buf[0] != '\0' && buf[1] == '\0' ? buf[0] : long_id(s, buf);
    if (id <= 0) {
        syserr(s, "Unable to assign macro/class ID (mid = 0x%x)", (unsigned)id);
        id = 0;
    }
    trace_id(s, id, true);
    return id;
}

int name_id_of(struct session *s, const char *text)
{
    const char *p = text;

    return name_id(s, &p);
}

const char *name_text(const struct session *s, int id, bool braces, char *buf)
{
    const char *name;

    if (id < 0x80) {
        buf[0] = (char)id;
        buf[1] = '\0';
        return buf;
    }
    name = s->own.names[id] != NULL ? s->own.names[id] : s->prog->def.names[id];
    if (name == NULL)
        name = "***UNDEFINED MACRO***";
    snprintf(buf, 32, braces ? "{%s}" : "%s", name);
    return buf;
}
