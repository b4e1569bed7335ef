/*
 * fuzz_dialogue.c - any bytes as what a client says, to a server whose rulesets refuse, discard and quarantine.
 * The first byte says who the client is, and how busy and how full the machine.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "engine.h"
#include "smtp/dialogue.h"

#include "fake.h"

static const char rules[] =
    "O OperatorChars=.:%@!^/[]+\nO MaxMessageSize=500\nO MaxHeadersLength=200\nO MaxRecipientsPerMessage=3\n"
    "O DelayLA=3\nO QueueLA=5\nO QueueFactor=0\nO RefuseLA=7\nO MinFreeBlocks=2\nPbulk=-60\n"
    "Mlocal, P=/bin/true, F=lAw5:/|@q, A=true $u\nMesmtp, P=[IPC], F=mDFMuXa, A=TCP $h\n"
    "Mprog, P=/bin/sh, F=lsDFMoqeu9, A=sh -c $u\n"
    "HSubject: $>subject\nH*: $>+any\nHMessage-Id: <$i@$j>\n"
    "S3\nR$* < $* > $*\t$@ $2\n"
    "S0\nRerr $*\t$#error $@ 5.1.1 $: \"550 \" $1\nR$* @ $+\t$#esmtp $@ $2 $: $1\nR$*\t$#local $: $1\n"
    "Scheck_relay\nR$* $| 10.0.0.1\t$#error $: \"550 no\"\nR$* $| 10.0.0.2\t$#error $: \"421 no\"\n"
    "R$* $| 10.0.0.3\t$#discard\nScheck_mail\nR$* x $*\t$#error $@ 5.7.1 $: \"550 x\"\n"
    "Scheck_rcpt\nR$* x $*\t$#error $@ quarantine $: $1\nR$* y $*\t$#discard\n"
    "Ssubject\nR$* z $*\t$#error $: 554 $1\nSany\nR$* x $*\t$#error $@ quarantine $: $2\n"
    "Scheck_other\nRGONE $*\t$#error $: \"421 gone\"\nStrust_auth\nRx\t$#error\n";

static void hear_line(void *ctx, const char *line)
{
    (void)ctx;
    if (strlen(line) < 4 && *line != '\0')
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct program *p;
    static const char *const addresses[] = { "192.0.2.1", "10.0.0.1", "10.0.0.2", "10.0.0.3", NULL, "IPv6:2001:db8::1" };
    struct dialogue_setup setup = { .named = true, .name = "a.b", .resolve = NAME_OK };
    struct dialogue_listener to = { .reply = hear_line };
    const char *at = (const char *)data + 1, *end = (const char *)data + size;
    struct dialogue *d;
    struct session *s;

    if (size < 2)
        return 0;
    setup.address = addresses[data[0] % 6];
    setup.load = data[0] >> 5;
    setup.counts_blocks = (data[0] & 8) != 0;
    setup.free_blocks = data[0] & 3;
    setup.wrapped_out = data[0] == 0x5A;
    setup.deliver = (data[0] & 16) != 0;
    if (p == NULL)
        p = program_of(rules, NULL);
    s = session_of(p, NULL);
    d = dialogue_new(s, &setup, &to);
    dialogue_greet(d);
    while (at < end && !dialogue_over(d)) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        size_t n = newline != NULL ? (size_t)(newline - at) : (size_t)(end - at);

        dialogue_line(d, at, n, data[0] % 7 != 0);
        at += n + (newline != NULL);
    }
    dialogue_close(d);
    session_free(s);
    return 0;
}
