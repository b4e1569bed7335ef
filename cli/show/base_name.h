/*
 * base_name.h - the last part of a path.
 */
#ifndef BTSH_SHOW_BASE_NAME_H
#define BTSH_SHOW_BASE_NAME_H

/* What stands behind the last slash, in the path itself; the whole path where nothing does. */
const char *base_name(const char *path);

#endif
