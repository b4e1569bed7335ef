/* envelope.h - the queue id of an envelope that is never queued */
#ifndef BTSH_MAIL_ENVELOPE_H
#define BTSH_MAIL_ENVELOPE_H

struct session;

/* Makes up a queue id: $i. */
void queue_id_macro(struct session *s);

#endif
