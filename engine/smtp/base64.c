/*
 * base64.c - bytes as letters: RFC 4648.
 */
#include <string.h>

#include "smtp/base64.h"

static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

bool base64_decode(char *text, size_t *n)
{
    size_t length = strlen(text), padding = 0;
    unsigned long bits = 0;

    *n = 0;
    while (padding < 2 && padding < length && text[length - padding - 1] == '=')
        padding++;
    if (length % 4 != 0)
        return false;
    for (size_t i = 0; i < length; i++) {
        const char *at = i < length - padding ? strchr(letters, text[i]) : letters;

        if (at == NULL)
            return false;
        bits = bits << 6 | (unsigned long)(at - letters);
        if (i % 4 == 3) {
            text[(*n)++] = (char)(bits >> 16);
            text[(*n)++] = (char)(bits >> 8);
            text[(*n)++] = (char)bits;
        }
    }
    *n -= padding;
    text[*n] = '\0';
    return true;
}

void base64_encode(const char *data, size_t n, char *text)
{
    for (size_t i = 0; i < n; i += 3) {
        unsigned long bits = (unsigned long)(unsigned char)data[i] << 16;

        if (i + 1 < n)
            bits |= (unsigned long)(unsigned char)data[i + 1] << 8;
        if (i + 2 < n)
            bits |= (unsigned char)data[i + 2];
        *text++ = letters[bits >> 18];
        *text++ = letters[bits >> 12 & 63];
        *text++ = i + 1 < n ? letters[bits >> 6 & 63] : '=';
        *text++ = i + 2 < n ? letters[bits & 63] : '=';
    }
    *text = '\0';
}
