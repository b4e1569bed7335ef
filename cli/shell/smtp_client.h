/*
 * smtp_client.h - who a client is, as one types it: ADDRESS[,NAME[,ok|fail|forged|temp]], and what it can prove:
 * verify=OK,cipher=... and PLAIN,USER.
 */
#ifndef BTSH_SHELL_SMTP_CLIENT_H
#define BTSH_SHELL_SMTP_CLIENT_H

#include <stdbool.h>

struct dialogue_setup;
struct dialogue_tls;

/* Is it one of IPv4, or of IPv6 with "IPv6:" in front or not? */
bool smtp_is_address(const char *text);
/* They cut the text up, which has to live as long as the set-up. False: it is none. */
bool smtp_client_read(char *text, struct dialogue_setup *setup);
bool smtp_tls_read(char *text, struct dialogue_tls *tls);
bool smtp_auth_read(char *text, struct dialogue_setup *setup);

#endif
