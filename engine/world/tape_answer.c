/*
 * tape_answer.c - answers as text and back. What is read comes from a file: nothing in it is
 * believed.
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <netdb.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "world/tape.h"
#include "world/tape_answer.h"
#include "world/world.h"

enum { MAX_NAMES = 35 };

void tape_question_word(char *out, size_t size, const char *kind, const char *word)
{
    size_t n = (size_t)snprintf(out, size, "%s ", kind);

    tape_escape(word, out, n, size);
}

static void with_number(char *out, size_t size, const char *kind, const char *name, int number)
{
    size_t n;

    tape_question_word(out, size - 16, kind, name);
    n = strlen(out);
    for (size_t i = 0; i < n; i++)
        out[i] = (char)tolower((unsigned char)out[i]);
    snprintf(out + n, size - n, " %d", number);
}

void tape_question_dns(char *out, size_t size, const char *name, int type)
{
    with_number(out, size, "dns", name, type);
}

void tape_question_host(char *out, size_t size, const char *name, int family)
{
    with_number(out, size, "host", name, family);
}

void tape_question_address(char *out, size_t size, const void *addr, int family)
{
    char text[INET6_ADDRSTRLEN] = "";

    inet_ntop(family, addr, text, sizeof text);
    with_number(out, size, "address", text, family);
}

/* Adds to the line, which has TAPE_LINE bytes and n of them in use; those that are then. */
static size_t __attribute__((format(printf, 3, 4))) put(char *out, size_t n, const char *fmt, ...)
{
    va_list ap;
    int more;

    va_start(ap, fmt);
    more = vsnprintf(out + n, TAPE_LINE - n, fmt, ap);
    va_end(ap);
    return more < 0 ? n : n + (size_t)more < TAPE_LINE ? n + (size_t)more : TAPE_LINE - 1;
}

void tape_put_dns(char *out, int n, const unsigned char *reply, int herr, int err)
{
    size_t used = put(out, 0, n >= 0 ? "%d %d " : "%d %d", n >= 0 ? 0 : herr, err);

    for (int i = 0; i < n; i++)
        used = put(out, used, "%02x", reply[i]);
}

/* 0 to 15; -1: none, as for the end of a text. */
static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

int tape_get_dns(const char *line, unsigned char *reply, size_t size, int *herr, int *err)
{
    size_t n = 0;
    int used = 0;

    if (sscanf(line, "%d %d %n", herr, err, &used) != 2) {
        *herr = NO_RECOVERY;
        return -1;
    }
    if (*herr != 0)
        return -1;
    for (line += used; n < size && hex_digit(line[0]) >= 0 && hex_digit(line[1]) >= 0; line += 2)
        reply[n++] = (unsigned char)(hex_digit(line[0]) << 4 | hex_digit(line[1]));
    if (n < size && *line != '\0') { /* half a byte, or no digits: not what was recorded */
        *herr = NO_RECOVERY;
        return -1;
    }
    return (int)n;
}

void tape_put_host(char *out, int herr, int err, const struct host_entry *h)
{
    char text[INET6_ADDRSTRLEN];
    size_t n = put(out, 0, "%d %d", herr, err);

    if (herr != 0)
        return;
    n = put(out, n, " %d ", h->family);
    n = tape_escape(h->name, out, n, TAPE_LINE / 2);
    for (int i = 0; h->aliases[i] != NULL; i++) {
        out[n++] = ',';
        n = tape_escape(h->aliases[i], out, n, TAPE_LINE / 2);
    }
    for (int i = 0; h->addrs[i] != NULL; i++) {
        inet_ntop(h->family, h->addrs[i], text, sizeof text);
        n = put(out, n, "%c%s", i == 0 ? ' ' : ',', text);
    }
}

/* Fills names and addresses out of buf, which holds both lists. */
static bool parse_host(struct host_entry *h, char *names, char *addrs, char *room, size_t left)
{
    char *rest = NULL;
    int n = 0, k = 0;

    for (char *w = strtok_r(names, ",", &rest); w != NULL && n <= MAX_NAMES;
         w = strtok_r(NULL, ",", &rest), n++) {
        tape_unescape(w);
        if (n == 0)
            h->name = w;
        else
            h->aliases[n - 1] = w;
    }
    for (char *w = strtok_r(addrs, ",", &rest); w != NULL && k < MAX_NAMES;
         w = strtok_r(NULL, ",", &rest)) {
        if (left < 16 || inet_pton(h->family, w, room) != 1)
            return false;
        h->addrs[k++] = (unsigned char *)room;
        room += 16;
        left -= 16;
    }
    return n > 0 && k > 0;
}

int tape_get_host(const char *line, struct host_entry *h, char *buf, size_t size, int *err)
{
    int herr = 0, used = 0;
    char *names, *addrs;
    size_t n;

    memset(h, 0, sizeof *h);
    if (sscanf(line, "%d %d%n", &herr, err, &used) != 2 || herr != 0)
        return herr != 0 ? herr : NO_RECOVERY;
    line += used;
    used = 0;
    if (sscanf(line, " %d %n", &h->family, &used) != 1 || used == 0)
        return NO_RECOVERY;
    line += used;
    h->addrlen = h->family == AF_INET ? 4 : 16;
    n = strlen(line) + 1;
    if (n >= size)
        return NO_RECOVERY;
    names = memcpy(buf, line, n);
    addrs = strchr(names, ' ');
    if (addrs == NULL)
        return NO_RECOVERY;
    *addrs++ = '\0';
    return parse_host(h, names, addrs, buf + n, size - n) ? 0 : NO_RECOVERY;
}

void tape_put_user(char *out, const struct user_entry *u)
{
    const char *const texts[] = { u->gecos, u->dir, u->shell };
    size_t n = tape_escape(u->name, out, 0, TAPE_LINE / 4);

    n = put(out, n, " %ld %ld", (long)u->uid, (long)u->gid);
    for (int i = 0; i < 3; i++) {
        n = put(out, n, " =");
        n = tape_escape(texts[i] != NULL ? texts[i] : "", out, n, TAPE_LINE / 2);
    }
}

bool tape_get_user(const char *line, struct user_entry *u, char *buf, size_t size)
{
    char *word[6], *rest = NULL;
    int n = 0;

    if (strcmp(line, "-") == 0 || strlen(line) >= size)
        return false;
    strcpy(buf, line);
    for (char *w = strtok_r(buf, " ", &rest); w != NULL && n < 6; w = strtok_r(NULL, " ", &rest)) {
        tape_unescape(w);
        word[n++] = w;
    }
    if (n < 6)
        return false;
    *u = (struct user_entry){ .name = word[0], .passwd = "*", .uid = (uid_t)atol(word[1]),
                              .gid = (gid_t)atol(word[2]), .gecos = word[3] + 1,
                              .dir = word[4] + 1, .shell = word[5] + 1 };
    return true;
}
