/*
 * table_text.c - tables that makemap reads, and alias files: what their texts tell.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "check/error_values.h"
#include "check/finding.h"
#include "check/host_mailers.h"
#include "check/host_values.h"
#include "check/source_text.h"
#include "check/table_text.h"
#include "check/text_checks.h"
#include "show/memory.h"
#include "show/text.h"

/* ---- keys that come twice ------------------------------------------------------------------------------- */

struct seen_key {
    char *key;
    int line;
};

struct keys {
    struct seen_key *list;
    size_t n, room;
};

static void keys_add(struct keys *k, const char *key, int line, bool exact)
{
    char *folded = copy_or_end(key);

    for (char *p = folded; *p != '\0' && !exact; p++)
        *p = (char)tolower((unsigned char)*p);
    if (k->n == k->room)
        k->list = grow_or_end(k->list, (k->room = k->room * 2 + 64) * sizeof *k->list);
    k->list[k->n++] = (struct seen_key){ folded, line };
}

static int compare(const void *a, const void *b)
{
    const struct seen_key *x = a, *y = b;
    int d = strcmp(x->key, y->key);

    return d != 0 ? d : x->line - y->line;
}

/* Tells of all but the first of each; gives the list back. */
static void keys_tell(struct keys *k, const struct source_text *s, struct findings_list *f)
{
    size_t first = 0;

    if (k->n > 0)
        qsort(k->list, k->n, sizeof *k->list, compare);
    for (size_t i = 1; i < k->n; i++) {
        if (strcmp(k->list[i].key, k->list[first].key) != 0)
            first = i;
        else
            finding_add(f, BT307, s->path, k->list[i].line, 1, "\"%s\" once more; the entry of line %d counts",
                        k->list[i].key, k->list[first].line);
    }
    for (size_t i = 0; i < k->n; i++)
        free(k->list[i].key);
    free(k->list);
}

/* ---- forms of keys -------------------------------------------------------------------------------------- */

/* One that stands for nothing: that of user+*@domain does. */
static bool has_star(const char *key)
{
    const char *star = strchr(key, '*');

    return star != NULL && (star == key || star[-1] != '+' || star[1] != '@');
}

/* Why no lookup asks for a key of this form; NULL: one may. *mended: what it ought to be, where that is plain. */
static const char *never_asked(enum source_kind kind, const char *key, char *mended, size_t size)
{
    size_t n = strlen(key);

    *mended = '\0';
    if (kind == SOURCE_TABLE || kind == SOURCE_AUTHINFO || kind == SOURCE_ACCESS)
        return NULL;
    if (n > 1 && key[n - 1] == '.') {
        snprintf(mended, size, "%.*s", (int)n - 1, key);
        return "domains are asked for without the dot at their end";
    }
    if (key[0] == '*' && key[1] == '.' && kind == SOURCE_MAILERTABLE) {
        snprintf(mended, size, "%.*s", (int)n - 1, key + 1);
        return "a star is a letter like others; a dot in front means all that is below";
    }
    if (n > 1 && key[n - 1] == ':') {
        snprintf(mended, size, "%.*s", (int)n - 1, key);
        return "names end with a colon in alias files alone";
    }
    if (n > 2 && key[0] == '<' && key[n - 1] == '>') {
        snprintf(mended, size, "%.*s", (int)n - 2, key + 1);
        return "an address is written without <>";
    }
    if (key[0] == '*' || (kind == SOURCE_VIRTUSERTABLE && has_star(key)))
        return "a star is a letter like others";
    if ((kind == SOURCE_MAILERTABLE || kind == SOURCE_DOMAINTABLE) && strchr(key, '@') != NULL)
        return "it is asked for domains, not for addresses";
    if (kind == SOURCE_DOMAINTABLE && *key == '.')
        return "a dot in front stands for nothing here; each domain has an entry of its own";
    if ((kind == SOURCE_VIRTUSERTABLE || kind == SOURCE_GENERICSTABLE) && n > 0 && key[n - 1] == '@')
        return "it is asked for a user of one domain, and for a whole domain";
    if ((kind == SOURCE_VIRTUSERTABLE || kind == SOURCE_GENERICSTABLE) && strstr(key, "@.") != NULL)
        return "a dot in front stands for nothing here; each domain has entries of its own";
    if (kind == SOURCE_VIRTUSERTABLE && strchr(key, '@') == NULL)
        return "it is asked for user@domain and @domain; for users of this host there are aliases";
    return NULL;
}

