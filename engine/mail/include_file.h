/*
 * include_file.h - :include: and .forward files: may this one be trusted, and what is in it?
 *
 * The real program reads such a file with the rights of the user who is behind the address; here
 * the mode bits are asked in that user's name. Whoever could have changed the file could make
 * others run programs in the owner's name, so programs and files are refused to addresses from
 * files that others can write.
 */
#ifndef BTSH_MAIL_INCLUDE_FILE_H
#define BTSH_MAIL_INCLUDE_FILE_H

#include <stdbool.h>

struct address;
struct recipients;

/* include_file.c: reads a list. Returns 0 or why it cannot be read (safefile.h's reasons). */
int recipient_include(struct recipients *r, const char *file, bool forwarding,
                      struct address *a, int depth);

#endif
