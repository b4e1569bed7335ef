#include <stdint.h>

#include "world/dns_message.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct dns_message m;
    struct dns_record r;
    char name[DNS_NAME_SIZE];

    if (!dns_message_open(&m, data, size))
        return 0;
    while (dns_message_next(&m, &r)) {
        for (size_t skip = 0; skip < 8; skip++)
            dns_record_name(&m, &r, skip, name, sizeof name);
    }
    return 0;
}
