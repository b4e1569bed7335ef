/*
 * profile.h - btsh profile: which rules and maps the time goes to.
 */
#ifndef BTSH_SUBCOMMANDS_PROFILE_H
#define BTSH_SUBCOMMANDS_PROFILE_H

struct subcommand;

extern const struct subcommand subcommand_profile;

#endif
