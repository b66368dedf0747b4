import KaipanArchive

extension EvidencePackage {
    /// The name that a record's files share: its position in nine digits, and its type.
    public static func stem(of record: StoredRecord) -> String {
        let digits = String(record.position)
        return String(repeating: "0", count: max(0, 9 - digits.utf8.count)) + digits + "-" + record.leaf.type.rawValue
    }

    /// Where a recording or a picture is in a package, below `data/`, for reports that go in with it.
    ///
    /// - Returns: nil where it was erased, or the record has none.
    /// - Throws: `ArchiveError.damaged`.
    public static func path(ofMedia record: StoredRecord, in archive: Archive) throws -> String? {
        guard case .open(let media) = try archive.media(record) else { return nil }
        return try path(of: media, stem(of: record))
    }

    static func path(of media: MediaReader, _ stem: String) throws -> String {
        "media/\(stem).\(fileExtension(try media.bytes(in: 0..<min(16, media.length))))"
    }

    /// The extension that the first bytes of a file ask for.
    private static func fileExtension(_ bytes: [UInt8]) -> String {
        let known: [(offset: Int, magic: [UInt8], name: String)] = [
            (0, [0x89, 0x50, 0x4E, 0x47], "png"), (0, [0xFF, 0xD8, 0xFF], "jpg"), (0, Array("GIF8".utf8), "gif"), (0, Array("%PDF".utf8), "pdf"),
            (0, Array("RIFF".utf8), "wav"), (0, Array("ID3".utf8), "mp3"), (0, [0xFF, 0xFB], "mp3"), (0, Array("#!AMR".utf8), "amr"),
            (0, Array("OggS".utf8), "ogg"), (0, Array("fLaC".utf8), "flac"), (4, Array("ftypM4A".utf8), "m4a"), (4, Array("ftyp".utf8), "mp4"),
        ]
        return known.first { bytes.dropFirst($0.offset).starts(with: $0.magic) }?.name ?? "bin"
    }
}
