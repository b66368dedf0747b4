import Foundation

/// The names of a file, one a line.
struct NameLines {
    private let data: Data

    init(_ path: String) throws {
        data = try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    }

    func forEach(_ body: (String) throws -> Void) rethrows {
        try data.withUnsafeBytes { bytes in
            var start = 0
            while start < bytes.count {
                let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
                try body(String(decoding: bytes[start..<end], as: UTF8.self))
                start = end + 1
            }
        }
    }

    /// The name behind a random place of the file.
    func any(using random: inout some RandomNumberGenerator) -> String {
        data.withUnsafeBytes { bytes in
            var start = Int.random(in: 0..<bytes.count, using: &random)
            while start > 0, bytes[start - 1] != 0x0A { start -= 1 }
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            return String(decoding: bytes[start..<end], as: UTF8.self)
        }
    }
}
