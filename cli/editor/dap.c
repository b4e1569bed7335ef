/*
 * dap.c - the debug adapter: rules step by step in an editor.
 */
#include <stdlib.h>
#include <unistd.h>

#include "editor/adapter.h"
#include "editor/adapter_requests.h"
#include "editor/adapter_run.h"
#include "editor/dap.h"
#include "show/memory.h"
#include "show/output.h"
#include "start/interrupt.h"
#include "start/run.h"

bool dap_there(const char **why)
{
    struct json_library lib;

    return json_library_load(&lib, why);
}

/* An editor says initialize, launch, where to stop, configurationDone; and all else while the command is stopped. */
static void serve(struct adapter *a)
{
    while (requests_hear(a)) {
        if (a->launched)
            adapter_tell(a, "initialized", NULL);
        a->launched = false;
        if (a->ready && !a->begun)
            run_command(a);
    }
}

int dap_serve(struct run *r, int in)
{
    struct adapter *a = zeroed_or_end(1, sizeof *a);
    struct output *out = zeroed_or_end(1, sizeof *out);
    const char *why;
    int status = 1;

    out->fd = STDOUT_FILENO;
    a->run = r;
    a->in.fd = in;
    a->first_line = -1;
    a->hear = requests_hear;
    interrupt_ends(false);
    if (wire_open(&a->wire, out, &why)) {
        serve(a);
        status = interrupted ? interrupt_status() : a->over ? 0 : 1;
    }
    interrupt_ends(true);
    run_forget(a);
    framing_free(&a->in);
    r->out.failed |= out->failed;
    r->out.err = out->failed ? out->err : r->out.err;
    free(out);
    free(a);
    return status;
}
