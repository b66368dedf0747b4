import CLibXML2
import CZip
import KaipanText

/// A C library that reads documents, with its version.
public struct LinkedLibrary: Sendable {
    public var name: String
    public var version: String

    /// The libraries that readers stand on, as far as they can be used.
    ///
    /// libxml2's version is the one that was built against, libzip's is running; md4c tells none.
    public static var readers: [LinkedLibrary] {
        var readers = [LinkedLibrary(name: "libxml2", version: LIBXML_DOTTED_VERSION)]
        if LazyLibrary.libzip.problem == nil {
            readers.append(LinkedLibrary(name: LazyLibrary.libzip.rawValue, version: String(cString: zip_libzip_version())))
        }
        return readers
    }

    public init(name: String, version: String) {
        self.name = name
        self.version = version
    }
}
