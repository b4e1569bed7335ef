/*
 * beside.h - questions to name servers, asked beside the command, which waits for the answer and for
 * control-C. An answer that comes too late is dropped.
 */
#ifndef BTSH_START_BESIDE_H
#define BTSH_START_BESIDE_H

struct world;

/* Puts itself before the doors dns and host_by_name of `w`; both must not use their context. */
void beside_install(struct world *w);

#endif
