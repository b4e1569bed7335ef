/*
 * fuzz_editor.c - what editors say to the language server, and to the debug adapter.
 *
 * The first byte says how: '0', all the rest are bytes as they come to the server, framing and all; '1', each line is
 * framed as a message, behind a beginning and with four documents open; '2', each line is a message to the adapter, with
 * a configuration launched. There is no m4 to be found, so nothing is run.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

#include "editor/dap.h"
#include "editor/lsp.h"
#include "show/environment.h"
#include "start/run.h"
#include "world/live.h"
#include "world/shut.h"

static const char *const beginning[] = {
    "{\"id\":0,\"method\":\"initialize\",\"params\":{}}",
    "{\"method\":\"textDocument/didOpen\",\"params\":{\"textDocument\":{\"uri\":\"file:///none/a.cf\",\"text\":"
    "\"V10/B\\nDjx\\nCwa b\\nKrt text /x\\nSa=3\\nR$* $=w\\t$: $(rt $1 $) $j $>b $1\\nSb\\nMlocal, P=x, S=a, A=x\\n\"}}}",
    "{\"method\":\"textDocument/didOpen\",\"params\":{\"textDocument\":{\"uri\":\"file:///none/b.mc\",\"text\":"
    "\"FEATURE(`x')dnl\\nLOCAL_CONFIG\\nDxy\\nSz\\nR$x\\t$y\\n\"}}}",
    "{\"method\":\"textDocument/didOpen\",\"params\":{\"textDocument\":{\"uri\":\"file:///none/access\",\"text\":"
    "\"From:a\\tREJECT\\n1.2.3.\\tOK\\n\"}}}",
    "{\"method\":\"textDocument/didOpen\",\"params\":{\"textDocument\":{\"uri\":\"file:///none/c.bt\",\"text\":"
    "\"#@ test a\\n3 x\\n#@ expect ok\\n\"}}}",
};

static const char launched[] =
    "{\"seq\":2,\"type\":\"request\",\"command\":\"launch\",\"arguments\":{\"config\":\"%s\",\"rulesets\":\"a\","
    "\"address\":\"x@b\",\"stopOnEntry\":true}}";

static const char rules[] = "V10/B\nO OperatorChars=.:@!\nDjx\nCwa b\nSa=3\nR$* @ $=w\t$: $>c $1 $j\nR$* $&x\t$#error $@ 5.1.1 $: no\n"
                            "Sc\nR$*\t$: < $1 >\nMlocal, P=x, S=a, A=x\n";

/* The name of a file of memory that holds the rules. */
static char config[64];

static void frame(int fd, const char *text, size_t n)
{
    char head[64];
    int length = snprintf(head, sizeof head, "Content-Length: %zu\r\n\r\n", n);

    if (write(fd, head, (size_t)length) < 0 || write(fd, text, n) < 0)
        abort();
}

static void begin_server(int fd)
{
    for (size_t i = 0; i < sizeof beginning / sizeof beginning[0]; i++)
        frame(fd, beginning[i], strlen(beginning[i]));
}

static void begin_adapter(int fd)
{
    static const char first[] = "{\"seq\":1,\"type\":\"request\",\"command\":\"initialize\"}";
    char text[512];

    frame(fd, first, sizeof first - 1);
    frame(fd, text, (size_t)snprintf(text, sizeof text, launched, config));
}

static void frame_lines(int fd, const char *text, size_t n)
{
    const char *end = text + n;

    while (text < end) {
        const char *nl = memchr(text, '\n', (size_t)(end - text)), *stop = nl != NULL ? nl : end;

        frame(fd, text, (size_t)(stop - text));
        text = stop + 1;
    }
}

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC), memory;

    (void)argc;
    (void)argv;
    setenv("PATH", "/nonexistent", 1);
    environment_empty();
    memory = memfd_create("rules", 0);
    snprintf(config, sizeof config, "/proc/self/fd/%d", memory);
    if (memory < 0 || write(memory, rules, sizeof rules - 1) < 0)
        return 1;
    return null < 0 || dup2(null, STDOUT_FILENO) < 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct run *r;
    int fd;

    if (size == 0)
        return 0;
    r = calloc(1, sizeof *r);
    fd = memfd_create("messages", MFD_CLOEXEC);
    if (r == NULL || fd < 0)
        abort();
    r->world = *world_live();
    r->args.shut = WORLD_NO_EXEC | WORLD_NO_NETWORK | WORLD_NO_OUTSIDE;
    world_shut(&r->world, r->args.shut);
    r->args.max_steps = 2000;
    r->transcript.out = &r->out;
    if (*data == '1')
        begin_server(fd);
    else if (*data == '2')
        begin_adapter(fd);
    if (*data == '1' || *data == '2')
        frame_lines(fd, (const char *)data + 1, size - 1);
    else if (write(fd, data + 1, size - 1) < 0)
        abort();
    lseek(fd, 0, SEEK_SET);
    (*data == '2' ? dap_serve : lsp_serve)(r, fd);
    close(fd);
    free(r);
    return 0;
}
