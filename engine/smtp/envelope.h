/*
 * envelope.h - what a message begins and ends with.
 */
#ifndef BTSH_SMTP_ENVELOPE_H
#define BTSH_SMTP_ENVELOPE_H

struct dialogue;

void begin_envelope(struct dialogue *d);
void end_envelope(struct dialogue *d);

#endif
