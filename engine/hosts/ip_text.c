/*
 * ip_text.c - addresses of hosts as texts.
 */
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "hosts/ip_text.h"

int parse_address(const char *text, unsigned char addr[16])
{
    if (inet_aton(text, (struct in_addr *)(void *)addr) != 0)
        return AF_INET;
    if (strncasecmp(text, "IPv6:", 5) == 0)
        text += 5;
    return inet_pton(AF_INET6, text, addr) == 1 ? AF_INET6 : 0;
}

const char *address_text(int family, const void *addr, bool compressed, char *out, size_t size)
{
    static const char tag[] = "IPv6:";
    const unsigned char *b = addr;

    if (family == AF_INET)
        return inet_ntop(AF_INET, addr, out, (socklen_t)size);
    if (family != AF_INET6 || size < 48)
        return NULL;
    if (compressed) {
        memcpy(out, tag, sizeof tag);
        return inet_ntop(AF_INET6, addr, out + sizeof tag - 1, (socklen_t)(size - sizeof tag + 1)) != NULL ? out : NULL;
    }
    snprintf(out, size, "IPv6:%x:%x:%x:%x:%x:%x:%x:%x", b[0] << 8 | b[1], b[2] << 8 | b[3],
             b[4] << 8 | b[5], b[6] << 8 | b[7], b[8] << 8 | b[9], b[10] << 8 | b[11],
             b[12] << 8 | b[13], b[14] << 8 | b[15]);
    return out;
}

bool ip_text_plain(const char *text, char *out, size_t size)
{
    unsigned char addr[16];
    int family = inet_pton(AF_INET, text, addr) == 1 ? AF_INET : strchr(text, ':') != NULL ? parse_address(text, addr) : 0;

    return family != 0 && address_text(family, addr, false, out, size) != NULL;
}
