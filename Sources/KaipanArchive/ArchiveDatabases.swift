/// The databases of an archive: apart, because keys must be erasable, and what can be built again needs no backup.
struct ArchiveDatabases: Sendable {
    var records: any SQLDatabase
    var keys: any SQLDatabase
    var search: any SQLDatabase
}
