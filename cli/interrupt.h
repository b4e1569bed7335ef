/* interrupt.h - control-C: the flag that a running command is stopped by. */
#ifndef BTSH_INTERRUPT_H
#define BTSH_INTERRUPT_H

#include <signal.h>

#include "output.h"

extern volatile sig_atomic_t interrupted;

/* Installs the handlers. */
void interrupt_install(void);
/* If the flag is set: writes what the real program writes, clears it. */
void interrupt_told(struct output *o);

#endif
