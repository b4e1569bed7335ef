/* trace.h - raising debug lines: is the line wanted, and with which arguments. */
#ifndef BTSH_STATE_TRACE_H
#define BTSH_STATE_TRACE_H

#include <stddef.h>

#include "state/diag.h"
#include "state/event.h"
#include "state/session.h"

/* True when lines of this category and level are wanted. */
#define DEBUGGING(s, category, level) ((s)->levels.of[category] >= (level))

/* True when an observer listens to events of these kinds. */
#define WANTED(s, kinds) (((s)->observer.want & (kinds)) != 0)

#define DBG_INT(x) { .kind = DEBUG_INT, .i = (int64_t)(x) }
#define DBG_STR(x) { .kind = DEBUG_STR, .s = (x) }
#define DBG_TOK(x) { .kind = DEBUG_TOK, .i = (int64_t)(x) }
#define DBG_PTR(x) { .kind = DEBUG_PTR, .p = (x) }
#define DBG_VEC(x, y) { .kind = DEBUG_VEC, .vec = { (x), (y) } }
#define DEBUG_EMIT(s, id, ...)                                                                   \
    do {                                                                                         \
        const struct debug_arg debug_args_[] = { __VA_ARGS__ };                                  \
        debug_line((s), (id), (int)(sizeof debug_args_ / sizeof debug_args_[0]), debug_args_);   \
    } while (0)
#define DEBUG_EMIT0(s, id) debug_line((s), (id), 0, NULL)

/* Raises the line when it is wanted by its row in debug_lines.h; arguments are not evaluated when not.
 * Where a guard covers several lines, or work for their arguments, DEBUGGING stands around DEBUG_EMIT. */
#define DEBUG(s, id, ...)                                                                        \
    do {                                                                                         \
        if (DEBUGGING(s, CATEGORY_##id, LEVEL_##id))                                             \
            DEBUG_EMIT(s, id, __VA_ARGS__);                                                      \
    } while (0)
#define DEBUG0(s, id)                                                                            \
    do {                                                                                         \
        if (DEBUGGING(s, CATEGORY_##id, LEVEL_##id))                                             \
            DEBUG_EMIT0(s, id);                                                                  \
    } while (0)

/* CATEGORY_DL_X and LEVEL_DL_X of each row */
#define DEBUG_LINE(id, category, level) CATEGORY_##id = (category), LEVEL_##id = (level),
enum debug_when {
#include "state/debug_lines.h"
};
#undef DEBUG_LINE

#endif
