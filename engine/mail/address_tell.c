/*
 * address_tell.c - an address as debug lines show it.
 */
#include <stdio.h>
#include <string.h>

#include "mail/address.h"
#include "mail/address_tell.h"
#include "state/event.h"
#include "state/mailers.h"
#include "state/trace.h"

static const struct {
    unsigned bit;
    const char *name;
} flag_names[] = {
    { 0x1, "QGOODUID" },         { 0x2, "QPRIMARY" },         { 0x4, "QNOTREMOTE" },
    { 0x8, "QSELFREF" },         { 0x10, "QBOGUSSHELL" },     { 0x20, "QUNSAFEADDR" },
    { 0x40, "QPINGONSUCCESS" },  { 0x80, "QPINGONFAILURE" },  { 0x100, "QPINGONDELAY" },
    { 0x200, "QHASNOTIFY" },     { 0x400, "QRELAYED" },       { 0x800, "QEXPANDED" },
    { 0x1000, "QDELIVERED" },    { 0x2000, "QDELAYED" },      { 0x40000000, "QTHISPASS" },
    { 0x4000, "QALIAS" },        { 0x8000, "QBYTRACE" },      { 0x10000, "QBYNDELAY" },
    { 0x20000, "QBYNRELAY" },    { 0x40000, "QINTBCC" },      { 0x80000, "QDYNMAILER" },
    { 0x100000, "QSECURE" },     { 0x40000000, "QTHISPASS" }, { 0x80000000, "QRCPTOK" },
    { 0x200000, "QQUEUED" },
};

static const char *const state_names[] = {
    [ADDRESS_OK] = "OK",               [ADDRESS_BAD] = "BADADDR",
    [ADDRESS_QUEUEUP] = "QUEUEUP",     [ADDRESS_IS_SENDER] = "SENDER",
    [ADDRESS_EXPANDED] = "EXPANDED",   [ADDRESS_DONTSEND] = "DONTSEND",
    [ADDRESS_DUPLICATE] = "DUPLICATE", [ADDRESS_INCLUDED] = "INCLUDED",
    [ADDRESS_REDIRECT] = "REDIRECT",   [ADDRESS_REPLACED] = "REPLACED",
};

const struct mailer *error_mailer(void)
{
    static const struct mailer mailer = { .name = "*error*" };

    return &mailer;
}

static const char *or_null(const char *text)
{
    return text != NULL ? text : "<null>";
}

static const char *or_none(const char *text)
{
    return text != NULL ? text : "(none)";
}

/* The name of that place in the list stands there a second time. */
static bool told_again(size_t at)
{
    return flag_names[at].bit == ADDRESS_THIS_PASS && flag_names[at - 1].bit == 0x2000;
}

static void names_of(const struct target *t, unsigned flags, char *out, size_t size)
{
    size_t n = 0;

    *out = '\0';
    for (size_t i = 0; i < sizeof flag_names / sizeof flag_names[0] && n < size; i++) {
        if ((flags & flag_names[i].bit) != 0 && (t->names_this_pass_twice || !told_again(i)))
            n += (size_t)snprintf(out + n, size - n, "%s%s", n > 0 ? "," : "", flag_names[i].name);
    }
}

void address_tell(struct session *s, const struct address *a)
{
    char flags[400];

    names_of(s->prog->target, a->flags, flags, sizeof flags);
    DEBUG_EMIT(s, DL_ADDRESS, DBG_PTR(a), DBG_STR(or_null(a->paddr)),
               DBG_INT(a->mailer != NULL ? a->mailer->number : -1),
               DBG_STR(a->mailer != NULL ? a->mailer->name : "NULL"), DBG_STR(or_null(a->host)),
               DBG_STR(or_null(a->user)), DBG_STR(or_null(a->ruser)),
               DBG_STR(state_names[a->state]), DBG_PTR(a->next),
               DBG_PTR(a->alias), DBG_INT(a->uid), DBG_INT(a->gid), DBG_INT(a->flags),
               DBG_STR(flags), DBG_STR(or_none(a->owner)), DBG_STR(or_none(a->home)),
               DBG_STR(or_none(a->fullname)), DBG_STR(or_none(a->status)),
               DBG_STR(or_none(a->final)), DBG_STR(or_none(a->reply)));
}
