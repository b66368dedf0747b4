#include "CLazyLibraries.h"
// Before what is hidden, which would hide what these declare as well.
#include "library.h"

// Hidden, so that the library's own calls never come here.
#define ZIP_EXTERN
#pragma GCC visibility push(hidden)
#include <zip.h>
#pragma GCC visibility pop

// Debian counts the library's versions in its own way.
static struct library shared = {.names = {"libzip.so.4", "libzip.so.5", "libzip.so"}, .newest = "zip_libzip_version", .once = PTHREAD_ONCE_INIT};

const char *kaipan_libzip_problem(void) { return shared_problem(); }

FORWARD_VOID(zip_discard, (zip_t *archive), (archive))
FORWARD_VOID(zip_error_fini, (zip_error_t *error), (error))
FORWARD(const char *, zip_error_strerror, (zip_error_t *error), (error))
FORWARD(int, zip_fclose, (zip_file_t *file), (file))
FORWARD(zip_error_t *, zip_file_get_error, (zip_file_t *file), (file))
FORWARD(zip_file_t *, zip_fopen_index, (zip_t *archive, zip_uint64_t index, zip_flags_t flags), (archive, index, flags))
FORWARD(zip_int64_t, zip_fread, (zip_file_t *file, void *bytes, zip_uint64_t count), (file, bytes, count))
FORWARD(zip_error_t *, zip_get_error, (zip_t *archive), (archive))
FORWARD(const char *, zip_get_name, (zip_t *archive, zip_uint64_t index, zip_flags_t flags), (archive, index, flags))
FORWARD(zip_int64_t, zip_get_num_entries, (zip_t *archive, zip_flags_t flags), (archive, flags))
FORWARD(const char *, zip_libzip_version, (void), ())
FORWARD(zip_int64_t, zip_name_locate, (zip_t *archive, const char *name, zip_flags_t flags), (archive, name, flags))
FORWARD(zip_t *, zip_open_from_source, (zip_source_t *source, int flags, zip_error_t *error), (source, flags, error))
FORWARD(
    zip_source_t *, zip_source_buffer_create, (const void *bytes, zip_uint64_t count, int frees, zip_error_t *error),
    (bytes, count, frees, error))
FORWARD_VOID(zip_source_free, (zip_source_t *source), (source))
FORWARD(
    int, zip_stat_index, (zip_t *archive, zip_uint64_t index, zip_flags_t flags, zip_stat_t *status), (archive, index, flags, status))
