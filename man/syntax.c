/*
 * syntax.c - writes how editors colour configurations, tables and suites, from the tables of the program. Run by the
 * build: syntax vim|textmate suite|cf|mc|table, or syntax vim detect.
 *
 * A pattern is written once, in what Vim (behind \v) and Oniguruma read alike. Where several match in one place, the
 * last one of a list counts.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check/access_text.h"
#include "check/mc_calls.h"
#include "describe.h"
#include "shell/command_list.h"
#include "shell/shell.h"
#include "start/setup.h"
#include "suite/expect_read.h"
#include "suite/suite_read.h"

enum { WORDS = 512 };

/* What a pattern's words are, for both editors. TextMate's names are those that the themes of Visual Studio Code have colours for. */
static const struct group {
    const char *name, *vim, *textmate;
} groups[] = {
    { "Comment", "Comment", "comment.line" },          { "Directive", "PreProc", "keyword.control" },
    { "Title", "Title", "markup.heading" },            { "Expectation", "Statement", "keyword.other" },
    { "Command", "Function", "support.function" },     { "Prompt", "Delimiter", "punctuation.definition" },
    { "Line", "Type", "storage.type" },                { "Option", "Statement", "support.type.property-name" },
    { "Ruleset", "Function", "entity.name.function" }, { "Macro", "Identifier", "variable.other" },
    { "Class", "Type", "support.type" },               { "Operator", "Operator", "keyword.operator" },
    { "Mailer", "Constant", "constant.language" },     { "Map", "Special", "support.class" },
    { "Call", "PreProc", "support.function" },         { "Quote", "Delimiter", "punctuation.definition.string" },
    { "Key", "Identifier", "entity.name.tag" },        { "Action", "Statement", "keyword.other" },
    { "Error", "WarningMsg", "invalid.deprecated" },
};

/* `before' (word|word ...) `behind'; words NULL: the pattern is `before'. */
struct pattern {
    const char *group, *before;
    void (*words)(void (*fn)(const char *word));
    const char *behind;
};

/* ---- words of tables ------------------------------------------------------------------------------------ */

typedef void use(const char *word);

static void directives(use *fn)
{
    const char *args, *help, *word;

    for (int i = 0; (word = suite_directive(i, &args)) != NULL; i++)
        fn(word);
    for (int i = 0; (word = setup_word(i, &args, &help)) != NULL; i++)
        fn(word);
}

static void expectations(use *fn)
{
    for (int i = 0; expectation_known(i) != NULL; i++)
        fn(expectation_known(i));
    fn("mailer=");
    fn("host=");
    fn("user=");
}

static void commands(use *fn)
{
    for (const struct command *c = command_list.slash; c->name != NULL; c++)
        fn(c->name);
}

static void options(use *fn)
{
    struct option_view o;

    for (int i = 0; engine_option(i, &o); i++) {
        if (*o.name != '\0')
            fn(o.name);
    }
}

static void calls(use *fn)
{
    for (int i = 0; mc_call_known(i) != NULL; i++)
        fn(mc_call_known(i));
}

static void tags(use *fn)
{
    for (int i = 0; access_tag_known(i) != NULL; i++)
        fn(access_tag_known(i));
}

static void actions(use *fn)
{
    for (int i = 0; access_action_known(i) != NULL; i++)
        fn(access_action_known(i));
}

/* ---- languages ------------------------------------------------------------------------------------------ */

#define ID "([A-Za-z]|\\{[A-Za-z0-9_]+\\})"
#define NAME "[A-Za-z0-9_-]+"
#define RULES                                                                                                 \
    { "Operator", "\\$[-*+:|.!0-9()#@]", NULL, NULL }, { "Operator", "\\$\\[", NULL, NULL },                 \
    { "Operator", "\\$\\]", NULL, NULL }, { "Macro", "\\$[&?]?" ID, NULL, NULL },                             \
    { "Class", "\\$[=~]" ID, NULL, NULL }, { "Ruleset", "\\$[>]" NAME, NULL, NULL },                         \
    { "Mailer", "\\$#" NAME, NULL, NULL }, { "Map", "\\$\\(" NAME, NULL, NULL }

