/*
 * alias_values.c - addresses to which aliases lead, by their text.
 *
 * newaliases takes nearly everything for an address; that it reaches nobody is seen when mail comes.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "check/alias_values.h"
#include "check/finding.h"
#include "check/source_text.h"

/* One that is no letter of a text in quotes. */
static bool is_quote(const char *p, size_t i)
{
    return p[i] == '"' && (i == 0 || p[i - 1] != '\\');
}

const char *next_address(const char **at, size_t *n)
{
    const char *p = *at + strspn(*at, " \t,");
    bool quoted = false;

    if (*p == '\0')
        return NULL;
    for (*n = 0; p[*n] != '\0' && (quoted || p[*n] != ','); ++*n)
        quoted ^= is_quote(p, *n);
    *at = p + *n;
    while (*n > 0 && isspace((unsigned char)p[*n - 1]))
        --*n;
    return p;
}

const char *alias_addresses(const char *line)
{
    bool quoted = false;

    if (*line == ' ' || *line == '\t')
        return line;
    for (const char *p = line; *line != '#' && *p != '\0'; p++) {
        quoted ^= *p == '"';
        if (*p == ':' && !quoted)
            return p + 1;
    }
    return "";
}

/* One of the letters, outside of quotes; NULL: there is none. */
static const char *bare(const char *p, size_t n, const char *letters)
{
    bool quoted = false;

    for (size_t i = 0; i < n; i++) {
        quoted ^= is_quote(p, i);
        if (!quoted && strchr(letters, p[i]) != NULL)
            return p + i;
    }
    return NULL;
}

static bool is_closed(const char *p, size_t n)
{
    bool quoted = false;

    for (size_t i = 0; i < n; i++)
        quoted ^= is_quote(p, i);
    return !quoted;
}

/* Why nobody is reached; NULL: somebody may be. */
static const char *why_nobody(const char *p, size_t n)
{
    const char *blank = bare(p, n, " \t");

    if (!is_closed(p, n))
        return "has a quote that is not closed";
    if (*p == '\'')
        return "is in quotes that are letters like others; \" quotes";
    if ((*p == '|' || *p == '/') && blank != NULL)
        return "has a blank, which becomes a dot; put all of it in \"...\"";
    if (n > 6 && strncasecmp(p, "error:", 6) == 0)
        return "is a user whom nobody is; error: is read in the virtusertable and the access table";
    if (n > 9 && strncasecmp(p, "include:/", 9) == 0)
        return "is a file into which mail is written; a file of addresses begins with :include:";
    if (strncmp(p, ":include:", 9) == 0 || bare(p, n, "<(") != NULL)
        return NULL;
    if (blank != NULL && bare(p, n, "#") != NULL)
        return "is one address, comment and all; a comment has a line of its own";
    if (blank != NULL || bare(p, n, ";") != NULL)
        return "is one address, whose user nobody is; addresses are parted by commas";
    if (p[n - 1] == '@')
        return "has no host";
    return *p == '@' && bare(p, n, ":") == NULL ? "has no user" : NULL;
}

/* "  ann: bob" goes on with the alias before it. */
static bool looks_like_alias(const char *line)
{
    size_t blanks = strspn(line, " \t"), n = strcspn(line + blanks, ": \t,\"|/");
    const char *colon = line + blanks + n + strspn(line + blanks + n, " \t");

    return blanks > 0 && n > 0 && *colon == ':' && colon[1] != ':' && line[blanks] != '@' && (n != 5 || strncasecmp(line + blanks, "error", 5) != 0);
}

void check_alias_values(const struct source_text *s, struct findings_list *f)
{
    for (int line = 1; line <= s->nlines; line++) {
        const char *text = s->lines[line - 1], *at = alias_addresses(text), *p;
        size_t n;

        if (looks_like_alias(text)) {
            finding_add(f, BT330, s->path, line, 1, "a line that begins with a blank goes on with the alias before it; this one is none");
            continue;
        }
        while ((p = next_address(&at, &n)) != NULL) {
            if (n > 0 && why_nobody(p, n) != NULL)
                finding_add(f, BT330, s->path, line, (int)(p - text) + 1, "%.*s %s", (int)n, p, why_nobody(p, n));
        }
    }
}
