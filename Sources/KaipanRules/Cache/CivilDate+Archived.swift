import KaipanText

extension CivilDate: Archived {
    func write(to archive: inout ArchiveWriter) { Int(number).write(to: &archive) }

    init(from archive: inout ArchiveReader) throws(ArchiveError) {
        guard let number = Int32(exactly: try Int(from: &archive)) else { throw ArchiveError() }
        self.init(number: number)
    }
}
