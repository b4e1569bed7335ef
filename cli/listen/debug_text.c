/*
 * debug_text.c - conversions: %s raw text, NULL as (NULL); %q text as displayed; %t a token as
 * displayed; %v a vector with its newline; %d %x %o %lx numbers; %O octal, two digits at least; %c a
 * character; %p a pointer.
 */
#include <inttypes.h>
#include <string.h>

#include "engine.h"
#include "listen/debug_text.h"
#include "show/display.h"
#include "show/output.h"

#define DEBUG_TEXT(id, text) [id] = text,
static const char *const texts[DEBUG_LINE_COUNT] = {
    DEBUG_TEXT(DL_WORKSPACE, "workspace: %v")
    DEBUG_TEXT(DL_LHS_DEFER, "rewrite: LHS $&{%s} => \"%s\"\n")
    DEBUG_TEXT(DL_RHS_DEFER, "rewrite: RHS $&{%s} => \"%s\"\n")
    DEBUG_TEXT(DL_SKIP_SUBR, "-----skip subr %s (%d)\n")
    DEBUG_TEXT(DL_REPLACEMENT, "$%c:")
    DEBUG_TEXT(DL_REPLACEMENT_TOKEN, " %p=\"%s\"")
    DEBUG_TEXT(DL_REPLACEMENT_END, "\n")
    DEBUG_TEXT(DL_DEFER_TOKEN, " ... %s\n")
    DEBUG_TEXT(DL_DEFER_DONE, " ... DONE\n")
    DEBUG_TEXT(DL_ADVANCE, "ADVANCE rp=%t, ap=%t\n")
    DEBUG_TEXT(DL_EXTEND, "EXTEND  rp=%t, ap=%t\n")
    DEBUG_TEXT(DL_CLMATCH, "CLMATCH\n")
    DEBUG_TEXT(DL_BACKUP, "BACKUP  rp=%t, ap=%t\n")
    DEBUG_TEXT(DL_PRESCAN, "prescan: %q\n")
    DEBUG_TEXT(DL_PRESCAN_RESULT, "prescan==>%v")
    DEBUG_TEXT(DL_PRESCAN_NULL, "prescan: ==> NULL\n")
    DEBUG_TEXT(DL_PRESCAN_TOKEN, "tok=%q\n")
    DEBUG_TEXT(DL_PRESCAN_CHAR, "c=%c, s=%d; ")
    DEBUG_TEXT(DL_PRESCAN_STATE, "ns=%O\n")
    DEBUG_TEXT(DL_PRESCAN_LEADING, "prescan: null leading token\n")
    DEBUG_TEXT(DL_DEFINE, "define(%s as %q)\n")
    DEBUG_TEXT(DL_REDEFINE, "redefine(%s as %q)\n")
    DEBUG_TEXT(DL_MACSET, "macset(%s as %q)\n")
    DEBUG_TEXT(DL_MACID, "macid(%q) => ")
    DEBUG_TEXT(DL_MACID_CHAR, "%q\n")
    DEBUG_TEXT(DL_MACID_LONG, "0x%x\n")
    DEBUG_TEXT(DL_MACID_NULL, "NULL\n")
    DEBUG_TEXT(DL_EXPAND, "expand(%q)\n")
    DEBUG_TEXT(DL_EXPAND_LEVEL, "expand(%d) ==> %q\n")
    DEBUG_TEXT(DL_EXPAND_RESULT, "expand ==> %q\n")
    DEBUG_TEXT(DL_HEADER_COMPARE,
               "comparing header from (%s) against default (%s or %s), drop=%d\n")
    DEBUG_TEXT(DL_CHOMPHEADER, "chompheader: %q\n")
    DEBUG_TEXT(DL_CHOMPHEADER_QUOTED, "chompheader: quoted: %q\n")
    DEBUG_TEXT(DL_HEADER_MATCH, "header match, flags=%x, ruleset=%s\n")
    DEBUG_TEXT(DL_HEADER_NO_MATCH, "no header flags match\n")
    DEBUG_TEXT(DL_MAIN_REAL, "Non-set-user-ID binary: RunAsUid = RealUid = %d\n")
    DEBUG_TEXT(DL_MAIN_IDS, "main: e/ruid = %d/%d e/rgid = %d/%d\n")
    DEBUG_TEXT(DL_MAIN_RUN_AS, "main: RunAsUser = %d:%d\n")
    DEBUG_TEXT(DL_CATADDR, "cataddr(%d) <==%v")
    DEBUG_TEXT(DL_CATADDR_RESULT, "  cataddr => %e\n")
    DEBUG_TEXT(DL_STAB, "STAB: %s %d ")
    DEBUG_TEXT(DL_STAB_BUCKET, "(hfunc=%d) ")
    DEBUG_TEXT(DL_STAB_FOUND, "type %d val %x %x %x %x\n")
    DEBUG_TEXT(DL_STAB_NOT_FOUND, "not found\n")
    DEBUG_TEXT(DL_STAB_ENTERED, "entered\n")
    DEBUG_TEXT(DL_STAB_SIZE, "size of stab entry: %d\n")
    DEBUG_TEXT(DL_STAB_WALK, "stabapply: trying %d/%s\n")
    DEBUG_TEXT(DL_SETOPTION, "setoption %s (%s)%s=%q")
    DEBUG_TEXT(DL_OPTION_IGNORED, " (ignored)\n")
    DEBUG_TEXT(DL_OPTION_UNSAFE, " (unsafe)")
    DEBUG_TEXT(DL_OPTION_END, "\n")
    DEBUG_TEXT(DL_NO_SUBOPTION, "setoption: %s does not support suboptions, ignoring .%s\n")
    DEBUG_TEXT(DL_RULESET_MULTIPLE, "WARNING: Ruleset %s has multiple definitions\n")
    DEBUG_TEXT(DL_DAEMON_FLAGS, "Daemon %s flags: %s\n")
    DEBUG_TEXT(DL_SETTIMEOUT, "settimeout(%s = %s)")
    DEBUG_TEXT(DL_SETTIMEOUT_IGNORED, " (ignored)\n")
    DEBUG_TEXT(DL_SETTIMEOUT_END, "\n")
    DEBUG_TEXT(DL_INITTIMEOUTS, "inittimeouts(%s)\n")
    DEBUG_TEXT(DL_FILECLASS, "fileclass(%s, fmt=%s)\n")
    DEBUG_TEXT(DL_MILTER_OPTION, "milter_set_option(%s = %s)\n")
    DEBUG_TEXT(DL_SETCLASS, "setclass(%s, %s)\n")
    DEBUG_TEXT(DL_SETCLASS_COPY, "setclass(%s, $=%s)\n")
    DEBUG_TEXT(DL_TRANSLATE, "translate_dollars(%q)\n")
    DEBUG_TEXT(DL_TRANSLATED, "  translate_dollars => %q\n")
    DEBUG_TEXT(DL_REMOTENAME, "remotename(%q)\n")
    DEBUG_TEXT(DL_REMOTENAME_RESULT, "remotename => `%q', stat=%d\n")
    DEBUG_TEXT(DL_PARSEADDR, "\n--parseaddr(%s)\n")
    DEBUG_TEXT(DL_PARSEADDR_NULL, "parseaddr-->NULL\n")
    DEBUG_TEXT(DL_PARSEADDR_BAD, "parseaddr-->bad address\n")
    DEBUG_TEXT(DL_PARSEADDR_BADUSER, "parseaddr-->bad q_user\n")
    DEBUG_TEXT(DL_PARSEADDR_QUEUE, "parseaddr: queueing message\n")
    DEBUG_TEXT(DL_PARSEADDR_RESULT, "parseaddr-->")
    DEBUG_TEXT(DL_ADDRESS, "%p=%s:\n\tmailer %d (%s), host `%s'\n\tuser `%s', ruser `%s'\n"
                           "\tstate=%s, next=%p, alias %p, uid %d, gid %d\n\tflags=%x<%s>\n"
                           "\towner=%s, home=\"%s\", fullname=\"%s\"\n"
                           "\torcpt=\"(none)\", statmta=(none), status=%s\n"
                           "\tfinalrcpt=\"%s\"\n\trstatus=\"%s\"\n"
                           "\tstatdate=(none)\n")
    DEBUG_TEXT(DL_ALLOCADDR, "allocaddr(flags=%x, paddr=%s, ad=%d)\n")
    DEBUG_TEXT(DL_BUILDADDR, "buildaddr, flags=%x, tv=%v")
    DEBUG_TEXT(DL_BUILDADDR_RESULT, "buildaddr => ")
    DEBUG_TEXT(DL_SETSENDER, "setsender(%s)\n")
    DEBUG_TEXT(DL_SETSENDER_DOMAIN, "Saving from domain: %v")
    DEBUG_TEXT(DL_SETSENDER_RESULT, "setsender: QS_SENDER ")
    DEBUG_TEXT(DL_RSCAP, "rscap(%s, %s, %s)\n")
    DEBUG_TEXT(DL_RSCHECK, "rscheck(%s, %s, %s)\n")
    DEBUG_TEXT(DL_RSCAP_NO_SCAN, "rscap: cannot prescan input\n")
    DEBUG_TEXT(DL_RSCHECK_NO_SCAN, "rscheck: cannot prescan input\n")
    DEBUG_TEXT(DL_RSCHECK_DISCARD, "rscheck: discard mailer selected\n")
    DEBUG_TEXT(DL_CRACKADDR, "crackaddr(%s)\n")
    DEBUG_TEXT(DL_CRACKADDR_RESULT, "crackaddr=>`%q'\n")
    DEBUG_TEXT(DL_GETAUTHINFO, "getauthinfo: %s\n")
    DEBUG_TEXT(DL_EXITSTAT, "syserr: ExitStat = %d\n")
#include "listen/debug_text_build.h"
#include "listen/debug_text_maps.h"
#include "listen/debug_text_options.h"
#include "listen/debug_text_recipients.h"
};