static void check_key(const struct source_text *s, int line, const struct entry_text *e, struct findings_list *f)
{
    char mended[1024];
    const char *why = never_asked(s->kind, e->key, mended, sizeof mended);
    struct finding *x;

    if (why == NULL)
        return;
    x = finding_add(f, BT321, s->path, line, 1, "nobody asks for \"%s\": %s", e->key, why);
    if (*mended != '\0' && asprintf(&x->mended, "%s%s", mended, s->lines[line - 1] + strlen(e->key)) < 0)
        out_of_memory();
}

/* The blank and # behind a value, outside of quotes; NULL: there is none. */
static const char *comment_behind(const char *value)
{
    bool quoted = false;

    for (; *value != '\0'; value++) {
        quoted ^= *value == '"';
        if (!quoted && (*value == ' ' || *value == '\t') && value[strspn(value, " \t")] == '#')
            return value + strspn(value, " \t");
    }
    return NULL;
}

/* In these the value is an address or a host; texts of errors may have what they like. */
static void check_comment(const struct source_text *s, int line, const struct entry_text *e, struct findings_list *f)
{
    const char *at = comment_behind(e->value);

    if (at != NULL && s->kind >= SOURCE_MAILERTABLE && s->kind <= SOURCE_DOMAINTABLE && strncasecmp(e->value, "error:", 6) != 0)
        finding_add(f, BT326, s->path, line, e->value_column + (int)(at - e->value),
                    "\"%s\" is a part of the value, and of what it leads to; a comment has a line of its own", at);
}

void check_table_text(const struct source_text *s, struct findings_list *f)
{
    struct keys keys = { 0 };
    struct entry_text e;

    for (int line = 1; line <= s->nlines; line++) {
        const char *text = s->lines[line - 1];

        if (*text == '\0' || *text == '#')
            continue;
        if (*text == ' ' || *text == '\t') {
            finding_add(f, BT320, s->path, line, 1, "it begins with a blank: makemap refuses this line");
        } else if (!source_entry(s, line, &e)) {
            finding_add(f, BT320, s->path, line, 1, "a key without a value: makemap refuses this line");
        } else {
            keys_add(&keys, e.key, line, s->exact);
            check_key(s, line, &e, f);
            check_comment(s, line, &e, f);
        }
    }
    if (s->kind == SOURCE_AUTHINFO)
        check_passwords(s, f);
    keys_tell(&keys, s, f);
}

/* Nobody else comes into the folder of the file. */
static bool is_kept_in(const char *path)
{
    const char *slash = strrchr(path, '/');
    char folder[4096];
    struct stat st;

    snprintf(folder, sizeof folder, "%.*s", slash != NULL ? (int)(slash - path) + 1 : 1, slash != NULL ? path : ".");
    return stat(folder, &st) == 0 && (st.st_mode & 01) == 0;
}

void check_passwords(const struct source_text *s, struct findings_list *f)
{
    char database[4096];
    struct stat st;

    if (is_kept_in(s->path))
        return;
    if ((s->mode & 04) != 0)
        finding_add(f, BT319, s->path, 0, 0, "mode %04o shows passwords to everybody; chmod o= it, and its database",
                    s->mode & 07777);
    else if (snprintf(database, sizeof database, "%s.db", s->path) < (int)sizeof database && stat(database, &st) == 0 && (st.st_mode & 04) != 0)
        finding_add(f, BT319, s->path, 0, 0, "the mode of %s, %04o, shows passwords to everybody; chmod o= it", database,
                    (unsigned)st.st_mode & 07777);
}

/* ---- mailertable, virtusertable ------------------------------------------------------------------------- */

