/* verify.h - the mode -bv: where would mail to these addresses go? */
#ifndef BTSH_SUBCOMMANDS_VERIFY_H
#define BTSH_SUBCOMMANDS_VERIFY_H

struct arguments;
struct output;
struct session;

/* Expands the operands; the exit status. debug: where the closing line of category 2 goes. */
int verify_addresses(struct session *s, const struct arguments *a, struct output *out,
                     struct output *debug);

#endif
