/*
 * verify.c - -bv. What is found comes as diagnostics, which the transcript writes; nothing is
 * queued, sent or written.
 */
#include <sysexits.h>

#include "engine.h"
#include "show/output.h"
#include "start/arguments.h"
#include "start/interrupt.h"
#include "subcommands/verify.h"

/* The line of -d2.1. */
static void print_end(struct session *s, struct output *debug, struct recipients *r, bool failed)
{
    int status = session_status(s);
    const char *id = NULL;
    char flags[100];

    if (session_debug_level(s, 2) < 1)
        return;
    if (failed)
        session_macro(s, "i", &id);
    out_format(debug, "\n====finis: stat %d e_id=%s e_flags=%s%s",
               status, id != NULL ? id : "NOQUEUE",
               r != NULL ? verify_flags(r, failed) : session_envelope_flags(s, flags),
               r != NULL ? "\n" : "");
}

static void verify_all(struct session *s, const struct arguments *a, struct recipients *r)
{
    for (int i = 0; i < a->noperands; i++)
        verify_operand(r, a->operands[i]);
    if (interrupted)
        return;
    /* messages without a status of their own count as a wrong use */
    if (session_status(s) == EX_OK && session_errors(s) > 0)
        session_set_status(s, EX_USAGE);
    verify_report(r);
}

int verify_addresses(struct session *s, const struct arguments *a, struct output *out,
                     struct output *debug)
{
    struct recipients *r;
    bool none = a->noperands == 0;

    if (session_status(s) != EX_OK) {
        print_end(s, debug, NULL, false);
        return session_status(s);
    }
    r = session_verify(s, a->sender, a->no_alias);
    if (none) {
        out_text(out, "Recipient names must be specified\n");
        session_set_status_always(s, EX_USAGE);
    } else {
        verify_all(s, a, r);
    }
    print_end(s, debug, r, none);
    return interrupted ? interrupt_status() : session_status(s);
}
