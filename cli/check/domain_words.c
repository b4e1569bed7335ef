/*
 * domain_words.c - words of classes that nothing can be, see domain_words.h.
 *
 * Blanks part words, so commas stay in them; a word is compared letter by letter, so stars, lengths of prefixes and tags are letters;
 * and each class has words of one kind.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "check/configuration.h"
#include "check/domain_words.h"
#include "check/finding.h"
#include "check/source_text.h"
#include "describe.h"
#include "engine.h"
#include "explain/mc_line.h"
#include "reason/place.h"
#include "start/paths.h"

enum { LINES = 100 }; /* of a file, with a second word, that are looked at */
enum kind { DOMAINS, OWN_NAMES, RELAYED, USERS, MECHANISMS };

/* That rules of the tree ask; what stands for all that is below a domain. */
static const struct {
    const char *name;
    enum kind kind;
    const char *call, *below; /* of an .mc that gives it words; NULL: none does */
} classes[] = {
    { "w", OWN_NAMES, "LOCAL_DOMAIN", "" },
    { "m", DOMAINS, NULL, "" },
    { "R", RELAYED, "RELAY_DOMAIN", "; a domain stands for all that is below it, too" },
    { "{VirtHost}", DOMAINS, "VIRTUSER_DOMAIN", "; FEATURE(virtuser_entire_domain) means all that is below" },
    { "G", DOMAINS, "GENERICS_DOMAIN", "; FEATURE(generics_entire_domain) means all that is below" },
    { "M", DOMAINS, "MASQUERADE_DOMAIN", "; FEATURE(masquerade_entire_domain) means all that is below" },
    { "N", DOMAINS, "MASQUERADE_EXCEPTION", "" },
    { "{LDAPRoute}", DOMAINS, "LDAPROUTE_DOMAIN", "" },
    { "{CanonifyDomain}", DOMAINS, "CANONIFY_DOMAIN", "" },
    { "{Canonify}", DOMAINS, NULL, "" },
    { "E", USERS, "EXPOSED_USER", "" },
    { "L", USERS, "LOCAL_USER", "" },
    { "{TrustAuthMech}", MECHANISMS, "TRUST_AUTH_MECH", "" },
};

struct looking {
    const struct configuration *conf;
    struct session *s;
    struct findings_list *f;
    const struct source_text *sources;
    int nsources;
    int at;                  /* in classes */
    int id;
};

/* As it was named to be checked, where it was. */
static const char *as_named(const struct looking *l, const char *file)
{
    for (int i = 0; i < l->nsources; i++) {
        char *path = path_from(".", l->sources[i].path);
        bool same = strcmp(path, file) == 0;

        free(path);
        if (same)
            return l->sources[i].path;
    }
    return file;
}

/* Where a person edits the word; *line 0: it has no line, or is one of this machine's own. */
static const char *place(const struct looking *l, const char *word, int *line)
{
    struct place p;

    *line = 0;
    place_of_word(l->s, l->id, word, &p);
    if (p.kind != PLACE_LINE)
        return l->conf->path;
    if (l->conf->mc && path_ends_in(p.file, ".m4")) { /* of the tree, which the .mc has handed it to */
        *line = mc_line_of(l->conf->path, word, classes[l->at].call);
        return l->conf->path;
    }
    *line = p.line;
    return as_named(l, configuration_place(l->conf, p.file));
}

static void parted(const struct looking *l, const char *word, char mark)
{
    static const char *const nothing[] = { "domain", "domain", "domain", "user", "mechanism" };
    int line;
    const char *file = place(l, word, &line);

    finding_add(l->f, BT209, file, line, line > 0, "\"%s\" is a word of $=%s with %s in it, and no %s: blanks part words", word,
                classes[l->at].name, mark == ',' ? "a comma" : "a semicolon", nothing[classes[l->at].kind]);
}

/* An address of four octets whose last ones are 0: how many; 0: it is none. */
static int noughts(const char *word)
{
    int octet[4], n = 0;

    if (strspn(word, "0123456789.") != strlen(word) || sscanf(word, "%d.%d.%d.%d%n", &octet[0], &octet[1], &octet[2], &octet[3], &n) != 4
        || word[n] != '\0' || octet[3] != 0)
        return 0;
    return octet[2] != 0 ? 1 : octet[1] != 0 ? 2 : 3;
}

/* Why no client is called so; NULL: one may be. */
static const char *no_client(const char *word)
{
    const char *colon = strchr(word, ':');

    if (colon == NULL || *word == '[' || strncasecmp(word, "IPv6:", 5) == 0)
        return NULL;
    return strchr(colon + 1, ':') != NULL ? "has no IPv6: in front, with which addresses are asked for" : "has a tag, which belongs into the access table";
}

