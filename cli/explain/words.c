/*
 * words.c - what the rules, classes and macros of the m4 tree are for, in the words of its features.
 */
#include <string.h>

#include "describe.h"
#include "engine.h"
#include "explain/words.h"
#include "reason/facts.h"

/* Rulesets by whose names a configuration is known to be the m4 tree's, as far as they go. Those that sites
 * fill (ParseLocal, Local_check_mail ...) are not among them. */
static const struct {
    const char *name, *words;
} rulesets[] = {
    { "A", "access: by address" },
    { "AddDomain", "senders without a host get this one's" },
    { "Basic_check_mail", "what may send" },
    { "Basic_check_rcpt", "who may write to whom" },
    { "Basic_check_relay", "what may connect" },
    { "CanonAddr", "addresses made canonical" },
    { "CanonLocal", "names without a host: local, LOCAL_RELAY, MAIL_HUB" },
    { "Canonify2", "host names made canonical" },
    { "ConnControl", "connections counted" },
    { "D", "access: by domain" },
    { "Delay_TLS_Clt", "TLS of the client" },
    { "Delay_TLS_Clt2", "TLS of the client" },
    { "DomainMapLookup", "the domain table" },
    { "EnvFromL", "envelope senders of local mail" },
    { "EnvFromSMTP", "envelope senders of SMTP" },
    { "EnvToL", "envelope recipients of local mail" },
    { "EnvToSMTP", "envelope recipients of SMTP" },
    { "ExposedUser", "users that are not masqueraded" },
    { "F", "access: by a whole address" },
    { "FullAddr", "whole addresses in headers" },
    { "HdrFromL", "header senders of local mail" },
    { "HdrFromSMTP", "header senders of SMTP" },
    { "HdrToL", "header recipients of local mail" },
    { "HdrToSMTP", "header recipients of SMTP" },
    { "LDAPExpand", "LDAP routing" },
    { "LDAPMailertable", "LDAP routing" },
    { "MailerToTriple", "mailer:host of a table or a relay" },
    { "Mailertable", "the mailer table" },
    { "MasqEnv", "masquerading of the envelope" },
    { "MasqHdr", "masquerading of headers" },
    { "MasqRelay", "masquerading" },
    { "MasqSMTP", "masquerading" },
    { "Parse0", "odd addresses" },
    { "Parse1", "tables, relays, mailers" },
    { "ParseRecipient", "routes of a recipient" },
    { "PseudoToReal", "UUCP and BITNET names" },
    { "RateControl", "connections counted" },
    { "Rcpt_ok", "recipients that anybody may write to" },
    { "Recurse", "once more from the start" },
    { "RelayTLS", "relaying for a certificate" },
    { "Relay_ok", "clients that may relay" },
    { "SearchList", "access" },
    { "TLS_connection", "what TLS has to be" },
    { "TLS_req", "what TLS has to be" },
    { "U", "access: by user" },
    { "authinfo", "passwords for other servers" },
    { "canonify", "addresses made canonical" },
    { "check_mail", "what may send" },
    { "check_rcpt", "who may write to whom" },
    { "check_relay", "what may connect" },
    { "checkmail", "what may send" },
    { "checkrcpt", "who may write to whom" },
    { "checkrelay", "what may connect" },
    { "final", "addresses as they go out" },
    { "localaddr", "behind a local name: hubs and relays" },
    { "parse", "where mail goes" },
    { "queuegroup", "queue groups" },
    { "tls_client", "TLS of the client" },
    { "tls_rcpt", "TLS for a recipient" },
    { "tls_server", "TLS of the server" },
    { "trust_auth", "who may name another sender" },
    { "try_tls", "whether TLS is tried" },
};

/* Words of the m4 tree; what an .mc sets them with. */
static const struct row {
    enum fact_kind kind;
    const char *name, *words, *define;
} rows[] = {
    { FACT_FROZEN, "S", "smart host", "SMART_HOST" },
    { FACT_FROZEN, "H", "mail hub", "MAIL_HUB" },
    { FACT_FROZEN, "R", "relay for names without a host", "LOCAL_RELAY" },
    { FACT_FROZEN, "L", "relay for unknown users", "LUSER_RELAY" },
    { FACT_FROZEN, "M", "masquerade as", "MASQUERADE_AS" },
    { FACT_FROZEN, "U", "UUCP relay", "UUCP_RELAY" },
    { FACT_FROZEN, "Y", "UUCP relay", "UUCP_RELAY" },
    { FACT_FROZEN, "B", "BITNET relay", "BITNET_RELAY" },
    { FACT_FROZEN, "C", "DECnet relay", "DECNET_RELAY" },
    { FACT_FROZEN, "F", "fax relay", "FAX_RELAY" },
    { FACT_WORD, "w", "a name of this host", "LOCAL_DOMAIN" },
    { FACT_WORD, "{VirtHost}", "a domain of virtual users", "VIRTUSER_DOMAIN" },
    { FACT_WORD, "L", "a user that stays here", "LOCAL_USER" },
    { FACT_WORD, "R", "a domain that may be relayed", "RELAY_DOMAIN" },
    { FACT_WORD, "M", "a domain that is masqueraded", "MASQUERADE_DOMAIN" },
    { FACT_WORD, "N", "a domain that is not masqueraded", "MASQUERADE_EXCEPTION" },
    { FACT_WORD, "E", "an exposed user", "EXPOSED_USER" },
    { FACT_WORD, "G", "a domain of the generics table", "GENERICS_DOMAIN" },
    { FACT_WORD, "{GenericsRouting}", "a domain of the generics table", NULL },
    { FACT_WORD, "{LDAPRoute}", "a domain routed by LDAP", "LDAPROUTE_DOMAIN" },
    { FACT_WORD, "{LDAPRouteEquiv}", "a domain routed by LDAP", "LDAPROUTE_EQUIVALENT" },
    { FACT_WORD, "{Canonify}", "a domain that is canonified", "CANONIFY_DOMAIN" },
    { FACT_WORD, "P", "a domain that is left as it is", NULL },
    { FACT_UNSET, "{client_addr}", "taken as submitted on this host", NULL },
};

/* "mailer tables" of Mailertable; NULL: not a ruleset of the m4 tree, or one that says nothing. */
static const char *words_of_ruleset(const char *name)
{
    for (size_t i = 0; i < sizeof rulesets / sizeof *rulesets; i++) {
        if (strcmp(rulesets[i].name, name) == 0)
            return rulesets[i].words;
    }
    return NULL;
}

bool stock_ruleset(const char *name)
{
    return words_of_ruleset(name) != NULL;
}

static const struct row *row_of(const struct session *s, const struct fact *f)
{
    const char *ruleset, *name;
    char buf[32];

    if (f->id == 0 || f->rule == NULL)
        return NULL;
    ruleset = session_ruleset_name(s, f->ruleset, buf);
    if (!stock_ruleset(ruleset))
        return NULL;
    name = session_name(s, f->id, true, buf);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].kind == f->kind && strcmp(rows[i].name, name) == 0)
            return &rows[i];
    }
    return NULL;
}

const char *words_of_fact(const struct session *s, const struct fact *f)
{
    const struct row *r = row_of(s, f);

    return r != NULL ? r->words : NULL;
}

const char *define_of_fact(const struct session *s, const struct fact *f)
{
    const struct row *r = row_of(s, f);

    return r != NULL ? r->define : NULL;
}

const char *define_of_class(const char *name)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].kind == FACT_WORD && strcmp(rows[i].name, name) == 0)
            return rows[i].define;
    }
    return NULL;
}
