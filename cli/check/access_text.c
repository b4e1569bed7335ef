/*
 * access_text.c - the access table: keys that are never asked for, and values that are no actions.
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "check/access_text.h"
#include "check/error_values.h"
#include "check/finding.h"
#include "check/greet_pause.h"
#include "check/source_text.h"
#include "check/table_text.h"
#include "check/text_checks.h"
#include "explore/entry_address.h"
#include "show/memory.h"
#include "show/near.h"
#include "show/text.h"

/* Tags that some feature of the tree asks for; those whose values are actions come first. */
static const char *const tags[] = { "Connect:", "From:", "To:", "Spam:", "AuthInfo:", "TLS_Srv:", "TLS_Clt:", "TLS_Rcpt:",
                                    "Try_TLS:", "TLS_TRY:", "Srv_Features:", "Clt_Features:", "TLS_Srv_Features:",
                                    "TLS_Clt_Features:", "GreetPause:", "ClientRate:", "ClientConn:", "CERTISSUER:",
                                    "CERTSUBJECT:", "qgrp:", "bcc:", "Offer_TLS:" };
enum { TAGS = sizeof tags / sizeof tags[0], ACTION_TAGS = 3 };

static const char *const actions[] = { "OK", "RELAY", "REJECT", "DISCARD", "SKIP" };

const char *access_tag_known(int i)
{
    return i >= 0 && i < TAGS ? tags[i] : NULL;
}

const char *access_action_known(int i)
{
    return i >= 0 && i < (int)(sizeof actions / sizeof actions[0]) ? actions[i] : NULL;
}

/* Which of the tags: -1: none of them. */
static int known_tag(const char *key, int n)
{
    for (int i = 0; i < TAGS; i++) {
        if ((int)strlen(tags[i]) == n && strncasecmp(tags[i], key, (size_t)n) == 0)
            return i;
    }
    return -1;
}

/* ---- keys ----------------------------------------------------------------------------------------------- */

/* Digits and dots alone: how many octets; 0: it is something else. */
static int octets(const char *text, size_t n, int octet[4])
{
    int count = 0;

    for (size_t i = 0; i < n; count++) {
        int value = 0, digits = 0;

        for (; i < n && digits <= 3 && isdigit((unsigned char)text[i]); i++, digits++)
            value = value * 10 + text[i] - '0';
        if (digits == 0 || digits > 3 || value > 255 || count == 4)
            return 0;
        octet[count] = value;
        if (i < n && text[i++] != '.')
            return 0;
    }
    return count;
}

/* A network with a length of prefix, in the form that is asked for, where it ends with an octet. */
static void check_prefix(const struct source_text *s, int line, int column, const char *key, struct findings_list *f)
{
    size_t n = strcspn(key, "/");
    int octet[4], count = octets(key, n, octet), bits = atoi(key + n + 1);
    char plain[32] = "";

    for (int i = 0; i < bits / 8 && i < count; i++)
        sprintf(plain + strlen(plain), "%s%d", i > 0 ? "." : "", octet[i]);
    if (bits > (strchr(key, ':') != NULL ? 128 : 32))
        finding_add(f, BT301, s->path, line, column, "\"%s\" is no network: no prefix is as long as %d", key, bits);
    else if (bits % 8 == 0 && bits > 0 && *plain != '\0')
        finding_add(f, BT301, s->path, line, column,
                    "\"%s\" is looked up as a text and never asked for; write %s, or expand it with cidrexpand", key, plain);
    else
        finding_add(f, BT301, s->path, line, column,
                    "\"%s\" is looked up as a text and never asked for; expand it with cidrexpand", key);
}

static void mend_key(const struct source_text *s, struct finding *x, int from, int length, const char *to)
{
    const char *line = s->lines[x->line - 1];

    if (asprintf(&x->mended, "%.*s%s%s", from, line, to, line + from + length) < 0)
        out_of_memory();
}

/* An address, or the front of one, with dots around it that do not count: how many octets. */
static int bare_octets(const char *key, int octet[4])
{
    size_t front = *key == '.', n = strlen(key + front);

    return octets(key + front, n - (n > 0 && key[front + n - 1] == '.'), octet);
}

