/* tokenise.h - the character types; see internal.h for tokenise() and join(). */
#ifndef BTSH_TOKENISE_H
#define BTSH_TOKENISE_H

struct session;

/* Makes the three tables of character types from OperatorChars, once; later calls do nothing. */
void token_types_freeze(struct session *s);

#endif
