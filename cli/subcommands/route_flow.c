/*
 * route_flow.c - btsh route: lines in, answers out, in order, by any number of threads.
 */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "show/litter.h"
#include "show/memory.h"
#include "show/output.h"
#include "start/interrupt.h"
#include "start/threads.h"
#include "subcommands/mail_log.h"
#include "subcommands/route_flow.h"
#include "subcommands/route_item.h"
#include "subcommands/route_tell.h"

enum {
    BATCH = 32, BATCH_BYTES = 65536,  /* of questions */
    AHEAD = 8,                        /* batches for each thread */
    READ = 65536, LONGEST_LINE = 1 << 20,
    PIECE = 4096,                     /* a pipe takes as much in one piece: PIPE_BUF */
    LOG_MEMORY = 100000,              /* messages of a log */
    GRACE = 1                         /* seconds for threads to hear of a signal */
};

enum batch_state { BATCH_EMPTY, BATCH_ASKED, BATCH_TAKEN, BATCH_ANSWERED };

struct batch {
    struct arena arena;
    struct route_item item[BATCH];
    int n;
    size_t bytes;
    struct sink told; /* the answers' lines */
    enum batch_state state;
};

struct flow {
    struct route_plan *plan;
    struct output *out;
    struct route_sums *sums;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct batch *ring;     /* batch i is in slot i % slots */
    size_t slots;
    size_t filled, taken, told; /* the batch that is filled, the next to be asked, the next to be written */
    int working;
    bool stop;              /* nothing more is asked */
    int woken;              /* an eventfd: a batch is answered */
    sigset_t heard;         /* the signals that are let in while the flow waits */

    /* the lines */
    char *in;               /* owned; what was read and is not yet a question */
    size_t at, n, room;
    bool ended, unreadable, overlong;
    struct mail_log *log;
    size_t written;         /* of the answers that are written */
    bool lost;              /* nobody reads them */
};

/* ---- threads ------------------------------------------------------------------------------------- */

static void count_mailer(struct route_sums *s, const char *name, size_t n)
{
    int i = 0;

    while (i < s->nmailers && strcmp(s->mailer[i].name, name) != 0)
        i++;
    if (i == s->nmailers) {
        s->mailer = grow_or_end(s->mailer, ((size_t)i + 1) * sizeof *s->mailer);
        s->mailer[s->nmailers++] = (struct route_count){ copy_or_end(name), 0 };
    }
    s->mailer[i].n += n;
}

static void add_sums(struct route_sums *to, const struct route_sums *from)
{
    for (int i = 0; i < ROUTE_STATUSES; i++)
        to->status[i] += from->status[i];
    for (int i = 0; i < from->nmailers; i++)
        count_mailer(to, from->mailer[i].name, from->mailer[i].n);
}

/* The next batch; NULL: there will be none. */
static struct batch *take(struct flow *f, struct route_asker *k)
{
    struct batch *b = NULL;

    pthread_mutex_lock(&f->lock);
    if (f->taken == f->filled && !f->stop) {
        pthread_mutex_unlock(&f->lock);
        route_rest(k);
        pthread_mutex_lock(&f->lock);
    }
    while (f->taken == f->filled && !f->stop)
        pthread_cond_wait(&f->changed, &f->lock);
    if (!f->stop) {
        b = &f->ring[f->taken++ % f->slots];
        b->state = BATCH_TAKEN;
    }
    pthread_mutex_unlock(&f->lock);
    return b;
}

static void give_back(struct flow *f, struct batch *b)
{
    const uint64_t one = 1;

    pthread_mutex_lock(&f->lock);
    b->state = BATCH_ANSWERED;
    pthread_mutex_unlock(&f->lock);
    while (write(f->woken, &one, sizeof one) < 0 && errno == EINTR)
        continue;
}