static void check_ipv4(const struct source_text *s, int line, int at, const char *key, struct findings_list *f)
{
    int octet[4], count = bare_octets(key, octet);
    char plain[32] = "";

    for (int i = 0; i < count; i++)
        sprintf(plain + strlen(plain), "%s%d", i > 0 ? "." : "", octet[i]);
    if (strcmp(plain, key) != 0) {
        mend_key(s, finding_add(f, BT302, s->path, line, at + 1, "nobody asks for \"%s\"; %swrite %s", key, count < 4 ? "for the net " : "", plain),
                 at, (int)strlen(key), plain);
    } else if (count == 4 && octet[3] == 0) {
        struct finding *x;

        snprintf(plain, sizeof plain, octet[2] == 0 ? octet[1] == 0 ? "%d" : "%d.%d" : "%d.%d.%d", octet[0], octet[1],
                 octet[2]);
        x = finding_add(f, BT302, s->path, line, at + 1, "only the host %s itself is meant; for the net write %s", key, plain);
        if (octet[2] != 0)
            x->level = LEVEL_INFO; /* that can be a host */
    }
}

/* All eight groups, as sendmail writes addresses; false: it is no address. */
static bool written_long(const char *key, char *out)
{
    unsigned char a[16];

    if (inet_pton(AF_INET6, key, a) != 1)
        return false;
    for (int i = 0; i < 16; i += 2)
        out += sprintf(out, "%s%x", i > 0 ? ":" : "", (unsigned)(a[i] << 8 | a[i + 1]));
    return true;
}

/* "2001:db8::", "2001:db8:": the net that begins so; false: it is none. */
static bool written_net(const char *key, char *out)
{
    size_t n = strlen(key);
    char whole[64], *end = out;
    int groups = 1;

    while (n > 0 && key[n - 1] == ':')
        n--;
    if (n == 0 || key[n] == '\0' || n > 34)
        return false;
    snprintf(whole, sizeof whole, "%.*s::", (int)n, key);
    if (!written_long(whole, out))
        return false;
    for (size_t i = 0; i < n; i++)
        groups += key[i] == ':';
    for (; *end != '\0' && (*end != ':' || --groups > 0); end++)
        ;
    *end = '\0';
    return true;
}

/* With UseCompressedIPv6Addresses; false: it is no address. */
static bool written_short(const char *key, char *out)
{
    unsigned char a[16];

    return inet_pton(AF_INET6, key, a) == 1 && inet_ntop(AF_INET6, a, out, INET6_ADDRSTRLEN) != NULL;
}

/* One of IPv4 that came by a socket of IPv6 is asked for in the form of IPv4. */
static bool written_mapped(const char *key, char *out)
{
    unsigned char a[16];
    static const unsigned char front[12] = { [10] = 0xff, [11] = 0xff };

    return inet_pton(AF_INET6, key, a) == 1 && memcmp(a, front, sizeof front) == 0
           && inet_ntop(AF_INET, a + sizeof front, out, INET_ADDRSTRLEN) != NULL;
}

static void check_ipv6(const struct source_text *s, int line, int at, const char *key, bool compressed, struct findings_list *f)
{
    bool marked = strncasecmp(key, "IPv6:", 5) == 0, net = false;
    const char *address = key + (marked ? 5 : 0);
    char full[48], shown[64];
    size_t n = strcspn(address, "%");

    if (written_mapped(address, shown)) {
        mend_key(s, finding_add(f, BT302, s->path, line, at + 1, "nobody asks for \"%s\"; write %s", key, shown), at, (int)strlen(key), shown);
        return;
    }
    if (address[n] == '%' && strncasecmp(address, "fe80:", 5) == 0) {
        finding_add(f, BT302, s->path, line, at + 1, "nobody asks for \"%s\": an address is asked for without its interface", key);
        return;
    }
    if (compressed ? !written_short(address, full) : !(net = written_net(address, full)) && !written_long(address, full))
        return;
    if (marked && strcasecmp(full, address) == 0)
        return;
    snprintf(shown, sizeof shown, "IPv6:%s", full);
    mend_key(s, finding_add(f, BT302, s->path, line, at + 1, "nobody asks for \"%s\"; %swrite %s", key, net ? "for the net " : "", shown), at,
             (int)strlen(key), shown);
}