/* Behind the mailer: hosts, parted by colons that stand in no brackets, up to a comment. */
static void check_hosts(const struct source_text *s, int line, int column, const char *hosts, struct findings_list *f)
{
    const char *end = comment_behind(hosts), *p = hosts + strspn(hosts, " \t"), *host, *why;
    size_t n;

    end = end != NULL ? end : hosts + strlen(hosts);
    while (end > p && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    if (p >= end)
        finding_add(f, BT310, s->path, line, column, "there is no host behind the mailer: nobody gets the mail");
    why = p < end ? odd_hosts(p, (size_t)(end - p), &host, &n) : NULL;
    if (why != NULL)
        finding_add(f, BT310, s->path, line, column + (int)(host - hosts), "%.*s %s", (int)n, host, why);
}

static void check_mailer_hosts(const struct source_text *s, int line, const struct entry_text *e, struct findings_list *f)
{
    size_t n = strcspn(e->value, ":");

    if (is_host_mailer(e->value, n))
        check_hosts(s, line, e->value_column + (int)n + 1, e->value + n + 1, f);
}

/* What may have been meant: a colon where something else stands, a mailer, one word in the place of two. */
static void tell_no_mailer(const struct source_text *s, int line, const struct entry_text *e, struct findings_list *f)
{
    size_t n = strcspn(e->value, " \t;,="), gap = n + strspn(e->value + n, " \t;,=:");
    struct text t = { 0 };

    if (*e->value == ':')
        text_format(&t, "; esmtp%s?", e->value);
    else if (is_host_mailer(e->value, n) && e->value[gap] != '\0')
        text_format(&t, "; %.*s:%s?", (int)n, e->value, e->value + gap);
    else if (e->value[n] == '\0')
        text_format(&t, *e->value == '[' ? "; esmtp:%s?" : "; esmtp:[%s]?", e->value);
    else
        text_add(&t, "; a key is one domain, and its value one word");
    finding_add(f, BT304, s->path, line, e->value_column, "\"%s\" names no mailer: this entry has no effect%s", e->value, text_of(&t));
    text_free(&t);
}

void check_mailertable_text(const struct source_text *s, struct findings_list *f)
{
    struct entry_text e;

    for (int line = 1; line <= s->nlines; line++) {
        size_t n;
        struct finding *x;
        const char *open;

        if (!source_entry(s, line, &e))
            continue;
        n = strcspn(e.value, ": \t[");
        check_error_value(s, line, e.value_column, e.value, f);
        if (e.value[n] != ':' || n == 0)
            tell_no_mailer(s, line, &e, f);
        else if (strchr(e.value, '[') == NULL || strchr(strrchr(e.value, '['), ']') != NULL)
            check_mailer_hosts(s, line, &e, f);
        else if (strncasecmp(e.value, "error:", 6) != 0 && (open = strrchr(e.value, '[')) != NULL
                 && strchr(open, ']') == NULL) {
            x = finding_add(f, BT310, s->path, line, e.value_column + (int)(open - e.value),
                            "the bracket is not closed: %s", open);
            if (strpbrk(open, " \t") == NULL && asprintf(&x->mended, "%s]", s->lines[line - 1]) < 0)
                out_of_memory();
        }
    }
}

/* More than one address: a comma or a blank outside of quotes. */
static bool several(const char *value)
{
    const char *end = comment_behind(value);
    bool quoted = false;

    for (; *value != '\0' && (end == NULL || value + strspn(value, " \t") < end); value++) {
        if (*value == '"')
            quoted = !quoted;
        else if (!quoted && (*value == ',' || *value == ';' || ((*value == ' ' || *value == '\t') && strspn(value, " \t") < strlen(value))))
            return true;
    }
    return false;
}

/* What is written elsewhere; NULL: it may be an address. */
static const char *why_no_address(const char *value)
{
    static const char *const actions[] = { "OK", "RELAY", "REJECT", "DISCARD" };
    size_t n = strlen(value);

    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++) {
        if (strcmp(value, actions[i]) == 0)
            return "is a user here, and no action; error:5.1.1:550 ... refuses, and the access table has actions";
    }
    if (strncasecmp(value, ":include:", 9) == 0)
        return "is refused (550 5.7.1): a list of a file is an alias";
    if (n > 0 && value[n - 1] == '@')
        return "has no host (553 5.1.3)";
    if (is_host_mailer(value, strcspn(value, ":")) && value[strcspn(value, ":")] == ':')
        return "is a user here, whom nobody is: a mailer belongs into the mailertable";
    return value[0] == '$' && isdigit((unsigned char)value[1]) ? "is a text here; a part of the key is %1" : NULL;
}

