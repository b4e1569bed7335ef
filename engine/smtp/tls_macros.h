/*
 * tls_macros.h - what a handshake tells rulesets: ${verify}, ${cipher}, ${cert_subject} and their kin.
 */
#ifndef BTSH_SMTP_TLS_MACROS_H
#define BTSH_SMTP_TLS_MACROS_H

#include <stdbool.h>

struct dialogue;
struct dialogue_tls;

/* asked: the other side was asked for its certificate. lasting: for all envelopes to come. NULL: there was no
 * handshake. */
void define_tls(struct dialogue *d, const struct dialogue_tls *tls, bool asked, bool lasting);

#endif
