#include "CLazyLibraries.h"
// Before what is hidden, which would hide what these declare as well.
#include "library.h"

// Hidden, so that the library's own calls never come here.
#pragma GCC visibility push(hidden)
#include "../CPostgreSQL/shim.h"
#pragma GCC visibility pop

static struct library shared = {.names = {"libpq.so.5", "libpq.so"}, .newest = "PQsetSingleRowMode", .once = PTHREAD_ONCE_INIT};

const char *kaipan_libpq_problem(void) { return shared_problem(); }

// Connections
FORWARD(PQconninfoOption *, PQconninfoParse, (const char *text, char **problem), (text, problem))
FORWARD_VOID(PQconninfoFree, (PQconninfoOption *options), (options))
FORWARD(
    PGconn *, PQconnectdbParams, (const char *const *keywords, const char *const *values, int expands), (keywords, values, expands))
FORWARD_VOID(PQfinish, (PGconn *connection), (connection))
FORWARD(ConnStatusType, PQstatus, (const PGconn *connection), (connection))
FORWARD(PGTransactionStatusType, PQtransactionStatus, (const PGconn *connection), (connection))
FORWARD(char *, PQdb, (const PGconn *connection), (connection))
FORWARD(char *, PQhost, (const PGconn *connection), (connection))
FORWARD(char *, PQport, (const PGconn *connection), (connection))
FORWARD(int, PQsocket, (const PGconn *connection), (connection))
FORWARD(char *, PQerrorMessage, (const PGconn *connection), (connection))
FORWARD(
    PQnoticeProcessor, PQsetNoticeProcessor, (PGconn *connection, PQnoticeProcessor process, void *object), (connection, process, object))
FORWARD(PGcancel *, PQgetCancel, (PGconn *connection), (connection))
FORWARD_VOID(PQfreeCancel, (PGcancel *cancellation), (cancellation))
FORWARD(int, PQcancel, (PGcancel *cancellation, char *problem, int size), (cancellation, problem, size))

// Statements
FORWARD(PGresult *, PQexec, (PGconn *connection, const char *statements), (connection, statements))
FORWARD(
    PGresult *, PQprepare, (PGconn *connection, const char *name, const char *statement, int count, const Oid *types),
    (connection, name, statement, count, types))
FORWARD(
    PGresult *, PQexecPrepared,
    (PGconn *connection, const char *name, int count, const char *const *values, const int *lengths, const int *formats, int format),
    (connection, name, count, values, lengths, formats, format))
FORWARD(
    int, PQsendQueryPrepared,
    (PGconn *connection, const char *name, int count, const char *const *values, const int *lengths, const int *formats, int format),
    (connection, name, count, values, lengths, formats, format))
FORWARD(int, PQsetSingleRowMode, (PGconn *connection), (connection))
FORWARD(PGresult *, PQgetResult, (PGconn *connection), (connection))
FORWARD(int, PQconsumeInput, (PGconn *connection), (connection))
FORWARD(int, PQputCopyData, (PGconn *connection, const char *bytes, int count), (connection, bytes, count))
FORWARD(int, PQputCopyEnd, (PGconn *connection, const char *problem), (connection, problem))

// Results
FORWARD(ExecStatusType, PQresultStatus, (const PGresult *result), (result))
FORWARD(char *, PQresultErrorField, (const PGresult *result, int field), (result, field))
FORWARD_VOID(PQclear, (PGresult *result), (result))
FORWARD(int, PQntuples, (const PGresult *result), (result))
FORWARD(int, PQnfields, (const PGresult *result), (result))
FORWARD(char *, PQfname, (const PGresult *result, int column), (result, column))
FORWARD(Oid, PQftype, (const PGresult *result, int column), (result, column))
FORWARD(char *, PQgetvalue, (const PGresult *result, int row, int column), (result, row, column))
FORWARD(int, PQgetlength, (const PGresult *result, int row, int column), (result, row, column))
FORWARD(int, PQgetisnull, (const PGresult *result, int row, int column), (result, row, column))
FORWARD(char *, PQcmdStatus, (PGresult *result), (result))
FORWARD(char *, PQcmdTuples, (PGresult *result), (result))
