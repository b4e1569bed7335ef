/*
 * checks.c - writes btsh-checks(7): every check of btsh check, in mdoc. Run by the build.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "check/checks.h"

/* A text as lines of its own, of which none is mdoc's; prose: each sentence begins one. */
static void lines(const char *text, bool prose)
{
    bool begin = true;

    for (; *text != '\0'; text++) {
        if (begin)
            fputs("\\&", stdout);
        begin = *text == '\n';
        if (*text == '\\')
            fputs("\\e", stdout);
        else if (*text == '`')
            fputs("\\(ga", stdout);
        else if (*text == '\'')
            fputs("\\(aq", stdout);
        else
            putchar(*text);
        if (prose && *text == '.' && text[1] == ' ') {
            putchar('\n');
            begin = true;
            text++;
        }
    }
    if (!begin)
        putchar('\n');
}

static void example(const char *what, const char *files)
{
    printf(".Pp\n%s\n.Bd -literal -offset indent -compact\n", what);
    lines(files, false);
    puts(".Ed");
}

int main(void)
{
    puts(".Dd November 29, 2026\n.Dt BTSH-CHECKS 7\n.Os\n.Sh NAME\n.Nm btsh-checks\n"
         ".Nd what btsh check finds\n.Sh DESCRIPTION\n"
         "Each check with its code, its level, why it is made, and files of which it is\ntold and not told.\n"
         ".Ql ==>\nstands before the name of each file.\n"
         "Made from the table that the program itself reads;\n.Ic btsh check --explain Ar code\nshows one of them.");
    for (int i = 0; i < CHECKS; i++) {
        printf(".Ss BT%d: %s\nLevel: %s.\n", checks[i].code, checks[i].title, check_level_name(checks[i].level));
        if (checks[i].profiles != 0)
            printf("Only made with\n.Fl Fl profile Cm %s .\n", checks[i].profiles == PROFILE_STIG ? "stig" :
                   checks[i].profiles == PROFILE_CIS ? "cis" : "stig No or Cm cis");
        lines(checks[i].why, true);
        example("Told of:", checks[i].bad);
        example("Not of:", checks[i].good);
    }
    puts(".Sh SEE ALSO\n.Xr btsh 1");
    return 0;
}