void check_virtusertable_text(const struct source_text *s, struct findings_list *f)
{
    struct entry_text e;

    for (int line = 1; line <= s->nlines; line++) {
        const char *v;

        if (!source_entry(s, line, &e))
            continue;
        v = e.value + (*e.value == '"');
        check_error_value(s, line, e.value_column, e.value, f);
        if (strncasecmp(e.value, "error:", 6) == 0)
            continue;
        if (*v == '|' || *v == '/')
            finding_add(f, BT316, s->path, line, e.value_column, "mail for %s %s", e.key,
                        *v == '|' ? "starts a program" : "is written to a file");
        else if (*v == '@')
            finding_add(f, BT309, s->path, line, e.value_column, "there is no user in %s: mail for %s is refused (553 5.1.3); %%1%s?", v, e.key, v);
        else if (why_no_address(e.value) != NULL)
            finding_add(f, BT309, s->path, line, e.value_column, "%s %s", e.value, why_no_address(e.value));
        else if (several(e.value))
            finding_add(f, BT309, s->path, line, e.value_column,
                        "more than one address: mail for %s is refused; use an alias for a list", e.key);
        if (*e.key == '@' && strstr(e.value, "%1") != NULL && strstr(e.value, "%2") == NULL
            && strstr(e.value, "%3") == NULL)
            finding_add(f, BT317, s->path, line, e.value_column, "user+detail loses its detail; %%1%%3 in the place of %%1 keeps it");
    }
}

/* ---- genericstable, domaintable ------------------------------------------------------------------------- */

/* The sender as others see him. */
void check_genericstable_text(const struct source_text *s, struct findings_list *f)
{
    struct entry_text e;

    for (int line = 1; line <= s->nlines; line++) {
        const char *why = NULL;
        size_t n;

        if (!source_entry(s, line, &e))
            continue;
        n = strcspn(e.value, " \t");
        if (several(e.value))
            why = "is more than one address, and is taken for one; a sender has one";
        else if (*e.value == '@')
            why = "has no user: the sender loses his, or stays as he is";
        else if (n > 0 && e.value[n - 1] == '@')
            why = "has no host, and leaves mail without a sender";
        if (why != NULL)
            finding_add(f, BT309, s->path, line, e.value_column, "%s %s", e.value, why);
    }
}

/* Why a value is no domain; NULL: it may be one. */
static const char *why_no_domain(const char *value)
{
    if (strchr(value, '@') != NULL)
        return "is an address; the user stays as he is, and a domain alone is meant";
    if (strchr(value, ':') != NULL && *value != '[')
        return "is no domain: a mailer belongs into the mailertable";
    if (*value == '.' || strchr(value, '*') != NULL)
        return "is no domain";
    return several(value) ? "is more than one domain, and is taken for one" : NULL;
}

void check_domaintable_text(const struct source_text *s, struct findings_list *f)
{
    struct entry_text e;

    for (int line = 1; line <= s->nlines; line++) {
        if (source_entry(s, line, &e) && why_no_domain(e.value) != NULL)
            finding_add(f, BT331, s->path, line, e.value_column, "%s %s", e.value, why_no_domain(e.value));
    }
}

/* ---- aliases -------------------------------------------------------------------------------------------- */

