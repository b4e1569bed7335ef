/*
 * tape_answer.h - answers of the doors as one line of text, for world_record.c and world_replay.c.
 */
#ifndef BTSH_WORLD_TAPE_ANSWER_H
#define BTSH_WORLD_TAPE_ANSWER_H

#include <stdbool.h>
#include <stddef.h>

struct host_entry;
struct user_entry;

enum { TAPE_LINE = 2 * 65536 + 64 };

/* "dns NAME TYPE", "host NAME FAMILY", "address A FAMILY", "KIND WORD"; names in lower case. */
void tape_question_dns(char *out, size_t size, const char *name, int type);
void tape_question_host(char *out, size_t size, const char *name, int family);
void tape_question_address(char *out, size_t size, const void *addr, int family);
void tape_question_word(char *out, size_t size, const char *kind, const char *word);

/* "HERR ERR [BYTES]", a reply as hexadecimal digits. */
void tape_put_dns(char *out, int n, const unsigned char *reply, int herr, int err);
int tape_get_dns(const char *line, unsigned char *reply, size_t size, int *herr, int *err);

/* "HERR ERR FAMILY NAME,ALIAS,... ADDRESS,..." */
void tape_put_host(char *out, int herr, int err, const struct host_entry *h);
int tape_get_host(const char *line, struct host_entry *h, char *buf, size_t size, int *err);

/* "NAME UID GID GECOS DIR SHELL", or "-" */
void tape_put_user(char *out, const struct user_entry *u);
bool tape_get_user(const char *line, struct user_entry *u, char *buf, size_t size);

#endif
