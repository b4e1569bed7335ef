/*
 * subcommands.c - the list: one line each. Adding one: a file beside this one and its line here.
 */
#include <stddef.h>

#include "subcommands/check.h"
#include "subcommands/dap.h"
#include "subcommands/diff.h"
#include "subcommands/explain.h"
#include "subcommands/graph.h"
#include "subcommands/help.h"
#include "subcommands/lsp.h"
#include "subcommands/map.h"
#include "subcommands/profile.h"
#include "subcommands/record.h"
#include "subcommands/route.h"
#include "subcommands/search.h"
#include "subcommands/smtp.h"
#include "subcommands/subcommands.h"
#include "subcommands/summary.h"
#include "subcommands/test.h"

const struct subcommand *const subcommands[] = {
    &subcommand_check,
    &subcommand_dap,
    &subcommand_diff,
    &subcommand_explain,
    &subcommand_graph,
    &subcommand_about,
    &subcommand_lsp,
    &subcommand_map,
    &subcommand_profile,
    &subcommand_record,
    &subcommand_route,
    &subcommand_search,
    &subcommand_smtp,
    &subcommand_summary,
    &subcommand_test,
    NULL,
};
