import CLazyLibraries

/// A C library that is opened when it is first needed: the program starts without it, and runs where it is not installed.
public enum LazyLibrary: String, Sendable, CaseIterable {
    /// Reads .docx and other office documents.
    case libzip
    /// Reaches archives and registers on a PostgreSQL server.
    case libpq
    /// Asks time-stamp authorities and witnesses.
    case libcurl

    /// Why the library cannot be used, what needs it and how to get it; nothing where it can.
    ///
    /// Opens the library; thread-safe, and fast from the second time on.
    public var problem: LocalizedText? {
        let reason =
            switch self {
            case .libzip: kaipan_libzip_problem()
            case .libpq: kaipan_libpq_problem()
            case .libcurl: kaipan_libcurl_problem()
            }
        return reason.map { problem(because: String(cString: $0)) }
    }

    private func problem(because reason: String) -> LocalizedText {
        LocalizedText(
            zh: "\(purpose.zh)要用 \(rawValue)，但打不开它（\(reason)）。没有的请安装（Debian、Ubuntu 的软件包：\(packages.zh)），已有的请核对它是否完整、够新。",
            en: "\(purpose.en) takes \(rawValue), which cannot be opened (\(reason)). Install it where it is missing (package of Debian and Ubuntu: \(packages.en)), else see whether it is whole and new enough.")
    }

    private var purpose: LocalizedText {
        switch self {
        case .libzip: LocalizedText(zh: "读取 Office 文档", en: "Reading office documents")
        case .libpq: LocalizedText(zh: "连接 PostgreSQL 数据库", en: "A connection to PostgreSQL")
        case .libcurl: LocalizedText(zh: "联系时间戳服务和见证人", en: "Asking time-stamp authorities and witnesses")
        }
    }

    private var packages: LocalizedText {
        switch self {
        // The name follows the library's version.
        case .libzip: LocalizedText(zh: "libzip4 或 libzip5", en: "libzip4 or libzip5")
        case .libpq: LocalizedText(zh: "libpq5", en: "libpq5")
        case .libcurl: LocalizedText(zh: "libcurl4", en: "libcurl4")
        }
    }
}
