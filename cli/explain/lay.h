/*
 * lay.h - the lines of an explanation on a screen: wrapped with a hanging indent, facts in columns.
 * Where there is no screen a line is as long as it is. Secrets are masked here.
 */
#ifndef BTSH_EXPLAIN_LAY_H
#define BTSH_EXPLAIN_LAY_H

struct explain;
struct text;

/* Facts that wait until all are there. Starts as zeros. */
struct lay {
    struct lay_row {
        char *label, *says, *place; /* owned */
    } *rows;
    int n;
};

void lay_add(struct lay *l, const char *label, const char *says, const char *place);
void lay_write(const struct explain *x, const struct lay *l);
void lay_clear(struct lay *l);

/* One line; what does not fit goes on `indent` columns to the right. The text is empty afterwards. */
void lay_line(const struct explain *x, struct text *line, int indent);
/* The same behind a word of its own: "not in         virtusertable ann@virt.example". */
void lay_entry(const struct explain *x, const char *word, struct text *line);

#endif
