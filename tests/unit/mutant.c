/*
 * mutant.c - seeds, changes, and the reading of what they make.
 */
#include "mutant.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <db.h>

#include "maps/pagecheck.h"
#include "maps/pageread.h"

enum { HEADER = 26, MOST_SEEDS = 32, SWAPPED_ORDER = 4321 };

/* ---- seeds -------------------------------------------------------------------------------------- */

struct shape {
    DBTYPE type;
    unsigned pagesize, flags;
    int entries, long_every, long_size, duplicates;
    int order;                 /* 0: this machine's */
    int subs;                  /* databases in it; 0: it is one */
};

static const struct shape shapes[] = {
    { DB_HASH, 512, 0, 30, 0, 0, 0, 0, 0 },
    { DB_HASH, 512, 0, 30, 5, 1500, 0, 0, 0 },
    { DB_HASH, 512, DB_DUP, 20, 7, 900, 5, 0, 0 },
    { DB_HASH, 512, DB_DUP, 8, 3, 900, 60, 0, 0 },
    { DB_HASH, 512, DB_DUP | DB_DUPSORT, 8, 0, 0, 120, 0, 0 },
    { DB_HASH, 512, DB_DUP, 12, 4, 900, 60, SWAPPED_ORDER, 0 },
    { DB_HASH, 4096, 0, 30, 5, 9000, 0, 0, 0 },
    { DB_HASH, 512, DB_CHKSUM, 30, 5, 900, 0, 0, 0 },
    { DB_BTREE, 512, 0, 30, 0, 0, 0, 0, 0 },
    { DB_BTREE, 512, 0, 300, 0, 0, 0, 0, 0 },
    { DB_BTREE, 512, 0, 40, 5, 1500, 0, 0, 0 },
    { DB_BTREE, 512, DB_DUP, 20, 7, 900, 5, 0, 0 },
    { DB_BTREE, 512, DB_DUP, 10, 3, 900, 120, 0, 0 },
    { DB_BTREE, 512, DB_DUP, 2, 0, 0, 1500, 0, 0 },
    { DB_BTREE, 512, DB_DUP | DB_DUPSORT, 10, 3, 900, 120, 0, 0 },
    { DB_BTREE, 512, DB_DUP | DB_DUPSORT, 10, 3, 900, 120, SWAPPED_ORDER, 0 },
    { DB_BTREE, 512, DB_DUP, 10, 3, 900, 120, SWAPPED_ORDER, 0 },
    { DB_BTREE, 512, 0, 60, 5, 1500, 0, SWAPPED_ORDER, 0 },
    { DB_BTREE, 4096, 0, 100, 5, 9000, 0, 0, 0 },
    { DB_BTREE, 512, DB_CHKSUM, 60, 5, 900, 0, 0, 0 },
    { DB_BTREE, 512, 0, 20, 5, 900, 0, 0, 3 },
    { DB_HASH, 512, DB_DUP, 10, 5, 900, 60, 0, 2 },
    { DB_BTREE, 512, DB_RECNUM, 60, 0, 0, 0, 0, 0 },
};

static struct seed {
    unsigned char *bytes;
    size_t size, pagesize;
    bool btree, swapped;
} seeds[MOST_SEEDS];

static void silent(const DB_ENV *env, const char *prefix, const char *text)
{
    (void)env;
    (void)prefix;
    (void)text;
}

static bool put(DB *db, const char *key, size_t nkey, const char *value, size_t size)
{
    DBT k = { 0 }, v = { 0 };

    k.data = (void *)(uintptr_t)key;
    k.size = (u_int32_t)nkey;
    v.data = (void *)(uintptr_t)value;
    v.size = (u_int32_t)size;
    return db->put(db, NULL, &k, &v, 0) == 0;
}

static bool fill(DB *db, const struct shape *sh)
{
    char text[10000], key[10000];
    bool good = true;

    memset(text, 'v', sizeof text);
    memset(key, 'k', sizeof key);
    for (int i = 0; i < sh->entries && good; i++) {
        bool is_long = sh->long_every > 0 && i % sh->long_every == 0;
        size_t n = (size_t)snprintf(key, sizeof key, "key-%d", i);

        good = put(db, key, n, text, is_long ? (size_t)sh->long_size : 12);
        for (int d = 0; d < sh->duplicates && i % 4 == 0 && good; d++) {
            char again[32];

            snprintf(again, sizeof again, "again %d", d);
            good = put(db, key, n, again, strlen(again));
        }
        key[n] = 'k'; /* one in a few has a key that is long as well */
        if (is_long && i % 2 == 0)
            good = good && put(db, key, (size_t)sh->long_size, text, 12);
    }
    return good;
}

