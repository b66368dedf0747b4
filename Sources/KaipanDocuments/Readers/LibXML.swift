import CLibXML2

/// libxml2 as a whole.
enum LibXML {
    /// What all its parsers share, made once: two threads that begin with it at the same moment may wait for each other for ever
    /// (libxml2's documentation, "Thread safety": `xmlInitParser` comes before any other thread).
    private static let initialized: Void = xmlInitParser()

    /// Comes before the first parser of a thread.
    static func prepare() { initialized }
}
