/*
 * data.h - DATA: a message is read, its headers are asked about, and it is dropped.
 */
#ifndef BTSH_SMTP_DATA_H
#define BTSH_SMTP_DATA_H

#include "smtp/inside.h"

stage data_begin;

/* A line of the message, its last one among them. */
void data_line(struct dialogue *d, const char *line, size_t n, bool crlf);
void message_free(struct dialogue *d);

#endif
