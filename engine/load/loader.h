/* loader.h - from the lines of a configuration to a program. */
#ifndef BTSH_LOADER_H
#define BTSH_LOADER_H

#include "state/internal.h"

/* Reads the file; false after a fatal diagnostic. */
bool load_file(struct session *s, const char *path);

/* M line: text after the letter. */
void mailer_line(struct session *s, const char *text);
/* prog, *file*, *include*: they own the numbers 0, 1, 2. */
void mailers_predefine(struct session *s);
struct mailer *mailer_find(const struct session *s, const char *name);
bool mailer_flag(const struct mailer *m, int flag);
void mailer_set_flag(struct mailer *m, int flag, bool on);

/* F line: text after the letter. */
void file_class_line(struct session *s, const char *text);

/* Host name, node name, aliases and addresses, before the file is read. */
void identity_first(struct session *s);
/* $j and $m as the file left them, interfaces, built-in classes: after the file has been read. */
void identity_domain(struct session *s);
void identity_interfaces(struct session *s);
void identity_host(struct session *s);
void identity_classes(struct session *s);

#endif
