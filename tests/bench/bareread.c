/*
 * bareread - reads keys from Berkeley DB tables and does nothing else.
 *
 *	bareread < list		each line: path of a table, TAB, key
 *
 * Each key is asked for without and, where that finds nothing, with its final NUL, as a mail server
 * must do that does not know how the table was made. Prints: seconds, reads, hits.
 */

#include <db.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>

enum { MAX_TABLES = 32 };

struct table {
	char *path;
	DB *db;
};

struct request {
	DB *db;
	char *key;
};

static struct table tables[MAX_TABLES];
static int table_count;

static void
die(const char *what, const char *why)
{
	fprintf(stderr, "bareread: %s: %s\n", what, why);
	exit(1);
}

static DB *
open_table(const char *path)
{
	int error, i;

	for (i = 0; i < table_count; i++)
		if (strcmp(tables[i].path, path) == 0)
			return tables[i].db;
	if (table_count == MAX_TABLES)
		die(path, "too many tables");
	tables[i].path = strdup(path);
	error = db_create(&tables[i].db, NULL, 0);
	if (error == 0)
		error = tables[i].db->open(tables[i].db, NULL, path, NULL, DB_UNKNOWN, DB_RDONLY, 0);
	if (error != 0)
		die(path, db_strerror(error));
	table_count++;
	return tables[i].db;
}

static int
found(DB *db, char *key, size_t size)
{
	DBT k, v;

	memset(&k, 0, sizeof k);
	memset(&v, 0, sizeof v);
	k.data = key;
	k.size = (u_int32_t)size;
	return db->get(db, NULL, &k, &v, 0) == 0;
}

static double
seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int
main(void)
{
	struct request *list = NULL;
	size_t count = 0, room = 0, hits = 0, reads = 0, i, size = 0;
	char *line = NULL, *tab;
	double began;
	ssize_t length;

	while ((length = getline(&line, &size, stdin)) > 0) {
		line[length - 1] = '\0';
		tab = strchr(line, '\t');
		if (tab == NULL)
			continue;
		*tab = '\0';
		if (count == room) {
			room = room ? 2 * room : 1024;
			list = realloc(list, room * sizeof *list);
			if (list == NULL)
				die("list", "no memory");
		}
		list[count].db = open_table(line);
		list[count++].key = strdup(tab + 1);
	}
	began = seconds();
	for (i = 0; i < count; i++) {
		size_t n = strlen(list[i].key);

		reads++;
		if (found(list[i].db, list[i].key, n)) {
			hits++;
			continue;
		}
		reads++;
		hits += (size_t)found(list[i].db, list[i].key, n + 1);
	}
	printf("%.6f %zu %zu\n", seconds() - began, reads, hits);
	return 0;
}
