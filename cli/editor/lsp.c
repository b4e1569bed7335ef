/*
 * lsp.c - the language server: messages on standard input and output.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "editor/beside.h"
#include "editor/diagnostics.h"
#include "editor/dispatch.h"
#include "editor/known.h"
#include "editor/lsp.h"
#include "editor/server.h"
#include "show/error_output.h"
#include "show/memory.h"
#include "show/output.h"
#include "start/interrupt.h"
#include "start/run.h"

/* Milliseconds without a message before documents are looked at; and before what takes its time is run. */
enum { QUIET = 150, REST = 600 };

bool lsp_there(const char **why)
{
    struct json_library lib;

    return json_library_load(&lib, why);
}

/* What has come is answered first; then documents are looked at. False: it is over. */
static bool serve_next(struct server *s)
{
    const char *text;
    size_t n;

    switch (framing_take(&s->in, &text, &n)) {
    case FRAMED:
        dispatch(s, text, n);
        return !s->ended && !s->wire.out->failed;
    case FRAMED_LOST:
        err_format("btsh lsp: %s\n", s->in.why);
        return false;
    default:
        break;
    }
    if (s->state == SERVER_READY && !beside_comes(s, QUIET)
        && (diagnostics_next(s, false) || (!beside_comes(s, REST) && diagnostics_next(s, true))))
        return !s->wire.out->failed;
    return beside_comes(s, -1) && framing_more(&s->in);
}

int lsp_serve(struct run *r, int in)
{
    struct server *s = zeroed_or_end(1, sizeof *s);
    struct output *out = zeroed_or_end(1, sizeof *out);
    const char *why;
    int status = 1;

    out->fd = STDOUT_FILENO;
    s->run = r;
    s->in.fd = in;
    interrupt_ends(false);
    if (wire_open(&s->wire, out, &why)) {
        while (serve_next(s))
            continue;
        status = interrupted ? interrupt_status() : s->ended && s->state == SERVER_SHUT ? 0 : 1;
    }
    beside_end(s);
    interrupt_ends(true);
    known_forget(&s->known);
    documents_free(&s->docs);
    framing_free(&s->in);
    r->out.failed |= out->failed;
    r->out.err = out->failed ? out->err : r->out.err;
    free(out);
    free(s);
    return status;
}
