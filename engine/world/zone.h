/*
 * zone.h - a zone: read from a master file (RFC 1035, section 5), asked as a name server is.
 *
 * A zone is constant once it is read, and may be shared by threads. It is served as its
 * authoritative server would: CNAMEs are followed inside of it, wildcards stand for names that do
 * not exist (RFC 4592), a name without the type asked for has no data, all others do not exist.
 * There are no delegations: what stands below a cut in the file is served too.
 */
#ifndef BTSH_WORLD_ZONE_H
#define BTSH_WORLD_ZONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct zone;

enum { ZONE_NAME = 256 }; /* bytes of a name in wire form */

void zone_free(struct zone *z);

/* For the reader: an empty zone; one record, its names in wire form and any case. */
struct zone *zone_new(void);
bool zone_add(struct zone *z, const uint8_t *owner, uint16_t type, uint32_t ttl,
              const uint8_t *data, size_t size);
/* All records are there. False: they make no zone, *why says so. */
bool zone_finish(struct zone *z, char *why, size_t size);

/*
 * Answers one question into a whole message. zones: the longest that has the name answers; a name
 * in none of them does not exist. Returns the length of the message, *rcode its code and *count
 * the number of its answers. 0: the name is not one, or there is no room.
 */
size_t zone_answer(const struct zone *const *zones, int n, const char *name, int type,
                   unsigned char *out, size_t size, int *rcode, int *count);

#endif
