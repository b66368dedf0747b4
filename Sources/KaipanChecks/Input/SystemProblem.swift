import Glibc
import KaipanText

/// Why the file system refused, in both languages.
package enum SystemProblem {
    static let irregular = LocalizedText(
        zh: "不是普通文件；请改用标准输入（-）", en: "not a regular file; pass it on standard input as -")

    /// - Parameter code: an `errno`.
    package static func message(_ code: Int32) -> LocalizedText {
        let reason = String(cString: strerror(code))
        let zh =
            switch code {
            case ENOENT: "没有这个文件或文件夹"
            case EACCES, EPERM: "没有权限"
            case EISDIR: "这是一个文件夹"
            case ELOOP: "符号链接循环"
            case EMFILE, ENFILE: "打开的文件过多"
            case ENOTDIR: "路径中有一段不是文件夹"
            case EROFS: "文件系统只读"
            case ENOSPC: "磁盘已满"
            case EIO: "设备出错"
            default: reason
            }
        return LocalizedText(zh: zh, en: reason)
    }
}