/* Where it is another one; NULL: it is not. */
static const char *const texts_8_18[DEBUG_LINE_COUNT] = {
#include "listen/debug_text_8_18.h"
};
#undef DEBUG_TEXT

static const char *text_of_line(const struct session *s, enum debug_line line)
{
    return session_target(s)->rewords_debug && texts_8_18[line] != NULL ? texts_8_18[line] : texts[line];
}

static void one(struct output *o, const struct session *s, char conversion,
                const struct debug_arg *a)
{
    switch (conversion) {
    case 's':
        out_text(o, a->s != NULL ? a->s : "(NULL)");
        break;
    case 'e':
        display_octal(o, a->s);
        break;
    case 'q':
        display_text(o, s, a->s);
        break;
    case 't':
        display_text(o, s, a->i != 0 ? token_text(s, (tok)a->i, NULL) : NULL);
        break;
    case 'v':
        display_vector(o, s, &a->vec);
        break;
    case 'c':
        out_char(o, (char)a->i);
        break;
    case 'o':
        out_format(o, "%" PRIo64, (uint64_t)a->i);
        break;
    case 'O':
        out_format(o, "%02" PRIo64, (uint64_t)a->i);
        break;
    case 'x':
        out_format(o, "%" PRIx64, (uint64_t)a->i);
        break;
    case 'X':
        out_format(o, "%" PRIX64, (uint64_t)a->i);
        break;
    case 'p':
        out_format(o, "0x%lx", (unsigned long)(uintptr_t)a->p);
        break;
    default:
        out_format(o, "%" PRId64, a->i);
        break;
    }
}

void debug_text(struct output *o, const struct session *s, const struct event *e)
{
    const char *p = text_of_line(s, e->line);
    int n = 0;

    for (; p != NULL && *p != '\0'; p++) {
        if (*p != '%') {
            out_char(o, *p);
        } else if (*++p == '%') {
            out_char(o, '%');
        } else {
            while (*p == 'l')
                p++;
            if (n < e->ndebug)
                one(o, s, *p, &e->debug[n++]);
        }
    }
}
