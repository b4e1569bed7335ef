/*
 * fuzz_rewrite.c - any bytes as an address: tokenised, rewritten by rules that use every operator,
 * parsed, tried, cracked, defined as a macro and expanded. An odd first byte turns every trace on,
 * and with them the matcher that keeps the reference's order of attempts.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "engine.h"

#include "fake.h"

static const char rules[] =
    "O OperatorChars=.:%@!^/[]+\n"
    "C{x}a b.c a.b\nDMa.b\nKst macro\nKa arith\nKd dequote\nKr regex -s1 (.*)x\n"
    "Mesmtp, P=[IPC], F=mDFMuXa, S=one, R=two, A=TCP $h\n"
    "S3\nR$* < $* > $*\t$@ $2\nR$=x $*\t$: $2 $1\nR$~x . $+\t$: $(d $1 $: none $) $2\n"
    "S0\nRerr $*\t$#error $@ 5.1.1 $: \"550 \" $1\nR$* @ $+\t$#esmtp $@ $2 $: $1\n"
    "R$*\t$#local $: $1\n"
    "Sone\nR$* $&M $*\t$: $>two $1 $&M $2\nR$- $-\t$@ $(a + $@ $1 $@ $2 $: bad $)\n"
    "R$+ x\t$: $(r $1 $) $(st {mm} $@ $1 $)\n"
    "Stwo\nR$* . $+\t$: $2 $1\nR$+\t$@ < $1 >\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct program *p;
    struct session *s;
    struct triple t;
    char *text = malloc(size + 1);
    int status;

    memcpy(text, data, size);
    text[size] = '\0';
    if (p == NULL)
        p = program_of(rules, NULL);
    s = session_of(p, NULL);
    if (size > 0 && data[0] % 2 == 1)
        session_debug(s, "0-99.99");
    session_test(s, "one,two,3,0", text);
    session_end_command(s);
    if (size > 0)
        session_define(s, text);
    session_parse(s, text, &t);
    session_try(s, "esmtp", text, &status);
    session_expand(s, text);
    session_header(s, text);
    session_end_command(s);
    session_free(s);
    free(text);
    return 0;
}
