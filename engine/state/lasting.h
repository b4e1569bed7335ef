/* lasting.h - memory that lives as long as what is being defined */
#ifndef BTSH_STATE_LASTING_H
#define BTSH_STATE_LASTING_H

struct arena;
struct session;

const char *keep_text(struct session *s, const char *text);

/* Memory that lives as long as what is being defined. */
struct arena *map_arena(struct session *s);

#endif
