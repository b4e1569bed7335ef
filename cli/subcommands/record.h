/*
 * record.h - btsh record: a session becomes a suite, and what the world outside said in it a
 * recording beside it.
 */
#ifndef BTSH_SUBCOMMANDS_RECORD_H
#define BTSH_SUBCOMMANDS_RECORD_H

struct subcommand;

extern const struct subcommand subcommand_record;

#endif
