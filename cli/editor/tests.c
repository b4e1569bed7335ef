/*
 * tests.c - tests of a suite.
 */
#include <stdlib.h>
#include <string.h>

#include "editor/server.h"
#include "editor/tests.h"
#include "show/text.h"
#include "start/run.h"
#include "suite/plan.h"
#include "suite/report.h"
#include "suite/suite.h"

const char *test_title(const char *line)
{
    if (strncmp(line, "#@ test", 7) != 0 || (line[7] != ' ' && line[7] != '\t' && line[7] != '\0'))
        return NULL;
    return line + 7 + strspn(line + 7, " \t");
}

/* Of a table all rows are tests, which follow its own. */
static bool is_of(const struct job *j, int line)
{
    return j->test == NULL || j->test->line == line;
}

/* Only those that are wanted, and what is wrong with the suite. */
static void keep(struct plan *p, int line)
{
    int n = 0;

    for (int i = 0; i < p->njobs; i++) {
        if (is_of(&p->jobs[i], line))
            p->jobs[n++] = p->jobs[i];
    }
    p->njobs = n;
}

static void tell_nothing(void *ctx, struct job *j, int i)
{
    (void)ctx, (void)j, (void)i;
}

static void tell(struct text *t, const struct plan *p)
{
    int held = 0, failed = 0;

    for (int i = 0; i < p->njobs; i++) {
        const struct job *j = &p->jobs[i];
        struct sink k = { NULL, 0, 0 };

        if (j->test != NULL && j->outcome.verdict == HELD) {
            held++;
            continue;
        }
        failed++;
        job_text(j, &k);
        if (j->test != NULL)
            text_format(t, "not ok: %s\n", j->test->title);
        if (k.n > 0)
            text_bytes(t, k.text, k.n);
        free(k.text);
    }
    text_format(t, "%d passed, %d failed\n", held, failed);
}

void test_run(struct text *t, const struct server *s, const struct document *doc, int line)
{
    struct plan p = { .run = s->run, .workers = 1 };
    char *paths[] = { doc->path };

    plan_forget_machine();
    plan_read(&p, paths, 1, &s->run->setup);
    plan_jobs(&p, NULL);
    keep(&p, line);
    plan_run(&p, tell_nothing, NULL);
    tell(t, &p);
    plan_free(&p);
}
