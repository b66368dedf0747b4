/// What tells the entries of a baseline apart: two names of files that Unicode takes for equal are two files.
struct BaselineKey: Hashable {
    private let path: [UInt8]
    private let fingerprint: String

    init(_ path: String, _ fingerprint: String) {
        self.path = Array(path.utf8)
        self.fingerprint = fingerprint
    }
}
