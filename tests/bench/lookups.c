/*
 * lookups - lookups per second of each map class, beside the bare library call of that class.
 *
 *      lookups FOLDER < keys     FOLDER: hash.db btree.db table.cdb table.txt, made of these keys;
 *                                lookups.cf, whose rules and mailers take the names of aliases
 *
 * Half of the keys asked for are in the tables. A lookup of btsh is a whole command of its session:
 * the key is folded, the file looked at, the value copied and its %0 replaced. The bare call does
 * only what no program could leave out: for Berkeley DB both forms of a key, and one fstat. Servers
 * that are not there are left out.
 */
#include <arpa/nameser.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pwd.h>
#include <regex.h>
#include <resolv.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <db.h>
#ifdef HAVE_LDAP
#include <ldap.h>

#include "engine.h"
#include "maps/pagecheck.h"
#include "world/live.h"
#include "world/world.h"
#endif

enum { MAX_KEYS = 200000, SAMPLE = 20000 };

static char *keys[MAX_KEYS];
static int nkeys;
static const char *folder;

static double seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static const char *path_of(const char *name)
{
    static char path[4096];

    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

/* ---- bare calls: one lookup each; true when something was found ------------------------------- */

static DB *database;
static int database_fd;

static bool open_db(const char *name)
{
    if (db_create(&database, NULL, 0) != 0
        || database->open(database, NULL, path_of(name), NULL, DB_UNKNOWN, DB_RDONLY, 0) != 0)
        return false;
    database->fd(database, &database_fd);
    return true;
}

static bool db_has(const char *key, size_t n)
{
    DBT k = { .data = (void *)(size_t)key, .size = (u_int32_t)n }, v = { 0 };

    return database->get(database, NULL, &k, &v, 0) == 0;
}

static bool bare_db(const char *key)
{
    struct stat st;
    size_t n = strlen(key);

    fstat(database_fd, &st);
    return db_has(key, n) || db_has(key, n + 1);
}

static bool start_hash(void)
{
    return open_db("hash.db");
}

static bool start_btree(void)
{
    return open_db("btree.db");
}

static int cdb_fd;
static int (*seek_cdb)(int, const void *, unsigned, unsigned *);

static bool start_cdb(void)
{
    void *library = dlopen("libcdb.so.1", RTLD_NOW);

    if (library != NULL)
        *(void **)(void *)&seek_cdb = dlsym(library, "cdb_seek");
    cdb_fd = open(path_of("table.cdb"), O_RDONLY);
    return seek_cdb != NULL && cdb_fd >= 0;
}

static bool bare_cdb(const char *key)
{
    unsigned n;
    char value[512];

    return (seek_cdb(cdb_fd, key, (unsigned)strlen(key), &n) > 0
            || seek_cdb(cdb_fd, key, (unsigned)strlen(key) + 1, &n) > 0)
           && read(cdb_fd, value, sizeof value) > 0;
}

static bool bare_text(const char *key)
{
    FILE *f = fopen(path_of("table.txt"), "r");
    char line[2048];
    size_t n = strlen(key);
    bool found = false;

    while (f != NULL && !found && fgets(line, sizeof line, f) != NULL)
        found = strncasecmp(line, key, n) == 0 && line[n] == ':';
    if (f != NULL)
        fclose(f);
    return found;
}

static regex_t pattern;

static bool start_regex(void)
{
    return regcomp(&pattern, "^(key1[0-9]*)@(.*)$", REG_EXTENDED | REG_ICASE) == 0;
}

static bool bare_regex(const char *key)
{
    regmatch_t part[3];

    return regexec(&pattern, key, 3, part, 0) == 0;
}

static bool bare_user(const char *key)
{
    (void)key;
    return getpwnam("root") != NULL;
}

static bool bare_dns(const char *key)
{
    unsigned char answer[8192];

    (void)key;
    return res_query("hub.example.net", ns_c_in, ns_t_a, answer, sizeof answer) > 0;
}

static bool start_dns(void)
{
    return bare_dns("");
}

static bool bare_mx(const char *key)
{
    unsigned char answer[8192];

    (void)key;
    return res_query("example.net", ns_c_in, ns_t_mx, answer, sizeof answer) > 0;
}

static bool start_userdb(void)
{
    return open_db("userdb.db");
}

static bool bare_userdb(const char *key)
{
    (void)key;
    return db_has("joe:maildrop", 12) || db_has("joe:maildrop", 13);
}

#ifdef HAVE_LDAP
static LDAP *directory;

static bool start_ldap(void)
{
    int version = LDAP_VERSION3;

    return ldap_initialize(&directory, "ldap://127.0.0.1:3890") == LDAP_SUCCESS
           && ldap_set_option(directory, LDAP_OPT_PROTOCOL_VERSION, &version) == LDAP_SUCCESS
           && ldap_sasl_bind_s(directory, NULL, LDAP_SASL_SIMPLE, &(struct berval){ 0, NULL }, NULL,
                               NULL, NULL) == LDAP_SUCCESS;
}

static bool bare_ldap(const char *key)
{
    char mail[] = "mail", *attributes[] = { mail, NULL };
    LDAPMessage *answer = NULL;
    char filter[256];
    bool found;

    snprintf(filter, sizeof filter, "(uid=%s)", key);
    found = ldap_search_ext_s(directory, "dc=example,dc=org", LDAP_SCOPE_SUBTREE, filter, attributes, 0,
                              NULL, NULL, NULL, 0, &answer) == LDAP_SUCCESS
            && ldap_count_entries(directory, answer) > 0;
    ldap_msgfree(answer);
    return found;
}
#endif

static int server;

static bool start_socket(void)
{
    struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons(7777),
                              .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };

    server = socket(AF_INET, SOCK_STREAM, 0);
    return connect(server, (struct sockaddr *)&to, sizeof to) == 0;
}

