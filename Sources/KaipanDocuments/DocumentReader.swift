/// Reads one format into a document.
package protocol DocumentReader: Sendable {
    /// The name of the format, as users know it.
    static var name: String { get }
    /// File name extensions, in lower case.
    static var extensions: [String] { get }

    /// Reads a file's bytes.
    /// - Throws: `ReadingError` where nothing sensible can be read.
    func read(_ bytes: [UInt8], path: String, options: ReadingOptions) throws(ReadingError) -> Document
}
