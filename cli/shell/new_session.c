/*
 * new_session.c - another session in the place of the shell's.
 */
#include "engine.h"
#include "hold.h"
#include "listen/transcript.h"
#include "shell/new_session.h"
#include "shell/shell.h"
#include "shell/view.h"
#include "start/run.h"

void new_session(struct shell *sh, struct program *p)
{
    struct session *old = sh->session;
    bool same = p == NULL;
    struct observer o = transcript_observer(sh->transcript);

    view_of(sh);
    sh->session = session_new(same ? sh->program : p, &o);
    session_begin_shell(sh->session);
    if (sh->run != NULL && sh->run->args.max_steps >= 0)
        session_set_max_steps(sh->session, sh->run->args.max_steps);
    if (!same)
        session_carry_over(sh->session, old);
    session_set_status_always(sh->session, session_status(old));
    session_free(old);
    if (!same) {
        program_free(sh->program);
        sh->program = p;
    }
    view_reload(sh);
}
