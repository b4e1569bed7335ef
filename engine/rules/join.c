/*
 * join.c - from tokens back to text: a separator stands between two neighbours that both begin with
 * an atom character, and nowhere else.
 */
#include <string.h>

#include "base/marker.h"
#include "base/tok.h"
#include "rules/join.h"
#include "rules/tokenise.h"
#include "state/event.h"
#include "state/program.h"
#include "state/session.h"
#include "state/trace.h"

bool token_is_atom_first(const struct session *s, unsigned char c)
{
    return (s->prog->types[TOKENS_INT][c] & TYPES) == TYPE_ATOM;
}

/* False: it did not fit, and nothing more shall follow. */
static bool put_token(const struct token *t, char *out, size_t *used, size_t size, bool unquote)
{
    for (int k = 0; k < t->len; k++) {
        if (unquote && (unsigned char)t->text[k] == META_QUOTE)
            continue;
        if (*used + 1 >= size)
            return false;
        out[(*used)++] = t->text[k];
    }
    return true;
}

static size_t join_tokens(const struct session *s, const tok *v, int n, char *out, size_t size,
                          char sep, bool unquote)
{
    const unsigned char *types = s->prog->types[TOKENS_INT];
    struct token_lists lists = token_lists(&s->def->tokens);
    size_t used = 0;
    bool atom_before = false;

    if (sep == '\0')
        sep = ' ';
    for (int i = 0; i < n; i++) {
        const struct token *t = token_at(&lists, v[i]);
        bool atom = (types[(unsigned char)t->text[0]] & TYPES) == TYPE_ATOM;

        if (atom && atom_before && used < size) /* the one byte that may stand behind the limit */
            out[used++] = sep;
        if (t->plain && t->len <= TOKEN_CHUNK && used + TOKEN_CHUNK < size) {
            memcpy(out + used, t->text, TOKEN_CHUNK);
            used += t->len;
        } else if (!put_token(t, out, &used, size, unquote)) {
            break;
        }
        atom_before = atom;
    }
    out[used] = '\0';
    return used;
}

size_t join_part(struct session *s, const tok *v, int n, int rest, char *out, size_t size, char sep,
                 bool unquote)
{
    size_t used;

    if (!DEBUGGING(s, 59, 14))
        return join_tokens(s, v, n, out, size, sep, unquote);
    DEBUG_EMIT(s, DL_CATADDR, DBG_INT(unquote), DBG_VEC(v, n + rest));
    used = join_tokens(s, v, n, out, size, sep, unquote);
    DEBUG_EMIT(s, DL_CATADDR_RESULT, DBG_STR(out));
    return used;
}

size_t join(struct session *s, const tok *v, int n, char *out, size_t size, char sep, bool unquote)
{
    return join_part(s, v, n, 0, out, size, sep, unquote);
}

void strip_quotes(char *text)
{
    char *to = strpbrk(text, "\"\\");

    if (to == NULL)
        return;
    for (const char *p = to; *p != '\0'; p++) {
        if (*p == '"')
            continue;
        if (*p == '\\') {
            if (*++p == '\0')
                break;
        }
        *to++ = *p;
    }
    *to = '\0';
}
