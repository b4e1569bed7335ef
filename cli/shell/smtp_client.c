/*
 * smtp_client.c - who a client is, as one types it: ADDRESS[,NAME[,ok|fail|forged|temp]]
 */
#include <arpa/inet.h>
#include <string.h>
#include <strings.h>

#include "shell/smtp_client.h"
#include "smtp/dialogue.h"

static bool is_address(const char *text)
{
    unsigned char addr[16];

    if (strncasecmp(text, "IPv6:", 5) == 0)
        text += 5;
    return inet_pton(AF_INET, text, addr) == 1 || inet_pton(AF_INET6, text, addr) == 1;
}

bool smtp_client_read(char *text, struct dialogue_setup *setup)
{
    static const char *const words[] = { "ok", "fail", "forged", "temp" };
    char *name = strchr(text, ','), *how;
    int i = 0;

    setup->address = text;
    if (name != NULL)
        *name++ = '\0';
    if (!is_address(text))
        return false;
    if (name == NULL)
        return true;
    setup->named = true;
    how = strchr(name, ',');
    if (how != NULL)
        *how++ = '\0';
    setup->name = *name != '\0' ? name : NULL;
    setup->resolve = *name != '\0' ? NAME_OK : NAME_FAIL;
    if (how == NULL)
        return true;
    while (i < 4 && strcasecmp(words[i], how) != 0)
        i++;
    setup->resolve = (enum client_name)i;
    return i < 4;
}