static bool bare_socket(const char *key)
{
    char text[600], reply[600];
    int n = snprintf(text, sizeof text, "%zu:x %s,", strlen(key) + 2, key);

    return write(server, text, (size_t)n) == n && read(server, reply, sizeof reply) > 0;
}

static bool bare_program(const char *key)
{
    extern char **environ;
    char *argv[] = { (char *)(size_t)"/bin/echo", (char *)(size_t)key, NULL };
    posix_spawn_file_actions_t actions;
    int ends[2], status;
    char out[600];
    pid_t pid;
    bool found;

    if (pipe(ends) != 0)
        return false;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    posix_spawn_file_actions_addclose(&actions, ends[0]);
    found = posix_spawn(&pid, argv[0], &actions, NULL, argv, environ) == 0;
    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    found = found && read(ends[0], out, sizeof out) > 0;
    close(ends[0]);
    if (found)
        waitpid(pid, &status, 0);
    return found;
}

/* ---- the classes ------------------------------------------------------------------------------ */

struct class {
    const char *name, *definition;
    bool (*start)(void);          /* false: left out. NULL: nothing to do */
    bool (*bare)(const char *key);/* NULL: there is no library call; only the rate is told */
    const char *key;              /* asked every time; NULL: the keys of the tables */
    int divide;                   /* of the sample: slow ones are asked less often */
};

static const struct class classes[] = {
    { "null", "null", NULL, NULL, NULL, 1 },
    { "hash", "hash %s/hash", start_hash, bare_db, NULL, 1 },
    { "btree", "btree %s/btree", start_btree, bare_db, NULL, 1 },
    { "cdb", "cdb %s/table", start_cdb, bare_cdb, NULL, 1 },
    { "text", "text -k0 -v1 -z: %s/table.txt", NULL, bare_text, "key50@example.com", 10 },
    { "stab", "stab %s/aliases", NULL, NULL, "key50", 1 },
    { "regex", "regex -a.yes ^(key1[0-9]*)@(.*)$", start_regex, bare_regex, NULL, 1 },
    { "dequote", "dequote", NULL, NULL, "\"joe user\"", 1 },
    { "arith", "arith", NULL, NULL, "+", 1 },
    { "arpa", "arpa", NULL, NULL, "192.0.2.1", 1 },
    { "syslog", "syslog", NULL, NULL, NULL, 1 },
    { "user", "user -m", NULL, bare_user, "root", 4 },
    { "host", "host", start_dns, bare_dns, "hub.example.net", 1 },
    { "dns", "dns -R A", start_dns, bare_dns, "hub.example.net", 20 },
    { "bestmx", "bestmx", start_dns, bare_mx, "example.net", 20 },
#ifdef HAVE_LDAP
    { "ldap", "ldap -H ldap://127.0.0.1:3890 -w 3 -b dc=example,dc=org -k (uid=%%0) -v mail", start_ldap,
      bare_ldap, "joe", 20 },
#endif
    { "socket", "socket inet:7777@127.0.0.1", start_socket, bare_socket, NULL, 4 },
    { "program", "program /bin/echo", NULL, bare_program, "joe", 100 },
    { "implicit", "implicit %s/hash", start_hash, bare_db, NULL, 1 },
    { "userdb", "userdb maildrop", start_userdb, bare_userdb, "joe", 1 },
    { "macro", "macro", NULL, NULL, "{x}", 1 },
    { "sequence", "sequence map1 map0", NULL, NULL, NULL, 1 },
};

