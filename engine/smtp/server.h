/*
 * server.h - what the settings say of a dialogue.
 */
#ifndef BTSH_SMTP_SERVER_H
#define BTSH_SMTP_SERVER_H

struct dialogue;

void read_settings(struct dialogue *d);

#endif
