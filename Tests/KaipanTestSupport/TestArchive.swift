import CZip
import Testing

/// Writes ZIP archives for tests through libzip.
public enum TestArchive {
    public struct Failure: Error {}

    /// An archive of parts, in their order.
    /// - Parameters:
    ///   - password: encrypts every part where given.
    public static func zip(_ parts: [(name: String, bytes: [UInt8])], password: String? = nil) throws -> [UInt8] {
        guard let target = zip_source_buffer_create(nil, 0, 0, nil) else { throw Failure() }
        defer { zip_source_free(target) }
        zip_source_keep(target)
        guard let archive = zip_open_from_source(target, ZIP_TRUNCATE, nil) else { throw Failure() }
        var copies: [UnsafeMutableRawBufferPointer] = []
        defer { for copy in copies { copy.deallocate() } }
        for part in parts {
            // libzip reads the bytes when the archive is closed.
            let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, part.bytes.count), alignment: 1)
            copy.copyBytes(from: part.bytes)
            copies.append(copy)
            guard let source = zip_source_buffer(archive, copy.baseAddress, UInt64(part.bytes.count), 0) else { throw Failure() }
            let index = zip_file_add(archive, part.name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
            guard index >= 0 else { throw Failure() }
            if let password {
                guard zip_file_set_encryption(archive, UInt64(index), UInt16(ZIP_EM_AES_256), password) == 0 else {
                    throw Failure()
                }
            }
        }
        guard zip_close(archive) == 0, zip_source_open(target) == 0 else { throw Failure() }
        defer { zip_source_close(target) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while case let count = zip_source_read(target, &chunk, UInt64(chunk.count)), count > 0 {
            bytes += chunk[..<Int(count)]
        }
        return bytes
    }

    /// The parts of an archive, in its order.
    public static func parts(of bytes: [UInt8]) throws -> [(name: String, bytes: [UInt8])] {
        try bytes.withUnsafeBytes { buffer in
            guard let source = zip_source_buffer_create(buffer.baseAddress, UInt64(buffer.count), 0, nil),
                let archive = zip_open_from_source(source, ZIP_RDONLY, nil)
            else { throw Failure() }
            defer { zip_discard(archive) }
            return try (0..<UInt64(zip_get_num_entries(archive, 0))).map { index in
                var status = zip_stat_t()
                guard zip_stat_index(archive, index, 0, &status) == 0, let file = zip_fopen_index(archive, index, 0) else { throw Failure() }
                defer { zip_fclose(file) }
                var part = [UInt8](repeating: 0, count: Int(status.size))
                guard zip_fread(file, &part, status.size) == Int64(status.size) else { throw Failure() }
                return (String(cString: status.name), part)
            }
        }
    }

    public static let vocabularies = """
        xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" \
        xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" \
        xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" \
        xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" \
        xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" \
        xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" \
        xmlns:v="urn:schemas-microsoft-com:vml" \
        xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"
        """

    /// The bytes of a part around its content.
    public static func part(_ root: String, _ content: String) -> [UInt8] {
        Array("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<w:\(root) \(vocabularies)>\(content)</w:\(root)>".utf8)
    }

    /// A Word document of a body and other parts, which its relationships name by their file names.
    public static func docx(_ body: String, parts: [(name: String, bytes: [UInt8])] = []) throws -> [UInt8] {
        let types = [
            "header", "footer", "footnotes", "endnotes", "comments", "styles",
        ]
        let links = parts.enumerated().compactMap { index, part -> String? in
            guard let file = part.name.split(separator: "/").last, part.name.hasPrefix("word/"),
                let type = types.first(where: { file.hasPrefix($0) })
            else { return nil }
            return """
                <Relationship Id="r\(index)" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/\(type)" Target="\(file)"/>
                """
        }
        let relationships = """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\(links.joined())</Relationships>
            """
        return try zip(
            [
                ("word/document.xml", part("document", "<w:body>\(body)</w:body>")),
                ("word/_rels/document.xml.rels", Array(relationships.utf8)),
            ] + parts)
    }
}
