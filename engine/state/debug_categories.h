/*
 * debug_categories.h - one row for each debug category that speaks while addresses are tested: its
 * number and what it shows. Completion, `? debug' and the manual read it.
 *
 * Included with DEBUG_CATEGORY(number, text) defined. The lines of a category and their levels stand
 * in debug_lines.h, those of 21 and 60 in cli/transcript.c.
 */
DEBUG_CATEGORY(0, "version, host identity, interfaces; from level 15 on mailers, 44 tokens one by one, "
                  "90 rulesets, 101 the version only")
DEBUG_CATEGORY(2, "the line of the end")
DEBUG_CATEGORY(3, "load average")
DEBUG_CATEGORY(7, "queue id")
DEBUG_CATEGORY(8, "the name service: canonification, MX, each domain tried; 16 dns maps")
DEBUG_CATEGORY(9, "the host map and its cache, the caller")
DEBUG_CATEGORY(11, "-bv: the delivery that is not made")
DEBUG_CATEGORY(12, "/try: the name for a mailer")
DEBUG_CATEGORY(13, "-bv: sorting recipients into envelopes, owners of lists")
DEBUG_CATEGORY(17, "the order of MX hosts")
DEBUG_CATEGORY(20, "parsing an address")
DEBUG_CATEGORY(21, "rewriting: 2 $& values, 3 rulesets without rules, 4 results, 10 failing rules, 12 every "
                   "rule, 15 with its line, 35 each step of the match")
DEBUG_CATEGORY(22, "tokens: 1 mistakes, 11 texts, 12 results, 36 each token, 101 each character")
DEBUG_CATEGORY(23, "101 to 103: which mistakes of a typed address are let pass")
DEBUG_CATEGORY(24, "resolving a result of ruleset 0")
DEBUG_CATEGORY(25, "-bv: lists of addresses")
DEBUG_CATEGORY(26, "-bv: each recipient")
DEBUG_CATEGORY(27, "aliases, .forward and included files")
DEBUG_CATEGORY(28, "the user database")
DEBUG_CATEGORY(29, "-bv: local users, ruleset 5")
DEBUG_CATEGORY(31, "/header")
DEBUG_CATEGORY(33, "what surrounds an address")
DEBUG_CATEGORY(35, "macros: 9 definitions, 14 names, 24 expansion")
DEBUG_CATEGORY(36, "the table of symbols")
DEBUG_CATEGORY(37, "reading the configuration: options, classes, maps, time limits")
DEBUG_CATEGORY(38, "maps: 2 opening, 9 closing, 20 lookups")
DEBUG_CATEGORY(39, "%0 to %9 and what is appended to an answer")
DEBUG_CATEGORY(40, "-bv: the envelope")
DEBUG_CATEGORY(44, "whether a file may be read")
DEBUG_CATEGORY(45, "/sender")
DEBUG_CATEGORY(47, "privileges")
DEBUG_CATEGORY(48, "check rulesets")
DEBUG_CATEGORY(50, "-bv: the envelope's end")
DEBUG_CATEGORY(54, "messages with their codes")
DEBUG_CATEGORY(55, "locks of files")
DEBUG_CATEGORY(59, "tokens joined to a text")
DEBUG_CATEGORY(60, "lookups of rules; 5 with their arguments")
DEBUG_CATEGORY(61, "host tables")
DEBUG_CATEGORY(64, "-bv: options of the delivery agent; addresses of daemons")
DEBUG_CATEGORY(84, "how odd bytes show")