enum { CLASSES = sizeof classes / sizeof classes[0] };

static const char *key_of(const struct class *c, int i)
{
    return c->key != NULL ? c->key : keys[(i * 7919) % nkeys];
}

static double rate_bare(const struct class *c, int *hits)
{
    int n = SAMPLE / c->divide;
    double began = seconds();

    *hits = 0;
    for (int i = 0; i < n; i++)
        *hits += c->bare(key_of(c, i));
    return n / (seconds() - began);
}

static double rate_btsh(const struct class *c, struct session *s, struct map *m, int *hits)
{
    int n = SAMPLE / c->divide, status;
    double began = seconds();

    *hits = 0;
    for (int i = 0; i < n; i++) {
        *hits += session_map_lookup(s, m, key_of(c, i), &status) != NULL;
        session_end_command(s);
    }
    return n / (seconds() - began);
}

static enum event_answer hear(void *ctx, struct session *s, const struct event *e)
{
    (void)ctx;
    (void)s;
    if (e->kind == EVENT_DIAGNOSTIC && e->diag->cls == DIAG_SYSTEM
        && strstr(e->diag->text, "local mailer") == NULL)
        fprintf(stderr, "lookups: %s\n", e->diag->text);
    return EVENT_GO;
}

static void measure(struct session *s, int number)
{
    const struct class *c = &classes[number];
    char name[16];
    struct map *m;
    int bare_hits = 0, hits = 0;
    double bare = 0, ours;

    if (c->start != NULL && !c->start()) {
        printf("  %-9s left out: what it asks is not there\n", c->name);
        return;
    }
    snprintf(name, sizeof name, "map%d", number);
    m = session_map(s, name);
    if (m == NULL || !session_map_open(s, m)) {
        printf("  %-9s left out: it cannot be opened\n", c->name);
        return;
    }
    rate_btsh(c, s, m, &hits); /* both find their pages in memory */
    if (c->bare != NULL)
        bare = rate_bare(c, &bare_hits);
    ours = rate_btsh(c, s, m, &hits);
    if (c->bare == NULL)
        printf("  %-9s %10.0f /s\n", c->name, ours);
    else
        printf("  %-9s %10.0f /s   bare %10.0f /s   %.2f times its time   %d and %d hits\n",
               c->name, ours, bare, bare / ours, hits, bare_hits);
}

/* The pass over a database before libdb sees it. */
static void measure_pages(const char *name)
{
    enum { TURNS = 20 };
    struct page_fault fault;
    struct stat st;
    int fd = open(path_of(name), O_RDONLY);
    double began = seconds();

    if (fd < 0 || fstat(fd, &st) != 0)
        return;
    for (int i = 0; i < TURNS; i++)
        pages_sound_fd(fd, &fault);
    printf("pages of %s: %.2f ms a MiB, %.1f MiB\n", name,
           (seconds() - began) * 1e3 / TURNS / ((double)st.st_size / (1 << 20)),
           (double)st.st_size / (1 << 20));
    close(fd);
}

int main(int argc, char *argv[])
{
    struct observer o = { .hear = hear };
    struct world w = *world_live();
    struct builder *b;
    struct program *p;
    struct session *s;
    char *line = NULL, spec[4200];
    size_t size = 0;

    if (argc != 2)
        return 2;
    folder = argv[1];
    while (nkeys < MAX_KEYS && getline(&line, &size, stdin) > 0) {
        line[strcspn(line, "\n")] = '\0';
        keys[nkeys++] = strdup(line);
    }
    free(line);
    if (nkeys == 0)
        return 2;
    b = builder_begin(&w, &o, NULL);
    builder_option_long(b, "DontBlameSendmail=MapInUnsafeDirPath,LinkedMapInWritableDir");
    snprintf(spec, sizeof spec, "UserDatabaseSpec=%s/userdb.db", folder);
    builder_option_long(b, spec);
    for (int i = 0; i < CLASSES; i++) {
        char arguments[4096], text[8192];

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        snprintf(arguments, sizeof arguments, classes[i].definition, folder);
#pragma GCC diagnostic pop
        snprintf(text, sizeof text, "map%d %s", i, arguments);
        builder_map_line(b, text);
    }
    snprintf(spec, sizeof spec, "%s/lookups.cf", folder);
    builder_read(b, spec);
    p = builder_finish(b);
    s = session_new(p, &o);
    printf("lookups: a lookup of btsh beside the bare library call, %d keys\n", nkeys);
    for (int i = 0; i < CLASSES; i++)
        measure(s, i);
    measure_pages("hash.db");
    measure_pages("btree.db");
    session_free(s);
    program_free(p);
    return 0;
}
