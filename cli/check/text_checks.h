/*
 * text_checks.h - what can be said of a file by its text alone.
 */
#ifndef BTSH_CHECK_TEXT_CHECKS_H
#define BTSH_CHECK_TEXT_CHECKS_H

#include <stdbool.h>

struct findings_list;
struct source_text;

/* What the configuration says that a text depends on. */
struct text_context {
    bool compressed; /* IPv6 addresses are written short (UseCompressedIPv6Addresses) */
    bool several;    /* there is more than one alias file */
    bool programs;   /* mailer prog starts any program: there is no smrsh */
};

/* Whatever fits its kind. */
void check_text(const struct source_text *s, const struct text_context *c, struct findings_list *f);

#endif
