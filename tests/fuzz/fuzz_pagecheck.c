/*
 * fuzz_pagecheck.c - any bytes as a database file: the page check, and libdb on what it lets pass.
 * The first byte chooses hash or btree.
 */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

#include <db.h>
#include <sanitizer/lsan_interface.h>

#include "maps/pagecheck.h"

enum { MOST = 100000 }; /* records; a file this small has fewer, unless libdb goes in circles */

static void silent(const DB_ENV *env, const char *prefix, const char *text)
{
    (void)env;
    (void)prefix;
    (void)text;
}

static void read_all(const char *path, DBTYPE type)
{
    DBT k, v;
    DBC *cursor;
    DB *db;

    if (db_create(&db, NULL, 0) != 0)
        return;
    db->set_errcall(db, silent);
    memset(&k, 0, sizeof k);
    memset(&v, 0, sizeof v);
    if (db->open(db, NULL, path, NULL, type, DB_RDONLY, 0) == 0) {
        k.data = (void *)(size_t)"joe";
        k.size = 3;
        db->get(db, NULL, &k, &v, 0);
        if (db->cursor(db, NULL, &cursor, 0) == 0) {
            int n = 0;

            memset(&k, 0, sizeof k);
            while (cursor->get(cursor, &k, &v, DB_NEXT) == 0) {
                if (++n > MOST)
                    __builtin_trap();
            }
            cursor->close(cursor);
        }
    }
    db->close(db, 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct page_fault fault;
    char path[32];
    int fd;

    if (size < 1 || !pages_sound(data + 1, size - 1, &fault))
        return 0;
    fd = memfd_create("db", 0);
    if (fd < 0)
        return 0;
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    __lsan_disable(); /* what libdb forgets of a file that it gives up is its own affair */
    if (write(fd, data + 1, size - 1) == (ssize_t)(size - 1))
        read_all(path, (data[0] & 1) != 0 ? DB_BTREE : DB_HASH);
    __lsan_enable();
    close(fd);
    return 0;
}