/* A database, or one of several, in the file. */
static bool write_one(const struct shape *sh, const char *path, const char *name)
{
    DB *db;
    bool good;

    if (db_create(&db, NULL, 0) != 0)
        return false;
    db->set_errcall(db, silent);
    db->set_pagesize(db, sh->pagesize);
    if (sh->flags != 0)
        db->set_flags(db, sh->flags);
    if (sh->order != 0)
        db->set_lorder(db, sh->order);
    good = db->open(db, NULL, path, name, sh->type, DB_CREATE, 0600) == 0 && fill(db, sh);
    return db->close(db, 0) == 0 && good;
}

static bool make_seed(const struct shape *sh, const char *folder, struct seed *seed)
{
    char path[64];
    bool good = true;
    FILE *f;
    long n;

    snprintf(path, sizeof path, "%s/t.db", folder);
    if (sh->subs == 0)
        good = write_one(sh, path, NULL);
    for (int i = 0; i < sh->subs && good; i++) {
        char name[16];

        snprintf(name, sizeof name, "sub-%d", i);
        good = write_one(sh, path, name);
    }
    f = fopen(path, "rbe");
    if (f == NULL || fseek(f, 0, SEEK_END) != 0 || (n = ftell(f)) <= 0)
        return false;
    rewind(f);
    *seed = (struct seed){ malloc((size_t)n), (size_t)n, sh->pagesize,
                           sh->type == DB_BTREE || sh->subs > 0, sh->order == SWAPPED_ORDER };
    good = good && fread(seed->bytes, 1, seed->size, f) == seed->size;
    fclose(f);
    unlink(path);
    return good;
}

int mutant_seed_count(void)
{
    return (int)(sizeof shapes / sizeof shapes[0]);
}

bool mutant_seeds(void)
{
    char folder[] = "/tmp/btsh-mutants.XXXXXX";
    bool good = mkdtemp(folder) != NULL;

    for (int i = 0; i < mutant_seed_count() && good; i++)
        good = make_seed(&shapes[i], folder, &seeds[i]);
    rmdir(folder);
    return good;
}

void mutant_free_seeds(void)
{
    for (int i = 0; i < mutant_seed_count(); i++)
        free(seeds[i].bytes);
}

/* ---- changes ------------------------------------------------------------------------------------ */

struct mutant {
    unsigned char *file;
    size_t size, pagesize;
    bool swapped;
};

static uint32_t get(const struct mutant *m, size_t at, int width)
{
    const unsigned char *p = m->file + at;
    uint32_t v = 0;

    if (at + (size_t)width > m->size)
        return 0;
    for (int i = 0; i < width; i++)
        v |= (uint32_t)p[i] << (8 * (m->swapped ? width - 1 - i : i));
    return v;
}

static void set(struct mutant *m, size_t at, int width, uint32_t v)
{
    unsigned char *p = m->file + at;

    for (int i = 0; at + (size_t)width <= m->size && i < width; i++)
        p[i] = (unsigned char)(v >> (8 * (m->swapped ? width - 1 - i : i)));
}

/* Another number in the place of one: near it, at an edge, or any. */
static uint32_t bent(const struct mutant *m, uint32_t was, int how, uint32_t value)
{
    static const uint32_t edges[] = { 0, 1, 2, 3, 25, 26, 27, 32, 0x7F, 0xFF, 0x100, 0x1FF, 0x7FFF,
                                      0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF };
    uint32_t pages = (uint32_t)(m->size / m->pagesize);

    switch (how % 6) {
    case 0:
        return was + 1 + value % 4;
    case 1:
        return was - 1 - value % 4;
    case 2:
        return edges[value % (sizeof edges / sizeof edges[0])];
    case 3:
        return value % (pages + 2);
    case 4:
        return (uint32_t)m->pagesize - value % 32;
    default:
        return value;
    }
}

static void change_number(struct mutant *m, size_t at, int width, int how, uint32_t value)
{
    set(m, at, width, bent(m, get(m, at, width), how, value));
}

/* The first page's numbers, for hash and btree. */
static void change_first(struct mutant *m, unsigned which, int how, uint32_t value)
{
    static const struct {
        unsigned short at, width;
    } fields[] = { { 8, 4 },  { 12, 4 }, { 16, 4 }, { 20, 4 }, { 24, 1 }, { 25, 1 }, { 26, 1 },
                   { 28, 4 }, { 32, 4 }, { 36, 4 }, { 40, 4 }, { 44, 4 }, { 48, 4 }, { 48, 4 },
                   { 72, 4 }, { 76, 4 }, { 80, 4 }, { 84, 4 }, { 88, 4 }, { 92, 4 }, { 96, 4 },
                   { 100, 4 }, { 104, 4 }, { 108, 4 }, { 112, 4 }, { 120, 4 } };
    size_t i = which % (sizeof fields / sizeof fields[0]);

    if (fields[i].at == 48 && how % 2 == 0) /* one flag */
        set(m, 48, 4, get(m, 48, 4) ^ (1u << (value % 8)));
    else
        change_number(m, fields[i].at, fields[i].width, how, value);
}

