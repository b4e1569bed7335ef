/*
 * auth.c - AUTH: a client logs in. What the login would lead to is an input; the words of it are held.
 * Sources: RFC 4954, 4616 (PLAIN), 2195 (CRAM-MD5), 2831 (DIGEST-MD5), 4505 (ANONYMOUS), 4422 (EXTERNAL).
 */
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "smtp/auth.h"
#include "smtp/base64.h"
#include "smtp/macros.h"
#include "smtp/reply.h"
#include "state/macros.h"
#include "state/session.h"

/* A mechanism: what the server says before each line of the client; NULL: no more of them. */
struct mechanism {
    const char *name;
    bool client_first;       /* the first line may stand behind AUTH */
    const char *challenges[2]; /* "$": ends with a number of its own and the host's name */
};

static const struct mechanism mechanisms[] = {
    { "PLAIN", true, { "" , NULL } },
    { "LOGIN", true, { "Username:", "Password:" } },
    { "CRAM-MD5", false, { "<1.1@$>", NULL } },
    { "DIGEST-MD5", false, { "nonce=\"btsh\",realm=\"$\",qop=\"auth\",charset=utf-8,algorithm=md5-sess", "rspauth=00000000000000000000000000000000" } },
    { "", true, { "", NULL } }, /* any other: one line */
};

static bool same(const char *word, size_t n, const char *name)
{
    return strlen(name) == n && strncasecmp(word, name, n) == 0;
}

static bool is_offered(const struct dialogue *d, const char *word, size_t n)
{
    const char *verify = value_of(d, "{verify}");

    if (same(word, n, "EXTERNAL"))
        return d->encrypted && verify != NULL && strcmp(verify, "OK") == 0;
    if (same(word, n, "PLAIN") || same(word, n, "LOGIN"))
        return d->encrypted || d->offers.plain_auth;
    return true;
}

const char *auth_words(struct dialogue *d)
{
    const char *p = d->setup.mechanisms != NULL ? d->setup.mechanisms : d->setup.auth_type;
    char *text;
    size_t length = 0;

    if (p == NULL || !d->offers.auth)
        return NULL;
    text = arena_alloc(&d->s->command.work, strlen(p) + 2);
    for (p += strspn(p, " ,"); *p != '\0'; p += strspn(p, " ,")) {
        size_t n = strcspn(p, " ,");

        if (is_offered(d, p, n)) {
            if (length > 0)
                text[length++] = ' ';
            memcpy(text + length, p, n);
            length += n;
        }
        p += n;
    }
    text[length] = '\0';
    return length > 0 ? text : NULL;
}

static bool has_word(const char *words, const char *word)
{
    while (*words != '\0') {
        size_t n = strcspn(words, " ");

        if (same(words, n, word))
            return true;
        words += n + (words[n] == ' ');
    }
    return false;
}

static const struct mechanism *mechanism_of(const char *name)
{
    const struct mechanism *m = mechanisms;

    while (*m->name != '\0' && strcasecmp(m->name, name) != 0)
        m++;
    return m;
}

static void challenge(struct dialogue *d, const char *text)
{
    char plain[2 * MAX_NAME], coded[4 * MAX_NAME];
    size_t n = strcspn(text, "$");

    snprintf(plain, sizeof plain, "%.*s%s%s", (int)n, text, text[n] != '\0' ? expanded(d->s, "\201j") : "",
             text[n] != '\0' ? text + n + 1 : "");
    base64_encode(plain, strlen(plain), coded);
    reply(d, "334 %s", coded);
}

static void define_login(struct dialogue *d)
{
    const char *user = d->setup.auth_user != NULL ? d->setup.auth_user : "";
    char text[3 * MAX_NAME + 1], *p = text;

    for (; *user != '\0' && p + 4 < text + sizeof text; user++) {
        if (*user == '+' || *user == '=' || *user < '!' || *user > '~')
            p += sprintf(p, "+%02X", (unsigned char)*user);
        else
            *p++ = *user;
    }
    *p = '\0';
    define_lasting(d, "{auth_type}", d->mechanism);
    define_lasting(d, "{auth_authen}", text);
    define_lasting(d, "{auth_ssf}", "0");
}

