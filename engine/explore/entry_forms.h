/*
 * entry_forms.h - other addresses that may use an entry: other forms, names below its domain, what tables make of it.
 */
#ifndef BTSH_EXPLORE_ENTRY_FORMS_H
#define BTSH_EXPLORE_ENTRY_FORMS_H

#include "explore/entry_use.h"

/* What tables lead to, and the domains that classes have; after find_classes(). */
void find_forms(struct entries *e);
/* The same as e->like has it. */
void share_forms(struct entries *e);
void forget_forms(struct entries *e);

/* The key as a host of another network, by its names there: fn is asked about each, as e->list, until it is true. */
bool each_pseudo_form(struct entries *e, bool (*fn)(struct entries *e, struct entry_answer *out), struct entry_answer *out);
/* Addresses of the key in other forms; and those of domains that other tables make of them, by whatever name. */
bool other_forms_use(struct entries *e, struct entry_answer *out);

#endif
