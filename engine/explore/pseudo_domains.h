/*
 * pseudo_domains.h - domains that are none: words that rules want at the end of a host, .UUCP, .BITNET.
 */
#ifndef BTSH_EXPLORE_PSEUDO_DOMAINS_H
#define BTSH_EXPLORE_PSEUDO_DOMAINS_H

struct session;

enum { PSEUDO = 6 };

struct pseudo_domains {
    char list[PSEUDO][64];
    int n;
};

/* Those of "< @ $+ . BITNET >" on a left side, and of class P. */
void pseudo_domains_find(struct session *s, struct pseudo_domains *p);

#endif
