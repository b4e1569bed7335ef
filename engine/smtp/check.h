/*
 * check.h - rulesets that a server asks: may this be, and what may be done.
 */
#ifndef BTSH_SMTP_CHECK_H
#define BTSH_SMTP_CHECK_H

#include <stdbool.h>

#include "smtp/dialogue.h"

/* second NULL: there is one argument. A refusal is said by the rule's own words. */
enum dialogue_verdict check(struct dialogue *d, const char *ruleset, const char *first, const char *second);
/* Does the ruleset not refuse, and can its rules be carried out? Where they cannot, that was said. */
bool check_passes(struct dialogue *d, const char *ruleset, const char *first);
/* May the client go on at all? What refuses it is what every message will hear: dialogue.refused. */
enum dialogue_verdict admit(struct dialogue *d, const char *ruleset, const char *first, const char *second);
/* A ruleset that answers quietly, behind $#; NULL: it is not there, or has no answer for us. Lives as long as the
 * command. */
const char *ask(struct dialogue *d, const char *ruleset, const char *first, const char *second);
/* The same where each word is a letter: the first ones of all words. */
const char *ask_letters(struct dialogue *d, const char *ruleset, const char *first, const char *second);
/* The same with all that it returns, in *words; NULL: nothing, or it is not there. False: it refuses. */
bool ask_words(struct dialogue *d, const char *ruleset, const char *first, const char *second, const char **words);
/* Is it defined? */
bool has_ruleset(const struct dialogue *d, const char *ruleset);

#endif
