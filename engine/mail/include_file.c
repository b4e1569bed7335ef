/*
 * include_file.c - :include: and .forward files: may this one be trusted, and what is in it?
 *
 * The real program reads such a file with the rights of the user who is behind the address; here
 * the mode bits are asked in that user's name. Whoever could have changed the file could make
 * others run programs in the owner's name, so programs and files are refused to addresses from
 * files that others can write.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/lines.h"
#include "files/safefile.h"
#include "mail/address.h"
#include "mail/address_tell.h"
#include "mail/include_file.h"
#include "mail/recipient_user.h"
#include "mail/recipients.h"
#include "maps/error_text.h"
#include "state/diag.h"
#include "state/event.h"
#include "state/session.h"
#include "state/settings.h"
#include "state/trace.h"
#include "world/world.h"

/* Which bits of DontBlameSendmail belong to which kind of file. */
static const struct kind {
    uint64_t group, group_safe, world;     /* files that others can write */
    uint64_t folder, folder_safe, group_folder, linked;
    unsigned more;                         /* requirements */
} kinds[] = {
    { DBS_GROUP_INCLUDE, DBS_GROUP_INCLUDE_SAFE, DBS_WORLD_INCLUDE, DBS_INCLUDE_UNSAFE_DIR,
      DBS_INCLUDE_UNSAFE_DIR_SAFE, DBS_INCLUDE_GROUP_DIR, DBS_LINKED_INCLUDE, 0 },
    { DBS_GROUP_FORWARD, DBS_GROUP_FORWARD_SAFE, DBS_WORLD_FORWARD, DBS_FORWARD_UNSAFE_DIR,
      DBS_FORWARD_UNSAFE_DIR_SAFE, DBS_FORWARD_GROUP_DIR, DBS_LINKED_FORWARD,
      SFF_MUSTOWN | SFF_ROOTOK },
};

/* One file being read. */
struct reading {
    struct recipients *r;
    const struct kind *kind;
    const char *file;
    bool forwarding;
    struct address *a;
    long uid, gid;         /* in whose name */
    const char *user;
    unsigned flags;
    bool safe_folder;      /* nobody else could have put the file there */
};

static bool blame(const struct reading *f, uint64_t bit)
{
    return (f->r->s->prog->set.dont_blame & bit) != 0;
}

/* In whose name the file is read: the account or the owner of the file that names it. */
static void choose_user(struct reading *f)
{
    const struct address *who = recipient_controller(f->r->s, f->a);
    const struct default_user d = default_user(f->r->s);

    f->uid = who != NULL ? who->uid : d.uid;
    f->gid = who != NULL ? who->gid : d.gid;
    f->user = who != NULL ? who->user : d.name;
}

/* Looks at the folder: what is to be asked of the file then. */
static void check_folder(struct reading *f)
{
    struct session *s = f->r->s;
    unsigned flags = f->flags | SFF_SAFEDIRPATH;
    int answer = safefile_folder(s, f->file, f->uid, f->gid, flags, false);

    f->safe_folder = answer == 0;
    if (answer == SAFE_GROUP_DIR && !blame(f, f->kind->folder)
        && blame(f, f->kind->group_folder)) {
        answer = safefile_folder(s, f->file, f->uid, f->gid, flags, true);
    } else if (answer != 0) {
        if (!blame(f, f->kind->folder_safe)
            && (answer == SAFE_GROUP_DIR || answer == SAFE_WORLD_DIR))
            f->a->flags |= ADDRESS_UNSAFE;
        if (blame(f, f->kind->folder))
            answer = 0;
    }
    f->flags |= answer == 0 ? SFF_NOPATHCHECK : SFF_SAFEDIRPATH;
    if (!f->safe_folder && !blame(f, f->kind->linked))
        f->flags |= SFF_NOSLINK | SFF_NOHLINK;
}

/* Who is not root could not take the user's name, and so not find out what the user may do. */
static void doubt_reader(struct reading *f, long uid)
{
    struct session *s = f->r->s;

    if (!s->prog->verifies || blame(f, DBS_NON_ROOT_SAFE))
        return;
    DEBUG(s, DL_INCLUDE_NOT_ROOT, DBG_INT(uid), DBG_INT(s->prog->set.run_as_uid));
    f->a->flags |= ADDRESS_UNSAFE;
}

/* Opens the file in the user's name; 0, or why not. */
static int open_checked(struct reading *f, int *fd, struct stat *st)
{
    struct session *s = f->r->s;
    long uid = (long)s->world->uid(s->world->ctx);
    int answer;

    if (uid == 0) {
        s->acting = f->uid != 0;
        s->acting_uid = f->uid;
        s->acting_gid = f->gid;
        s->acting_user = f->user;
    } else {
        doubt_reader(f, uid);
    }
    DEBUG(s, DL_INCLUDE_NEW_UID, DBG_INT(uid), DBG_INT(uid == 0 ? f->uid : uid));
    check_folder(f);
    answer = safefile(s, f->file, f->uid, f->gid, f->flags, st);
    if (answer != 0) {
        DEBUG(s, DL_INCLUDE_NOT_SAFE, DBG_INT(f->uid), DBG_STR(error_text(answer)));
    } else {
        answer = s->world->open(s->world->ctx, f->file, O_RDONLY | O_CLOEXEC | O_NONBLOCK, fd);
        if (answer != 0)
            DEBUG(s, DL_INCLUDE_OPEN, DBG_STR(error_text(answer)));
    }
    s->acting = false;
    DEBUG(s, DL_INCLUDE_RESET_UID, DBG_INT(uid), DBG_INT(uid));
    return answer;
}

