/*
 * where.c - an example of libbtsh: where addresses go, a line each, and what of the site decided it.
 *
 *      cc where.c -o where $(pkg-config --cflags --libs btsh)
 *      ./where [-w] sendmail.cf joe@example.com ...            -w: and why
 */
#include <btsh.h>
#include <stdio.h>
#include <string.h>

static const char *text(const char *t)
{
    return t != NULL ? t : "";
}

/* As btsh route: recipient, status, mailer, host, user, error. */
static void where(struct btsh_session *s, const char *address)
{
    const struct btsh_route *r = btsh_route(s, address, 0);

    printf("%s\t%s\t%s\t%s\t%s\t", address, r->status, text(r->mailer), text(r->host), text(r->user));
    if (r->code != 0)
        printf("%d ", r->code);
    printf("%s%s%s\n", text(r->dsn), r->dsn != NULL ? " " : "", text(r->error));
}

static void why(struct btsh_session *s, const char *address)
{
    const struct btsh_explanation *e = btsh_explain(s, NULL, address);

    for (const struct btsh_fact *f = e != NULL ? e->facts : NULL; f != NULL; f = f->next) {
        if (f->decides && !f->common)
            printf("  %s %s %s %s (%s:%d)\n", f->kind, f->name, text(f->key), text(f->value), text(f->place), f->line);
    }
}

int main(int argc, char *argv[])
{
    int explain = argc > 1 && strcmp(argv[1], "-w") == 0;
    struct btsh_session *s;
    struct btsh *b;

    if (argc - explain < 3) {
        fprintf(stderr, "usage: %s [-w] sendmail.cf address...\n", argv[0]);
        return 64;
    }
    b = btsh_load(argv[1 + explain], NULL);
    for (const struct btsh_message *m = btsh_load_messages(b); m != NULL; m = m->next)
        fprintf(stderr, "%s:%d: %s\n", text(m->file), m->line, m->text);
    s = btsh_session_new(b);
    for (int i = 2 + explain; s != NULL && i < argc; i++) {
        btsh_session_reset(s);
        where(s, argv[i]);
        if (explain)
            why(s, argv[i]);
    }
    btsh_session_free(s);
    btsh_free(b);
    return s != NULL ? 0 : 78;
}
