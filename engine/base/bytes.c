/* bytes.c - texts taken eight bytes at a time: a hash, and lower case. */
#include <string.h>

#include "base/bytes.h"

#define EACH(byte) ((uint64_t)(byte) * UINT64_C(0x0101010101010101))

static uint64_t mixed(uint64_t h, uint64_t word)
{
    h = (h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
    return h ^ h >> 29;
}

/* The last bytes of a text, fewer than eight. */
static uint64_t rest(const char *text, size_t n)
{
    uint64_t word = 0;

    while (n-- > 0)
        word = word << 8 | (unsigned char)text[n];
    return word;
}

static uint32_t finished(uint64_t h, uint64_t word)
{
    h = mixed(h, word);
    return (uint32_t)(h ^ h >> 32);
}

uint32_t bytes_hash(const char *text, size_t n)
{
    uint64_t h = n, word;

    for (; n >= sizeof word; n -= sizeof word, text += sizeof word) {
        memcpy(&word, text, sizeof word);
        h = mixed(h, word);
    }
    return finished(h, rest(text, n));
}

/* A byte's top bit is set in the sums where it is beyond 'Z', and at 'A' or beyond; those of 0x80 and more are none. */
static uint64_t folded(uint64_t word)
{
    uint64_t low = word & EACH(0x7F), beyond = low + EACH(0x7F - 'Z'), from = low + EACH(0x80 - 'A');

    return word | ((from ^ beyond) & ~word & EACH(0x80)) >> 2;
}

uint32_t bytes_hash_folded(const char *text, size_t n)
{
    uint64_t h = n, word;

    for (; n >= sizeof word; n -= sizeof word, text += sizeof word) {
        memcpy(&word, text, sizeof word);
        h = mixed(h, folded(word));
    }
    return finished(h, folded(rest(text, n)));
}

void fold_ascii(char *text, size_t n)
{
    uint64_t word;

    for (; n >= sizeof word; n -= sizeof word, text += sizeof word) {
        memcpy(&word, text, sizeof word);
        word = folded(word);
        memcpy(text, &word, sizeof word);
    }
    for (; n > 0; n--, text++)
        *text = *text >= 'A' && *text <= 'Z' ? (char)(*text | 0x20) : *text;
}