/* ---- what the owner means -------------------------------------------------------------------- */

/* A list belongs to the owner of its file, where nobody can give files away. */
static void use_owner(struct reading *f, const struct stat *st, bool safe_owner)
{
    struct session *s = f->r->s;
    struct address *a = f->a;
    const struct address *who = recipient_controller(s, a);
    struct user_entry u;
    char buf[4096];

    if (who == NULL && safe_owner) {
        a->uid = (long)st->st_uid;
        a->gid = (long)st->st_gid;
        a->flags |= ADDRESS_GOODUID;
    }
    if (f->forwarding)
        return;
    if (f->uid == (long)st->st_uid) {
        a->ruser = who != NULL ? who->ruser : NULL;
        a->flags |= who != NULL ? who->flags & ADDRESS_BOGUS_SHELL : 0;
        return;
    }
    if (!safe_owner)
        a->flags |= ADDRESS_UNSAFE;
    if (!s->world->user_by_uid(s->world->ctx, st->st_uid, &u, buf, sizeof buf)) {
        a->uid = (long)st->st_uid;
        a->flags |= ADDRESS_BOGUS_SHELL;
        return;
    }
    a->ruser = arena_strdup(&s->command.work, u.name);
    if (!recipient_shell(s, u.name, u.shell))
        a->flags |= ADDRESS_BOGUS_SHELL;
}

/* Others can write the file. */
static void doubt_writers(struct reading *f, const struct stat *st)
{
    struct session *s = f->r->s;
    bool group = (st->st_mode & S_IWGRP) != 0 && !blame(f, f->kind->group_safe);
    bool world = (st->st_mode & S_IWOTH) != 0;

    if (!group && !world)
        return;
    DEBUG(s, DL_INCLUDE_WRITABLE, DBG_STR(f->file), DBG_STR(world ? "world" : "group"));
    f->a->flags |= ADDRESS_UNSAFE;
}

static void judge(struct reading *f, const struct stat *st)
{
    struct session *s = f->r->s;
    bool safe_owner = f->safe_folder || blame(f, DBS_SAFE_CHOWN);

    DEBUG(s, DL_INCLUDE_PARENT, DBG_STR(f->file),
          DBG_STR(f->safe_folder ? "safe" : "dangerous"),
          DBG_STR(safe_owner ? "safe" : "unsafe"));
    use_owner(f, st, safe_owner);
    doubt_writers(f, st);
}

/* ---- what is in it --------------------------------------------------------------------------- */

/* The addresses of each line; their number. */
static int read_lines(struct reading *f, int fd, int depth)
{
    struct session *s = f->r->s;
    struct lines *in = arena_alloc(&s->command.work, sizeof *in);
    const char *file = s->file;
    int number = s->line, n = 0;
    char line[MAX_LINE];

    lines_init(in, fd);
    s->file = f->file;
    s->line = 0;
    while (!s->command.stopped && lines_next(in, line, sizeof line)) {
        s->line++;
        line[strcspn(line, "\r\n")] = '\0';
        if (*line == '\0' || *line == '#')
            continue;
        s->standing.address = NULL;
        message(s, "%s to %s", f->forwarding ? "forwarding" : "sending", line);
        n += recipients_list(f->r, line, f->a, depth + 1);
    }
    s->file = file;
    s->line = number;
    syserr_unread(s, f->file, in->err);
    return n;
}

int recipient_include(struct recipients *r, const char *file, bool forwarding,
                      struct address *a, int depth)
{
    struct session *s = r->s;
    struct reading f = { .r = r, .kind = &kinds[forwarding], .file = arena_strdup(&s->command.work, file),
                         .forwarding = forwarding, .a = a };
    long uid = (long)s->world->uid(s->world->ctx);
    struct stat st;
    int fd, answer;

    f.flags = SFF_REGONLY | SFF_NOGWFILES | SFF_NOWWFILES | f.kind->more;
    if (blame(&f, f.kind->group))
        f.flags &= ~(unsigned)SFF_NOGWFILES;
    if (blame(&f, f.kind->world))
        f.flags &= ~(unsigned)SFF_NOWWFILES;
    DEBUG(s, DL_INCLUDE, DBG_STR(file));
    DEBUG(s, DL_INCLUDE_IDS, DBG_INT(uid), DBG_INT(uid));
    if (DEBUGGING(s, 27, 14)) {
        DEBUG_EMIT0(s, DL_INCLUDE_CTLADDR);
        address_tell(s, a);
    }
    DEBUG(s, DL_INCLUDE_OLD_UID, DBG_INT(uid), DBG_INT(uid));
    choose_user(&f);
    answer = open_checked(&f, &fd, &st);
    if (answer != 0)
        return answer;
    judge(&f, &st);
    a->flags &= ~(unsigned)ADDRESS_SELFREF;
    if (read_lines(&f, fd, depth) > 0 && (a->flags & ADDRESS_SELFREF) == 0) {
        a->state = ADDRESS_DONTSEND;
        if (DEBUGGING(s, 27, 5)) {
            DEBUG_EMIT0(s, DL_INCLUDE_DONTSEND);
            address_tell(s, a);
        }
    }
    close(fd);
    return 0;
}
