/*
 * entry_blocker.h - what stands before an entry that nothing uses.
 */
#ifndef BTSH_EXPLORE_ENTRY_BLOCKER_H
#define BTSH_EXPLORE_ENTRY_BLOCKER_H

#include "explore/entry_use.h"

/* The classes that rules ask. */
void find_classes(struct entries *e);

/* So many things that stood before `least` others of that shape stand before this one, in the same place. */
bool known_blocker(struct entries *e, struct entry_answer *out, int size, int least);
/* The fewest things without which one of e->list uses it. */
void find_blocker(struct entries *e, struct entry_answer *out);

#endif
