/*
 * commands_lookup.c - /map, /canon, /mx, /gethostbyname.
 */
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

#include "engine.h"
#include "shell/commands_lookup.h"
#include "shell/commands_world.h"
#include "shell/input.h"
#include "shell/names.h"
#include "shell/notices.h"
#include "shell/shell.h"
#include "shell/view.h"
#include "show/output.h"

enum { HOST_MAX = 256 };

void slash_map(struct shell *sh, const char *line, const char *args)
{
    struct session *s = sh->session;
    char name[INPUT_LINE];
    const char *key = args, *value;
    struct map *m;
    int status = 0;

    (void)line;
    if (*args == '\0') {
        out_text(sh->out, "Usage: /map mapname key\n");
        return;
    }
    if (world_map(sh, args))
        return;
    while (*key != '\0' && !(*key == ' ' || (*key >= '\t' && *key <= '\r')))
        key++;
    if (*key == '\0') {
        out_text(sh->out, "No key specified\n");
        return;
    }
    memcpy(name, args, (size_t)(key - args));
    name[key++ - args] = '\0';
    m = session_map(s, name);
    if (m == NULL) {
        out_format(sh->out, "Map named \"%s\" not found\n", name);
        notices_unknown(sh, NAME_MAP, name, strlen(name));
        return;
    }
    if (!session_map_open(s, m)) {
        out_format(sh->out, "Map named \"%s\" not open\n", name);
        return;
    }
    out_format(sh->out, "map_lookup: %s (%s) ", name, key);
    value = session_map_lookup(s, m, key, &status);
    if (value == NULL)
        out_format(sh->out, "no match (%d)\n", status);
    else
        out_format(sh->out, "returns %s (%d)\n", value, status);
}

void slash_canon(struct shell *sh, const char *line, const char *args)
{
    (void)line;
    if (*args == '\0')
        out_text(sh->out, "Usage: /canon address\n");
    else if (strlen(args) >= HOST_MAX)
        out_text(sh->out, "Name too long\n");
    else {
        const char *result = session_canon(sh->session, args);

        out_format(sh->out, "getcanonname(%s) returns %s\n", args, result);
    }
}

void slash_mx(struct shell *sh, const char *line, const char *args)
{
    char *const *names;
    bool null_mx;
    int n;

    (void)line;
    if (*args == '\0') {
        out_text(sh->out, "Usage: /mx address\n");
        return;
    }
    n = session_mx(sh->session, args, &names, &null_mx);
    if (null_mx) {
        out_format(sh->out, "getmxrr(%s) returns null MX (See RFC7505)\n", args);
        return;
    }
    out_format(sh->out, "getmxrr(%s) returns %d value(s):\n", args, n);
    for (int i = 0; i < n; i++)
        out_format(sh->out, "\t%s\n", names[i]);
}

void slash_gethostbyname(struct shell *sh, const char *line, const char *args)
{
    char name[INPUT_LINE];
    const char *p = args;
    int family = AF_INET;

    (void)line;
    while (*p != '\0' && !(*p == ' ' || (*p >= '\t' && *p <= '\r')))
        p++;
    memcpy(name, args, (size_t)(p - args));
    name[p - args] = '\0';
    while (*p == ' ' || (*p >= '\t' && *p <= '\r'))
        p++;
    if (strcmp(p, "inet6") == 0 || strcmp(p, "AAAA") == 0)
        family = AF_INET6;
    session_gethostbyname(sh->session, name, family);
}

static void record_line(void *ctx, const char *line)
{
    out_format(ctx, "\t%s\n", line);
}

/* sendmail 8.17 has it in its help alone, and 8.18 tells nothing of the answer: at a terminal that would help nobody. */
void slash_dnslookup(struct shell *sh, const char *line, const char *args)
{
    char name[INPUT_LINE], word[INPUT_LINE];
    const char *type = args;
    int n;
    bool silent = session_target(sh->session)->has_dnslookup && !view_ext(sh);

    (void)line;
    if (*args == '\0' && !silent) {
        out_text(sh->out, "Usage: /dnslookup host [type]\n");
        return;
    }
    while (*type != '\0' && !(*type == ' ' || (*type >= '\t' && *type <= '\r')))
        type++;
    memcpy(name, args, (size_t)(type - args));
    name[type - args] = '\0';
    while (*type == ' ' || (*type >= '\t' && *type <= '\r'))
        type++;
    if (*type == '\0')
        type = "A";
    if (silent) {
        snprintf(word, sizeof word, "%.*s", (int)strcspn(type, " \t"), type);
        session_dnslookup(sh->session, name, word);
        return;
    }
    out_format(sh->out, "dnslookup(%s, %s):\n", name, type);
    n = session_dns(sh->session, name, type, record_line, sh->out);
    if (n <= 0)
        out_text(sh->out, n == DNS_NO_TYPE   ? "\tunknown type\n"
                          : n == DNS_NO_NAME ? "\tno such name\n"
                          : n == DNS_LATER   ? "\tno answer for the moment\n"
                                             : "\tno such record\n");
}
