/*
 * commands_address.c - /parse, /try, /tryflags, /header.
 */
#include <string.h>

#include "engine.h"
#include "shell/commands_address.h"
#include "shell/input.h"
#include "shell/names.h"
#include "shell/notices.h"
#include "shell/shell.h"
#include "show/display.h"
#include "show/output.h"

static const char *kind(const struct session *s)
{
    return session_try_header(s) ? "header" : "envelope";
}

static const char *role(const struct session *s)
{
    return session_try_sender(s) ? "sender" : "recipient";
}

void slash_parse(struct shell *sh, const char *line, const char *args)
{
    struct session *s = sh->session;
    const char *cracked;
    struct triple t;

    (void)line;
    if (*args == '\0') {
        out_text(sh->out, "Usage: /parse address\n");
        return;
    }
    cracked = session_crack(s, args);
    out_text(sh->out, "Cracked address = ");
    display_text(sh->out, s, cracked);
    out_format(sh->out, "\nParsing %s %s address\n", kind(s), role(s));
    if (!session_parse(s, args, &t)) {
        out_text(sh->out, "Cannot parse\n");
        return;
    }
    out_format(sh->out, "mailer %s", t.mailer);
    if (t.host != NULL && *t.host != '\0')
        out_format(sh->out, ", host %s", t.host);
    out_format(sh->out, ", user %s\n", t.user);
}

void slash_try(struct shell *sh, const char *line, const char *args)
{
    struct session *s = sh->session;
    char mailer[INPUT_LINE];
    const char *p = args, *result;
    int status = 0;

    (void)line;
    while (*p != '\0' && !(*p == ' ' || (*p >= '\t' && *p <= '\r')))
        p++;
    if (*p == '\0') {
        out_text(sh->out, "Usage: /try mailer address\n");
        return;
    }
    memcpy(mailer, args, (size_t)(p - args));
    mailer[p - args] = '\0';
    while (*p == ' ' || (*p >= '\t' && *p <= '\r'))
        p++;
    if (!session_has_mailer(s, mailer)) {
        out_format(sh->out, "Unknown mailer %s\n", mailer);
        notices_unknown(sh, NAME_MAILER, mailer, strlen(mailer));
        return;
    }
    out_format(sh->out, "Trying %s %s address %s for mailer %s\n", kind(s), role(s), p, mailer);
    result = session_try(s, mailer, p, &status);
    out_format(sh->out, "Rcode = %d, addr = %s\n", status, result);
}

void slash_sender(struct shell *sh, const char *line, const char *args)
{
    (void)line;
    out_format(sh->out, "addr=%s\n", session_sender(sh->session, args));
}

void slash_tryflags(struct shell *sh, const char *line, const char *args)
{
    (void)line;
    if (*args == '\0')
        out_text(sh->out, "Usage: /tryflags [Hh|Ee][Ss|Rr]\n");
    else
        session_try_flags(sh->session, args);
}

void slash_header(struct shell *sh, const char *line, const char *args)
{
    unsigned long flags = session_header(sh->session, args);

    (void)line;
    if (flags == 0)
        out_text(sh->out, "ul = 00000000\n");
    else
        out_format(sh->out, "ul = 0x%08lx\n", flags);
}

void slash_quit(struct shell *sh, const char *line, const char *args)
{
    (void)line;
    (void)args;
    sh->done = true;
}
