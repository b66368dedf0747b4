// What the three libraries have in common; each file that includes this describes one, as `shared`.
#pragma once
#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

struct library {
    /// The names of the file, the usual one first; NULL behind the last.
    const char *names[4];
    /// The youngest of its functions that are used: a library without it is too old.
    const char *newest;
    pthread_once_t once;
    void *handle;
    /// Of the first name, because the others are for rarer systems.
    char problem[512];
};

static struct library shared;

static void open_shared(void) {
    // What the process has loaded already, for whatever reason, is used rather than a second one beside it.
    for (const char **name = shared.names; *name && !shared.handle; name += 1)
        shared.handle = dlopen(*name, RTLD_NOW | RTLD_NOLOAD);
    for (const char **name = shared.names; *name && !shared.handle; name += 1) {
        shared.handle = dlopen(*name, RTLD_NOW | RTLD_LOCAL);
        if (!shared.handle && !shared.problem[0]) {
            const char *reason = dlerror();
            snprintf(shared.problem, sizeof shared.problem, "%s", reason ? reason : *name);
        }
    }
    if (shared.handle && !dlsym(shared.handle, shared.newest)) {
        snprintf(shared.problem, sizeof shared.problem, "%s: no %s", shared.names[0], shared.newest);
        dlclose(shared.handle);
        shared.handle = NULL;
    }
}

static const char *shared_problem(void) {
    pthread_once(&shared.once, open_shared);
    return shared.handle ? NULL : shared.problem;
}

/// A function of the library, looked up once.
static inline void *function(_Atomic(void *) *known, const char *name) {
    void *found = atomic_load_explicit(known, memory_order_acquire);
    if (found) return found;
    const char *problem = shared_problem();
    if (!problem) found = dlsym(shared.handle, name);
    if (!found) {
        fprintf(stderr, "%s: %s\n", name, problem ? problem : "no such function in the library");
        abort();
    }
    atomic_store_explicit(known, found, memory_order_release);
    return found;
}

/// Looks up the function in whose body it stands.
#define OF_LIBRARY(name) \
    static _Atomic(void *) known; \
    __typeof__(&name) library_function = (__typeof__(&name))function(&known, #name)

#define FORWARD(type, name, parameters, arguments) \
    type name parameters { \
        OF_LIBRARY(name); \
        return library_function arguments; \
    }

#define FORWARD_VOID(name, parameters, arguments) \
    void name parameters { \
        OF_LIBRARY(name); \
        library_function arguments; \
    }
