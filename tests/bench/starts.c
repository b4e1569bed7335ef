/*
 * starts - how long programs take from their start to their end.
 *
 *	starts COUNT CF INPUT PROGRAM...
 *
 * Each program runs as `sendmail -bt -C CF` with INPUT on its standard input and its output thrown
 * away, COUNT times: ten times each in turn, so that whatever else the machine does meets all of them
 * alike. Prints a line for each: the mean and the median in microseconds.
 */

#include <fcntl.h>
#include <spawn.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { IN_TURN = 10 };

extern char **environ;

static double microseconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static double run_once(const char *program, const char *cf, const char *input)
{
	char *args[] = { "sendmail", "-bt", "-C", (char *)cf, NULL };
	posix_spawn_file_actions_t files;
	double began;
	pid_t child;
	int status;

	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, STDIN_FILENO, input, O_RDONLY, 0);
	posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	began = microseconds();
	if (posix_spawn(&child, program, &files, NULL, args, environ) != 0
	    || waitpid(child, &status, 0) != child || !WIFEXITED(status)) {
		fprintf(stderr, "starts: %s cannot be run\n", program);
		exit(1);
	}
	began = microseconds() - began;
	posix_spawn_file_actions_destroy(&files);
	return began;
}

static int ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static void report(const char *program, double *spent, int count)
{
	double sum = 0;

	for (int i = 0; i < count; i++)
		sum += spent[i];
	qsort(spent, (size_t)count, sizeof *spent, ascending);
	printf("%s %.1f %.1f\n", program, sum / count, spent[count / 2]);
}

int main(int argc, char **argv)
{
	int count = argc > 4 ? atoi(argv[1]) : 0, programs = argc - 4;
	double *spent = count > 0 ? calloc((size_t)count * (size_t)programs, sizeof *spent) : NULL;

	if (spent == NULL) {
		fputs("usage: starts COUNT CF INPUT PROGRAM...\n", stderr);
		return 2;
	}
	for (int first = 0; first < count; first += IN_TURN) {
		for (int p = 0; p < programs; p++) {
			for (int i = first; i < first + IN_TURN && i < count; i++)
				spent[p * count + i] = run_once(argv[4 + p], argv[2], argv[3]);
		}
	}
	for (int p = 0; p < programs; p++)
		report(argv[4 + p], spent + p * count, count);
	free(spent);
	return 0;
}
