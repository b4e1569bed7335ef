/*
 * help.c - HELP: what the help file says of a topic. Its lines are "TOPIC<TAB>TEXT".
 */
#include <ctype.h>
#include <string.h>
#include <unistd.h>

#include "base/lines.h"
#include "engine.h"
#include "session.h"
#include "smtp/help.h"
#include "smtp/inside.h"
#include "smtp/reply.h"

enum { LINE_SIZE = 2048 };

/* What stands behind the topic of a line. */
static const char *text_behind(const char *line)
{
    const char *p = line;

    while (*p != '\0' && !isspace((unsigned char)*p))
        p++;
    return *p != '\0' ? p + 1 : p;
}

static bool tell_topic(struct dialogue *d, int fd, const char *topic)
{
    struct lines in;
    char line[LINE_SIZE];
    bool any = false;

    lines_init(&in, fd);
    while (lines_next(&in, line, sizeof line)) {
        line[strcspn(line, "\r\n")] = '\0';
        if (strncmp(line, topic, strlen(topic)) != 0)
            continue;
        if (!any && strcmp(topic, "smtp") == 0)
            reply(d, "214-2.0.0 This is Sendmail version %s", session_target(d->s)->version);
        any = true;
        reply(d, "214-2.0.0 %s", text_behind(line));
    }
    return any;
}

void give_help(struct dialogue *d, char *args)
{
    const char *topic = *args != '\0' ? args : "smtp";
    int fd = session_help_file(d->s);

    for (char *p = args; *p != '\0'; p++)
        *p = (char)tolower((unsigned char)*p);
    if (fd < 0) {
        reply(d, "502 5.3.0 Sendmail %s -- HELP not implemented", session_target(d->s)->version);
        return;
    }
    if (tell_topic(d, fd, topic))
        reply(d, "214 2.0.0 End of HELP info");
    else
        reply(d, "504 5.3.0 HELP topic \"%.10s\" unknown", topic);
    close(fd);
}
