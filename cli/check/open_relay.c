/*
 * open_relay.c - can strangers send mail through this configuration to strangers?
 */
#include <stdlib.h>

#include "check/check.h"
#include "check/configuration.h"
#include "check/finding.h"
#include "check/open_relay.h"
#include "describe.h"
#include "engine.h"
#include "explore/explorer.h"
#include "explore/made_world.h"
#include "listen/listeners.h"
#include "reason/trouble.h"
#include "show/memory.h"
#include "show/shell_word.h"
#include "show/text.h"
#include "start/interrupt.h"
#include "start/paths.h"

enum { RUNS = 600 };

static bool is_wanted(void *ctx, const struct situation *x, const struct arrival *a)
{
    (void)ctx, (void)x;
    return arrival_relayed(a);
}

/* One that asks nobody who may send to whom is no server's: submit.cf, or an example. */
static bool is_of_a_server(const struct configuration *conf)
{
    struct observer quiet = listeners_none();
    struct session *s = session_new(conf->program, &quiet);
    int ruleset = session_ruleset_named(s, "check_rcpt");
    bool asks = ruleset >= 0 && session_ruleset_rules(s, ruleset) > 0 && session_ruleset_named(s, "Basic_check_rcpt") >= 0;

    session_free(s);
    return asks;
}

/* What it would lead to was not tried. */
static void note_unread(struct check_run *c, const struct configuration *conf, const char *map)
{
    struct text t = { 0 };

    text_format(&t, "%s: the entries of map %s could not be read: whether strangers can relay by them was not tried", conf->path, map);
    texts_add(&c->notes, text_of(&t));
    text_free(&t);
    c->unasked = true;
}

static void put_option(struct text *t, const char *option, const char *value)
{
    text_format(t, " %s ", option);
    shell_word(t, value);
}

/* How the same configuration is asked by hand, with the files that stand beside it and not where it says. */
static void put_command(struct text *t, const struct configuration *conf)
{
    char *folder = folder_of_file(conf->path);
    const char *root = conf->setup.root, *etc_mail = conf->setup.etc_mail;

    if (root == NULL && etc_mail == NULL && conf->nnearby > 0)
        etc_mail = folder;
    text_add(t, "btsh");
    if (root != NULL)
        put_option(t, "--root", root);
    if (etc_mail != NULL)
        put_option(t, "--etc-mail", etc_mail);
    if (root != NULL || etc_mail != NULL)
        text_add(t, " --source");
    put_option(t, "-C", conf->path);
    text_add(t, " search --relayed");
    free(folder);
}

static void tell_relay(struct check_run *c, const struct configuration *conf, const struct explored *x)
{
    struct text command = { 0 };

    put_command(&command, conf);
    finding_add(&c->found, BT105, conf->path, 0, 0, "strangers can relay: from client %s, MAIL FROM:<%s> RCPT TO:<%s> is accepted, and "
                "leaves by %s for %s as %s; %s", x->witness.client, x->witness.sender, x->witness.recipient,
                x->arrival.hop_mailer, x->arrival.hop_host, x->arrival.hop_user, text_of(&command));
    text_free(&command);
}

void check_open_relay(struct check_run *c, const struct configuration *conf)
{
    struct explore_wish wish = { .seed = 1, .runs = RUNS, .seconds = 10, .workers = 1, .strangers = true, .stop = &interrupted,
                                 .ways = WAY_ROUTE | WAY_DIALOGUE | WAY_ONWARD, .wanted = is_wanted };
    struct made_world *w;
    struct explored *x;

    if (!is_of_a_server(conf))
        return;
    w = made_world_new(conf->program);
    x = zeroed_or_end(1, sizeof *x);
    if (w == NULL || !explore(conf->program, made_world(w), &wish, x))
        out_of_memory();
    if (*x->unread != '\0')
        note_unread(c, conf, x->unread);
    else if (*x->shaken != '\0' && map_trouble_passed(conf->program, x->shaken))
        note_unread(c, conf, x->shaken);
    if (x->found)
        tell_relay(c, conf, x);
    explored_free(x);
    free(x);
    made_world_free(w);
}
