/*
 * ip_text.h - addresses of hosts as texts.
 */
#ifndef BTSH_HOSTS_IP_TEXT_H
#define BTSH_HOSTS_IP_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* AF_INET, AF_INET6 ("IPv6:" in front may be there) or 0; the address to addr. */
int parse_address(const char *text, unsigned char addr[16]);
/* "192.0.2.1", "IPv6:2001:db8:0:0:0:0:0:1": addresses as the program writes them; "IPv6:2001:db8::1" with UseCompressedIPv6Addresses. */
const char *address_text(int family, const void *addr, bool compressed, char *out, size_t size);
/* An address in whole, in any form, as the program writes it without that option. False: it is none. */
bool ip_text_plain(const char *text, char *out, size_t size);

#endif