static const struct pattern suite[] = {
    { "Ruleset", "^[A-Za-z0-9_,]+\\s", NULL, NULL },
    { "Prompt", "^[>] ", NULL, NULL },
    { "Command", "^([>] )?/", commands, NULL },
    { "Directive", "^#\\@\\s+", directives, NULL },
    { "Expectation", "^#\\@\\s+expect\\s+", expectations, NULL },
    { "Title", "^#\\@\\s+test.*$", NULL, NULL },
    { "Comment", "^#( .*)?$", NULL, NULL },
    { NULL, NULL, NULL, NULL },
};

static const struct pattern cf[] = {
    { "Line", "^[A-Z]", NULL, NULL },
    { "Option", "^O ", options, NULL },
    { "Ruleset", "^S" NAME, NULL, NULL },
    { "Map", "^K" NAME, NULL, NULL },
    { "Mailer", "^M" NAME, NULL, NULL },
    RULES,
    { "Comment", "^#.*$", NULL, NULL },
    { NULL, NULL, NULL, NULL },
};

static const struct pattern mc[] = {
    { "Quote", "[`']", NULL, NULL },
    { "Option", "conf[A-Z0-9_]+", NULL, NULL },
    { "Call", "", calls, "\\(" },
    { "Call", "^(LOCAL_[A-Z0-9_]+|MAILER_DEFINITIONS)", NULL, NULL },
    { "Ruleset", "^S" NAME "$", NULL, NULL },
    RULES,
    { "Comment", "^#.*$", NULL, NULL },
    { "Comment", "(^|\\s|\\))dnl(\\s.*)?$", NULL, NULL },
    { NULL, NULL, NULL, NULL },
};

static const struct pattern table[] = {
    { "Key", "^[^# \t]+", NULL, NULL },
    { "Directive", "^", tags, NULL },
    { "Mailer", "\\s" NAME ":", NULL, NULL },
    { "Action", "\\s", actions, "(\\s|$)" },
    { "Error", "\\s(ERROR|error):.*$", NULL, NULL },
    { "Comment", "^#.*$", NULL, NULL },
    { NULL, NULL, NULL, NULL },
};

static const struct language {
    const char *name, *type, *scope, *title; /* type: of Vim */
    const struct pattern *patterns;
    const char *files[10]; /* as a pattern of Vim has them */
} languages[] = {
    { "suite", "btsh", "source.btsh", "btsh suite", suite, { "*.bt", NULL } },
    { "cf", "sendmail", "source.sendmail.cf", "sendmail.cf", cf, { "*/mail/*.cf", "sendmail.cf", "submit.cf", NULL } },
    { "mc", "sendmailmc", "source.sendmail.mc", "sendmail.mc", mc, { "*.mc", NULL } },
    { "table", "btshtable", "source.sendmail.table", "sendmail table", table,
      { "access", "mailertable", "virtusertable", "genericstable", "domaintable", "authinfo", NULL } },
};

/* ---- patterns ------------------------------------------------------------------------------------------- */

static const char *gathered[WORDS];
static int ngathered;

static void gather(const char *word)
{
    if (ngathered < WORDS)
        gathered[ngathered++] = word;
}

/* Where one begins as another does, the longer one comes first. */
static int by_length(const void *a, const void *b)
{
    const char *x = *(const char *const *)a, *y = *(const char *const *)b;
    size_t n = strlen(x), m = strlen(y);

    return n != m ? (n < m) - (n > m) : strcmp(x, y);
}

/* What has a meaning in a pattern, and stands for itself in a word. */
static void put_word(FILE *out, const char *word)
{
    for (; *word != '\0'; word++)
        fprintf(out, strchr("=@.+*?|(){}<>&~%$^[]\\", *word) != NULL ? "\\%c" : "%c", *word);
}

