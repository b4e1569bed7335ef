/*
 * startup.c - files of commands.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "shell/input.h"
#include "shell/shell.h"
#include "shell/startup.h"
#include "show/environment.h"
#include "show/output.h"
#include "start/interrupt.h"

enum { PATH_SIZE = 4096 };

bool commands_of_file(struct shell *sh, const char *path)
{
    FILE *f = fopen(path, "re");
    const char *outer = sh->file;
    int outer_line = sh->file_line;
    char line[INPUT_LINE];
    struct stat st;

    if (f == NULL)
        return false;
    if (fstat(fileno(f), &st) == 0 && S_ISDIR(st.st_mode)) {
        fclose(f);
        errno = EISDIR;
        return false;
    }
    for (int n = 1; !sh->done && !interrupted && fgets(line, sizeof line, f) != NULL; n++) {
        line[strcspn(line, "\n")] = '\0';
        sh->file = path;
        sh->file_line = n;
        shell_line(sh, line);
    }
    sh->file = outer;
    sh->file_line = outer_line;
    fclose(f);
    return true;
}

void startup_file(struct shell *sh)
{
    const char *config = environment_caller("XDG_CONFIG_HOME"), *home = environment_caller("HOME");
    char path[PATH_SIZE];

    if (sh->done || sh->in->terminal == NULL)
        return;
    if (config != NULL && *config == '/')
        snprintf(path, sizeof path, "%s/btsh/btshrc", config);
    else if (home != NULL && *home == '/')
        snprintf(path, sizeof path, "%s/.config/btsh/btshrc", home);
    else
        return;
    if (!commands_of_file(sh, path) && errno != ENOENT && errno != ENOTDIR)
        out_shown(sh->out, "%s: %s\n", path, strerror(errno));
}
