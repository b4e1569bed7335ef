/*
 * fuzz_program.c - any bytes as a configuration, which is loaded, and asked.
 *
 * The first byte says how: bit 0 as -bv asks, else as the shell does; bit 1 with the layer of a hosts
 * file; bit 2 with what a terminal adds. Behind a line "=INPUT=" stand the lines that are typed, or the
 * operands; behind "=FILES=" the text of every file that the configuration names: classes, tables,
 * aliases, the hosts file and the service switch.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>

#include "engine.h"
#include "listen/transcript.h"
#include "shell/command_list.h"
#include "shell/input.h"
#include "shell/shell.h"
#include "shell/view.h"
#include "show/output.h"
#include "state/program.h"
#include "world/layer.h"
#include "world/names.h"
#include "world/world.h"

#include "fake.h"
#include "memory_world.h"

enum { LINES = 12, STEPS = 1000 };

/* Cuts text at the line; what stands behind it, or "". */
static char *part(char *text, const char *line)
{
    char *at = strstr(text, line);

    if (at == NULL)
        return text + strlen(text);
    *at = '\0';
    return at + strlen(line);
}

static void verify(struct session *s, char *text)
{
    struct recipients *r = session_verify(s, NULL, false);
    char *line;

    for (int n = 0; n < LINES && (line = strsep(&text, "\n")) != NULL; n++)
        verify_operand(r, line);
    verify_report(r);
}

static void type(struct shell *sh, char *text)
{
    char *line;

    for (int n = 0; n < LINES && !sh->done && (line = strsep(&text, "\n")) != NULL; n++) {
        if (strlen(line) < INPUT_LINE && strncmp(line, "/graph", 6) != 0 && strncmp(line, "/re", 3) != 0)
            shell_line(sh, line);
    }
}

static void ask(struct program *p, struct transcript *t, struct output *null, int how, char *text)
{
    static struct input in = { .fd = -1, .ended = true };
    struct observer o = transcript_observer(t);
    struct shell sh = { .commands = &command_list, .transcript = t, .out = null, .in = &in, .program = p };

    in.out = null;
    sh.session = session_new(p, &o);
    session_set_max_steps(sh.session, STEPS);
    if (how & 1) {
        verify(sh.session, text);
    } else {
        session_begin_shell(sh.session);
        if (how & 4)
            view_of(&sh)->ext = true;
        type(&sh, text);
    }
    session_end_command(sh.session);
    session_free(sh.session);
    sh.session = NULL;
    view_free(&sh);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct output null;
    struct transcript t = { .out = &null, .debug = &null };
    struct observer o = transcript_observer(&t);
    struct world w = *fake_world();
    struct world_layer *layers = NULL;
    int how = size > 0 ? data[0] : 0;
    char *text = malloc(size + 1), *input, *files, error[512];
    struct builder *b;
    struct program *p = NULL;

    memcpy(text, data, size);
    text[size] = '\0';
    null.fd = null.fd != 0 ? null.fd : open("/dev/null", O_WRONLY | O_CLOEXEC);
    t.verifies = how & 1;
    files = part(text, "\n=FILES=\n");
    input = part(text, "\n=INPUT=\n");
    memory_world(&w);
    memory_content(files, (how & 2) != 0 ? "/etc/hosts" : "/f/cf", (how & 2) != 0 ? files : text + (size > 0));
    if ((how & 2) != 0 && !world_names(&w, &layers, NULL, 0, error, sizeof error))
        abort();
    memory_content(files, "/f/cf", text + (size > 0));
    b = builder_begin(&w, &o, NULL);
    if (builder_read(b, "/f/cf"))
        p = builder_finish(b);
    else
        builder_abandon(b);
    if (p != NULL) {
        p->verifies = how & 1;
        ask(p, &t, &null, how, input);
        program_free(p);
    }
    world_layers_free(layers);
    free(text);
    return 0;
}
