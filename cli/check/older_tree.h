/*
 * older_tree.h - what a configuration that an older m4 tree made misses under the sendmail that reads it.
 */
#ifndef BTSH_CHECK_OLDER_TREE_H
#define BTSH_CHECK_OLDER_TREE_H

struct configuration;
struct findings_list;
struct session;

void check_older_tree(const struct configuration *conf, struct session *s, struct findings_list *f);

#endif
