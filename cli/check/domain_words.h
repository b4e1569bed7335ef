/*
 * domain_words.h - words of classes that nothing can be: domains, users, mechanisms of logging in.
 */
#ifndef BTSH_CHECK_DOMAIN_WORDS_H
#define BTSH_CHECK_DOMAIN_WORDS_H

struct configuration;
struct findings_list;
struct session;
struct source_text;

/* n files that are checked, too: of those that give words the lines are looked at. */
void check_domain_words(const struct configuration *conf, struct session *s, const struct source_text *sources, int n, struct findings_list *f);

#endif
