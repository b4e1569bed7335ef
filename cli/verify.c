/*
 * verify.c - -bv. What is found comes as diagnostics, which the transcript writes; nothing is
 * queued, sent or written.
 */
#include <sysexits.h>
#include <unistd.h>

#include "transcript.h"
#include "verify.h"

int verify_addresses(struct session *s, const struct arguments *a, struct output *out,
                     bool *expanded)
{
    struct recipients *r;

    if (session_status(s) != EX_OK)
        return session_status(s);
    if (geteuid() != 0)
        out_text(out, "Notice: -bv may give misleading output for non-privileged user\n");
    r = session_verify(s, a->sender, a->no_alias);
    if (a->noperands == 0) {
        out_text(out, "Recipient names must be specified\n");
        return EX_USAGE;
    }
    for (int i = 0; i < a->noperands; i++)
        verify_operand(r, a->operands[i]);
    /* messages without a status of their own count as a wrong use */
    if (session_status(s) == EX_OK && session_errors(s) > 0)
        session_set_status(s, EX_USAGE);
    verify_report(r);
    *expanded = verify_expanded(r);
    return session_status(s);
}