static void *work(void *ctx)
{
    struct flow *f = ctx;
    struct route_asker k = { .wish = &f->plan->wish };
    struct route_sums sums = { .nmailers = 0 };
    struct output *out = zeroed_or_end(1, sizeof *out);
    struct batch *b;

    while ((b = take(f, &k)) != NULL) {
        out->sink = &b->told;
        k.moment++; /* a batch is one */
        for (int i = 0; i < b->n && !interrupted; i++) {
            route_ask(&k, &b->item[i]);
            if (interrupted)
                break; /* the question was given up: it has no answer */
            route_tell(out, f->plan->writer, &f->plan->wish, &b->item[i], &k.answer);
            sums.status[k.answer.status]++;
            if (k.answer.mailer.n > 0)
                count_mailer(&sums, text_of(&k.answer.mailer), 1);
        }
        out_flush(out);
        give_back(f, b);
    }
    route_asker_end(&k);
    free(out);
    pthread_mutex_lock(&f->lock);
    add_sums(f->sums, &sums);
    f->working--;
    pthread_cond_broadcast(&f->changed);
    pthread_mutex_unlock(&f->lock);
    route_sums_free(&sums);
    return NULL;
}

/* ---- answers ------------------------------------------------------------------------------------- */

static bool answered(struct flow *f)
{
    bool is;

    pthread_mutex_lock(&f->lock);
    is = f->told < f->filled && f->ring[f->told % f->slots].state == BATCH_ANSWERED;
    pthread_mutex_unlock(&f->lock);
    return is;
}

/* Whole lines, as many as a pipe takes in one piece; a line that is longer alone. */
static size_t piece_of(const char *text, size_t n)
{
    const char *end;

    if (n <= PIECE || text == NULL)
        return n;
    end = memrchr(text, '\n', PIECE);
    if (end == NULL)
        end = memchr(text, '\n', n);
    return end != NULL ? (size_t)(end + 1 - text) : n;
}

/* Of the batch whose turn it is, what the other end takes at once. */
static void write_some(struct flow *f)
{
    struct batch *b = &f->ring[f->told % f->slots];
    size_t left = b->told.n - f->written;

    if (left > 0) {
        ssize_t n = write(f->out->fd, b->told.text + f->written, piece_of(b->told.text + f->written, left));

        if (n < 0 && errno != EINTR && errno != EAGAIN) {
            f->lost = f->out->failed = true;
            f->out->err = errno;
        }
        f->written += n > 0 ? (size_t)n : 0;
    }
    if (f->written < b->told.n)
        return;
    f->written = b->told.n = 0;
    b->n = 0;
    b->bytes = 0;
    arena_reset(&b->arena);
    pthread_mutex_lock(&f->lock);
    b->state = BATCH_EMPTY;
    f->told++;
    pthread_mutex_unlock(&f->lock);
}

/* ---- waiting ------------------------------------------------------------------------------------- */

static void read_some(struct flow *f)
{
    ssize_t n;

    if (f->at > 0) {
        memmove(f->in, f->in + f->at, f->n - f->at);
        f->n -= f->at;
        f->at = 0;
    }
    if (f->n + READ + 1 > f->room) {
        f->room = f->n + 2 * READ;
        f->in = grow_or_end(f->in, f->room);
    }
    n = read(f->plan->fd, f->in + f->n, READ);
    if (n > 0)
        f->n += (size_t)n;
    else if (n == 0 || (errno != EINTR && errno != EAGAIN))
        f->ended = true;
    f->unreadable = n < 0 && f->ended;
}

static bool over(const struct flow *f)
{
    return interrupted || f->lost;
}

/* Signals that wait are heard: a poll for which something is there already does not hear them. */
static void hear_signals(const struct flow *f)
{
    sigset_t ours;

    pthread_sigmask(SIG_SETMASK, &f->heard, &ours);
    pthread_sigmask(SIG_SETMASK, &ours, NULL);
}

