/*
 * reply.h - what the server says: its own replies, and diagnostics that become replies.
 */
#ifndef BTSH_SMTP_REPLY_H
#define BTSH_SMTP_REPLY_H

#include "smtp/dialogue.h"
#include "state/event.h"

struct dialogue;
struct event;
struct session;

/* A whole line: "250 2.1.0 ..." */
void reply(struct dialogue *d, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The same with the address in front of its text: "250 2.1.5 <a>... text" */
void reply_to(struct dialogue *d, const char *codes, const char *address, const char *text);
/* From now on replies are not said; the first of them, malloc'd, or NULL, and they are said again. */
void hold_replies(struct dialogue *d);
char *held_reply(struct dialogue *d);
/* Hears diagnostics, which become replies; passes on all else. */
enum event_answer hear_reply(void *ctx, struct session *s, const struct event *e);
/* From now on the client is refused whatever it wants. */
void refuse_all(struct dialogue *d);
/* Has the client gone on before a reply that it has to wait for? It was told so. */
bool too_early(struct dialogue *d);
/* What is said more often than is decent makes the server wait, from `most` of them on: long where it answers as wished, ... */
void wait_for(struct dialogue *d, const char *what, long count, long most);
/* ... and not so long where it only refuses. */
void wait_in_vain(struct dialogue *d, const char *what, long count, long most);
/* What the server does without a word of it. */
void note(struct dialogue *d, enum dialogue_note kind, const char *fmt, ...) __attribute__((format(printf, 3, 4)));

#endif
