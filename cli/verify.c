/*
 * verify.c - -bv. What is found comes as diagnostics, which the transcript writes; nothing is
 * queued, sent or written.
 */
#include <sysexits.h>
#include <unistd.h>

#include "transcript.h"
#include "verify.h"

/* Messages without a status of their own count as a wrong use. */
static int status_of(const struct session *s)
{
    int status = session_status(s);

    return status == EX_OK && session_errors(s) > 0 ? EX_USAGE : status;
}

int verify_addresses(struct session *s, const struct arguments *a, struct output *out)
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
    verify_report(r);
    return status_of(s);
}
