/* error_text.h - the text of an error number, whoever it comes from */
#ifndef BTSH_MAPS_ERROR_TEXT_H
#define BTSH_MAPS_ERROR_TEXT_H

/* Text of an error number: strerror's, or that of a refused file ("World writable directory"). */
const char *error_text(int err);

#endif
