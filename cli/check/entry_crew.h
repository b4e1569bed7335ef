/*
 * entry_crew.h - several threads ask about entries of a table; what they say stands in the order of the entries.
 *
 * Each has its own session and databases, so an answer is the same whoever gives it.
 */
#ifndef BTSH_CHECK_ENTRY_CREW_H
#define BTSH_CHECK_ENTRY_CREW_H

struct entries;
struct entry_answer;
struct entry_crew;
struct program;
struct world;

/* w: as for entries_new(). NULL: no memory. */
struct entry_crew *entry_crew_new(struct program *p, const struct world *w, int workers);
void entry_crew_free(struct entry_crew *c);
/* Those of the first, for what is to be told. */
struct entries *entry_crew_entries(struct entry_crew *c);
/* How many keys are worth being given at once. */
int entry_crew_most(const struct entry_crew *c);
/* file: as the configuration names it; key NULL: there is none in this place. out: n answers. Stops at control-C. */
void entry_crew_ask(struct entry_crew *c, const char *file, char *const keys[], int n, struct entry_answer *out);

#endif
