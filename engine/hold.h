/*
 * hold.h - a run whose effects are taken back, and bindings that outlive a program.
 *
 * A run changes few things that show: macros, the exit status, the emulated errno, what
 * is remembered of an address. Maps that it opened stay open, as after any run.
 */
#ifndef BTSH_HOLD_H
#define BTSH_HOLD_H

struct held;
struct session;

/* Notes what a run can change: macros, statuses, what is remembered of addresses. */
struct held *session_hold(struct session *s);
/* Makes it so again, as often as wanted; the work of the run is over. */
void session_restore(struct session *s, const struct held *h);
void session_release(struct held *h);

/* The bindings that one session hands to the next, which may be of another program: .D and .C. */
void session_carry_over(struct session *to, const struct session *from);

#endif