/* Something happens: lines come (if they are wanted), answers are there, or go, or nobody takes them. */
static void wait_and_do(struct flow *f, bool lines)
{
    bool answers = answered(f);
    struct pollfd p[] = { { .fd = f->woken, .events = POLLIN }, { .fd = f->out->fd, .events = answers ? POLLOUT : 0 },
                          { .fd = lines && !f->ended ? f->plan->fd : -1, .events = POLLIN } };
    const struct timespec second = { .tv_sec = 1 }; /* should a thread not have been able to tell */
    uint64_t count;

    hear_signals(f);
    if (over(f) || ppoll(p, 3, f->told < f->filled ? &second : NULL, &f->heard) < 0)
        return;
    if (p[0].revents != 0 && read(f->woken, &count, sizeof count) < 0 && errno != EINTR && errno != EAGAIN) {
        f->lost = f->out->failed = true; /* when answers are there would not be known any more */
        f->out->err = errno;
    }
    if (p[1].revents & (POLLERR | POLLNVAL) && !answers) {
        f->lost = f->out->failed = true;
        f->out->err = EPIPE;
    }
    if (answers && p[1].revents != 0)
        write_some(f);
    if (p[2].revents != 0)
        read_some(f);
}

/* ---- questions ----------------------------------------------------------------------------------- */

/* All batches are with the threads, or wait to be written. */
static bool full(const struct flow *f)
{
    return f->filled - f->told == f->slots;
}

/* The batch that is filled is given to the threads. */
static void send(struct flow *f)
{
    struct batch *b = &f->ring[f->filled % f->slots];

    if (full(f))
        return;
    if (b->n == 0) { /* all were left out */
        arena_reset(&b->arena);
        b->bytes = 0;
        return;
    }
    pthread_mutex_lock(&f->lock);
    b->state = BATCH_ASKED;
    f->filled++;
    pthread_cond_signal(&f->changed);
    pthread_mutex_unlock(&f->lock);
}

/* One with room for a question, which may have to be waited for; NULL: all is over. */
static struct batch *room_for_one(struct flow *f)
{
    const struct batch *b = &f->ring[f->filled % f->slots];

    if (b->n == BATCH || b->bytes >= BATCH_BYTES)
        send(f);
    while (full(f) && !over(f))
        wait_and_do(f, false);
    return over(f) ? NULL : &f->ring[f->filled % f->slots];
}

/* The last question of the batch is asked, or left out. */
static void keep_or_not(struct flow *f, struct batch *b, size_t bytes)
{
    struct route_item *i = &b->item[b->n];
    bool asks = i->fault == NULL && !i->skipped;
    struct route_key k = f->plan->shards > 0 || f->plan->dedupe ? route_key_of(i) : (struct route_key){ 0, 0 };

    b->bytes += bytes;
    if (f->plan->shards > 0 && k.b % f->plan->shards != f->plan->shard - 1)
        f->sums->elsewhere++;
    else if (asks && f->plan->dedupe && route_seen(&f->plan->seen, k))
        f->sums->known++;
    else
        b->n++;
}

static void take_pair(void *ctx, const char *sender, const char *recipient, const struct caller *caller)
{
    struct flow *f = ctx;
    struct batch *b = *recipient != '\0' ? room_for_one(f) : NULL;

    if (b == NULL)
        return;
    route_item_of_log(&b->item[b->n], &b->arena, sender, recipient, caller);
    keep_or_not(f, b, strlen(recipient) + 100);
}

static void take_line(struct flow *f, char *line, size_t n)
{
    struct batch *b;

    line[n] = '\0';
    if (!f->overlong && !route_is_json(line) && memchr(line, '\0', n) == NULL && mail_log_line(f->log, line))
        return;
    b = room_for_one(f);
    if (b == NULL)
        return;
    route_item_read(&b->item[b->n], &b->arena, f->plan->reader, line, n);
    if (f->overlong)
        b->item[b->n] = (struct route_item){ .recipient = "", .fault = "the line is longer than 1 MB" };
    keep_or_not(f, b, n);
    f->overlong = false;
}

