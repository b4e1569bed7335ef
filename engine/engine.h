/*
 * engine.h - what a ruleset does: the room's public page.
 *
 *      builder_begin ─▶ builder_option, builder_macro ... ─▶ builder_read ─▶ builder_finish
 *                                                                                  │
 *                    session_test, session_parse ... ◀─ session_new ◀─ program ◀───┘
 *
 * A program is constant once it is finished and may be shared by threads. A session holds everything
 * that can show and belongs to one thread at a time. The engine prints nothing and never exits:
 * what it has to tell goes to the observer (state/event.h), as it happens.
 *
 * Strings are NUL-terminated bytes, not text in a character set: bytes 0x80..0x9F and 0xFF inside
 * macro values and tokens are markers. Sources: sendmail's operation guide ("Address rewriting
 * rules", "-bt"), and the behaviour of sendmail 8.17.1 and 8.18.1.
 */
#ifndef BTSH_ENGINE_H
#define BTSH_ENGINE_H

#include "base/tok.h"
#include "builder.h"
#include "hosts/dns_show.h"
#include "mail/triple.h"
#include "mail/verify.h"
#include "maps/error_text.h"
#include "maps/stale.h"
#include "maps/table.h"
#include "session.h"
#include "state/debug_levels.h"
#include "state/event.h"
#include "state/place.h"
#include "state/target.h"

/* The level of the .cf that all targets know. */
#define REFERENCE_CF_LEVEL 10

#endif
