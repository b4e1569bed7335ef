/*
 * iso_time.c - a moment as a person writes it.
 */
#include <stdio.h>

#include "world/iso_time.h"

const char *iso_time_read(const char *text, time_t *out)
{
    static const char form[] = "a time is 2026-11-26 or 2026-11-26T12:00:00Z";
    int year, month, day, hour = 0, minute = 0, second = 0, n = 0, h = 0, m = 0;
    const char *p = text;
    char sign = 'Z';
    struct tm tm;

    if (*p == '-' || *p == '+' || sscanf(p, "%4d-%2d-%2d%n", &year, &month, &day, &n) != 3
        || month < 1 || month > 12 || day < 1 || day > 31)
        return form;
    p += n;
    if (*p == 'T' || *p == ' ') {
        n = 0;
        if (sscanf(p + 1, "%2d:%2d%n", &hour, &minute, &n) != 2)
            return "behind the T of a time stand hours and minutes, 12:00";
        p += 1 + n;
        if (sscanf(p, ":%2d%n", &second, &n) == 1)
            p += n;
    }
    if (*p == '+' || *p == '-') {
        sign = *p;
        n = 0;
        if (sscanf(p + 1, "%2d:%2d%n", &h, &m, &n) != 2)
            return "a time ends in Z or in an offset like +01:00";
        p += 1 + n;
    } else if (*p == 'Z') {
        p++;
    }
    if (*p != '\0' || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60
        || h < 0 || h > 23 || m < 0 || m > 59)
        return form;
    tm = (struct tm){ .tm_year = year - 1900, .tm_mon = month - 1, .tm_mday = day,
                      .tm_hour = hour, .tm_min = minute, .tm_sec = second };
    *out = timegm(&tm);
    if (tm.tm_mday != day)
        return "this month has no such day";
    *out -= (sign == '-' ? -1 : 1) * (h * 3600 + m * 60);
    return NULL;
}
