import KaipanDocuments
import KaipanText

/// Reads files of conversations in all formats that are known.
///
/// A function of bytes and options alone: no clock, no chance, no file is touched.
public struct ConversationImporter: Sendable {
    public var options: ImportOptions

    public init(options: ImportOptions = ImportOptions()) {
        self.options = options
    }

    /// Reads a file.
    ///
    /// Complexity: O(n log n) in its size, and several times its size in memory.
    /// - Parameters:
    ///   - bytes: the file as it is stored.
    ///   - name: the file's name, which becomes the key of a conversation that has none of its own.
    /// - Throws: `ImportError`; nothing is read in part without a gap or a warning that says so.
    public func read(_ bytes: [UInt8], name: String) throws(ImportError) -> ConversationImport {
        guard !bytes.isEmpty else { throw .empty }
        guard bytes.count <= options.sizeLimit else { throw .tooLarge(bytes: bytes.count, limit: options.sizeLimit) }
        let source = Source(path: name, bytes: bytes, declared: options.encoding)
        let content = try ImportContent(source, bytes: bytes, options: options)
        var builder = ImportBuilder(format: content.format, source: source, bytes: bytes, options: options)
        try content.reader.read(into: &builder, name: name)
        return builder.finish()
    }
}
