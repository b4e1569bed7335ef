/*
 * fuzz_explore.c - any bytes as a configuration that is explored: which situations reach what, which rules
 * none can, whether entries of its tables are used.
 *
 * Its length says whether all or strangers alone are asked: a run is dear. Behind a line "=FILES=" stands the text of every file that the configuration names.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>

#include "engine.h"
#include "explore/entry.h"
#include "explore/explorer.h"
#include "explore/made_world.h"
#include "state/program.h"
#include "world/world.h"

#include "fake.h"
#include "memory_world.h"

enum { SITUATIONS = 8, ENTRIES = 1, QUICK = CLOCKS_PER_SEC / 20 };

static bool is_wanted(void *ctx, const struct situation *x, const struct arrival *a)
{
    (void)ctx, (void)x;
    return arrival_relayed(a) && a->program;
}

static void explore_it(struct program *p, const struct world *w, bool strangers)
{
    struct explore_wish wish = { .seed = 1, .runs = SITUATIONS, .workers = 1, .ways = WAYS_ALL, .strangers = strangers, .deep = !strangers,
                                 .failing = !strangers, .client = strangers ? "192.0.2.1" : NULL, .wanted = strangers ? is_wanted : NULL };
    struct explored *x = calloc(1, sizeof *x);

    if (x == NULL || !explore(p, w, &wish, x))
        abort();
    explored_free(x);
    free(x);
}

/* The first words of the first lines, as keys. */
static void ask_entries(struct program *p, const struct world *w, const char *files)
{
    struct entries *e = entries_new(p, w, NULL);
    struct entry_answer *a = calloc(1, sizeof *a);
    char key[64];

    if (e == NULL || a == NULL)
        abort();
    for (int i = 0; i < ENTRIES && *files != '\0'; i++) {
        size_t n = strcspn(files, " \t\n"), kept = n < sizeof key ? n : sizeof key - 1;

        memcpy(key, files, kept);
        key[kept] = '\0';
        entries_ask(e, "/f/t", key, a);
        files += strcspn(files, "\n");
        files += *files == '\n';
    }
    free(a);
    entries_free(e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct observer o = { 0 };
    struct world w = *fake_world();
    char *text = malloc(size + 1), *files;
    struct made_world *made;
    struct builder *b;
    struct program *p = NULL;
    clock_t began;

    memcpy(text, data, size);
    text[size] = '\0';
    files = strstr(text, "\n=FILES=\n");
    if (files != NULL)
        *files = '\0';
    files = files != NULL ? files + strlen("\n=FILES=\n") : text + size;
    memory_world(&w);
    memory_content(files, "/f/cf", text);
    b = builder_begin(&w, &o, NULL);
    if (builder_read(b, "/f/cf"))
        p = builder_finish(b);
    else
        builder_abandon(b);
    if (p != NULL) {
        if ((made = made_world_new(p)) == NULL)
            abort();
        began = clock();
        explore_it(p, made_world(made), size % 2 == 1);
        if (clock() - began < QUICK) /* rules that go in circles would do so hundreds of times */
            ask_entries(p, made_world(made), files);
        made_world_free(made);
        program_free(p);
    }
    free(text);
    return 0;
}