/* Why no domain is called so; NULL: one may be. */
static const char *no_domain(enum kind kind, const char *word)
{
    size_t n = strlen(word);

    if (strchr(word, '*') != NULL)
        return kind == RELAYED && n > 1 && word[n - 1] == '*' ? "has a star, which is a letter like others: a network is written by its octets (10, 192.168.1)"
                                                              : "has a star, which is a letter like others";
    if (strchr(word, '@') != NULL)
        return "has an @, and no domain has";
    if (strchr(word, '/') != NULL)
        return kind == RELAYED && isdigit((unsigned char)*word) ? "has a slash: a network is written by its octets (10, 192.168.1)" : "has a slash, and no domain has";
    if (strchr(word, '#') != NULL)
        return "is no domain: a comment begins where its line does";
    if (kind == RELAYED)
        return no_client(word);
    if (*word == '.' && kind == OWN_NAMES)
        return "begins with a dot, and no name of a host does";
    return n > 1 && word[n - 1] == '.' ? "ends with a dot, and is asked for without it" : NULL;
}

static void look_at(void *ctx, const char *word)
{
    struct looking *l = ctx;
    enum kind kind = classes[l->at].kind;
    const char *mark = strpbrk(word, ",;"), *why = NULL, *file;
    int line, zeros = kind == RELAYED ? noughts(word) : 0;

    if (kind == RELAYED && word_comes_from(l->s, l->id, word, session_name_find(l->s, "{VirtHost}")))
        return; /* it is told of there */
    if (mark != NULL) {
        parted(l, word, *mark);
        return;
    }
    if (kind == USERS)
        why = strchr(word, '@') != NULL ? "has an @: users are meant, whatever their domain" : NULL;
    else if (kind != MECHANISMS)
        why = no_domain(kind, word);
    if (why == NULL && zeros == 0)
        return;
    file = place(l, word, &line);
    if (line == 0)
        return; /* what this machine calls itself */
    if (why != NULL)
        finding_add(l->f, BT209, file, line, 1, "\"%s\", a word of $=%s, %s%s", word, classes[l->at].name, why, strncmp(word, "*.", 2) == 0 ? classes[l->at].below : "");
    else
        finding_add(l->f, BT209, file, line, 1, "\"%s\", a word of $=%s, is that host alone; for the net write %.*s", word, classes[l->at].name,
                    (int)strlen(word) - 2 * zeros, word)->level = zeros > 1 ? LEVEL_WARNING : LEVEL_INFO;
}

/* ---- lines of files --------------------------------------------------------------------------------------- */

struct seeking {
    const char *word;
    bool found;
};

static void seek(void *ctx, const char *word)
{
    struct seeking *k = ctx;

    k->found |= strcasecmp(word, k->word) == 0;
}

static bool is_in_any(struct session *s, const char *word)
{
    struct seeking k = { .word = word };

    for (size_t i = 0; i < sizeof classes / sizeof classes[0] && !k.found; i++) {
        if (session_name_find(s, classes[i].name) > 0)
            session_class_list(s, classes[i].name, seek, &k);
    }
    return k.found;
}

/* A class of which only the first word of a line is read (relay-domains: no more is said than %s). */
static void look_at_lines(const struct source_text *t, struct session *s, struct findings_list *f)
{
    char first[256], second[256];
    int asked = 0;

    for (int i = 0; i < t->nlines && asked < LINES; i++) {
        if (*t->lines[i] == '#' || sscanf(t->lines[i], "%255s %255s", first, second) != 2 || *first == '#' || *second == '#')
            continue;
        asked++; /* each asks whole classes */
        if (is_in_any(s, first) && !is_in_any(s, second))
            finding_add(f, BT209, t->path, i + 1, (int)(strstr(t->lines[i] + strlen(first), second) - t->lines[i]) + 1,
                        "\"%s\" is not read: one word a line is", second);
    }
}

void check_domain_words(const struct configuration *conf, struct session *s, const struct source_text *sources, int n, struct findings_list *f)
{
    for (int i = 0; i < n; i++) {
        if (sources[i].kind == SOURCE_WORDS)
            look_at_lines(&sources[i], s, f);
    }
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        struct looking l = { .conf = conf, .s = s, .f = f, .sources = sources, .nsources = n, .at = (int)i, .id = session_name_find(s, classes[i].name) };

        if (l.id > 0 && (classes[i].kind < USERS || conf->mc || conf->made))
            session_class_list(s, classes[i].name, look_at, &l);
    }
}