/* "192.0.2.1-192.0.2.9", "192.0.2.1-9", "10.0.0.0/255.0.0.0": what is between `-' or `/' and the end. */
static bool is_range(const char *key, char mark)
{
    const char *at = strchr(key, mark);
    int octet[4];

    return at != NULL && octets(key, (size_t)(at - key), octet) > 1 && octets(at + 1, strlen(at + 1), octet) > 0;
}

static void check_host(const struct source_text *s, int line, int at, const char *key, struct findings_list *f)
{
    size_t n = strlen(key);

    if (strchr(key, '*') != NULL)
        finding_add(f, BT302, s->path, line, at + 1, "a star is a letter like others; %s",
                    strchr(key, '@') != NULL ? strchr(key, '@')[1] == '*' ? "user@ is asked for in all domains, and a domain for all users" : "a domain is asked for all its users"
                    : key[n - 1] == '*'      ? "a domain stands for all that is below it alone"
                                             : "leave it and its dot away for all that is below");
    else if (n > 1 && key[n - 1] == '.')
        mend_key(s, finding_add(f, BT302, s->path, line, at + 1, "domains are asked for without the dot at their end"),
                 at + (int)n - 1, 1, "");
    else if (n > 2 && *key == '<' && key[n - 1] == '>')
        finding_add(f, BT302, s->path, line, at + 1, "nobody asks for \"%s\"; an address is written without <>", key);
    else if (*key == '@' && n > 1)
        mend_key(s, finding_add(f, BT302, s->path, line, at + 1, "nobody asks for \"%s\"; a domain is written without @", key),
                 at, 1, "");
    else if (strpbrk(key, ",;") != NULL && strchr(key, '"') == NULL)
        finding_add(f, BT302, s->path, line, at + 1, "nobody asks for \"%s\": an entry is of one host, domain or address", key);
}

static void check_key(const struct source_text *s, int line, const char *key, const struct text_context *c,
                      struct findings_list *f)
{
    int tag = access_tag(key), which = known_tag(key, tag), octet[4];
    const char *rest = key + tag, *slash = strchr(rest, '/');
    size_t n = strlen(rest);

    if (which >= ACTION_TAGS && which != 3 && strncmp(tags[which], "Client", 6) != 0 && strncmp(tags[which], "Greet", 5) != 0)
        return; /* their keys have forms of their own */
    if (slash != NULL && slash[1] != '\0' && slash[1 + strspn(slash + 1, "0123456789")] == '\0'
        && strchr(rest, '@') == NULL
        && (octets(rest, (size_t)(slash - rest), octet) > 0 || strchr(rest, ':') != NULL))
        check_prefix(s, line, tag + 1, rest, f);
    else if (is_range(rest, '-') || is_range(rest, '/'))
        finding_add(f, BT301, s->path, line, tag + 1, "\"%s\" is looked up as a text and never asked for; write each net or address of it",
                    rest);
    else if (n == 0 && tag > 0 && which >= 0 && which < ACTION_TAGS)
        finding_add(f, BT302, s->path, line, 1, "nobody asks for \"%s\" alone; what stands behind a blank is no more the key", key);
    else if (bare_octets(rest, octet) > 0)
        check_ipv4(s, line, tag, rest, f);
    else if (strchr(rest, ':') != NULL)
        check_ipv6(s, line, tag, rest, c->compressed, f);
    else
        check_host(s, line, tag, rest, f);
}

static void check_tag(const struct source_text *s, int line, const char *key, struct findings_list *f)
{
    int n = access_tag(key);
    char word[64];

    if (n == 0) {
        if (strchr(key, ':') == NULL)
            finding_add(f, BT313, s->path, line, 1, "\"%s\" holds for Connect:, From: and To:; a tag says which is meant", key);
        return;
    }
    if (known_tag(key, n) >= 0 || n >= (int)sizeof word)
        return;
    snprintf(word, sizeof word, "%.*s", n, key);
    for (int i = 0; i < TAGS; i++) {
        if (near_distance(word, tags[i]) <= (n > 5 ? 2 : 1)) {
            mend_key(s, finding_add(f, BT315, s->path, line, 1, "nothing asks for %s; %s?", word, tags[i]), 0, n, tags[i]);
            return;
        }
    }
}