/* False: there is no whole line. */
static bool take_next(struct flow *f)
{
    char *from = f->in + f->at, *end = f->n > f->at ? memchr(from, '\n', f->n - f->at) : NULL;
    size_t n = f->n - f->at;

    if (end != NULL) {
        n = (size_t)(end - from);
        f->at += n + 1;
    } else if (f->ended && (n > 0 || f->overlong)) {
        f->at = f->n;
    } else {
        if (n > LONGEST_LINE) {
            f->overlong = true;
            f->at = f->n;
        }
        return false;
    }
    f->overlong |= n > LONGEST_LINE;
    take_line(f, from, n);
    return true;
}

static void take_all(struct flow *f)
{
    while (!over(f)) {
        if (take_next(f))
            continue;
        send(f); /* whoever waits for an answer has it without another line */
        if (f->ended)
            break;
        wait_and_do(f, !full(f));
    }
    if (!over(f))
        mail_log_end(f->log);
    send(f);
    while (f->told < f->filled && !over(f))
        wait_and_do(f, false);
}

/* ---- all ----------------------------------------------------------------------------------------- */

/* What is answered goes out, as far as it is taken at once. */
static void write_rest(struct flow *f)
{
    struct pollfd p = { .fd = f->out->fd, .events = POLLOUT };

    while (!f->lost && answered(f) && poll(&p, 1, 0) > 0)
        write_some(f);
}

/* Threads that a dead server holds up are not waited for. */
static void end_threads(struct flow *f, pthread_t *threads, int started)
{
    struct timespec until;
    int waited = 0;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += GRACE;
    pthread_mutex_lock(&f->lock);
    f->stop = true;
    pthread_cond_broadcast(&f->changed);
    while (f->working > 0 && waited == 0) {
        if (interrupted)
            waited = pthread_cond_timedwait(&f->changed, &f->lock, &until);
        else
            pthread_cond_wait(&f->changed, &f->lock);
    }
    pthread_mutex_unlock(&f->lock);
    write_rest(f);
    if (waited != 0) {
        litter_clear();
        _exit(interrupt_status());
    }
    for (int i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
}

static int start_threads(struct flow *f, pthread_t *threads)
{
    int started;

    pthread_mutex_lock(&f->lock);
    f->working = started = threads_start(threads, (int)f->plan->workers, work, f);
    pthread_mutex_unlock(&f->lock);
    return started;
}

bool route_flow(struct route_plan *p, struct output *out, struct route_sums *sums)
{
    struct flow f = { .plan = p, .out = out, .sums = sums, .slots = (size_t)p->workers * AHEAD + 1, .woken = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK) };
    pthread_t *threads = zeroed_or_end((size_t)p->workers, sizeof *threads);
    sigset_t ours;
    int started;

    if (f.woken < 0)
        out_of_means("descriptor to be woken by", errno);
    sigemptyset(&ours);
    sigaddset(&ours, SIGINT);
    sigaddset(&ours, SIGTERM);
    sigaddset(&ours, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &ours, &f.heard); /* they come while this thread waits, and to no other */
    pthread_mutex_init(&f.lock, NULL);
    pthread_cond_init(&f.changed, NULL);
    f.ring = zeroed_or_end(f.slots, sizeof *f.ring);
    f.log = mail_log_of_stream(LOG_MEMORY, take_pair, &f);
    started = start_threads(&f, threads);
    take_all(&f);
    end_threads(&f, threads, started);
    pthread_sigmask(SIG_SETMASK, &f.heard, NULL);
    for (size_t i = 0; i < f.slots; i++) {
        arena_free(&f.ring[i].arena);
        free(f.ring[i].told.text);
    }
    mail_log_free(f.log);
    pthread_cond_destroy(&f.changed);
    pthread_mutex_destroy(&f.lock);
    close(f.woken);
    free(f.ring);
    free(f.in);
    free(threads);
    return !f.unreadable;
}

void route_sums_free(struct route_sums *s)
{
    for (int i = 0; i < s->nmailers; i++)
        free(s->mailer[i].name);
    free(s->mailer);
    *s = (struct route_sums){ .nmailers = 0 };
}
