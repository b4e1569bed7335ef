/* place.h - where a line of a configuration really stands: in the text that it was compiled from. */
#ifndef BTSH_STATE_PLACE_H
#define BTSH_STATE_PLACE_H

struct line_place {
    const char *file;
    int line;
};

#endif
