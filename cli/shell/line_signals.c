/*
 * line_signals.c - signals that come while a line is edited.
 */
#include <stddef.h>

#include "shell/line_signals.h"

enum { LEAVING = 3 };

volatile sig_atomic_t line_disturbed;

static const int leaving[LEAVING] = { SIGTSTP, SIGQUIT, SIGHUP };
static struct sigaction usual[LEAVING];

/* Who leaves has to come back in any case, and then the line is drawn again. */
static void on_signal(int sig)
{
    if (sig != SIGWINCH || line_disturbed == 0)
        line_disturbed = sig;
}

void line_signals_open(void)
{
    struct sigaction sa = { .sa_handler = on_signal, .sa_flags = SA_RESTART };

    sigaction(SIGWINCH, &sa, NULL);
    sigaction(SIGCONT, &sa, NULL);
}

void line_signals_begin(void)
{
    struct sigaction sa = { .sa_handler = on_signal };

    for (int i = 0; i < LEAVING; i++) {
        sigaction(leaving[i], NULL, &usual[i]);
        if (usual[i].sa_handler != SIG_IGN)
            sigaction(leaving[i], &sa, NULL);
    }
}

void line_signals_end(void)
{
    for (int i = 0; i < LEAVING; i++)
        sigaction(leaving[i], &usual[i], NULL);
}

void line_signals_leave(int sig)
{
    line_signals_end();
    raise(sig);
    line_signals_begin();
    line_disturbed = 0; /* that it goes on */
}
