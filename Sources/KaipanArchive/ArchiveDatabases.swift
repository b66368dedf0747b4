/// The databases of an archive: apart, because keys must be erasable, and what can be built again needs no backup.
package struct ArchiveDatabases: Sendable {
    package var records: any SQLDatabase
    package var keys: any SQLDatabase
    var search: any SQLDatabase
}
