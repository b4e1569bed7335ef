/*
 * fuzz_mutants.c - databases that libdb wrote, bent by their structure: what the page check lets pass
 * has to be read without a fault, soon, and without telling more than the file holds.
 */
#include <stdlib.h>

#include <sanitizer/lsan_interface.h>

#include "mutant.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    if (!mutant_seeds())
        abort();
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct mutant_reading r;
    unsigned char *file;
    bool btree;
    size_t n;

    if (size > 1 + 8 * MUTANT_CHANGE)
        return -1; /* with more changes, only the check is tried */
    file = mutant_make(data, size, &n, &btree);
    __lsan_disable(); /* what libdb forgets of a file that it gives up is its own affair */
    mutant_read(file, n, btree, &r);
    __lsan_enable();
    free(file);
    if (r.bytes > 16 * n) /* a list of all, and a few keys twice each */
        abort();
    return 0;
}
