/* triple.h - where an address goes: what rulesets 3 and 0 resolve it to. */
#ifndef BTSH_MAIL_TRIPLE_H
#define BTSH_MAIL_TRIPLE_H

/* A delivery triple. Strings live until session_end_command(). */
struct triple {
    const char *mailer, *host, *user; /* host NULL: none */
};

#endif
