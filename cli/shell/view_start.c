/* view_start.c - what the command line asks of the view */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "shell/commands_trace.h"
#include "shell/complete.h"
#include "shell/input.h"
#include "shell/commands_output.h"
#include "shell/notices.h"
#include "shell/shell.h"
#include "shell/terminal.h"
#include "shell/view.h"
#include "shell/view_start.h"
#include "show/error_output.h"
#include "show/text.h"
#include "start/run.h"

bool view_start(struct shell *sh, const struct run *r)
{
    struct text message = { 0 };
    bool ok = true;

    if (!r->args.ext && r->args.trace == NULL && !r->args.show_secrets && !r->setup.from_source
        && sh->in->terminal == NULL)
        return true;
    view_of(sh)->ext = r->args.ext;
    sh->view->show_secrets = r->args.show_secrets;
    sh->view->sources = r->setup.from_source;
    if (sh->in->terminal != NULL) {
        terminal_on_tab(sh->in->terminal, complete_line, sh);
        if (r->args.show_secrets)
            terminal_keep_secrets(sh->in->terminal);
        output_paged(sh);
    }
    if (view_ext(sh)) {
        notices_start(sh);
        view_apply(sh);
    }
    if (r->args.trace != NULL && !view_trace(sh, r->args.trace, &message)) {
        err_format("%s: --trace: %s\n", r->args.program, text_of(&message));
        ok = false;
    }
    text_free(&message);
    return ok;
}
