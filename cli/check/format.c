/*
 * format.c - findings as people and programs read them.
 */
#include <stdio.h>
#include <string.h>

#include "check/check.h"
#include "check/format.h"
#include "check/format_json.h"
#include "show/output.h"
#include "show/secrets.h"
#include "show/style.h"
#include "show/text.h"
#include "show/wrap.h"
#include "show/text.h"

static const char check_formats[] = "tty|gcc|json|sarif|github|checkstyle|junit";

/* A name is no line of its own, whatever it says. */
static void name_of(struct text *t, const char *file)
{
    for (; *file != '\0'; file++)
        text_add(t, *file == '\n' ? "\\x0a" : (char[]){ *file, '\0' });
}

static void place(const struct finding *x, struct output *out)
{
    struct text name = { 0 };

    name_of(&name, x->file);
    out_text(out, text_of(&name));
    text_free(&name);
    if (x->line > 0)
        out_format(out, ":%d", x->line);
    if (x->column > 0)
        out_format(out, ":%d", x->column);
}

/* "file:line:column: level: what [BT304]" */
static void message(const struct finding *x, const struct style *style, enum tone tone, struct output *out)
{
    struct text line = { 0 }, lead = { 0 }, rows = { 0 };

    text_add(&line, style_on(style, TONE_BOLD));
    name_of(&line, x->file);
    if (x->line > 0)
        text_format(&line, ":%d", x->line);
    if (x->column > 0)
        text_format(&line, ":%d", x->column);
    text_format(&line, ":%s %s%s:%s %s [BT%d]", style_off(style, TONE_BOLD), style_on(style, tone), check_level_name(x->level),
                style_off(style, tone), x->text, checks[x->check].code);
    text_add(&lead, "  ");
    wrap_line(&rows, style, &line, &lead);
    out_format(out, "%s\n", text_of(&rows));
    text_free(&line);
    text_free(&lead);
    text_free(&rows);
}

static void gcc(const struct check_run *c, struct output *out)
{
    for (int i = 0; i < c->found.n; i++) {
        const struct finding *x = &c->found.list[i];

        place(x, out);
        out_format(out, ": %s: %s [BT%d]\n", x->level == LEVEL_STYLE ? "note" : check_level_name(x->level), x->text,
                   checks[x->check].code);
    }
}

/* ---- for people ----------------------------------------------------------------------------------------- */

static void line_of(const struct check_run *c, const struct finding *x, const struct style *style, struct output *out)
{
    for (int i = 0; i < c->nsources; i++) {
        const struct source_text *s = &c->sources[i];
        struct text line = { 0 };

        if (strcmp(s->path, x->file) != 0 || x->line < 1 || x->line > s->nlines)
            continue;
        text_add(&line, s->lines[x->line - 1]);
        secrets_mask(&line, NULL);
        out_format(out, "    %s\n    ", text_of(&line));
        text_free(&line);
        for (int k = 1; k < x->column && s->lines[x->line - 1][k - 1] != '\0'; k++)
            out_char(out, s->lines[x->line - 1][k - 1] == '\t' ? '\t' : ' ');
        out_format(out, "%s^%s\n", style_on(style, TONE_GOOD), style_off(style, TONE_GOOD));
        return;
    }
}

static void count(const struct check_run *c, struct output *out)
{
    int n[LEVELS] = { 0 };
    const char *comma = "";

    for (int i = 0; i < c->found.n; i++)
        n[c->found.list[i].level]++;
    if (c->found.n == 0)
        out_format(out, "nothing found in %d file%s", c->nsources, c->nsources == 1 ? "" : "s");
    for (int i = LEVELS - 1; i >= 0; i--) {
        if (n[i] > 0) {
            out_format(out, "%s%d %s%s", comma, n[i], check_level_name((enum check_level)i),
                       n[i] > 1 && i >= LEVEL_WARNING ? "s" : "");
            comma = ", ";
        }
    }
    out_char(out, '\n');
}

static void tty(const struct check_run *c, struct output *out)
{
    static const enum tone tones[LEVELS] = { TONE_FAINT, TONE_NAME, TONE_RULE, TONE_BAD };
    struct style style = style_of_output();

    for (int i = 0; i < c->found.n; i++) {
        const struct finding *x = &c->found.list[i];

        message(x, &style, tones[x->level], out);
        line_of(c, x, &style, out);
    }
    count(c, out);
}

/* ---- GitHub's commands in a log -------------------------------------------------------------------------- */

static void github_text(struct output *out, const char *text, bool property)
{
    for (; *text != '\0'; text++) {
        if (*text == '%' || *text == '\r' || *text == '\n' || (property && (*text == ':' || *text == ',')))
            out_format(out, "%%%02X", (unsigned char)*text);
        else
            out_char(out, *text);
    }
}

