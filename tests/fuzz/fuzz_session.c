/*
 * fuzz_session.c - whole runs of the program, its output thrown away.
 *
 * The first byte says which: an odd one verifies each line as an operand of -bv, an even one types
 * the lines into the shell, whose debugger reads on in them. What stands behind a line "=FILES=" is the content of every file that is
 * opened: alias files, lists, forward files, text maps. No file, account, program or server of the
 * machine is touched.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "engine.h"
#include "listen/transcript.h"
#include "shell/command_list.h"
#include "shell/input.h"
#include "shell/shell.h"
#include "shell/view.h"
#include "show/output.h"
#include "state/program.h"
#include "world/world.h"

#include "fake.h"
#include "memory_world.h"

enum { LINES = 20, STEPS = 2000 };

static const char rules[] =
    "O OperatorChars=.:%@!^/[]+\nO AliasFile=stab:/f/aliases\nO MatchGECOS=True\nO HelpFile=/f/none\n"
    "O DontBlameSendmail=GroupWritableForwardFile,ForwardFileInUnsafeDirPath\n"
    "C{x}a b.c a.b\nDMa.b\nKst macro\nKa arith\nKd dequote\nKr regex -s1 (.*)x\nKt text -k0 -v1 /f/t\n"
    "Mlocal, P=/bin/true, F=lsDFMAw5:/|@qn, S=one, R=two, A=true $u\nMprog, P=/bin/sh, F=lsDFMq, A=sh $u\n"
    "Mesmtp, P=[IPC], F=mDFMuXaC, S=one, R=two, A=TCP $h\n"
    "S3\nR$* < $* > $*\t$@ $2\nR$=x $*\t$: $2 $1\nR$~x . $+\t$: $(d $1 $: none $) $2\n"
    "S0\nRerr $*\t$#error $@ 5.1.1 $: \"550 \" $1\nRlater $*\t$#error $@ 4.1.1 $: \"450 \" $1\n"
    "R$* @ $+\t$#esmtp $@ $2 $: $1 @ $2\nR$*\t$#local $: $1\n"
    "S5\nR$+ + $*\t$#local $@ + $2 $: $1 + *\nRaway\t$#esmtp $@ b.c $: away @ b.c\n"
    "Sone\nR$* $&M $*\t$: $>two $1 $&M $2\nR$- $-\t$@ $(a + $@ $1 $@ $2 $: bad $)\n"
    "R$+ x\t$: $(r $1 $) $(st {mm} $@ $1 $) $(t $1 $: no $)\nStwo\nR$* . $+\t$: $2 $1\nR$+\t$@ < $1 >\n"
    "HSubject: $>one\n";

/* Once the configuration is read, no file is real. */
static struct program *make(bool verifies)
{
    struct program *p = program_of(rules, NULL);
    struct world *w = &p->world;

    p->verifies = verifies;
    memory_world(w);
    return p;
}

static void verify(struct session *s, char *text)
{
    struct recipients *r = session_verify(s, NULL, false);
    char *line;

    for (int n = 0; n < LINES && (line = strsep(&text, "\n")) != NULL; n++) {
        if (strncmp(line, "-d", 2) == 0)
            session_debug(s, line + 2);
        else
            verify_operand(r, line);
    }
    verify_report(r);
}

/* The whole input is in the buffer: no descriptor is read. */
static void type(struct shell *sh, const char *text)
{
    char line[INPUT_LINE];
    struct input *in = sh->in;

    *in = (struct input){ .fd = -1, .out = sh->out, .n = strlen(text), .ended = true };
    in->n = in->n < sizeof in->buf ? in->n : sizeof in->buf;
    memcpy(in->buf, text, in->n);
    for (int n = 0; n < LINES && input_line(in, line); n++)
        shell_line(sh, line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct program *program[2];
    static struct output null;
    static struct input in;
    struct transcript t = { .out = &null, .debug = &null };
    struct observer o = transcript_observer(&t);
    struct shell sh = { .commands = &command_list, .transcript = &t, .out = &null, .in = &in };
    bool verifies = size > 0 && data[0] % 2 == 1;
    char *text = malloc(size + 1), *files;

    memcpy(text, data, size);
    text[size] = '\0';
    if (program[verifies] == NULL)
        program[verifies] = make(verifies);
    null.fd = null.fd != 0 ? null.fd : open("/dev/null", O_WRONLY | O_CLOEXEC);
    t.verifies = verifies;
    files = strstr(text, "\n=FILES=\n");
    memory_content(files != NULL ? files + strlen("\n=FILES=\n") : "", NULL, NULL);
    if (files != NULL)
        *files = '\0';
    sh.session = session_new(program[verifies], &o);
    session_set_max_steps(sh.session, STEPS);
    if (size > 0 && verifies)
        verify(sh.session, text + 1);
    else if (size > 0)
        type(&sh, text + 1);
    session_end_command(sh.session);
    view_free(&sh);
    session_free(sh.session);
    free(text);
    return 0;
}
