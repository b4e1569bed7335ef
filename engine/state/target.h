/*
 * target.h - which sendmail is reproduced: those that are known, and what each of them does.
 *
 * A difference is a question with a name: who does one of these things asks prog->target, and nobody compares
 * versions. Where a line of a debug category is only worded otherwise, its other text stands in
 * cli/listen/debug_text_8_18.h. What both do is not here.
 */
#ifndef BTSH_STATE_TARGET_H
#define BTSH_STATE_TARGET_H

#include <stdbool.h>
#include <stddef.h>

struct target {
    const char *name;           /* what --target takes, and the DZ of a .cf that its own tree made begins with */
    const char *version;        /* $v */
    const char *since;          /* the Debian that has it */
    /* the shell */
    bool has_dnslookup;         /* /dnslookup is known: it asks, and tells nothing of the answer */
    /* the .cf */
    bool has_dane;              /* option DANE */
    bool trusts_cert_owner;     /* DontBlameSendmail=CertOwner */
    /* what debug categories show */
    bool rewords_debug;         /* the texts of debug_text_8_18.h */
    bool tells_canonical_mx;    /* 8.3: getmxrr() says what it asks for where there is no MX */
    bool names_map_file;        /* 38: a map whose file is missing or unsafe says which file */
    bool tells_reopen;          /* 38.4: a database that has changed says that it is opened again */
    bool tells_ldap_errors;     /* a directory that is not reached: what the LDAP library says, in place of errno */
    bool tells_lock_fd;         /* 55.60: lockfile() tells its descriptor, and says the type of lock in words */
    bool tells_response_code;   /* 11.4: giveresponse() tells its enhanced code from the start */
    bool flags_seven_bits;      /* 2.1, 13.1: an envelope of -B7BIT has a flag, which has no name */
    bool names_this_pass_twice; /* 26, 29: a flag QTHISPASS is told a second time, among those of notices */
    /* what the .cf is asked */
    bool asks_by_name_alone;    /* clt_features: the server's name, without "$|" and an empty second argument */
    bool strips_headers;        /* SevenBitInput holds for headers, too */
    bool counts_shown_header;   /* ${hdrlen} is how much of a header ${currHeader} holds */
    bool tells_why_refused;     /* a mail filter is told of a refused recipient why, in place of its name */
    bool misses_file_name;      /* a database that is defined again without its file says that it cannot be opened; else it is the end */
    bool has_dane_verdicts;     /* ${verify} can be DANE_TEMP and DANE_NOTLS: tls_rcpt has to know them */
};

/* Those that are known, the default first. NULL behind the last. */
const struct target *target_at(size_t n);
/* By its name; NULL: it is not known. */
const struct target *target_named(const char *name);
/* The one whose own tree made a .cf with this DZ ("8.18.1/Debian-6"); NULL: none, or it cannot be told. */
const struct target *target_of_tree(const char *z);

#endif