/* Is it a name and a password? What they are, the input decides. */
static bool is_plain(const char *data, size_t n)
{
    const char *name = memchr(data, '\0', n), *secret;

    if (name == NULL)
        return false;
    name++;
    secret = memchr(name, '\0', n - (size_t)(name - data));
    return secret != NULL && secret > name && secret + 1 < data + n;
}

static void conclude(struct dialogue *d, const char *data, size_t n)
{
    const char *type = d->setup.auth_type;
    bool good = type != NULL && strcasecmp(type, d->mechanism) == 0;

    if (good && strcasecmp(d->mechanism, "PLAIN") == 0)
        good = is_plain(data, n);
    if (good) {
        define_login(d);
        d->authenticated = true;
        reply(d, "235 2.0.0 OK Authenticated");
    } else {
        reply(d, "535 5.7.0 authentication failed");
    }
    *d->mechanism = '\0';
}

/* A line of the client has come, decoded. */
static void next(struct dialogue *d, const char *data, size_t n)
{
    const struct mechanism *m = mechanism_of(d->mechanism);

    d->answers++;
    if (d->answers < 2 && m->challenges[d->answers] != NULL)
        challenge(d, m->challenges[d->answers]);
    else
        conclude(d, data, n);
}

void auth_line(struct dialogue *d, char *line)
{
    size_t n;

    if (strcmp(line, "*") == 0) {
        *d->mechanism = '\0';
        reply(d, "501 5.0.0 AUTH aborted");
        return;
    }
    if (!base64_decode(line, &n)) {
        *d->mechanism = '\0';
        reply(d, "501 5.5.4 cannot decode AUTH parameter %s", line);
        return;
    }
    next(d, line, n);
}

static void begin(struct dialogue *d, char *first)
{
    const struct mechanism *m = mechanism_of(d->mechanism);
    size_t n = 0;

    d->answers = 0;
    if (*first == '\0') {
        challenge(d, m->challenges[0]);
        return;
    }
    if (strcmp(first, "=") == 0) {
        *first = '\0';
    } else if (!base64_decode(first, &n)) {
        *d->mechanism = '\0';
        reply(d, "501 5.5.4 cannot BASE64 decode '%s'", first);
        return;
    }
    if (m->client_first) {
        next(d, first, n);
    } else {
        *d->mechanism = '\0';
        reply(d, "535 5.7.0 authentication failed");
    }
}

/* From how many attempts on the server waits depends on its SASL library, which is not asked: told once, when there were
 * more of them than it offers ways. */
static void note_attempt(struct dialogue *d, const char *words)
{
    int ways = 1;

    for (; *words != '\0'; words++)
        ways += *words == ' ';
    if (++d->logins == ways + 1)
        note(d, NOTE_DELAY, "AUTH: the server would soon make the client wait, once it has tried more often than the server's SASL library has mechanisms");
}

void authenticate(struct dialogue *d, char *args)
{
    const char *words = auth_words(d);
    char *end = args + strcspn(args, " \t");

    if (words == NULL) {
        reply(d, "503 5.3.3 AUTH not available");
        return;
    }
    note_attempt(d, words);
    if (d->authenticated) {
        reply(d, "503 5.5.0 Already Authenticated");
        return;
    }
    if (d->has_sender) {
        reply(d, "503 5.5.0 AUTH not permitted during a mail transaction");
        return;
    }
    if (*args == '\0') {
        reply(d, "501 5.5.2 AUTH mechanism must be specified");
        return;
    }
    if (d->later) {
        reply(d, "454 4.3.0 Please try again later");
        return;
    }
    if (*end != '\0')
        *end++ = '\0';
    if (!has_word(words, args)) {
        reply(d, "504 5.3.3 AUTH mechanism %s not available", args);
        return;
    }
    snprintf(d->mechanism, sizeof d->mechanism, "%s", args);
    begin(d, end + strspn(end, " \t"));
}
