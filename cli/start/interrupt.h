/* interrupt.h - signals: control-C stops the running command, SIGTERM the shell. */
#ifndef BTSH_START_INTERRUPT_H
#define BTSH_START_INTERRUPT_H

#include <signal.h>
#include <stdbool.h>

struct output;

extern volatile sig_atomic_t interrupted;
/* The signal; 0: there was none. SIGTERM: what runs stops, and the shell leaves as at the end of its input. A
 * second one, or two seconds, end the program at once. */
extern volatile sig_atomic_t terminated;

/* Installs the handlers. */
void interrupt_install(void);
/* SIGTERM and SIGHUP end what runs and the input, and there is no haste: work is to be written. */
void interrupt_keep_work(void);
/*
 * Where control-C is not heard within three seconds (a table without an end is read, a program does not
 * answer), it ends the program, as it does others; but not while a shell is at work.
 */
void interrupt_ends(bool so);
/*
 * Waits until there is something to read from fd, or its end. False: `interrupted' or the flag (NULL: none) is set, by
 * a signal that came before or meanwhile. One that came between a look at them and a mere read(2) would be heard
 * with the next key only.
 */
bool interrupt_input(int fd, const volatile sig_atomic_t *flag);
/* What a shell reports of a program that the signal ended: 130 of control-C. */
int interrupt_status(void);
/* If the flag is set: writes what the real program writes, clears it. */
void interrupt_told(struct output *o);

#endif
