/*
 * completions.c - writes the completions of bash, zsh and fish from the tables of options and subcommands. Run by
 * the build: completions SHELL.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "start/long_options.h"
#include "start/subcommand.h"
#include "subcommands/subcommands.h"

/* What can stand in the place of a value, by the word that help shows for it. */
enum kind { NOTHING, ANYTHING, FILES, FOLDERS, WORDS };

static enum kind kind_of(const char *value)
{
    if (value == NULL)
        return NOTHING;
    if (strcmp(value, "FILE") == 0)
        return FILES;
    if (strcmp(value, "DIR") == 0)
        return FOLDERS;
    return strchr(value, '|') != NULL ? WORDS : ANYTHING;
}

/* One option, of btsh itself (sub NULL) or of a subcommand. */
struct option {
    const char *sub;
    char letter[4]; /* "C", "bt"; "": none */
    const char *name, *value, *help;
};

typedef void each(const struct option *o, void *ctx);

static void each_option(each *fn, void *ctx)
{
    for (const struct suboption *o = short_options; o->letter != 0; o++) {
        struct option x = { .value = o->value, .help = o->help };

        snprintf(x.letter, sizeof x.letter, "%c%s", o->letter, o->name != NULL ? o->name : "");
        fn(&x, ctx);
    }
    for (const struct long_option *o = long_options; o->name != NULL; o++)
        fn(&(struct option){ .name = o->name, .value = o->value, .help = o->help }, ctx);
    for (const struct subcommand *const *c = subcommands; *c != NULL; c++) {
        for (const struct suboption *o = (*c)->options; o != NULL && o->letter != 0; o++) {
            struct option x = { .sub = (*c)->name, .name = o->name, .value = o->value, .help = o->help };

            if (o->letter < 256)
                snprintf(x.letter, sizeof x.letter, "%c", o->letter);
            fn(&x, ctx);
        }
    }
}

/* A text between single quotes of a shell; `special` gets a backslash. */
static void quoted(const char *text, const char *apostrophe, const char *special)
{
    for (; *text != '\0'; text++) {
        if (*text == '\'')
            fputs(apostrophe, stdout);
        else if (strchr(special, *text) != NULL)
            printf("\\%c", *text);
        else
            putchar(*text);
    }
}

static void choices(const char *value)
{
    for (; *value != '\0'; value++)
        putchar(*value == '|' ? ' ' : *value);
}

/* ---- bash ---------------------------------------------------------------------------------------- */

struct wanted {
    enum kind kind;
    int n;
};

/* "sub/--name | sub/-x | " of those whose value is of the kind. */
static void bash_pattern(const struct option *o, void *ctx)
{
    struct wanted *w = ctx;
    const char *sub = o->sub != NULL ? o->sub : "";

    if (kind_of(o->value) != w->kind || *o->value == '[')
        return;
    if (*o->letter != '\0')
        printf("%s%s/-%s", w->n++ > 0 ? " | " : "    ", sub, o->letter);
    if (o->name != NULL)
        printf("%s%s/--%s", w->n++ > 0 ? " | " : "    ", sub, o->name);
}

static void bash_words(const struct option *o, void *ctx)
{
    (void)ctx;
    if (kind_of(o->value) == WORDS && o->name != NULL) {
        printf("    %s/--%s) words='", o->sub != NULL ? o->sub : "", o->name);
        choices(o->value);
        puts("' ;;");
    }
}

static void bash_name(const struct option *o, void *ctx)
{
    const char *sub = ctx;

    if ((o->sub == NULL) != (sub == NULL) || (sub != NULL && strcmp(o->sub, sub) != 0))
        return;
    if (*o->letter != '\0')
        printf(" -%s", o->letter);
    if (o->name != NULL)
        printf(" --%s", o->name);
}

static void bash_values(enum kind kind, const char *what)
{
    struct wanted w = { kind, 0 };

    each_option(bash_pattern, &w);
    printf(") values=%s ;;\n", what);
}

static void bash(void)
{
    puts("# bash completion for btsh; made from its tables\n# shellcheck shell=bash\n");
    puts("_btsh()\n{\n    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} sub='' values='' words='' w\n");
    puts("    for w in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n        case $w in");
    fputs("        ", stdout);
    for (const struct subcommand *const *c = subcommands; *c != NULL; c++)
        printf("%s%s", c != subcommands ? " | " : "", (*c)->name);
    puts(") sub=$w; break ;;\n        esac\n    done\n    case $sub/$before in");
    bash_values(FILES, "-f");
    bash_values(FOLDERS, "-d");
    bash_values(ANYTHING, "none");
    each_option(bash_words, NULL);
    puts("    esac\n    if [[ ! $values$words ]]; then\n        case $sub in");
    fputs("        '') words='", stdout);
    for (const struct subcommand *const *c = subcommands; *c != NULL; c++)
        printf("%s ", (*c)->name);
    each_option(bash_name, NULL);
    puts("' ;;");
    for (const struct subcommand *const *c = subcommands; *c != NULL; c++) {
        printf("        %s) values=-f words='", (*c)->name);
        each_option(bash_name, (char *)(*c)->name);
        puts(" --help' ;;");
    }
    puts("        esac\n    fi\n    COMPREPLY=()\n    if [[ $words ]]; then\n"
         "        mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n    fi\n"
         "    case $values in\n    -f | -d)\n        compopt -o filenames 2>/dev/null\n"
         "        mapfile -t -O \"${#COMPREPLY[@]}\" COMPREPLY < <(compgen \"$values\" -- \"$word\")\n        ;;\n    esac\n}\n");
    puts("complete -F _btsh btsh");
}

