/*
 * why_not_json_none.c - in the place of why_not_json.c where the JSON library's headers are missing.
 */
#include "explain/why_not_json.h"

void why_not_json_write(const struct explain *x, const struct looking *l, const struct trial *t,
                        const struct why_not_about *about)
{
    (void)x, (void)l, (void)t, (void)about;
}
