#if __has_include(<libpq-fe.h>)
#include <libpq-fe.h>
#elif __has_include(<postgresql/libpq-fe.h>)
// Debian's folder, which is on no search path; below that of SUSE.
#include <postgresql/libpq-fe.h>
#elif __has_include(<pgsql/libpq-fe.h>)
#include <pgsql/libpq-fe.h>
#else
#error "libpq-fe.h is missing: install libpq-dev, or add its folder with -Xcc -I"
#endif
