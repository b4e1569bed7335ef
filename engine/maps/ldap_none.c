/*
 * ldap_none.c - a build without the headers of libldap reaches no directory.
 */
#include "maps/ldap_search.h"

bool directory_is_there(void)
{
    return false;
}

const char *directory_error_text(int err)
{
    (void)err;
    return NULL;
}

struct ldap_connection *directory_connect(struct session *s, const struct map *m)
{
    (void)s;
    (void)m;
    return NULL;
}

bool directory_fits(const struct ldap_connection *c, const struct map *m)
{
    (void)c;
    (void)m;
    return false;
}

bool directory_add_user(struct ldap_connection *c, struct map *m)
{
    (void)c;
    (void)m;
    return false;
}

struct map *directory_take_user(struct ldap_connection *c)
{
    (void)c;
    return NULL;
}

void directory_disconnect(struct ldap_connection *c)
{
    (void)c;
}

const char *directory_search(struct session *s, struct ldap_connection *c, const struct map *m,
                             const char *key, const struct map_call *call, int *status,
                             bool *started, bool *gone)
{
    (void)s;
    (void)c;
    (void)m;
    (void)key;
    (void)call;
    (void)status;
    *started = *gone = false;
    return NULL;
}
