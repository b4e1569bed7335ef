/* verify.h - the mode -bv: where would mail to these addresses go? */
#ifndef BTSH_VERIFY_H
#define BTSH_VERIFY_H

#include "arguments.h"
#include "engine.h"
#include "output.h"

/* Expands the operands; the exit status. *expanded: one became several. */
int verify_addresses(struct session *s, const struct arguments *a, struct output *out,
                     bool *expanded);

#endif
