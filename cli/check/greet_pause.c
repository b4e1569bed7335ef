/*
 * greet_pause.c - how long a client waits for its greeting: milliseconds, in FEATURE(greet_pause) and behind GreetPause:.
 */
#include <stdlib.h>
#include <string.h>

#include "check/finding.h"
#include "check/greet_pause.h"
#include "check/source_text.h"

enum { SHORT = 100 }; /* whoever speaks too soon speaks later than that */

void check_greet_pause(const struct source_text *s, int line, int column, const char *value, struct findings_list *f)
{
    size_t n = strspn(value, "0123456789");
    int pause = atoi(value);

    if (value[n] != '\0')
        finding_add(f, BT411, s->path, line, column, "\"%s\" is read as %d milliseconds: a number ends at what is no digit", value, pause);
    else if (pause > 0 && pause < SHORT)
        finding_add(f, BT411, s->path, line, column, "%s is %d milliseconds, which nobody notices; %d000?", value, pause, pause)->level = LEVEL_INFO;
}
