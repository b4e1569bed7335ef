/*
 * setting_list.h - what can be said of the world that is tested in: one row each, read by the parser of suites'
 * directives, the command line, `btsh diff` (for a side), help, the manual and completion.
 *
 * SETTING(word, function, value, form, help): `#@ word ...` in a suite and --word VALUE on a command line; the function
 * of setup.c that takes it; VALUE as help shows it (NULL: none is needed); all that a directive may say,
 * as a complaint shows it; what it is for.
 */
SETTING("caller", say_caller, "NAME", "NAME", "the user who asks")
SETTING("etc-mail", say_etc_mail, "DIR", "FOLDER", "DIR stands for /etc/mail, and its aliases for /etc/aliases")
SETTING("hostname", say_hostname, "NAME", "NAME", "take NAME for this host's name")
SETTING("hosts", say_hosts, "FILE", "FILE", "names of hosts come from this file, as from /etc/hosts")
SETTING("include-dir", say_include_dir, "DIR", "FOLDER", "where to look for what an .mc includes and is not there")
SETTING("interface", say_interface, "ADDRESS", "ADDRESS [NAME]", "this host has an interface of that address")
SETTING("made-names", say_made_names, NULL, NULL, "DNS answers are made up: names exist, but for some that do not")
SETTING("map", say_map, "SPEC", "NAME = TYPE:FILE, NAME + KEY VALUE, NAME - KEY, NAME ! or NAME ! KEY",
        "NAME = TYPE:FILE, NAME + KEY VALUE, NAME - KEY; NAME ! [KEY]: it fails")
SETTING("perms", say_perms, "live", "live", "owners and modes of files are as they are")
SETTING("replay", say_replay, "FILE", "FILE", "ask a recording in place of the world outside")
SETTING("root", say_root, "DIR", "FOLDER", "absolute paths are taken below DIR")
SETTING("search", say_search, "DOMAINS", "DOMAIN ...", "look for names in these domains")
SETTING("source", say_source, NULL, NULL, "read the text sources of tables in place of their databases")
SETTING("target", say_target, "VERSION", "8.17.1 or 8.18.1", "do as sendmail VERSION does, 8.17.1 or 8.18.1")
SETTING("time", say_time, "ISO", "ISO", "what the clock says: 2026-11-26T12:00:00Z")
SETTING("users", say_users, "NAMES", "NAME ...", "who exists")
SETTING("zone", say_zone, "FILE", "FILE [ORIGIN]", "all DNS comes from this zone")