/* The pattern as both editors have it, malloc'd. */
static char *regular(const struct pattern *p)
{
    char *text = NULL;
    size_t n;
    FILE *out = open_memstream(&text, &n);

    if (out == NULL)
        exit(1);
    fputs(p->before, out);
    if (p->words != NULL) {
        ngathered = 0;
        p->words(gather);
        qsort(gathered, (size_t)ngathered, sizeof *gathered, by_length);
        for (int i = 0; i < ngathered; i++) {
            putc(i == 0 ? '(' : '|', out);
            put_word(out, gathered[i]);
        }
        putc(')', out);
    }
    fputs(p->behind != NULL ? p->behind : "", out);
    if (fclose(out) != 0)
        exit(1);
    return text;
}

static const struct group *group_of(const char *name)
{
    const struct group *g = groups;

    while (strcmp(g->name, name) != 0)
        g++;
    return g;
}

/* ---- Vim ------------------------------------------------------------------------------------------------ */

static void vim(const struct language *l)
{
    printf("\" Vim syntax file: %s; made from the tables of btsh\n\nif exists('b:current_syntax')\n  finish\nendif\n\n", l->title);
    puts("syn case match\nsyn sync minlines=1");
    for (const struct pattern *p = l->patterns; p->group != NULL; p++) {
        char *text = regular(p);

        /* what stands between \" is the pattern */
        printf("syn match %s%s \"\\v%s\"\n", l->type, p->group, text);
        free(text);
    }
    putchar('\n');
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
        bool used = false;

        for (const struct pattern *p = l->patterns; p->group != NULL; p++)
            used |= strcmp(p->group, groups[i].name) == 0;
        if (used)
            printf("hi def link %s%s %s\n", l->type, groups[i].name, groups[i].vim);
    }
    printf("\nlet b:current_syntax = '%s'\n", l->type);
}

static void vim_detect(void)
{
    puts("\" Vim: which files btsh knows; made from its tables");
    for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++) {
        printf("au BufRead,BufNewFile ");
        for (const char *const *f = languages[i].files; *f != NULL; f++)
            printf("%s%s", f != languages[i].files ? "," : "", *f);
        printf(" setlocal filetype=%s\n", languages[i].type);
    }
}

/* ---- TextMate ------------------------------------------------------------------------------------------- */

static void json(const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\t')
            fputs("\\t", stdout);
        else
            printf(strchr("\"\\", *text) != NULL ? "\\%c" : "%c", *text);
    }
}

static void textmate(const struct language *l)
{
    int n = 0;

    while (l->patterns[n].group != NULL)
        n++;
    printf("{\n  \"name\": \"%s\",\n  \"scopeName\": \"%s\",\n  \"comment\": \"made from the tables of btsh\",\n  \"fileTypes\": [",
           l->title, l->scope);
    for (const char *const *f = l->files; *f != NULL; f++) {
        const char *name = strrchr(*f, '.') != NULL ? strrchr(*f, '.') + 1 : *f;

        if (f == l->files || strchr(*f, '*') != NULL || strchr(*f, '.') == NULL)
            printf("%s\"%s\"", f != l->files ? ", " : "", name);
    }
    puts("],\n  \"patterns\": [");
    while (n-- > 0) { /* the first one counts there */
        char *text = regular(&l->patterns[n]);

        printf("    { \"name\": \"%s.%s\", \"match\": \"", group_of(l->patterns[n].group)->textmate, l->name);
        json(text);
        printf("\" }%s\n", n > 0 ? "," : "");
        free(text);
    }
    puts("  ]\n}");
}

int main(int argc, char *argv[])
{
    bool for_vim = argc == 3 && strcmp(argv[1], "vim") == 0;

    if (for_vim && strcmp(argv[2], "detect") == 0) {
        vim_detect();
        return 0;
    }
    for (size_t i = 0; argc == 3 && i < sizeof languages / sizeof languages[0]; i++) {
        if (strcmp(languages[i].name, argv[2]) == 0) {
            (for_vim ? vim : textmate)(&languages[i]);
            return 0;
        }
    }
    fprintf(stderr, "usage: syntax vim|textmate suite|cf|mc|table, or syntax vim detect\n");
    return 2;
}
