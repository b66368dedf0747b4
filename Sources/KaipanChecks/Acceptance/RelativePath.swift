import Foundation

/// Spells files as seen from a folder, so that what is stored holds on every machine.
struct RelativePath {
    private let root: [String]

    /// - Parameter folder: the folder that paths are relative to; itself relative to the working directory or absolute.
    init(to folder: String) {
        root = Self.components(folder)
    }

    /// The path of a file from the folder, with `..` where it lies elsewhere.
    func callAsFunction(_ path: String) -> String {
        let whole = Self.components(path)
        let shared = zip(whole, root).prefix { $0.utf8.elementsEqual($1.utf8) }.count
        return (Array(repeating: "..", count: root.count - shared) + whole.dropFirst(shared)).joined(separator: "/")
    }

    /// The place in the file system of a path that is relative to the folder.
    func absolute(_ path: String) -> String { "/" + (root + [path]).joined(separator: "/") }

    private static func components(_ path: String) -> [String] {
        URL(fileURLWithPath: path).standardizedFileURL.path.split(separator: "/").map(String.init)
    }
}
