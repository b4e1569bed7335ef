/*
 * adapter_requests.h - messages of an editor that debugs.
 */
#ifndef BTSH_EDITOR_ADAPTER_REQUESTS_H
#define BTSH_EDITOR_ADAPTER_REQUESTS_H

#include <stdbool.h>

struct adapter;

/* Waits for one message more, and answers it; false: there are none. */
bool requests_hear(struct adapter *a);

#endif
