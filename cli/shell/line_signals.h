/* line_signals.h - signals that come while a line is edited: they are answered between two keys. */
#ifndef BTSH_SHELL_LINE_SIGNALS_H
#define BTSH_SHELL_LINE_SIGNALS_H

#include <signal.h>

/* The last of them that is not answered; 0: none. SIGWINCH: the line is to be drawn again; SIGCONT: the terminal is to be
 * taken again, too; another one: see line_signals_leave(). */
extern volatile sig_atomic_t line_disturbed;

/* From now on the size of the terminal, and that the program goes on, are heard. */
void line_signals_open(void);
/* While a line is edited, the signals that stop or end the program are answered when the terminal is as it was found. */
void line_signals_begin(void);
void line_signals_end(void);
/* Lets the signal do what it does else: control-Z stops the program here, and back it comes. */
void line_signals_leave(int sig);

#endif
