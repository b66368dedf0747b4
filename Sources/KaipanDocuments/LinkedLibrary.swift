import CLibXML2
import CZip

/// A C library that reads documents, with its version.
public struct LinkedLibrary: Sendable {
    public var name: String
    public var version: String

    /// The libraries that readers and matching stand on.
    ///
    /// libxml2's is the one that was built against, the others' are running; md4c tells none.
    public static var readers: [LinkedLibrary] {
        [
            LinkedLibrary(name: "libxml2", version: LIBXML_DOTTED_VERSION),
            LinkedLibrary(name: "libzip", version: String(cString: zip_libzip_version())),
        ]
    }

    public init(name: String, version: String) {
        self.name = name
        self.version = version
    }
}
