/*
 * setup_text.h - what a dialogue is set up with, as a person writes it.
 */
#ifndef BTSH_SMTP_SETUP_TEXT_H
#define BTSH_SMTP_SETUP_TEXT_H

#include <stdbool.h>

struct dialogue_milter;

/* A number from 1 on; where `total' is not NULL, "N[,TOTAL]", which is no less. False: it is none. */
bool dialogue_count_read(const char *text, long *count, long *total);
/* A whole number, from 0 on. */
bool dialogue_number_read(const char *text, long *n);
/* NAME=accept|reject|tempfail|discard|REPLY[@STAGE], NAME=refused; it cuts the text up, which has to live as long as the dialogue. */
bool dialogue_milter_read(char *text, struct dialogue_milter *m);

#endif
