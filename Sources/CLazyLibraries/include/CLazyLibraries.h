// libpq, libcurl and libzip are opened when one of their functions is first called, not when the program starts: with what they depend
// on they are thirty libraries, whose loading takes longer than the check of a short document, and most runs need none of them.
//
// The functions themselves are declared by the libraries' own headers; each is defined here and calls the library's of its name. Where
// a library is missing, they end the program: ask first.
#pragma once

/// Opens libpq.
/// - Returns: NULL, or why the library cannot be used, in the dynamic linker's words, which live as long as the program.
const char *_Nullable kaipan_libpq_problem(void);

/// Opens libcurl, for Foundation's URL loading.
/// - Returns: as above.
const char *_Nullable kaipan_libcurl_problem(void);

/// Opens libzip.
/// - Returns: as above.
const char *_Nullable kaipan_libzip_problem(void);