/* ---- values --------------------------------------------------------------------------------------------- */

/* Which of the actions the first word is; -1: none. */
static int action_of(const char *value)
{
    int n = (int)strcspn(value, " \t");

    for (int i = 0; i < (int)(sizeof actions / sizeof actions[0]); i++) {
        if (n == (int)strlen(actions[i]) && strncasecmp(value, actions[i], (size_t)n) == 0)
            return i;
    }
    return -1;
}

/* An error in the old form begins with its code, three digits, and has a text. */
static bool is_error(const char *value)
{
    const char *code = value + (*value == '"');

    return strncasecmp(value, "ERROR:", 6) == 0 || strncasecmp(value, "QUARANTINE:", 11) == 0
           || (strspn(code, "0123456789") == 3 && isspace((unsigned char)code[3]) && code[3 + strspn(code + 3, " \t")] != '\0');
}

static void check_value(const struct source_text *s, int line, const struct entry_text *e, struct findings_list *f)
{
    char word[64];
    const char *near = NULL, *rest = e->value + strcspn(e->value, " \t");
    int best = 3, action = action_of(e->value);

    rest += strspn(rest, " \t");
    if (action >= 0 && *rest != '\0')
        finding_add(f, BT303, s->path, line, e->value_column + (int)(rest - e->value),
                    "\"%s\" is no action: with what stands behind it, %s is the text of an error%s", e->value, actions[action],
                    *rest == '#' ? "; a comment has a line of its own" : "");
    if (action >= 0 || is_error(e->value))
        return;
    snprintf(word, sizeof word, "%.*s", (int)strcspn(e->value, " \t:"), e->value);
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
        int d = near_distance(word, actions[i]);

        if (d < best && d < (int)strlen(actions[i]) - 1) {
            best = d;
            near = actions[i];
        }
    }
    if (near == NULL && near_distance(word, "ERROR") <= 2)
        near = "ERROR:";
    finding_add(f, BT303, s->path, line, e->value_column, "\"%s\" is no action: it would be the text of an error%s%s%s",
                e->value, near != NULL ? "; " : "; ERROR:5.7.1:550 ...", near != NULL ? near : "", near != NULL ? "?" : "");
}

/* What is compared, or waited for, is a number; and try_tls knows one word. */
static void check_tag_value(const struct source_text *s, int line, const struct entry_text *e, const char *tag, struct findings_list *f)
{
    size_t n = strspn(e->value, "0123456789");

    if (strcmp(tag, "GreetPause:") == 0)
        check_greet_pause(s, line, e->value_column, e->value, f);
    else if (strncmp(tag, "Client", 6) == 0 && n == 0)
        finding_add(f, BT411, s->path, line, e->value_column, "\"%s\" is no number: whoever comes is one too many, and refused", e->value);
    else if (strncmp(tag, "Client", 6) == 0 && e->value[n] != '\0')
        finding_add(f, BT411, s->path, line, e->value_column, "\"%s\" is read as %.*s: a number ends at what is no digit", e->value, (int)n, e->value);
    else if (strcmp(tag, "Try_TLS:") == 0 && strcasecmp(e->value, "NO") != 0)
        finding_add(f, BT303, s->path, line, e->value_column, "\"%s\" is no answer to Try_TLS: and changes nothing; NO?", e->value);
}

void check_access_text(const struct source_text *s, const struct text_context *c, struct findings_list *f)
{
    struct entry_text e;
    bool passwords = false;

    for (int line = 1; line <= s->nlines; line++) {
        int tag, which;

        if (!source_entry(s, line, &e))
            continue;
        tag = access_tag(e.key);
        which = known_tag(e.key, tag);
        check_tag(s, line, e.key, f);
        check_key(s, line, e.key, c, f);
        check_error_value(s, line, e.value_column, e.value, f);
        if (which >= ACTION_TAGS)
            check_tag_value(s, line, &e, tags[which], f);
        if (tag == 0 || (which >= 0 && which < ACTION_TAGS))
            check_value(s, line, &e, f);
        passwords |= strncasecmp(e.key, "AuthInfo:", 9) == 0;
    }
    if (passwords)
        check_passwords(s, f);
}
