/*
 * server.c - what the settings say of a dialogue.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "smtp/inside.h"
#include "smtp/server.h"
#include "state/program.h"
#include "state/session.h"
#include "state/settings.h"

static const struct {
    const char *word;
    unsigned bits;
} privacy_words[] = {
    { "public", 0 },
    { "needmailhelo", PRIVACY_NEED_MAIL_HELO },
    { "needexpnhelo", PRIVACY_NEED_EXPN_HELO },
    { "needvrfyhelo", PRIVACY_NEED_VRFY_HELO },
    { "noexpn", PRIVACY_NO_EXPN },
    { "novrfy", PRIVACY_NO_VRFY },
    { "restrictexpand", 0 },
    { "restrictmailq", 0 },
    { "restrictqrun", 0 },
    { "noetrn", PRIVACY_NO_ETRN },
    { "noverb", PRIVACY_NO_VERB },
    { "authwarnings", PRIVACY_AUTH_WARNINGS },
    { "noreceipts", PRIVACY_NO_RECEIPTS },
    { "nobodyreturn", PRIVACY_NO_BODY },
    { "noactualrecipient", PRIVACY_NO_ACTUAL },
    { "goaway", PRIVACY_NEED_MAIL_HELO | PRIVACY_NEED_EXPN_HELO | PRIVACY_NEED_VRFY_HELO | PRIVACY_NO_EXPN
                | PRIVACY_NO_VRFY | PRIVACY_NO_VERB | PRIVACY_AUTH_WARNINGS },
};

static unsigned privacy_of(const char *text)
{
    unsigned bits = 0;

    while (*text != '\0') {
        size_t n = strcspn(text, ", \t");

        for (size_t i = 0; i < sizeof privacy_words / sizeof *privacy_words; i++) {
            if (n == strlen(privacy_words[i].word) && strncasecmp(text, privacy_words[i].word, n) == 0)
                bits |= privacy_words[i].bits;
        }
        text += n;
        text += strspn(text, ", \t");
    }
    return bits;
}

static unsigned privacy(const struct session *s)
{
    unsigned bits = 0;

    for (const struct option_value *v = s->prog->set.options->values; v != NULL; v = v->next) {
        if (v->id == OPT_PRIVACY_OPTIONS)
            bits |= privacy_of(v->text);
    }
    return bits;
}

static long number(const struct session *s, const char *name)
{
    const char *text = option_value_text(s, name);

    return text != NULL ? atol(text) : 0;
}

/* A load from which on something happens; by default so much for each processor. */
static long load_limit(const struct session *s, const char *name, long each)
{
    return option_value_text(s, name) != NULL ? number(s, name) : each * sysconf(_SC_NPROCESSORS_ONLN);
}

static bool is_set(const struct session *s, const char *name)
{
    const char *text = option_value_text(s, name);

    return text != NULL && option_bool(text);
}

void read_settings(struct dialogue *d)
{
    struct dialogue_rules *r = &d->rules;
    struct session *s = d->s;
    const char *text;

    r->privacy = privacy(s);
    r->max_recipients = number(s, "MaxRecipientsPerMessage");
    r->max_size = number(s, "MaxMessageSize");
    r->max_hops = number(s, "MaxHopCount");
    r->max_noop = number(s, "MaxNOOPCommands");
    r->max_header = number(s, "MaxHeadersLength");
    r->throttle = number(s, "BadRcptThrottle");
    r->shutdown = number(s, "BadRcptShutdown");
    r->refuse_la = load_limit(s, "RefuseLA", 12);
    r->queue_la = load_limit(s, "QueueLA", 8);
    r->delay_la = number(s, "DelayLA");
    r->queue_factor = number(s, "QueueFactor");
    r->recipient_factor = number(s, "RecipientFactor");
    r->class_factor = number(s, "ClassFactor");
    r->min_free = number(s, "MinFreeBlocks");
    r->max_children = number(s, "MaxDaemonChildren");
    r->throttle_rate = number(s, "ConnectionRateThrottle");
    text = option_value_text(s, "DeliverByMin");
    r->deliver_by_min = text != NULL ? option_time(s, text, 's') : 0;
    r->bogus_helo = is_set(s, "AllowBogusHELO");
    r->seven_bit = is_set(s, "SevenBitInput");
    r->single_from = is_set(s, "SingleLineFromHeader");
    r->receipts = is_set(s, "SendMimeErrors") && (r->privacy & PRIVACY_NO_RECEIPTS) == 0;
    r->soft_bounce = s->prog->set.soft_bounce;
    r->daemon_mode = s->prog->set.server_mode;
    text = option_value_text(s, "EightBitMode");
    r->eight_bit = text != NULL ? *text : 'p';
}
