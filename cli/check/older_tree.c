/*
 * older_tree.c - what a configuration that an older m4 tree made misses under the sendmail that reads it.
 *
 * The rules decide, and not the tree's version: who wrote the newer ones into an older configuration misses nothing.
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "check/configuration.h"
#include "check/finding.h"
#include "check/older_tree.h"
#include "describe.h"
#include "engine.h"
#include "show/rule_text.h"
#include "show/text.h"

/* Before 8.16: no rule knows of DANE at all. */
static void check_age(const struct configuration *conf, struct session *s, struct findings_list *f)
{
    const char *version = session_macro_at(s, 'Z');
    int major = 0, minor = 0, patch = 0;

    if (!conf->mc && version != NULL && sscanf(version, "%d.%d.%d", &major, &minor, &patch) >= 2 && major == 8 && minor > 0
        && minor < 16 && session_ruleset_named(s, "tls_rcpt") >= 0)
        finding_add(f, BT407, conf->path, 0, 0, "it was made by the tree of %.20s, and read by %s: tls_rcpt knows nothing of "
                    "DANE; make it again", version, session_target(s)->version);
}

/* The place of the first rule of a ruleset that has the text on a side; false: none has. */
static bool find_text(struct session *s, const char *ruleset, const char *wanted, struct text *place)
{
    int number = session_ruleset_named(s, ruleset), n = number >= 0 ? session_ruleset_rules(s, number) : 0;
    bool found = false;

    for (int i = 1; i <= n && !found; i++) {
        struct text sides = { 0 };
        char name[80];
        const struct rule *r;

        snprintf(name, sizeof name, "%s/%d", ruleset, i);
        r = session_find_rule(s, name, NULL);
        if (r != NULL)
            rule_sides(&sides, s, r);
        found = strstr(text_of(&sides), wanted) != NULL;
        if (found)
            rule_place(place, r);
        text_free(&sides);
    }
    return found;
}

static void check_verdicts(const struct configuration *conf, struct session *s, struct findings_list *f)
{
    static const char *const verdicts[] = { "DANE_TEMP", "DANE_NOTLS" };
    struct text place = { 0 };

    for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++) {
        if (session_ruleset_named(s, "tls_rcpt") >= 0 && !find_text(s, "tls_rcpt", verdicts[i], &place))
            finding_add(f, BT407, conf->path, 0, 0, "no rule of tls_rcpt knows %s, which sendmail %s puts into ${verify}: such "
                        "mail goes out; make it again with the tree of %s", verdicts[i], session_target(s)->version,
                        session_target(s)->name);
    }
    text_free(&place);
}

/* The default rules of clt_features asked for the client; they are given the name of the server. */
static void check_client_features(const struct configuration *conf, struct session *s, struct findings_list *f)
{
    struct text place = { 0 };

    if (find_text(s, "clt_features", "$&{client_name}", &place))
        finding_add(f, BT407, conf->path, 0, 0, "%s: clt_features looks up $&{client_name}, and not the server that it is given: "
                    "Clt_Features: entries of the access table name servers; make it again with the tree of %s", text_of(&place),
                    session_target(s)->name);
    text_free(&place);
}

/* One A record of several, whichever comes first. */
static void check_lists(const struct configuration *conf, struct session *s, struct findings_list *f)
{
    struct map_view m;

    for (int i = 0; session_map_at(s, i, &m); i++) {
        if (strcasecmp(m.name, "ednsbl") == 0 && strcmp(m.cls, "dns") == 0 && m.app != NULL && strcmp(m.app, ".") == 0)
            finding_add(f, BT407, conf->path, 0, 0, "map %s of enhdnsbl takes one A record: a name that has 127.0.0.4 and 127.0.0.10 "
                        "may pass a rule for 127.0.0.10; the tree of %s reads all of them (-z), and its arguments have no dot at "
                        "their end", m.name, session_target(s)->name);
    }
}

void check_older_tree(const struct configuration *conf, struct session *s, struct findings_list *f)
{
    if (!session_target(s)->has_dane_verdicts) {
        check_age(conf, s, f);
        return;
    }
    check_verdicts(conf, s, f);
    check_client_features(conf, s, f);
    check_lists(conf, s, f);
}
