/*
 * offers.h - what a client is offered: by the settings, the flags of the daemon, and the letters of srv_features.
 */
#ifndef BTSH_SMTP_OFFERS_H
#define BTSH_SMTP_OFFERS_H

struct dialogue;

/* By the settings and the daemon. */
void read_offers(struct dialogue *d);
/* "ASV": each changes one. */
void offers_by_letters(struct dialogue *d, const char *letters);

#endif
