#include "CLazyLibraries.h"
// Before what is hidden, which would hide what these declare as well.
#include <stdarg.h>

#include "library.h"

// Hidden, so that the library's own calls never come here.
#define CURL_DISABLE_TYPECHECK
// What headers of some versions declare otherwise or not at all; all versions are called alike.
#define curl_url_get curl_url_get_declared
#define curl_ws_recv curl_ws_recv_declared
#define curl_ws_send curl_ws_send_declared
#define curl_ws_meta curl_ws_meta_declared
#pragma GCC visibility push(hidden)
#include <curl/curl.h>
#pragma GCC visibility pop
#undef curl_url_get
#undef curl_ws_recv
#undef curl_ws_send
#undef curl_ws_meta
// The header turns these into macros that count their arguments.
#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

static struct library shared = {
    .names = {"libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.so"}, .newest = "curl_url_set", .once = PTHREAD_ONCE_INIT};

const char *kaipan_libcurl_problem(void) { return shared_problem(); }

// The one argument behind the option is a long, a pointer or a curl_off_t: on the 64-bit systems that Swift runs on they are passed alike.
_Static_assert(sizeof(long) == sizeof(void *) && sizeof(curl_off_t) == sizeof(void *), "arguments of options are passed alike");

#define FORWARD_OPTION(type, name, handle, option) \
    type name(handle object, option number, ...) { \
        OF_LIBRARY(name); \
        va_list rest; \
        va_start(rest, number); \
        void *argument = va_arg(rest, void *); \
        va_end(rest); \
        return library_function(object, number, argument); \
    }

FORWARD_OPTION(CURLcode, curl_easy_setopt, CURL *, CURLoption)
FORWARD_OPTION(CURLcode, curl_easy_getinfo, CURL *, CURLINFO)
FORWARD_OPTION(CURLMcode, curl_multi_setopt, CURLM *, CURLMoption)

FORWARD(CURLcode, curl_global_init, (long flags), (flags))
FORWARD(char *, curl_version, (void), ())
FORWARD(curl_version_info_data *, curl_version_info, (CURLversion version), (version))
FORWARD_VOID(curl_free, (void *text), (text))
FORWARD(CURL *, curl_easy_init, (void), ())
FORWARD_VOID(curl_easy_cleanup, (CURL *handle), (handle))
FORWARD(CURLcode, curl_easy_pause, (CURL *handle, int directions), (handle, directions))
FORWARD(const char *, curl_easy_strerror, (CURLcode code), (code))
FORWARD(CURLM *, curl_multi_init, (void), ())
FORWARD(CURLMcode, curl_multi_cleanup, (CURLM *handles), (handles))
FORWARD(CURLMcode, curl_multi_add_handle, (CURLM *handles, CURL *handle), (handles, handle))
FORWARD(CURLMcode, curl_multi_remove_handle, (CURLM *handles, CURL *handle), (handles, handle))
FORWARD(CURLMcode, curl_multi_assign, (CURLM *handles, curl_socket_t socket, void *object), (handles, socket, object))
FORWARD(CURLMsg *, curl_multi_info_read, (CURLM *handles, int *left), (handles, left))
FORWARD(
    CURLMcode, curl_multi_socket_action, (CURLM *handles, curl_socket_t socket, int events, int *running),
    (handles, socket, events, running))
FORWARD(struct curl_slist *, curl_slist_append, (struct curl_slist *list, const char *text), (list, text))
FORWARD_VOID(curl_slist_free_all, (struct curl_slist *list), (list))
FORWARD(CURLU *, curl_url, (void), ())
FORWARD(CURLUcode, curl_url_set, (CURLU *url, CURLUPart part, const char *text, unsigned int flags), (url, part, text, flags))

#pragma GCC visibility push(hidden)
FORWARD(CURLUcode, curl_url_get, (CURLU *url, CURLUPart part, char **text, unsigned int flags), (url, part, text, flags))
// Called by a Foundation that was built with libcurl 7.86 or later.
FORWARD(
    CURLcode, curl_ws_recv, (CURL *handle, void *bytes, size_t size, size_t *count, const void **frame),
    (handle, bytes, size, count, frame))
FORWARD(
    CURLcode, curl_ws_send, (CURL *handle, const void *bytes, size_t size, size_t *count, curl_off_t whole, unsigned int flags),
    (handle, bytes, size, count, whole, flags))
FORWARD(const void *, curl_ws_meta, (CURL *handle), (handle))
#pragma GCC visibility pop
