/* error_text.c - the text of an error number, whoever it comes from */

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "files/safefile.h"
#include "maps/error_text.h"
#include "maps/ldap_map.h"
#include "maps/ldap_search.h"

const char *error_text(int err)
{
    const char *text = directory_error_text(err);

    if (text != NULL)
        return text;
    /* without the library */
    return err == LDAP_ERROR_UNREACHABLE ? "Can't contact LDAP server"
           : err == LDAP_ERROR_METHOD    ? "Unknown authentication method"
                                         : safefile_reason(err);
}
