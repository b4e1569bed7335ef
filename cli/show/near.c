/*
 * near.c - the names nearest to one that is unknown.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "show/near.h"
#include "show/text.h"

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static bool same_letter(char a, char b)
{
    return tolower((unsigned char)a) == tolower((unsigned char)b);
}

int near_distance(const char *a, const char *b)
{
    int rows[3][NEAR_LONGEST + 1];
    int n = (int)strnlen(a, NEAR_LONGEST), m = (int)strnlen(b, NEAR_LONGEST);

    for (int j = 0; j <= m; j++)
        rows[0][j] = j;
    for (int i = 1; i <= n; i++) {
        int *row = rows[i % 3], *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];

        row[0] = i;
        for (int j = 1; j <= m; j++) {
            row[j] = smaller(smaller(above[j] + 1, row[j - 1] + 1),
                             above[j - 1] + !same_letter(a[i - 1], b[j - 1]));
            if (i > 1 && j > 1 && same_letter(a[i - 1], b[j - 2]) && same_letter(a[i - 2], b[j - 1]))
                row[j] = smaller(row[j], before[j - 2] + 1);
        }
    }
    return rows[n % 3][m];
}

void near_offer(void *ctx, const char *name)
{
    struct near *n = ctx;
    size_t length = strlen(n->word);
    int cost = near_distance(n->word, name), i;

    if (length > 0 && strncasecmp(name, n->word, length) == 0)
        cost = 0;
    else if (length > 0 && strcasestr(name, n->word) != NULL)
        cost = smaller(cost, 1);
    else if (cost > (int)strlen(name) / 2 || cost > 4)
        return;
    for (i = 0; i < n->n; i++) {
        if (strcmp(n->name[i], name) == 0)
            return;
    }
    for (i = n->n; i > 0 && n->cost[i - 1] > cost; i--) {
        if (i < NEAR_SHOWN) {
            memcpy(n->name[i], n->name[i - 1], NEAR_LONGEST);
            n->cost[i] = n->cost[i - 1];
        }
    }
    if (i == NEAR_SHOWN)
        return;
    snprintf(n->name[i], NEAR_LONGEST, "%s", name);
    n->cost[i] = cost;
    n->n += n->n < NEAR_SHOWN;
}

void near_tell(const struct near *n, struct text *out)
{
    for (int i = 0; i < n->n; i++)
        text_format(out, "%s%s", i == 0 ? "; near it: " : ", ", n->name[i]);
}
