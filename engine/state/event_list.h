/*
 * event_list.h - every event: one row each, read by all who have to agree about it.
 *
 * EVENT(kind, wanted, written, json, members): the kind without EVENT_; the bit of WANT_ with which an
 * observer asks for it (0: it always comes); the debug category and level AT which the real program writes
 * something at it (`writes` in diag.c knows the two for which more counts); its name as JSON and the members
 * that it has there, behind "event" and "n" (NULL: it is not told as JSON; in brackets: at times). Above each row:
 * the fields of struct event that it fills.
 */
/* ruleset: number, ws: its input */
EVENT(RULESET_ENTER, WANT_RULESETS, AT(21, 1), "enter", "ruleset number depth workspace")
/* ruleset: number, ws: its result, status */
EVENT(RULESET_LEAVE, WANT_RULESETS, AT(21, 1), "leave", "ruleset number depth workspace status tried")
/* ruleset, rule, instead */
EVENT(RULE_TRY, WANT_RULES, AT(21, 12), NULL, NULL)
/* ruleset, rule */
EVENT(RULE_FAIL, WANT_RULES, AT(21, 10), NULL, NULL)
/* ruleset, rule, captures */
EVENT(RULE_MATCH, WANT_RULES, AT(21, 12), "match", "rule depth file line left right captures")
/* ruleset, rule, ws */
EVENT(REWRITTEN, WANT_RULES, AT(21, 4), "rewritten", "rule depth workspace")
/* map, map_class, file, key, args, reply: a rule asks */
EVENT(LOOKUP_BEGIN, WANT_LOOKUPS, AT(60, 1), "lookup", "map key args")
/* map, key, value or NULL, status */
EVENT(LOOKUP_END, WANT_LOOKUPS, AT(60, 1), "found", "map key value status")
/* map, key: the ruleset's status becomes 75 */
EVENT(LOOKUP_TEMPFAIL, WANT_LOOKUPS, AT(60, 1), "tempfail", "map key")
/* value: the -T text that replaces the answer */
EVENT(LOOKUP_FALLBACK, WANT_LOOKUPS, AT(60, 4), "fallback", "map key value")
/* map, key: there is no such map, or it could not be opened */
EVENT(LOOKUP_UNUSABLE, WANT_LOOKUPS, NEVER, "unusable", "map key")
/* map, map_class, file, key: one map is asked, for a rule, a command or as a member of another map,
 * which has begun and not ended */
EVENT(MAP_BEGIN, WANT_MAPS, NEVER, "ask", "map key class file nested")
/* map, key, value: what the table holds, before %0 ... %9 and -a */
EVENT(MAP_RECORD, WANT_MAPS, NEVER, "record", "map key value")
/* map, key, folded: the key as the table has it, value or NULL, status */
EVENT(MAP_END, WANT_MAPS, NEVER, "answer", "map key value normalised status seconds")
/* name: its id, value or NULL, reply: $&x in a rule */
EVENT(MACRO_USED, WANT_NAMES, NEVER, "macro", "name value")
/* name: its id, value or NULL: by a lookup in a map of class macro */
EVENT(MACRO_DEFINED, WANT_NAMES, NEVER, "define", "name value")
/* name: its id, key: the words asked for, found */
EVENT(CLASS_USED, WANT_NAMES, NEVER, "class", "name words member")
/* key: the name, type */
EVENT(DNS_QUESTION, WANT_DNS, NEVER, "question", "name type")
/* key, type, reply_bytes, reply_size; size -1: err is the h_errno value */
EVENT(DNS_ANSWER, WANT_DNS, NEVER, "reply", "name type [error] [bytes]")
/* triple: where an address goes, behind the rulesets that say so; NULL: it cannot be parsed */
EVENT(RESOLVED, 0, NEVER, NULL, NULL)
/* key: rest of the list, ruleset, status: not 0 */
EVENT(RULESET_STATUS, 0, ALWAYS, NULL, NULL)
/* key: rest of the list */
EVENT(NO_RULESET, 0, ALWAYS, NULL, NULL)
/* diag */
EVENT(DIAGNOSTIC, 0, AT(54, 8), "diagnostic", "class code dsn text")
/* line id, args: a line that only the transcript wants */
EVENT(DEBUG, 0, ALWAYS, NULL, NULL)
