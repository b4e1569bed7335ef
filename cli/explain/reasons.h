/*
 * reasons.h - the first screen of an explanation: the answer in words, the facts that decided it with the
 * places that a person would edit, what was not there, and what was not asked.
 */
#ifndef BTSH_EXPLAIN_REASONS_H
#define BTSH_EXPLAIN_REASONS_H

struct explain;

/* Writes it; the exit status that the address alone would give. */
int reasons_write(const struct explain *x);
/* Why that map was not asked, though it has an entry for the address; nothing, if that is not so. */
void reasons_unasked(const struct explain *x, const char *map);

#endif