/* Kind, level, counts and links of a page. */
static void change_header(struct mutant *m, size_t page, unsigned which, int how, uint32_t value)
{
    static const unsigned char kinds[] = { 0, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 1, 10, 255 };
    static const struct {
        unsigned char at, width;
    } fields[] = { { 8, 4 }, { 12, 4 }, { 16, 4 }, { 20, 2 }, { 22, 2 }, { 24, 1 } };
    size_t i = which % (sizeof fields / sizeof fields[0] + 1);

    if (i < sizeof fields / sizeof fields[0])
        change_number(m, page + fields[i].at, fields[i].width, how, value);
    else
        set(m, page + 25, 1, kinds[value % sizeof kinds]);
}

/* Where an item of the page lies, for the tables with and without a checksum before them. */
static size_t item_at(const struct mutant *m, size_t page, unsigned which, size_t *slot)
{
    unsigned entries = get(m, page + 20, 2);

    *slot = page + HEADER + (get(m, 26, 1) & 1 ? 6 : 0) + 2 * (size_t)(entries ? which % entries : 0);
    return page + get(m, *slot, 2);
}

static void change_item(struct mutant *m, size_t page, unsigned which, unsigned what, int how,
                        uint32_t value)
{
    static const struct {
        unsigned char at, width;
    } fields[] = { { 0, 1 }, { 0, 2 }, { 2, 1 }, { 1, 2 }, { 4, 4 }, { 8, 4 }, { 0, 4 }, { 4, 4 },
                   { 16, 4 }, { 20, 4 }, { 3, 2 } };
    size_t slot, other, at = item_at(m, page, which, &slot);
    size_t i = what % (sizeof fields / sizeof fields[0] + 3);

    if (i < sizeof fields / sizeof fields[0])
        change_number(m, at + fields[i].at, fields[i].width, how, value);
    else if (i == sizeof fields / sizeof fields[0])
        change_number(m, slot, 2, how, value);
    else if (i == sizeof fields / sizeof fields[0] + 1) /* on top of another item */
        set(m, slot, 2, (uint32_t)(item_at(m, page, value, &other) - page));
    else
        set(m, at + 2 * (value % 2), 1, 1 + value % 4); /* another kind of item */
}

/* A page in the place of another, with or without its own number; a file cut off, or longer. */
static void change_pages(struct mutant *m, size_t page, unsigned what, uint32_t value)
{
    size_t pages = m->size / m->pagesize, other = value % pages * m->pagesize;

    switch (what % 4) {
    case 0:
    case 1:
        if (other != page) {
            memcpy(m->file + other, m->file + page, m->pagesize);
            if (what % 4 == 0)
                set(m, other + 8, 4, (uint32_t)(other / m->pagesize));
        }
        break;
    case 2:
        if (value % pages > 0)
            m->size = value % pages * m->pagesize;
        break;
    default:
        memset(m->file + other, 0, m->pagesize);
        break;
    }
}

static void change(struct mutant *m, const uint8_t *p)
{
    size_t page = p[1] % (m->size / m->pagesize) * m->pagesize;
    uint32_t value = p[5] | (uint32_t)p[6] << 8;

    if (p[4] >= 0xC0) /* a few with the upper half set too */
        value |= value << 16;
    switch (p[0] % 8) {
    case 0:
        change_first(m, p[2], p[3], value);
        break;
    case 1:
    case 2:
        change_header(m, page, p[2], p[3], value);
        break;
    case 3:
    case 4:
    case 5:
        change_item(m, page, p[2], p[4], p[3], value);
        break;
    case 6:
        change_pages(m, page, p[2], value);
        break;
    default:
        set(m, page + (p[2] | (size_t)p[4] << 8) % m->pagesize, 1, p[5]);
        break;
    }
}

unsigned char *mutant_make(const uint8_t *data, size_t size, size_t *n, bool *btree)
{
    const struct seed *seed = &seeds[size > 0 ? data[0] % mutant_seed_count() : 0];
    struct mutant m = { malloc(seed->size), seed->size, seed->pagesize, seed->swapped };

    memcpy(m.file, seed->bytes, seed->size);
    for (size_t at = 1; at + MUTANT_CHANGE <= size; at += MUTANT_CHANGE)
        change(&m, data + at);
    *n = m.size;
    *btree = seed->btree;
    return m.file;
}

/* ---- reading ------------------------------------------------------------------------------------ */

