/*
 * format_json.c - findings as JSON: a list of our own, and SARIF 2.1.0.
 *
 * Source: OASIS, Static Analysis Results Interchange Format (SARIF) 2.1.0.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/check.h"
#include "check/format_json.h"
#include "show/json_text.h"
#include "show/output.h"
#include "show/text.h"
#include "world/json_library.h"

bool format_json_there(const char **why)
{
    struct json_library lib;

    return json_library_load(&lib, why);
}

static void put(const struct json_library *l, struct output *out, json_t *all)
{
    char *made = l->json_dumps(all, JSON_INDENT(2) | JSON_PRESERVE_ORDER);

    if (made != NULL) {
        out_printable(out, made, strlen(made), SHOWN_JSON);
        out_char(out, '\n');
    }
    free(made);
    l->json_delete(all);
}

static json_t *code_of(const struct json_library *l, const struct finding *x)
{
    char code[16];

    snprintf(code, sizeof code, "BT%d", checks[x->check].code);
    return l->json_string(code);
}

void format_json(const struct check_run *c, struct output *out)
{
    struct json_library l;
    const char *why;
    json_t *all;

    if (!json_library_load(&l, &why))
        return;
    all = l.json_array();
    for (int i = 0; i < c->found.n; i++) {
        const struct finding *x = &c->found.list[i];
        json_t *one = l.json_object();

        l.json_object_set_new(one, "file", json_text(&l, x->file));
        l.json_object_set_new(one, "line", l.json_integer(x->line));
        l.json_object_set_new(one, "column", l.json_integer(x->column));
        l.json_object_set_new(one, "level", l.json_string(check_level_name(x->level)));
        l.json_object_set_new(one, "code", code_of(&l, x));
        l.json_object_set_new(one, "message", json_text(&l, x->text));
        if (x->mended != NULL)
            l.json_object_set_new(one, "fix", json_text(&l, x->mended));
        l.json_array_append_new(all, one);
    }
    put(&l, out, all);
}

/* ---- SARIF ---------------------------------------------------------------------------------------------- */

static json_t *text_object(const struct json_library *l, const char *text)
{
    json_t *o = l->json_object();

    l->json_object_set_new(o, "text", json_text(l, text));
    return o;
}

static const char *sarif_level(enum check_level level)
{
    return level == LEVEL_ERROR ? "error" : level == LEVEL_WARNING ? "warning" : "note";
}

static json_t *rules(const struct json_library *l)
{
    json_t *all = l->json_array();

    for (int i = 0; i < CHECKS; i++) {
        json_t *rule = l->json_object(), *settings = l->json_object();
        char code[16];

        snprintf(code, sizeof code, "BT%d", checks[i].code);
        l->json_object_set_new(rule, "id", l->json_string(code));
        l->json_object_set_new(rule, "shortDescription", text_object(l, checks[i].title));
        l->json_object_set_new(rule, "fullDescription", text_object(l, checks[i].why));
        l->json_object_set_new(settings, "level", l->json_string(sarif_level(checks[i].level)));
        l->json_object_set_new(rule, "defaultConfiguration", settings);
        l->json_array_append_new(all, rule);
    }
    return all;
}

static json_t *location(const struct json_library *l, const struct finding *x)
{
    json_t *place = l->json_object(), *file = l->json_object(), *region = l->json_object(), *one = l->json_object();
    json_t *list = l->json_array();

    l->json_object_set_new(file, "uri", json_text(l, x->file));
    l->json_object_set_new(place, "artifactLocation", file);
    l->json_object_set_new(region, "startLine", l->json_integer(x->line > 0 ? x->line : 1));
    if (x->column > 0)
        l->json_object_set_new(region, "startColumn", l->json_integer(x->column));
    l->json_object_set_new(place, "region", region);
    l->json_object_set_new(one, "physicalLocation", place);
    l->json_array_append_new(list, one);
    return list;
}

/* The same for the same finding wherever its line has moved to: FNV-1a of check, file and text. */
static json_t *fingerprint(const struct json_library *l, const struct finding *x)
{
    const char *parts[] = { checks[x->check].title, x->file, x->text };
    unsigned long long h = 14695981039346656037u;
    json_t *o = l->json_object();
    char text[24];

    for (int i = 0; i < 3; i++) {
        for (const char *p = parts[i]; *p != '\0'; p++)
            h = (h ^ (unsigned char)*p) * 1099511628211u;
    }
    snprintf(text, sizeof text, "%016llx", h);
    l->json_object_set_new(o, "btsh/v1", l->json_string(text));
    return o;
}

static json_t *results(const struct json_library *l, const struct check_run *c)
{
    json_t *all = l->json_array();

    for (int i = 0; i < c->found.n; i++) {
        const struct finding *x = &c->found.list[i];
        json_t *one = l->json_object();

        l->json_object_set_new(one, "ruleId", code_of(l, x));
        l->json_object_set_new(one, "ruleIndex", l->json_integer(x->check));
        l->json_object_set_new(one, "level", l->json_string(sarif_level(x->level)));
        l->json_object_set_new(one, "message", text_object(l, x->text));
        l->json_object_set_new(one, "locations", location(l, x));
        l->json_object_set_new(one, "partialFingerprints", fingerprint(l, x));
        l->json_array_append_new(all, one);
    }
    return all;
}

void format_sarif(const struct check_run *c, struct output *out)
{
    struct json_library l;
    const char *why;
    json_t *all, *runs, *one, *tool, *driver;

    if (!json_library_load(&l, &why))
        return;
    all = l.json_object(), runs = l.json_array(), one = l.json_object(), tool = l.json_object(), driver = l.json_object();
    l.json_object_set_new(driver, "name", l.json_string("btsh"));
    l.json_object_set_new(driver, "rules", rules(&l));
    l.json_object_set_new(tool, "driver", driver);
    l.json_object_set_new(one, "tool", tool);
    l.json_object_set_new(one, "columnKind", l.json_string("unicodeCodePoints"));
    l.json_object_set_new(one, "results", results(&l, c));
    l.json_array_append_new(runs, one);
    l.json_object_set_new(all, "$schema", l.json_string("https://json.schemastore.org/sarif-2.1.0.json"));
    l.json_object_set_new(all, "version", l.json_string("2.1.0"));
    l.json_object_set_new(all, "runs", runs);
    put(&l, out, all);
}
