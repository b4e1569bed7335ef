/*
 * mktable - make a Berkeley DB hash file from a text table
 *
 *	mktable OUTPUT.db INPUT...
 *
 * A line is a key, blanks, and a value: the rest of the line.  Empty lines and
 * lines that begin with # are left out.  Keys are stored in lower case, keys and
 * values without a NUL at the end, as `makemap hash' stores them by default.
 * The file is readable for everybody, whatever the umask, and is put in its
 * place only when it is complete.
 */

#define _DEFAULT_SOURCE /* u_int for db.h, getline */

#include <sys/stat.h>

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <db.h>

static void die(const char *file, unsigned long line, const char *why)
{
    if (line)
        fprintf(stderr, "mktable: %s:%lu: %s\n", file, line, why);
    else
        fprintf(stderr, "mktable: %s: %s\n", file, why);
    exit(1);
}

static void add_file(DB *db, const char *name)
{
    FILE *in = fopen(name, "r");
    char *line = NULL;
    size_t size = 0;
    unsigned long n = 0;

    if (in == NULL)
        die(name, 0, strerror(errno));
    while (getline(&line, &size, in) != -1) {
        DBT key = {0}, value = {0};
        char *p = line;
        int rc;

        n++;
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '\0' || line[0] == '#')
            continue;
        for (; *p && !isspace((unsigned char)*p); p++)
            *p = (char)tolower((unsigned char)*p);
        key.data = line;
        key.size = (u_int32_t)(p - line);
        p += strspn(p, " \t");
        value.data = p;
        value.size = (u_int32_t)strlen(p);
        if (key.size == 0 || value.size == 0)
            die(name, n, "a key and a value are needed");
        rc = db->put(db, NULL, &key, &value, DB_NOOVERWRITE);
        if (rc != 0)
            die(name, n, rc == DB_KEYEXIST ? "this key is there already" : db_strerror(rc));
    }
    if (ferror(in))
        die(name, n, "cannot be read");
    free(line);
    fclose(in);
}

int main(int argc, char **argv)
{
    char temp[4096];
    DB *db;
    int rc;

    if (argc < 3) {
        fprintf(stderr, "usage: mktable OUTPUT.db INPUT...\n");
        return 64;
    }
    if (snprintf(temp, sizeof temp, "%s.new", argv[1]) >= (int)sizeof temp)
        die(argv[1], 0, "name too long");
    remove(temp);
    if ((rc = db_create(&db, NULL, 0)) != 0)
        die(temp, 0, db_strerror(rc));
    if ((rc = db->open(db, NULL, temp, NULL, DB_HASH, DB_CREATE | DB_EXCL, 0644)) != 0)
        die(temp, 0, db_strerror(rc));
    for (int i = 2; i < argc; i++)
        add_file(db, argv[i]);
    if ((rc = db->close(db, 0)) != 0)
        die(temp, 0, db_strerror(rc));
    if (chmod(temp, 0644) != 0 || rename(temp, argv[1]) != 0)
        die(argv[1], 0, strerror(errno));
    return 0;
}
