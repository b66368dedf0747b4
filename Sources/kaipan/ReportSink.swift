import Foundation

/// Where a report goes: standard output, or a file that appears only when it is whole.
struct ReportSink {
    private let path: String?
    /// The file that is renamed at the end; nil where what is named is no regular file, such as a device.
    private let partial: String?
    private let handle: FileHandle
    private var buffer = Data()
    /// The first failure; what follows it is dropped, and `close` tells.
    private var failure: (any Error)?

    init(path: String?) throws {
        self.path = path
        guard let path else {
            partial = nil
            handle = .standardOutput
            return
        }
        var status = stat()
        let isSpecial = stat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG && status.st_mode & S_IFMT != S_IFDIR
        var target = path, number = 1
        var descriptor = isSpecial ? open(path, O_WRONLY | O_CLOEXEC) : -1
        if !isSpecial {
            // What an earlier run left behind, or somebody named so, is not ours to empty.
            repeat {
                target = path + (number == 1 ? ".part" : ".part\(number)")
                number += 1
                descriptor = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            } while descriptor < 0 && errno == EEXIST && number <= 1000
        }
        guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        partial = isSpecial ? nil : target
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    mutating func write(_ text: String) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count > 1 << 16 || path == nil { flush() }
    }

    mutating func close() throws {
        flush()
        do {
            if let failure { throw failure }
            guard let path, let partial else { return }
            try handle.synchronize()
            try handle.close()
            guard rename(partial, path) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        } catch {
            if let partial { unlink(partial) }
            throw error
        }
    }

    private mutating func flush() {
        guard !buffer.isEmpty, failure == nil else { return }
        do {
            try handle.write(contentsOf: buffer)
        } catch {
            failure = error
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
