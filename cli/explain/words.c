/*
 * words.c - what the rules, classes and macros of the m4 tree are for, in the words of its features.
 */
#include <stdbool.h>
#include <string.h>

#include "describe.h"
#include "engine.h"
#include "explain/words.h"
#include "reason/facts.h"

/* Rulesets by whose names a configuration is known to be the m4 tree's, as far as they go. */
static const char *const rulesets[] = {
    "parse", "Parse0", "Parse1", "ParseLocal", "ParseRecipient", "canonify", "localaddr", "Local_localaddr",
    "MailerToTriple", "CanonLocal", "Mailertable", "MasqHdr", "MasqEnv", "MasqEnvelope", "ExposedUser",
    "checkmail", "checkrcpt", "checkrelay", "Basic_check_mail", "Basic_check_rcpt", "Basic_check_relay",
    "Rcpt_ok", "Relay_ok", "RelayTLS", "TLS_connection", "try_tls", "authinfo", "RemoveLocalUser", "SearchList",
    "check_mail", "check_rcpt", "check_relay", "PseudoToReal", "D", "A", "AllowRelay", "Local_Relay_ok",
};

static const struct row {
    enum fact_kind kind;
    const char *name, *words;
} rows[] = {
    { FACT_FROZEN, "S", "smart host" },
    { FACT_FROZEN, "H", "mail hub" },
    { FACT_FROZEN, "R", "relay for names without a host" },
    { FACT_FROZEN, "L", "relay for unknown users" },
    { FACT_FROZEN, "M", "masquerade as" },
    { FACT_FROZEN, "U", "UUCP relay" },
    { FACT_FROZEN, "B", "BITNET relay" },
    { FACT_FROZEN, "C", "DECnet relay" },
    { FACT_FROZEN, "F", "fax relay" },
    { FACT_WORD, "w", "a name of this host" },
    { FACT_WORD, "{VirtHost}", "a domain of virtual users" },
    { FACT_WORD, "L", "a user that stays here" },
    { FACT_WORD, "R", "a domain that may be relayed" },
    { FACT_WORD, "M", "a domain that is masqueraded" },
    { FACT_WORD, "N", "a domain that is not masqueraded" },
    { FACT_WORD, "E", "an exposed user" },
    { FACT_WORD, "G", "a domain of the generics table" },
    { FACT_WORD, "{GenericsRouting}", "a domain of the generics table" },
    { FACT_WORD, "{LDAPRoute}", "a domain routed by LDAP" },
    { FACT_WORD, "{LDAPRouteEquiv}", "a domain routed by LDAP" },
    { FACT_WORD, "{Canonify}", "a domain that is canonified" },
    { FACT_WORD, "P", "a domain that is left as it is" },
};

static bool of_m4(const struct session *s, const struct fact *f)
{
    char buf[32];
    const char *name = f->rule != NULL ? session_ruleset_name(s, f->ruleset, buf) : "";

    for (size_t i = 0; i < sizeof rulesets / sizeof *rulesets; i++) {
        if (strcmp(rulesets[i], name) == 0)
            return true;
    }
    return false;
}

const char *words_of_fact(const struct session *s, const struct fact *f)
{
    char buf[32];
    const char *name;

    if (f->id == 0 || !of_m4(s, f))
        return NULL;
    name = session_name(s, f->id, true, buf);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].kind == f->kind && strcmp(rows[i].name, name) == 0)
            return rows[i].words;
    }
    return NULL;
}