/* The name before the colon; NULL: the line has no colon where one belongs. */
static const char *alias_name(const char *line, char *name, size_t size)
{
    bool quoted = false;
    size_t n = 0;

    for (; line[n] != '\0' && (quoted || line[n] != ':'); n++)
        quoted ^= line[n] == '"';
    if (line[n] != ':')
        return NULL;
    snprintf(name, size, "%.*s", (int)n, line);
    while (n > 0 && n < size && isspace((unsigned char)name[n - 1]))
        name[--n] = '\0';
    return line + strcspn(line, ":") + 1;
}

/* Nothing stands behind the colon, nor in a line that goes on. */
static bool is_empty_alias(const struct source_text *s, int line)
{
    char name[1024];
    const char *rest = alias_name(s->lines[line - 1], name, sizeof name);
    bool empty = rest != NULL && rest[strspn(rest, " \t")] == '\0';

    for (int i = line; empty && i < s->nlines && (*s->lines[i] == ' ' || *s->lines[i] == '\t'); i++)
        empty = s->lines[i][strspn(s->lines[i], " \t")] == '\0';
    return empty;
}

/* An address that is a program, in the line of the entry or in one that goes on; 0: none. */
static int line_of_program(const struct source_text *s, int line)
{
    char name[1024];
    const char *rest = alias_name(s->lines[line - 1], name, sizeof name);

    for (int i = line; rest != NULL; rest = i < s->nlines && (*s->lines[i] == ' ' || *s->lines[i] == '\t') ? s->lines[i++] : NULL) {
        for (const char *p = rest; (p = strchr(p, '|')) != NULL; p++) {
            if (p == rest || strchr(" \t,\"", p[-1]) != NULL)
                return i;
        }
    }
    return 0;
}

static bool is_decode(const char *name)
{
    return strcasecmp(name, "decode") == 0 || strcasecmp(name, "uudecode") == 0;
}

void check_aliases_text(const struct source_text *s, const struct text_context *c, struct findings_list *f)
{
    struct keys keys = { 0 };
    bool postmaster = false;
    char name[1024];

    for (int line = 1; line <= s->nlines; line++) {
        const char *text = s->lines[line - 1];

        if (*text == '\0' || *text == '#' || *text == ' ' || *text == '\t')
            continue;
        if (alias_name(text, name, sizeof name) == NULL) {
            finding_add(f, BT323, s->path, line, 1, "there is no colon: newaliases refuses this line");
            continue;
        }
        if (*name != '"' && strpbrk(name, " \t") != NULL)
            finding_add(f, BT323, s->path, line, 1, "%s is one name, for which no mail comes; an alias has one", name);
        else if (*name != '"' && strchr(name, '@') != NULL)
            finding_add(f, BT323, s->path, line, 1, "newaliases refuses %s (\"cannot alias non-local names\"), unless that is a domain of this host",
                        name)->level = LEVEL_INFO;
        if (*name != '"' && strchr(name, '@') == NULL && strchr(name, '*') != NULL && (strchr(name, '*') == name || strchr(name, '*')[-1] != '+'))
            finding_add(f, BT323, s->path, line, 1, "a star is a letter like others, and %s a user whom nobody is; define(`LUSER_RELAY', ...) takes mail for all others", name);
        if (is_empty_alias(s, line))
            finding_add(f, BT323, s->path, line, 1, "%s has no address: newaliases refuses this line", name);
        keys_add(&keys, name, line, false);
        postmaster |= strcasecmp(name, "postmaster") == 0;
        if (c->programs && line_of_program(s, line) > 0)
            finding_add(f, BT328, s->path, line_of_program(s, line), 1, "mail for %s starts a program, and mailer prog starts whatever it is "
                        "told: FEATURE(`smrsh') keeps it to programs that were chosen", name);
        if (is_decode(name))
            finding_add(f, BT322, s->path, line, 1, "whoever sends mail to %s may write files; take the line away (V-4691)", name);
    }
    if (!postmaster && !c->several && keys.n > 0)
        finding_add(f, BT318, s->path, 0, 0, "there is no postmaster; \"postmaster: root\", or a person");
    keys_tell(&keys, s, f);
}
