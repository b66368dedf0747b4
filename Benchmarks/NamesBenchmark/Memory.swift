import Foundation

/// What the system says of this process's memory.
enum Memory {
    /// A line of `/proc/self/status` in bytes: `VmHWM` the peak with mapped files, `RssAnon` what is the process's own now.
    static func bytes(_ name: String) -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix(name + ":") }
        return line.flatMap { Int($0.filter(\.isNumber)) }.map { $0 * 1024 } ?? 0
    }
}
