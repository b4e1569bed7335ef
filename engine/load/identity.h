/*
 * identity.h - who this host is: $j, $w, $m, $k and class w, from the self and hosts doors.
 */
#ifndef BTSH_LOAD_IDENTITY_H
#define BTSH_LOAD_IDENTITY_H

struct session;

/* Host name, node name, aliases and addresses, before the file is read. */
void identity_first(struct session *s);
/* $j and $m as the file left them, interfaces, built-in classes: after the file has been read. */
void identity_domain(struct session *s);
void identity_interfaces(struct session *s);
void identity_host(struct session *s);
void identity_classes(struct session *s);

#endif
