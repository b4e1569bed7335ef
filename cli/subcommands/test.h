/*
 * test.h - btsh test: suites are run.
 */
#ifndef BTSH_SUBCOMMANDS_TEST_H
#define BTSH_SUBCOMMANDS_TEST_H

struct subcommand;

extern const struct subcommand subcommand_test;

#endif
