/*
 * test_recipients.c - aliases that lead to others, to themselves, to lists; the order in which what is
 * left is told.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine.h"
#include "state/program.h"

#include "fake.h"

static const char aliases[] =
    "one: two\ntwo: joe@b.example\n"
    "loop: pool\npool: loop\n"
    "self: self, joe@b.example\n"
    "list: x@c.example, y@a.example\nowner-list: boss@b.example\n"
    "both: list, z@b.example\n"
    "d0: d1\nd1: d2\nd2: d3\nd3: joe@b.example\n";

static const char rules[] =
    "O OperatorChars=.:%%@!^/[]+\nO AliasFile=stab:%s\nO DontBlameSendmail=MapInUnsafeDirPath\n"
    "O MaxAliasRecursion=3\nMlocal, P=/bin/true, F=lA, A=true $u\nMesmtp, P=[IPC], F=m, A=TCP $h\n"
    "S3\nS0\nR$* @ $+\t$#esmtp $@ $2 $: $1 @ $2\nR$*\t$#local $: $1\n";

static char path[] = "/tmp/btsh-aliases-XXXXXX";
static struct program *program;

static int set_up(void **state)
{
    char cf[2048];
    FILE *f = fdopen(mkstemp(path), "w");

    (void)state;
    fputs(aliases, f);
    fclose(f);
    snprintf(cf, sizeof cf, rules, path);
    program = program_of(cf, NULL);
    program->verifies = true;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    program_free(program);
    unlink(path);
    return 0;
}

/* What is said of the operands, without the steps. */
static void expect(const char *const *operands, const char *said)
{
    struct heard *h = calloc(1, sizeof *h);
    struct session *s = session_of(program, h);
    struct recipients *r = session_verify(s, NULL, false);
    char told[4096] = "", *line, *rest = h->text;

    for (; *operands != NULL; operands++)
        verify_operand(r, *operands);
    verify_report(r);
    while ((line = strsep(&rest, "\n")) != NULL) {
        if (strstr(line, "deliverable") != NULL || strstr(line, "loop broken") != NULL)
            snprintf(told + strlen(told), sizeof told - strlen(told), "%s\n", line + 3);
    }
    assert_string_equal(told, said);
    session_free(s);
    free(h);
}

#define EXPECT(said, ...) expect((const char *const[]){ __VA_ARGS__, NULL }, said)

static void chains_end_at_what_is_no_alias(void **state)
{
    (void)state;
    EXPECT("deliverable: mailer esmtp, host b.example, user joe@b.example\n", "one");
    EXPECT("deliverable: mailer local, user nobody\n", "nobody");
}

static void circles_are_broken(void **state)
{
    (void)state;
    /* where local users have no accounts it ends at the name that it came from, as in the real program */
    EXPECT("deliverable: mailer local, user loop\n", "loop");
    EXPECT("aliasing/forwarding loop broken (4 aliases deep; 3 max)\n", "d0");
}

static void an_alias_may_name_itself(void **state)
{
    (void)state;
    EXPECT("deliverable: mailer local, user self\n"
           "deliverable: mailer esmtp, host b.example, user joe@b.example\n", "self");
}

static void the_same_address_is_told_once(void **state)
{
    (void)state;
    EXPECT("deliverable: mailer esmtp, host b.example, user joe@b.example\n", "one", "two",
           "joe@B.example", "joe@b.example");
}

static void hosts_are_sorted(void **state)
{
    (void)state;
    EXPECT("deliverable: mailer local, user me\n"
           "deliverable: mailer esmtp, host a.example, user x@a.example\n"
           "deliverable: mailer esmtp, host b.example, user x@b.example\n"
           "deliverable: mailer esmtp, host c.example, user x@c.example\n",
           "x@c.example, me", "x@b.example", "x@A.example");
}

static void a_list_with_an_owner_is_told_by_itself(void **state)
{
    (void)state;
    EXPECT("deliverable: mailer esmtp, host b.example, user z@b.example\n"
           "deliverable: mailer esmtp, host a.example, user y@a.example\n"
           "deliverable: mailer esmtp, host c.example, user x@c.example\n", "both");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chains_end_at_what_is_no_alias),
        cmocka_unit_test(circles_are_broken),
        cmocka_unit_test(an_alias_may_name_itself),
        cmocka_unit_test(the_same_address_is_told_once),
        cmocka_unit_test(hosts_are_sorted),
        cmocka_unit_test(a_list_with_an_owner_is_told_by_itself),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