enum { ALONE = -1 };

static unsigned sum_of(const DBT *t)
{
    const unsigned char *p = t->data;
    unsigned sum = 0;

    for (u_int32_t i = 0; i < t->size; i++)
        sum += p[i];
    return sum;
}

static void count(struct mutant_reading *r, const DBT *key, const DBT *value)
{
    r->records++;
    r->bytes += value->size;
    r->sum += sum_of(key) + sum_of(value);
}

/* What is said of the key without libdb; compared with what libdb says, unless err is ALONE: it must not be asked. */
static void ask_alone(struct page_reader *alone, const char *key, size_t n, int err, const DBT *v, struct mutant_reading *r)
{
    const void *value = NULL;
    size_t size = 0;
    enum page_answer a = alone != NULL ? page_read(alone, key, n, &value, &size) : PAGE_UNSURE;
    DBT got = { 0 };

    if (a == PAGE_UNSURE)
        return;
    got.data = (void *)(uintptr_t)value;
    got.size = (u_int32_t)size;
    r->sum += a == PAGE_FOUND ? sum_of(&got) : 0;
    r->alone++;
    if (err != ALONE && (a == PAGE_FOUND ? err != 0 || v->size != size || (size > 0 && memcmp(v->data, value, size) != 0) : err != DB_NOTFOUND))
        r->otherwise++;
}

static void ask(DB *db, DBC *cursor, struct page_reader *alone, const char *key, size_t n, struct mutant_reading *r)
{
    DBT k = { 0 }, v = { 0 };
    int err;

    k.data = (void *)(uintptr_t)key;
    k.size = (u_int32_t)n;
    err = db->get(db, NULL, &k, &v, 0);
    if (err == 0)
        count(r, &k, &v);
    ask_alone(alone, key, n, err, &v, r);
    memset(&v, 0, sizeof v); /* all values of a key, as a user database has them */
    err = cursor->get(cursor, &k, &v, DB_SET);
    for (; err == 0; err = cursor->get(cursor, &k, &v, DB_NEXT_DUP))
        count(r, &k, &v);
}

static void read_with(const char *path, bool btree, struct page_reader *alone, struct mutant_reading *r)
{
    char long_key[1500];
    DBT k = { 0 }, v = { 0 };
    DBC *cursor;
    DB *db;

    memset(long_key, 'k', sizeof long_key);
    memcpy(long_key, "key-0", 5);
    if (db_create(&db, NULL, 0) != 0)
        return;
    db->set_errcall(db, silent);
    db->set_cachesize(db, 0, 1 << 16, 1);
    if (db->open(db, NULL, path, NULL, btree ? DB_BTREE : DB_HASH,
                 DB_RDONLY | DB_FCNTL_LOCKING | DB_NOMMAP, 0) == 0 &&
        db->cursor(db, NULL, &cursor, 0) == 0) {
        ask(db, cursor, alone, "key-0", 5, r);
        ask(db, cursor, alone, "key-4\0", 6, r);
        ask(db, cursor, alone, "key-17", 6, r);
        ask(db, cursor, alone, "sub-1", 5, r);
        ask(db, cursor, alone, long_key, sizeof long_key, r);
        cursor->close(cursor);
        if (db->cursor(db, NULL, &cursor, 0) == 0) {
            while (cursor->get(cursor, &k, &v, DB_NEXT) == 0)
                count(r, &k, &v);
            cursor->close(cursor);
        }
    }
    db->close(db, 0);
}

/* Whatever the file is: by keys that are there, and by many that are not, which lead everywhere. */
static void read_alone(struct page_reader *alone, struct mutant_reading *r)
{
    for (int i = 0; i < 40; i++) {
        char key[16];
        int n = snprintf(key, sizeof key, "key-%d", i);

        ask_alone(alone, key, (size_t)n, ALONE, NULL, r);
        ask_alone(alone, key, (size_t)n + 1, ALONE, NULL, r);
    }
}

void mutant_read(const unsigned char *file, size_t n, bool btree, struct mutant_reading *r)
{
    struct page_fault fault;
    struct page_reader *alone;
    char path[32];
    int fd = memfd_create("db", MFD_CLOEXEC);

    *r = (struct mutant_reading){ 0 };
    if (fd < 0)
        return;
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (write(fd, file, n) == (ssize_t)n) {
        alone = page_reader_new(fd, btree);
        read_alone(alone, r);
        if (pages_sound(file, n, &fault) && pages_sound_fd(fd, &fault)) {
            r->sound = true;
            read_with(path, btree, alone, r);
            if (btree != (file[12] == 0x62 || file[15] == 0x62)) /* the first page says another type */
                read_with(path, !btree, NULL, r);
        }
        page_reader_free(alone);
    }
    close(fd);
}
