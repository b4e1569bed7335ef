/*
 * interrupt.c - signals.
 */
#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "show/litter.h"
#include "show/output.h"
#include "start/interrupt.h"

enum { GRACE = 2, HEARD = 3 }; /* seconds */

volatile sig_atomic_t interrupted, terminated;

static volatile sig_atomic_t ends = 1;

void interrupt_ends(bool so)
{
    ends = so;
}

static void on_interrupt(int sig)
{
    (void)sig;
    interrupted = 1;
    if (ends && !terminated)
        alarm(HEARD);
}

static _Noreturn void leave(void)
{
    litter_clear();
    _exit(0);
}

/* As by the signal, but nothing stays behind. */
static void die(int sig)
{
    litter_clear();
    signal(sig, SIG_DFL);
    raise(sig);
}

/* The grace is over; or control-C was not heard. */
static void on_alarm(int sig)
{
    (void)sig;
    if (terminated)
        leave();
    if (interrupted && ends)
        die(SIGINT);
}

static void on_term(int sig)
{
    (void)sig;
    if (terminated)
        leave();
    terminated = sig;
    interrupted = 1;
    alarm(GRACE);
}

static void on_end(int sig)
{
    terminated = sig;
    interrupted = 1;
}

void interrupt_keep_work(void)
{
    struct sigaction sa;

    memset(&sa, 0, sizeof sa);
    sigemptyset(&sa.sa_mask);
    sa.sa_handler = on_end;
    sigaction(SIGTERM, &sa, NULL);
    sigaction(SIGHUP, &sa, NULL);
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
    sa.sa_handler = on_alarm;
    sigaction(SIGALRM, &sa, NULL);
    sa.sa_handler = die;
    if (signal(SIGHUP, SIG_DFL) == SIG_IGN) /* started by nohup */
        sa.sa_handler = SIG_IGN;
    sigaction(SIGHUP, &sa, NULL);
    sa.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &sa, NULL);
    sigaction(SIGXFSZ, &sa, NULL); /* a limit on files is a full disk */
}

bool interrupt_input(int fd, const volatile sig_atomic_t *flag)
{
    struct pollfd p = { .fd = fd, .events = POLLIN };
    sigset_t every, before;

    sigfillset(&every);
    pthread_sigmask(SIG_SETMASK, &every, &before);
    while (!interrupted && (flag == NULL || !*flag) && ppoll(&p, 1, NULL, &before) < 0 && errno == EINTR)
        continue;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return !interrupted && (flag == NULL || !*flag);
}

int interrupt_status(void)
{
    return 128 + (terminated ? terminated : SIGINT);
}

void interrupt_told(struct output *o)
{
    if (!interrupted || terminated)
        return;
    interrupted = 0;
    out_text(o, "\ninterrupt\n> ");
}
