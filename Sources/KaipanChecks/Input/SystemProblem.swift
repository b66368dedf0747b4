import Glibc
import KaipanText

/// Why the file system refused, in both languages.
enum SystemProblem {
    static let irregular = LocalizedText(
        zh: "不是普通文件；请改用标准输入（-）", en: "not a regular file; pass it on standard input as -")

    /// - Parameter code: an `errno`.
    static func message(_ code: Int32) -> LocalizedText {
        let reason = String(cString: strerror(code))
        let zh =
            switch code {
            case ENOENT: "文件不存在"
            case EACCES, EPERM: "没有读取权限"
            case EISDIR: "这是一个文件夹"
            case ELOOP: "符号链接循环"
            case EMFILE, ENFILE: "打开的文件过多"
            case EIO: "读取设备出错"
            default: reason
            }
        return LocalizedText(zh: zh, en: reason)
    }
}
