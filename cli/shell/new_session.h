/*
 * new_session.h - another session in the place of the shell's, whose status it takes over.
 */
#ifndef BTSH_SHELL_NEW_SESSION_H
#define BTSH_SHELL_NEW_SESSION_H

struct program;
struct shell;

/* Of this program, which takes the place of the shell's own, and what was defined stays; NULL: of the same
 * one, as after loading. */
void new_session(struct shell *sh, struct program *p);

#endif
