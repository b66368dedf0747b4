import Crypto
import Glibc
import KaipanText

/// Reads a file from start to end and computes the digest of its bytes on the way.
struct RegisterFile: ~Copyable {
    static let chunkSize = 1 << 18

    private let path: String
    private let descriptor: CInt
    private var hash = SHA256()
    private var buffer = [UInt8](repeating: 0, count: chunkSize)

    init(path: String) throws(RegisterError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        self.path = path
        guard descriptor >= 0 else { throw RegisterError.unreadable(path: path, reason: .systemError(errno)) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// The next bytes, none at the end.
    mutating func next(_ body: (UnsafeBufferPointer<UInt8>) throws(RegisterError) -> Void) throws(RegisterError) -> Bool {
        var count = 0
        let room = buffer.count
        // A pipe gives what it has; whole chunks make the work that is done once a chunk rare.
        while count < room {
            let got = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress.map { $0 + count }, room - count) }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw .unreadable(path: path, reason: .systemError(errno)) }
            if got == 0 { break }
            count += got
        }
        buffer.withUnsafeBytes { hash.update(bufferPointer: UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        let result: Result<Void, RegisterError> = buffer.withUnsafeBufferPointer { bytes in
            do throws(RegisterError) {
                try body(UnsafeBufferPointer(rebasing: bytes[..<count]))
                return .success(())
            } catch {
                return .failure(error)
            }
        }
        try result.get()
        return count > 0
    }

    /// The SHA-256 of what was read, in lower-case hexadecimal.
    var digest: String { Hexadecimal.string(hash.finalize()) }
}

extension LocalizedText {
    /// What the operating system says of a failed call.
    static func systemError(_ number: CInt) -> LocalizedText {
        let en = String(cString: strerror(number))
        return switch number {
        case ENOENT: LocalizedText(zh: "文件不存在", en: en)
        case EACCES, EPERM: LocalizedText(zh: "没有权限", en: en)
        case EISDIR: LocalizedText(zh: "这是一个目录", en: en)
        case ENOSPC, EDQUOT: LocalizedText(zh: "磁盘已满", en: en)
        default: LocalizedText(zh: "系统错误（\(en)）", en: en)
        }
    }
}
