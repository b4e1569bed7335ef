/*
 * security.c - STARTTLS and AUTH.
 */
#include "smtp/inside.h"
#include "smtp/reply.h"
#include "smtp/security.h"

void authenticate(struct dialogue *d, char *args)
{
    (void)args;
    reply(d, "503 5.3.3 AUTH not available");
}

void tls_start(struct dialogue *d, char *args)
{
    (void)args;
    reply(d, "500 5.5.1 Command unrecognized: \"STARTTLS\"");
}
