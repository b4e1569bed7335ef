/* marker.c - which names are those of constructs */

#include <string.h>

#include "base/marker.h"

const bool marker_constructs[256] = {
    ['\0'] = true, ['*'] = true, ['+'] = true, ['-'] = true, ['@'] = true, ['#'] = true,
    [':'] = true,  ['>'] = true, ['|'] = true, ['.'] = true, ['?'] = true, ['['] = true,
    [']'] = true,  ['('] = true, [')'] = true, ['='] = true, ['~'] = true, ['&'] = true,
    ['1'] = true,  ['2'] = true, ['3'] = true, ['4'] = true, ['5'] = true, ['6'] = true,
    ['7'] = true,  ['8'] = true, ['9'] = true,
};
