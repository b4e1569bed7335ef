/*
 * error_output.h - what is said on standard error: texts of others reach a terminal there, too.
 */
#ifndef BTSH_SHOW_ERROR_OUTPUT_H
#define BTSH_SHOW_ERROR_OUTPUT_H

/* As fprintf(stderr, ...); control characters are shown as printable.h says. */
void err_format(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
