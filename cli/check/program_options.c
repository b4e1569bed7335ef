/*
 * program_options.c - options of a loaded configuration.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "check/configuration.h"
#include "check/finding.h"
#include "check/program_options.h"
#include "check/source_text.h"
#include "describe.h"
#include "engine.h"

/* What is wanted of options, as they were set; NULL: they were not. */
struct options {
    const char *log_level, *privacy, *greeting, *forward, *blame, *help;
};

static void take_option(void *ctx, const char *name, const char *value)
{
    struct options *o = ctx;

    if (strcmp(name, "LogLevel") == 0)
        o->log_level = value;
    else if (strcmp(name, "PrivacyOptions") == 0)
        o->privacy = value;
    else if (strcmp(name, "SmtpGreetingMessage") == 0)
        o->greeting = value;
    else if (strcmp(name, "ForwardPath") == 0)
        o->forward = value;
    else if (strcmp(name, "DontBlameSendmail") == 0)
        o->blame = value;
    else if (strcmp(name, "HelpFile") == 0)
        o->help = value;
}

/* Is the word one of a list of words? */
static bool has_word(const char *list, const char *word)
{
    const char *p = list;
    size_t n = strlen(word);

    for (; p != NULL && (p = strcasestr(p, word)) != NULL; p += n) {
        if ((p == list || strchr(", \t", p[-1]) != NULL) && (p[n] == '\0' || strchr(", \t", p[n]) != NULL))
            return true;
    }
    return false;
}

/* Where the option is set: in a .cf by its name, in an .mc by the name that m4 has for it; 0: nowhere that was read. */
static int line_of(const struct source_text *s, const char *option, const char *define)
{
    int found = 0;

    for (int i = 0; s != NULL && i < s->nlines; i++) {
        const char *line = s->lines[i], *at;

        if (s->kind == SOURCE_CF && line[0] == 'O' && line[1] == ' ' && strncasecmp(line + 2, option, strlen(option)) == 0)
            found = i + 1;
        at = s->kind == SOURCE_MC && strncmp(line, "dnl", 3) != 0 ? strstr(line, define) : NULL;
        if (at != NULL && strstr(line, "define(") != NULL && strchr("',", at[strlen(define)]) != NULL)
            found = i + 1;
    }
    return found;
}

/* How to set it, in the language of the file. */
static const char *as_set(const struct source_text *s, const char *mc, const char *cf)
{
    return s != NULL && s->kind == SOURCE_MC ? mc : cf;
}

/* What HELP tells is in a file. */
static void check_help(const struct configuration *conf, const struct options *o, struct findings_list *f)
{
    const char *path = o->help != NULL && *o->help != '\0' ? configuration_place(conf, o->help) : NULL;
    struct source_text help = { 0 };
    struct stat st;
    bool read = path != NULL && stat(path, &st) == 0 && S_ISREG(st.st_mode) && source_read(&help, path);

    for (int i = 0; read && i < help.nlines; i++) {
        const char *at = *help.lines[i] != '#' ? strstr(help.lines[i], "$v") : NULL;

        if (at != NULL)
            finding_add(f, BT403, path, i + 1, (int)(at - help.lines[i]) + 1, "HELP tells the version (V-215412, CIS); take $v out of the line");
    }
    source_free(&help);
}

static void check_guides(const struct options *o, const struct source_text *s, const char *path, struct findings_list *f)
{
    int log_level = line_of(s, "LogLevel", "confLOG_LEVEL"), privacy = line_of(s, "PrivacyOptions", "confPRIVACY_FLAGS"),
        greeting = line_of(s, "SmtpGreetingMessage", "confSMTP_LOGIN_MSG"), forward = line_of(s, "ForwardPath", "confFORWARD_PATH");

    if (o->log_level != NULL && atoi(o->log_level) < 9)
        finding_add(f, BT401, path, log_level, log_level > 0, "LogLevel is %s: the STIG wants 9 and more (V-215344); %s", o->log_level,
                    as_set(s, "define(`confLOG_LEVEL', `9')", "O LogLevel=9"));
    if (!has_word(o->privacy, "goaway") && (!has_word(o->privacy, "novrfy") || !has_word(o->privacy, "noexpn")))
        finding_add(f, BT402, path, privacy, privacy > 0, "PrivacyOptions has neither goaway nor novrfy and noexpn: VRFY and EXPN tell who is "
                    "here (V-215415, CIS); %s", as_set(s, "define(`confPRIVACY_FLAGS', `goaway')", "O PrivacyOptions=goaway"));
    if (o->greeting == NULL || strstr(o->greeting, "$v") != NULL || strstr(o->greeting, "$Z") != NULL
        || strcasestr(o->greeting, "sendmail") != NULL)
        finding_add(f, BT403, path, greeting, greeting > 0, "SmtpGreetingMessage tells what runs here, and its version (V-215412, CIS); %s",
                    as_set(s, "define(`confSMTP_LOGIN_MSG', `$j ready; $b')", "O SmtpGreetingMessage=$j ready; $b"));
    if (o->forward == NULL || *o->forward != '\0')
        finding_add(f, BT404, path, forward, forward > 0, "ForwardPath is not empty: users' files may start programs (V-4385); %s",
                    as_set(s, "define(`confFORWARD_PATH', `')", "O ForwardPath="));
}

/* In an .mc its define is told of (mc_text.c). */
static void check_blame(const struct options *o, const struct source_text *s, const char *path, struct findings_list *f)
{
    int line = line_of(s, "DontBlameSendmail", "confDONT_BLAME_SENDMAIL");

    if (s != NULL && s->kind == SOURCE_CF && o->blame != NULL && *o->blame != '\0' && strcasecmp(o->blame, "safe") != 0)
        finding_add(f, BT405, path, line, line > 0, "%s: files that others can write to are trusted; mend their modes instead", o->blame);
}

void check_program_options(const struct configuration *conf, const struct source_text *text, struct session *s, bool guides,
                           struct findings_list *f)
{
    struct options o = { 0 };

    session_options_set(s, take_option, &o);
    if (guides) {
        check_guides(&o, text, conf->path, f);
        check_help(conf, &o, f);
    }
    check_blame(&o, text, conf->path, f);
}
