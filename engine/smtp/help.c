/*
 * help.c - HELP: what the help file says of a topic. Its lines are "TOPIC<TAB>TEXT".
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lines.h"
#include "engine.h"
#include "session.h"
#include "smtp/help.h"
#include "smtp/inside.h"
#include "smtp/reply.h"
#include "state/dollars.h"
#include "state/macros.h"
#include "state/session.h"

enum { LINE_SIZE = 2048 };

/* What stands behind the topic of a line. */
static const char *text_behind(const char *line)
{
    const char *p = line;

    while (*p != '\0' && !isspace((unsigned char)*p))
        p++;
    return *p != '\0' ? p + 1 : p;
}

/* From its second version on a file may name macros. */
static void say_line(struct dialogue *d, const char *text, int version)
{
    struct session *s = d->s;

    reply(d, "214-2.0.0 %s", version < 2 ? text : expanded(s, translate_dollars(s, &s->command.work, text)));
}

/* without: no topic was named. */
static bool tell_topic(struct dialogue *d, int fd, const char *topic, bool without)
{
    struct lines in;
    char line[LINE_SIZE];
    bool any = false;
    int version = 0;

    lines_init(&in, fd);
    while (lines_next(&in, line, sizeof line)) {
        line[strcspn(line, "\r\n")] = '\0';
        if (strncmp(line, "#vers\t", 6) == 0)
            version = atoi(text_behind(line));
        if (*line == '#' || strncmp(line, topic, strlen(topic)) != 0)
            continue;
        if (!any && without && version < 2)
            reply(d, "214-2.0.0 This is Sendmail version %s", session_target(d->s)->version);
        any = true;
        say_line(d, text_behind(line), version);
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
    if (tell_topic(d, fd, topic, *args == '\0'))
        reply(d, "214 2.0.0 End of HELP info");
    else
        reply(d, "504 5.3.0 HELP topic \"%.10s\" unknown", topic);
    close(fd);
}
