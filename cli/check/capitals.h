/*
 * capitals.h - accounts whose names have capitals, which mail that is sent to them does not find.
 */
#ifndef BTSH_CHECK_CAPITALS_H
#define BTSH_CHECK_CAPITALS_H

struct check_run;
struct configuration;
struct traveller;

/* Those that aliases and virtusertables name. */
void check_capitals(struct check_run *c, const struct configuration *conf, struct traveller *t);

#endif