static void github(const struct check_run *c, struct output *out)
{
    static const char *const words[LEVELS] = { "notice", "notice", "warning", "error" };

    for (int i = 0; i < c->found.n; i++) {
        const struct finding *x = &c->found.list[i];

        out_format(out, "::%s file=", words[x->level]);
        github_text(out, x->file, true);
        if (x->line > 0)
            out_format(out, ",line=%d", x->line);
        if (x->column > 0)
            out_format(out, ",col=%d", x->column);
        out_format(out, ",title=BT%d::", checks[x->check].code);
        github_text(out, x->text, false);
        out_char(out, '\n');
    }
}

/* ---- XML ------------------------------------------------------------------------------------------------ */

static void xml(struct output *out, const char *text)
{
    struct text t = { 0 };

    text_xml(&t, text);
    out_text(out, text_of(&t));
    text_free(&t);
}

static bool first_of_file(const struct check_run *c, int i)
{
    return i == 0 || strcmp(c->found.list[i].file, c->found.list[i - 1].file) != 0;
}

static void checkstyle(const struct check_run *c, struct output *out)
{
    out_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n");
    for (int i = 0; i < c->found.n; i++) {
        const struct finding *x = &c->found.list[i];

        if (first_of_file(c, i)) {
            out_format(out, "%s  <file name=\"", i > 0 ? "  </file>\n" : "");
            xml(out, x->file);
            out_text(out, "\">\n");
        }
        out_format(out, "    <error line=\"%d\" column=\"%d\" severity=\"%s\" message=\"", x->line > 0 ? x->line : 1,
                   x->column > 0 ? x->column : 1, x->level == LEVEL_STYLE ? "info" : check_level_name(x->level));
        xml(out, x->text);
        out_format(out, "\" source=\"btsh.BT%d\"/>\n", checks[x->check].code);
    }
    out_format(out, "%s</checkstyle>\n", c->found.n > 0 ? "  </file>\n" : "");
}

/* One case a file that was checked, which fails by each of its findings. */
static void junit_file(const struct check_run *c, const char *path, struct output *out)
{
    bool any = false;

    out_text(out, "    <testcase classname=\"btsh check\" name=\"");
    xml(out, path);
    out_char(out, '"');
    for (int i = 0; i < c->found.n; i++) {
        const struct finding *x = &c->found.list[i];

        if (strcmp(x->file, path) != 0)
            continue;
        out_format(out, "%s      <failure type=\"BT%d\" message=\"", any ? "" : ">\n", checks[x->check].code);
        xml(out, x->text);
        out_format(out, "\">line %d</failure>\n", x->line);
        any = true;
    }
    out_text(out, any ? "    </testcase>\n" : "/>\n");
}

static void junit(const struct check_run *c, struct output *out)
{
    int failed = 0;

    for (int k = 0; k < c->nsources; k++) {
        bool any = false;

        for (int i = 0; i < c->found.n; i++)
            any |= strcmp(c->found.list[i].file, c->sources[k].path) == 0;
        failed += any;
    }
    out_format(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\"btsh check\" tests=\"%d\" "
                    "failures=\"%d\" errors=\"0\" skipped=\"0\" time=\"0\">\n", c->nsources, failed);
    for (int k = 0; k < c->nsources; k++)
        junit_file(c, c->sources[k].path, out);
    out_text(out, "  </testsuite>\n</testsuites>\n");
}

/* ---- the list ------------------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    void (*write)(const struct check_run *c, struct output *out);
} formats[] = {
    { "tty", tty },       { "gcc", gcc },         { "github", github }, { "checkstyle", checkstyle },
    { "junit", junit },   { "json", format_json }, { "sarif", format_sarif },
};
enum { FORMATS = sizeof formats / sizeof formats[0] };

bool check_format_known(const char *name, const char **why)
{
    for (int i = 0; i < FORMATS; i++) {
        if (strcmp(name, formats[i].name) == 0)
            return (formats[i].write != format_json && formats[i].write != format_sarif) || format_json_there(why);
    }
    *why = check_formats;
    return false;
}

bool check_format_is_whole(const char *name)
{
    static const char *const whole[] = { "json", "sarif", "checkstyle", "junit" };
    bool is = false;

    for (size_t i = 0; name != NULL && i < sizeof whole / sizeof whole[0]; i++)
        is |= strcmp(name, whole[i]) == 0;
    return is;
}

void check_write(const struct check_run *c, const char *name, struct output *out)
{
    for (int i = 0; name != NULL && i < FORMATS; i++) {
        if (strcmp(name, formats[i].name) == 0)
            formats[i].write(c, out);
    }
    if (name == NULL)
        (style_of_output().width > 0 ? tty : gcc)(c, out);
}
