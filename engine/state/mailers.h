/* mailers.h - mailers by name, and their flags */
#ifndef BTSH_STATE_MAILERS_H
#define BTSH_STATE_MAILERS_H

#include <stdbool.h>
#include <stdint.h>

struct session;

struct mailer *mailer_find(const struct session *s, const char *name);
bool mailer_flag(const struct mailer *m, int flag);
void mailer_set_flag(struct mailer *m, int flag, bool on);

struct mailer {
    const char *name;
    int number;
    uint64_t flags[4];    /* bit set of flag bytes */
    const char *path, *eol, *charset, *execdir, *rootdir;
    const char *mtatype, *addrtype, *diagtype;
    char **argv;          /* NULL-ended */
    int se, sh, re, rh;   /* rulesets */
    long uid, gid;        /* -1: none */
    long maxsize, linelimit, maxrcpt, maxdeliveries, nice;
    long wait;
};

#endif