/* ---- zsh ----------------------------------------------------------------------------------------- */

static void zsh_value(const struct option *o)
{
    if (o->value == NULL)
        return;
    putchar(':');
    quoted(o->value, "'\\''", "[]:");
    switch (kind_of(o->value)) {
    case FILES:
        fputs(":_files", stdout);
        break;
    case FOLDERS:
        fputs(":_directories", stdout);
        break;
    case WORDS:
        fputs(":(", stdout);
        choices(o->value);
        putchar(')');
        break;
    default:
        fputs(": ", stdout);
        break;
    }
}

static void zsh_spec(const struct option *o, const char *hyphens, const char *name, const char *with_value)
{
    printf(" \\\n        '*%s%s%s[", hyphens, name, o->value == NULL ? "" : with_value);
    quoted(o->help, "'\\''", "[]:");
    putchar(']');
    zsh_value(o);
    putchar('\'');
}

static void zsh_option(const struct option *o, void *ctx)
{
    const char *sub = ctx;

    if ((o->sub == NULL) != (sub == NULL) || (sub != NULL && strcmp(o->sub, sub) != 0))
        return;
    if (*o->letter != '\0')
        zsh_spec(o, "-", o->letter, "+");
    if (o->name != NULL)
        zsh_spec(o, "--", o->name, o->value != NULL && *o->value == '[' ? "=-" : "=");
}

static void zsh(void)
{
    puts("#compdef btsh\n# zsh completion for btsh; made from its tables\n");
    fputs("local state line\n\n_arguments -C -s", stdout);
    each_option(zsh_option, NULL);
    puts(" \\\n        '1: :->first' \\\n        '*:: :->rest'\n\ncase $state in\nfirst)\n    local -a names=(");
    for (const struct subcommand *const *c = subcommands; *c != NULL; c++) {
        printf("        '%s:", (*c)->name);
        quoted((*c)->help, "'\\''", ":");
        puts("'");
    }
    puts("    )\n    _describe subcommand names || _files\n    ;;\nrest)\n    case $words[1] in");
    for (const struct subcommand *const *c = subcommands; *c != NULL; c++) {
        printf("    %s)\n        _arguments -s", (*c)->name);
        each_option(zsh_option, (char *)(*c)->name);
        puts(" \\\n        '--help[show how it is used]' \\\n        '*:file:_files'\n        ;;");
    }
    puts("    *) _files ;;\n    esac\n    ;;\nesac");
}

/* ---- fish ---------------------------------------------------------------------------------------- */

static void fish_option(const struct option *o, void *ctx)
{
    enum kind kind = kind_of(o->value);

    (void)ctx;
    if (o->sub == NULL)
        fputs("complete -c btsh -n __fish_use_subcommand", stdout);
    else
        printf("complete -c btsh -n '__fish_seen_subcommand_from %s'", o->sub);
    if (*o->letter != '\0')
        printf(" -%c %s", o->letter[1] != '\0' ? 'o' : 's', o->letter);
    if (o->name != NULL)
        printf(" -l %s", o->name);
    if (kind == FILES)
        fputs(" -rF", stdout);
    else if (kind == FOLDERS)
        fputs(" -xa '(__fish_complete_directories)'", stdout);
    else if (kind == WORDS) {
        fputs(" -xa '", stdout);
        choices(o->value);
        putchar('\'');
    } else if (kind == ANYTHING && *o->value != '[')
        fputs(" -x", stdout);
    fputs(" -d '", stdout);
    quoted(o->help, "\\'", "\\");
    puts("'");
}

static void fish(void)
{
    puts("# fish completion for btsh; made from its tables\n");
    for (const struct subcommand *const *c = subcommands; *c != NULL; c++) {
        printf("complete -c btsh -n __fish_use_subcommand -a %s -d '", (*c)->name);
        quoted((*c)->help, "\\'", "\\");
        puts("'");
    }
    each_option(fish_option, NULL);
}

int main(int argc, char *argv[])
{
    const char *shell = argc == 2 ? argv[1] : "";

    if (strcmp(shell, "bash") == 0)
        bash();
    else if (strcmp(shell, "zsh") == 0)
        zsh();
    else if (strcmp(shell, "fish") == 0)
        fish();
    else
        return 64;
    return 0;
}
