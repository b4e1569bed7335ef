/*
 * domain_words.h - words of classes of domains that no domain can be.
 */
#ifndef BTSH_CHECK_DOMAIN_WORDS_H
#define BTSH_CHECK_DOMAIN_WORDS_H

struct configuration;
struct findings_list;
struct session;

void check_domain_words(const struct configuration *conf, struct session *s, struct findings_list *f);

#endif
