#include <string.h>
#include <unistd.h>

#include "interrupt.h"

volatile sig_atomic_t interrupted;

static void on_interrupt(int sig)
{
    (void)sig;
    interrupted = 1;
}

static void on_term(int sig)
{
    (void)sig;
    _exit(0);
}

void interrupt_install(void)
{
    struct sigaction sa;

    memset(&sa, 0, sizeof sa);
    sigemptyset(&sa.sa_mask);
    sa.sa_handler = on_interrupt;
    sigaction(SIGINT, &sa, NULL);
    sa.sa_handler = on_term;
    sigaction(SIGTERM, &sa, NULL);
    sa.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &sa, NULL);
}

void interrupt_told(struct output *o)
{
    if (!interrupted)
        return;
    interrupted = 0;
    out_text(o, "\ninterrupt\n> ");
}
